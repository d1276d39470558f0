import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { firstContent } from '../../seed/content/first-content.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { causes } from '../../schema/relations/causes.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { barriersOn, refuseNext, usePanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();
const panel = await usePanel(database);

const milk = recordNamed('Food', 'milk');
const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const legCramp = recordNamed('Symptom', 'leg-cramp');
const source = firstContent.records.find(({ type }) => type === 'Source') as AnyRecord;

beforeEach(async () => {
  await panel().user('edith', ['EDITOR', 'PUBLISHER']);
  await panel().user('rosa', ['REVIEWER']);
});

const go = (page: Page, path: string) => page.goto(`${panel().url}/admin#${path}`);
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Saved in the change set' }).first();

/** A change set of edith's with these records, each at its first version. */
const setWith = (title: string, ...records: readonly AnyRecord[]) => panel().setOf('edith', title, 1, ...records);

async function approve(set: string): Promise<void> {
  await (await panel().api('edith')).get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
  await (await panel().api('rosa')).get('mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }', { set });
}

async function publish(set: string): Promise<void> {
  await approve(set);
  await (await panel().api('edith')).get('mutation ($set: ID!) { publishChangeSet(changeSet: $set) { id } }', { set });
}

const titlesOfSets = async (): Promise<string[]> => {
  const { changeSets } = await (
    await panel().api('edith')
  ).get<{ changeSets: { edges: { node: { title: string } }[] } }>('{ changeSets { edges { node { title } } } }');
  return changeSets.edges.map(({ node }) => node.title);
};

it('puts first edits that are made in two windows at once into one change set', async () => {
  const windows = [await panel().signedIn('edith'), await panel().signedIn('edith')];
  const fields = await Promise.all(
    windows.map(async (page, i) => {
      await go(page, i === 0 ? `/foods/${milk.id}` : `/causes/${hypocalcemia.id}`);
      const field = page.getByLabel('Plain name (English)');
      await field.waitFor();
      return field;
    }),
  );
  await Promise.all(fields.map((field) => field.fill('Said plainly')));
  await Promise.all(windows.map((page) => saved(page).waitFor()));
  expect(await titlesOfSets()).toHaveLength(1);
});

it('takes a table into the current change set as well', async () => {
  const set = await setWith('Breakfast', { ...milk, summary: { en: 'White.' } });
  const page = await panel().signedIn('edith');
  await go(page, '/import');
  await page.getByRole('combobox', { name: 'Each row is' }).click();
  await page.getByRole('option', { name: 'Food' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download a template' }).click();
  const template = await readFile(await (await download).path(), 'utf8');
  const columns =
    template
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)[0]
      ?.split(',') ?? [];
  expect(columns).toEqual(expect.arrayContaining(['slug', 'name_en', 'name_zh']));
  const row = columns.map((column) => ({ slug: 'oat-flakes', name_en: 'Oat flakes', name_zh: '燕麦片' })[column] ?? '').join(',');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'oats.csv', mimeType: 'text/csv', buffer: Buffer.from([columns.join(','), row].join('\n')) });
  await page.getByRole('button', { name: 'Check the table' }).click();
  await page.getByRole('combobox', { name: 'Into' }).click();
  await page.getByRole('option', { name: /Breakfast/ }).click();
  await page.getByRole('button', { name: 'Put 1 records into a change set' }).click();
  await page.waitForURL(new RegExp(`change-sets/${set}`));
  await page.getByText('Oat flakes', { exact: true }).first().waitFor();
  expect(await titlesOfSets()).toEqual(['Breakfast']);
});

