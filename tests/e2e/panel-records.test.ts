import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { barriersOn, submitFrom, usePanel } from '../support/panel.ts';

const database = await useDatabase();
const panel = await usePanel(database);

const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const legCramp = recordNamed('Symptom', 'leg-cramp');
const milk = recordNamed('Food', 'milk');
const causesLegCramp = claimBetween('CAUSES', hypocalcemia, legCramp);

beforeEach(() => panel().user('edith', ['EDITOR', 'PUBLISHER']));

const go = (page: Page, path: string) => page.goto(`${panel().url}/admin#${path}`);

/** The row of a claim by the sentence it begins with. */
const claimRow = (page: Page, sentence: string) =>
  page.getByRole('region', { name: 'Claims' }).getByRole('listitem').filter({ hasText: sentence });

it('takes another name over the one that a picker holds', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  await claimRow(page, 'Hypocalcemia causes Leg cramp').getByRole('button', { name: 'Change' }).click();
  const symptom = page.getByRole('combobox', { name: 'Symptom' });
  await symptom.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Low back', { delay: 30 });
  await page.getByRole('option', { name: /^Low back pain/ }).click();
  await claimRow(page, 'Hypocalcemia causes Low back pain').waitFor();
  expect(await symptom.inputValue()).toBe('Low back pain');
});