it('asks before a restore takes the place of an edit, and leads to it', async () => {
  await publish(await setWith('First', { ...milk, summary: { en: 'White and known to all.' } }));
  const edith = await panel().api('edith');
  const { openChangeSet } = await edith.get<{ openChangeSet: { id: string } }>('mutation { openChangeSet(title: "Second") { id } }');
  await edith.get(
    'mutation ($set: ID!, $record: JSONObject!) { putEdit(changeSet: $set, record: $record, expectedVersion: 2) { id: recordId } }',
    {
      set: openChangeSet.id,
      record: { ...milk, summary: { en: 'Something else.' } },
    },
  );
  const page = await panel().signedIn('edith');
  await go(page, `/foods/${milk.id}?side=history`);
  // What happened to the claims about it is told beside what happened to the record.
  const ofClaims = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Hypocalcemia' }) });
  await ofClaims.first().getByText('Created').waitFor();
  await page.getByRole('switch', { name: 'With the claims about it' }).click();
  await ofClaims.first().waitFor({ state: 'detached' });
  const questions: string[] = [];
  page.once('dialog', (dialog) => {
    questions.push(dialog.message());
    void dialog.accept();
  });
  await page.getByRole('button', { name: 'Restore as of release 1' }).click();
  await page.waitForURL(new RegExp(`change-sets/${openChangeSet.id}`));
  expect(questions).toEqual(['Your change set “Second” edits this record already. Replace that edit?']);
  const { changeSet } = await edith.get<{ changeSet: { edits: { record: AnyRecord }[] } }>(
    'query ($set: ID!) { changeSet(id: $set) { edits { record } } }',
    { set: openChangeSet.id },
  );
  expect(changeSet.edits.map(({ record }) => record['summary'])).toEqual([milk['summary']]);
});

it('tells in the history the titles of sources and the words of vocabularies, in the language of the panel', async () => {
  const claim = claimBetween('CAUSES', hypocalcemia, legCramp);
  const citation = { source: source.id, stance: 'REFUTES', locator: 'Table 3' };
  await publish(
    await setWith(
      'Said better',
      { ...claim, citations: [...(claim['citations'] as object[]), citation] },
      { ...milk, synonyms: [{ text: 'moo juice', kind: 'LAY', locale: 'en' }] },
    ),
  );
  await panel().user('rita', ['READER']);
  const page = await panel().signedIn('rita', { locale: 'zh' });
  await go(page, `/history?id=${milk.id}`);
  await page.getByRole('cell', { name: 'moo juice，俗称，英文', exact: true }).waitFor();
  await go(page, `/history?id=${legCramp.id}`);
  const cited = page.getByRole('cell').filter({ hasText: String(source['title']) });
  await cited.filter({ hasText: 'Table 3' }).filter({ hasText: '反对' }).waitFor();
  expect(await page.getByText(/src_|REFUTES|LAY/).count()).toBe(0);
  expect(await barriersOn(page)).toEqual([]);
});

it('says in a list where each record stands, shows the columns that are wanted, and sorts by them', async () => {
  await publish(await setWith('Old milk', { ...milk, lastReviewed: '2019-01-31', nextReview: '2020-01-31' }));
  await setWith('A draft', { ...hypocalcemia, plainName: { en: 'Too little calcium' } });
  const page = await panel().signedIn('edith');
  await go(page, '/foods');
  await page
    .getByRole('row', { name: /^Choose Milk/ })
    .getByText('Due for review')
    .waitFor();
  await go(page, '/causes');
  const row = page.getByRole('row', { name: /^Choose Hypocalcemia/ });
  await row.getByText('In my draft').waitFor();
  expect(await page.getByRole('columnheader', { name: 'Slug' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('switch', { name: 'Slug' }).click();
  await page.keyboard.press('Escape');
  await row.getByText('hypocalcemia', { exact: true }).waitFor();
  await page.getByRole('columnheader', { name: 'Slug' }).getByRole('button').click();
  await page.waitForURL(/sort=slug/);
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'State' }).click();
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'In my draft' }).click();
  await page.getByText('1-1 of 1').waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

it('shows in a preview what would be answered, first about the symptom that the change set touches', async () => {
  const claim = claimBetween('CAUSES', hypocalcemia, legCramp);
  const set = await setWith('Often', { ...claim, frequency: 0.37 }, { ...milk, summary: { en: 'White and known to all.' } });
  const page = await panel().signedIn('edith');
  await go(page, `/change-sets/${set}`);
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('heading', { name: 'What can cause “Leg cramp”?' }).waitFor();
  await page.getByRole('row', { name: /^Hypocalcemia \(37 %\)/ }).waitFor();
  await page.getByText('White and known to all.').waitFor();
  expect(await page.getByRole('tabpanel').getByRole('listitem').allTextContents()).toEqual([
    'Hypocalcemia causes Leg cramp',
    'Milk (Food) White and known to all.',
  ]);
  expect(await barriersOn(page)).toEqual([]);

  await go(page, `/change-sets/${await setWith('Milk alone', { ...milk, summary: { en: 'White.' } })}`);
  await page.getByRole('heading', { name: 'Milk alone', level: 1 }).waitFor();
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByText('White.').waitFor();
  expect(await page.getByRole('tabpanel').getByRole('heading').allTextContents()).toEqual(['The records of this change set']);
});

it('lists in its queues what is due, what rests on a source that fell, and what is to be published when', async () => {
  await publish(
    await setWith('Time passes', { ...milk, lastReviewed: '2019-01-31', nextReview: '2020-01-31' }, {
      ...source,
      standing: 'RETRACTED',
    } as AnyRecord),
  );
  const later = await setWith('Later', { ...hypocalcemia, plainName: { en: 'Too little calcium' } });
  await approve(later);
  const at = new Date(Date.now() + 86_400_000).toISOString();
  await (
    await panel().api('edith')
  ).get('mutation ($set: ID!, $at: String) { publishChangeSet(changeSet: $set, at: $at) { id } }', { set: later, at });
  const page = await panel().signedIn('edith');
  await go(page, '/');
  await page.getByRole('region', { name: 'Recent releases' }).getByText('Time passes').waitFor();
  await page.getByRole('link', { name: /^1\s*Due for review/ }).click();
  await page.getByRole('row', { name: /Milk.*Food/ }).waitFor();
  await page.getByRole('tab', { name: 'Sources not current' }).click();
  await page.getByRole('table', { name: 'Sources not current' }).getByRole('row').nth(1).waitFor();
  await page.getByRole('tab', { name: 'Approved, scheduled' }).click();
  await page.getByRole('row', { name: /Later.*edith/ }).waitFor();
});

it('leads from what is due to the claim itself, and confirms with one button what is still correct', async () => {
  const claim = claimBetween('CAUSES', hypocalcemia, legCramp);
  await publish(await setWith('Time passes', { ...claim, lastReviewed: '2019-01-31', nextReview: '2020-01-31' }));
  const page = await panel().signedIn('edith');
  await go(page, '/queues?queue=due');
  const row = page.getByRole('row', { name: /Hypocalcemia causes Leg cramp/ });
  await row.getByRole('link', { name: 'Hypocalcemia causes Leg cramp' }).click();
  await page.waitForURL(new RegExp(`causes/${hypocalcemia.id}`));
  await page.getByLabel('Last reviewed').last().and(page.locator(':focus')).waitFor();
  await page.goBack();
  await row.getByRole('button', { name: 'Still correct: Hypocalcemia causes Leg cramp' }).click();
  await row.getByRole('link', { name: 'Confirmed in your change set' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await row.getByRole('link', { name: 'Confirmed in your change set' }).click();
  await page.getByRole('heading', { name: 'Review of what was due', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'Check' }).getByText('0 new, 1 changed').waitFor();

  const set = /chg_\w+/.exec(page.url())?.[0] ?? '';
  await publish(set);
  const { recordAt } = await (
    await panel().api('edith')
  ).get<{ recordAt: AnyRecord }>('query ($id: ID!) { recordAt(id: $id, release: 3) }', { id: claim.id });
  const today = new Date().toISOString().slice(0, 10);
  const nextReview = `${Number(today.slice(0, 4)) + causes.reviewEveryMonths / 12}${today.slice(4)}`;
  expect(recordAt).toEqual({ ...claim, lastReviewed: today, nextReview });
  await go(page, '/queues?queue=due');
  await page.getByText('No record is past the day of its review.').waitFor();
});

it('goes anywhere by the palette, tells its keys, and keeps the claims of a source where it is used', async () => {
  const page = await panel().signedIn('edith');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await keys.getByText('Search and go to any record or page').waitFor();
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to a record or page' }).fill('relieve leg cramp');
  await page.getByRole('option', { name: /^How to quickly/ }).click();
  await page.getByRole('textbox', { name: 'Title', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'Hypocalcemia' }).count()).toBe(0);
  await page.getByRole('tab', { name: 'Where used' }).click();
  await page.getByRole('link', { name: 'Hypocalcemia' }).first().waitFor();
});

it('saves what was typed when its page is left at once, and asks before what cannot be saved is lost', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${hypocalcemia.id}`);
  await page.getByLabel('Plain name (English)').fill('Left at once');
  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await page.getByRole('cell', { name: 'Milk', exact: true }).first().waitFor();
  const edith = await panel().api('edith');
  await until(async () => {
    const { openEdits } = await edith.get<{ openEdits: { edit: { record: AnyRecord } }[] }>('{ openEdits { edit { record } } }');
    return openEdits.some(({ edit }) => (edit.record['plainName'] as { en?: string }).en === 'Left at once');
  });

  await go(page, `/causes/${hypocalcemia.id}`);
  const claim = page.getByRole('region', { name: 'Claims' }).getByRole('listitem').filter({ hasText: 'Hypocalcemia causes Leg cramp' });
  await claim.getByRole('button', { name: 'Change' }).click();
  const frequency = claim.getByLabel('Frequency', { exact: true });
  await frequency.fill('often');
  await claim
    .getByRole('status')
    .filter({ hasText: /^Not saved$/ })
    .waitFor();
  const isAsked = refuseNext(page);
  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await until(isAsked);
  expect(await frequency.inputValue()).toBe('often');
});

it('merges two concepts from the page of one, and shows the edits before they are submitted', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/causes/${recordNamed('Cause', 'cold-exposure').id}`);
  await page.getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge Cold exposure with another' });
  await dialog.getByRole('combobox', { name: 'The other one' }).fill('strenuous');
  await page.getByRole('option', { name: /Strenuous exercise/ }).click();
  await dialog.getByRole('radio', { name: 'Strenuous exercise' }).check();
  await dialog.getByRole('button', { name: 'Put the edits into the change set' }).click();
  await page.getByText('Cold exposure was merged into Strenuous exercise.').first().waitFor();
  const { openEdits } = await (
    await panel().api('edith')
  ).get<{ openEdits: { edit: { recordId: string; action: string; replacedById: string | null } }[] }>(
    '{ openEdits { edit { recordId action replacedById } } }',
  );
  expect(openEdits.map(({ edit }) => edit)).toContainEqual({
    recordId: recordNamed('Cause', 'cold-exposure').id,
    action: 'RETIRE',
    replacedById: recordNamed('Cause', 'strenuous-exercise').id,
  });
});

it('retires a concept with the claims that would join nothing without it', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/foods/${milk.id}`);
  await page.getByRole('button', { name: 'Retire', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Retire from the graph' });
  expect(await dialog.getByLabel(/Retire its (?:claim|\d+ claims) too/).isChecked()).toBe(true);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Made by mistake');
  await dialog.getByRole('button', { name: 'Retire' }).click();
  await dialog.waitFor({ state: 'detached' });
  const edith = await panel().api('edith');
  const { openEdits } = await edith.get<{ openEdits: { edit: { changeSet: string; action: string } }[] }>(
    '{ openEdits { edit { changeSet action } } }',
  );
  expect(openEdits.length).toBeGreaterThan(1);
  const { checkChangeSet } = await edith.get<{ checkChangeSet: { issues: object[] } }>(
    'query ($id: ID!) { checkChangeSet(changeSet: $id) { issues { path code } } }',
    { id: openEdits[0]?.edit.changeSet },
  );
  expect(checkChangeSet.issues).toEqual([]);
});