it('offers for a merge neither the record itself nor one that is made for it', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/symptoms/${legCramp.id}`);
  await page.getByRole('button', { name: 'Merge' }).click();
  const other = page.getByRole('combobox', { name: 'The other one' });
  await other.fill('leg cramp');
  await page.getByRole('option', { name: /^Frequent leg cramps/ }).waitFor();
  expect(await page.getByRole('option', { name: /^Leg cramp|Create/ }).count()).toBe(0);
  await other.fill('no such thing');
  await page.getByText('Nothing found').waitFor();
});

it('says for whom a claim holds wherever it is read as a sentence', async () => {
  const set = await panel().setOf('edith', 'For some', 1, { ...causesLegCramp, population: { sex: 'FEMALE', ageFrom: 18 } });
  const page = await panel().signedIn('edith');
  const sentence = 'Hypocalcemia causes Leg cramp (in women, from 18 years)';
  await go(page, `/causes/${hypocalcemia.id}`);
  await claimRow(page, sentence).waitFor();
  await go(page, `/causes/${hypocalcemia.id}?side=uses`);
  await page.getByRole('region', { name: 'In change sets that are not published yet' }).getByText(sentence).waitFor();
  await go(page, `/change-sets/${set}`);
  await page.getByRole('link', { name: sentence }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  const chinese = await panel().signedIn('edith', { locale: 'zh' });
  await go(chinese, `/change-sets/${set}`);
  await chinese.getByText('腿部肌肉痉挛（限女性，18 岁及以上）').first().waitFor();
});

it('leads to the change set after a new record is submitted, and from the page of the record to it', async () => {
  const page = await panel().signedIn('edith');
  await page.getByRole('menuitem', { name: 'Symptoms', exact: true }).click();
  await page.getByRole('button', { name: 'New Symptom' }).click();
  await page.getByRole('textbox', { name: 'Name (English)', exact: true }).fill('Night cramps');
  await page.getByRole('status').filter({ hasText: 'Saved in the change set' }).first().waitFor();
  const address = page.url();
  await submitFrom(page);
  await page.getByText(/waits for review/).waitFor();
  await page.getByRole('heading', { level: 1, name: 'Symptom: Night cramps' }).waitFor();
  await page.getByText('In review', { exact: true }).waitFor();
  const set = page.url();
  await page.goto(address);
  await page.getByRole('alert').getByRole('link', { name: 'Symptom: Night cramps' }).click();
  await page.waitForURL(set);
});

it('begins each page at its top', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  await claimRow(page, 'Milk helps with Hypocalcemia').waitFor();
  await page.evaluate('window.scrollTo(0, 5000)');
  expect(await page.evaluate<number>('window.scrollY')).toBeGreaterThan(100);
  await page.getByRole('menuitem', { name: 'Symptoms', exact: true }).click();
  await page.getByRole('button', { name: 'New Symptom' }).waitFor();
  expect(await page.evaluate<number>('window.scrollY')).toBe(0);
});

it('lists claims by the name of the other end, and finds some among them by what they say', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  await claimRow(page, 'Milk helps with Hypocalcemia').waitFor();
  expect(await claimRow(page, 'treats Hypocalcemia').allTextContents()).toEqual([
    expect.stringMatching(/^Calcium carbonate/),
    expect.stringMatching(/^Calcium citrate/),
    expect.stringMatching(/^Calcium gluconate/),
  ]);
  const find = page.getByRole('searchbox', { name: 'Find among the claims' });
  await find.fill('help milk');
  await claimRow(page, 'treats Hypocalcemia').first().waitFor({ state: 'hidden' });
  const shown = page.getByRole('region', { name: 'Claims' }).getByRole('listitem');
  expect(await shown.allTextContents()).toEqual([expect.stringMatching(/^Milk helps with Hypocalcemia/)]);
  expect(await barriersOn(page)).toEqual([]);
  await find.fill('no such thing');
  await page.getByText('Nothing fits what you are looking for.').waitFor();
});

it('leads from a citation to its source, whose name the claim tells before it is opened', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  const row = claimRow(page, 'Hypocalcemia causes Leg cramp');
  const title = 'How to quickly relieve leg cramp pain';
  await row.getByTitle(title, { exact: true }).getByText('1 source').waitFor();
  await row.getByRole('button', { name: 'Change' }).click();
  const opened = page.waitForEvent('popup');
  await row
    .getByRole('link', { name: `Open “${title}” in a new tab` })
    .first()
    .click();
  await (await opened).getByRole('heading', { level: 1, name: title }).waitFor();
});

it('begins a new record at its name and a new row at its first field, holds nothing against a row before it is left, and keeps the hint', async () => {
  const page = await panel().signedIn('edith');
  await page.getByRole('menuitem', { name: 'Symptoms', exact: true }).click();
  await page.getByRole('button', { name: 'New Symptom' }).click();
  await page.getByRole('textbox', { name: 'Name (English)', exact: true }).and(page.locator(':focus')).waitFor();
  await page.getByRole('tab', { name: 'Synonyms and codes' }).click();
  const hint = page.getByText('Short name of the vocabulary, such as SYMP, HP, DOID, MESH, ICD10CM.');
  const needed = page.getByText('This is needed.');
  await page.getByRole('button', { name: 'Add to Codes' }).click();
  const system = page.getByRole('combobox', { name: 'System' });
  await system.and(page.locator(':focus')).waitFor();
  expect(await needed.count()).toBe(0);
  await system.fill('icd-10');
  await page.getByRole('option', { name: 'ICD10CM' }).click();
  expect(await system.inputValue()).toBe('ICD10CM');
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill('banana');
  await page.getByText('Codes of ICD10CM are written differently.').waitFor();
  await page.getByRole('button', { name: 'Add to Codes' }).click();
  await page.getByRole('button', { name: 'Add to Synonyms' }).focus();
  await needed.first().waitFor();
  expect([await needed.count(), await hint.count()]).toEqual([2, 2]);
  expect(await barriersOn(page)).toEqual([]);
});

it('writes a share as a percentage in sentence, field and difference, and says what its bounds are', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  const row = claimRow(page, 'Hypocalcemia causes Leg cramp');
  await row.getByRole('button', { name: 'Change' }).click();
  const frequency = row.getByRole('textbox', { name: 'Frequency', exact: true });
  await frequency.fill('150');
  await row.getByText('The number must lie between 0 % and 100 %, such as 30 % or 0.3.').waitFor();
  await row.getByText('Frequency 150,').waitFor();
  // Digits of a Chinese keyboard, and a comma that can only be a point.
  await frequency.fill('１２，５％');
  await row.getByText('Frequency 12.5 %,').waitFor();
  await frequency.fill('0.75');
  await row.getByText('Frequency 75 %,').waitFor();
  await frequency.blur();
  expect(await frequency.inputValue()).toBe('75 %');
  await row.getByRole('status').filter({ hasText: 'Saved in the change set' }).waitFor();
  const { changeSets } = await (
    await panel().api('edith')
  ).get<{ changeSets: { edges: { node: { id: string } }[] } }>('{ changeSets { edges { node { id } } } }');
  await go(page, `/change-sets/${changeSets.edges[0]?.node.id}`);
  await page.getByRole('definition').getByText('75 %', { exact: true }).waitFor();

  const chinese = await panel().signedIn('edith', { locale: 'zh' });
  await go(chinese, `/causes/${hypocalcemia.id}`);
  const chineseRow = chinese.getByRole('region', { name: '陈述' }).getByRole('listitem').filter({ hasText: '腿部肌肉痉挛' }).first();
  await chineseRow.getByRole('button', { name: '修改' }).click();
  await chineseRow.getByRole('textbox', { name: '频率', exact: true }).fill('150');
  await chineseRow.getByText('数值须在 0 % 至 100 % 之间，例如 30% 或 0.3。').waitFor();
  await chineseRow.getByRole('textbox', { name: '频率', exact: true }).fill('1,500');
  await chineseRow.getByText('请输入数字，例如 30% 或 0.3，不用逗号。').waitFor();
});

it('asks for the name of a missing record first and for its address last, and takes a DOI out of a link', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  const row = claimRow(page, 'Hypocalcemia causes Leg cramp');
  await row.getByRole('button', { name: 'Change' }).click();
  await row.getByRole('combobox', { name: 'Symptom' }).fill('Night cramps');
  await page.getByRole('option', { name: 'Create Symptom “Night cramps”' }).click();
  const fields = page.getByRole('dialog', { name: 'New Symptom' }).getByRole('textbox');
  expect(await fields.evaluateAll((all) => all.map((field) => (field as { value?: string }).value))).toEqual([
    'Night cramps',
    '',
    'night-cramps',
  ]);
  await page.keyboard.press('Escape');
  await page.getByRole('menuitem', { name: 'Sources', exact: true }).click();
  await page.getByRole('button', { name: 'New Source' }).click();
  const doi = page.getByRole('textbox', { name: 'DOI' });
  await doi.fill('https://doi.org/10.1000/xyz');
  expect(await doi.inputValue()).toBe('10.1000/xyz');
});

it('takes a Chinese word for the Chinese name of a missing record, and makes none before it has what it needs', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/foods/${milk.id}`);
  await page.getByRole('button', { name: 'Add a claim' }).click();
  await page.getByRole('option', { name: 'helps with …' }).click();
  await page.getByRole('combobox', { name: 'Cause' }).fill('Hypocalcemia');
  await page.getByRole('option', { name: 'Hypocalcemia' }).first().waitFor();
  expect(await page.getByRole('option', { name: /^Create/ }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'Cause' }).fill('感冒');
  await page.getByRole('option', { name: 'Create Cause “感冒”' }).click();
  const dialog = page.getByRole('dialog', { name: 'New Cause' });
  expect(await dialog.getByRole('textbox', { name: 'Name (English)' }).inputValue()).toBe('');
  expect(await dialog.getByRole('textbox', { name: 'Name (Chinese)' }).inputValue()).toBe('感冒');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog
    .getByRole('alert')
    .getByText(/Fill in or correct first: .*Name › English/)
    .waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Name (English)' }).fill('感冒');
  await dialog.getByText('This English text holds Chinese characters.').waitFor();
  await dialog.getByRole('textbox', { name: 'Name (English)' }).fill('Common cold');
  await dialog.getByText('This English text holds Chinese characters.').waitFor({ state: 'detached' });
  await dialog.getByRole('combobox', { name: 'Cause kind' }).click();
  await page.getByRole('option', { name: /^Disease/ }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { openEdits } = await (
    await panel().api('edith')
  ).get<{ openEdits: { edit: { record: AnyRecord } }[] }>('{ openEdits(recordType: "Cause") { edit { record } } }');
  expect(openEdits.map(({ edit }) => edit.record)).toEqual([
    expect.objectContaining({ name: { en: 'Common cold', zh: '感冒' }, slug: 'common-cold' }),
  ]);
});

it('keeps a button under the pointer that leaves an unfinished row, and begins a synonym in the language of the panel or of the last one', async () => {
  const page = await panel().signedIn('edith', { locale: 'zh' });
  await go(page, `/foods/${milk.id}`);
  await page.getByRole('tab', { name: /^同义词与编码/ }).click();
  await page.getByRole('button', { name: '添加同义词' }).click();
  const languages = page.getByRole('combobox', { name: '语言' });
  const before = await languages.count();
  expect(await languages.last().textContent()).toMatch(/^中文/);
  const codes = page.getByRole('textbox', { name: '编码', exact: true });
  const codesBefore = await codes.count();
  await page.getByRole('button', { name: '添加编码' }).click();
  await codes.nth(codesBefore).waitFor();
  await languages.last().click();
  await page.getByRole('option', { name: /^英文/ }).click();
  await page.getByRole('button', { name: '添加同义词' }).click();
  expect(await languages.count()).toBe(before + 1);
  expect(await languages.last().textContent()).toMatch(/^英文/);
});
