import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { medication } from '../../schema/nodes/medication.ts';
import { causes } from '../../schema/relations/causes.ts';
import { contraindicatedIn } from '../../schema/relations/contraindicated-in.ts';
import { interactsWith } from '../../schema/relations/interacts-with.ts';
import { palliates } from '../../schema/relations/palliates.ts';
import { subtypeOf } from '../../schema/relations/subtype-of.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { useDatabase } from '../support/database.ts';
import { minimalExampleOf } from '../support/examples.ts';
import { recordNamed } from '../support/newsroom.ts';
import { barriersOn, usePanel } from '../support/panel.ts';

const database = await useDatabase();
const panel = await usePanel(database);

const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const legCramp = recordNamed('Symptom', 'leg-cramp');
const source = firstContent.records.find(({ type }) => type === 'Source')?.id ?? '';
const citations = [{ source, stance: 'SUPPORTS' }];
const women = { sex: 'FEMALE', pregnancy: true };
const drug = (slug: string, en: string, zh: string) =>
  minimalExampleOf(medication, { id: `med_${slug.replaceAll('-', '').padEnd(10, '0')}`, slug, name: { en, zh } });
const [oldDrug, oldDrugs, otherDrug] = [
  drug('old-drug', 'Old drug', '老药'),
  drug('old-drugs', 'Old drugs', '老药类'),
  drug('other-drug', 'Other drug', '他药'),
];
/** A help that must not be used by some of those it helps, by way of the class it belongs to, nor with another drug. */
const harmfulHelp = [
  oldDrug,
  oldDrugs,
  otherDrug,
  minimalExampleOf(subtypeOf, { subject: oldDrug.id, object: oldDrugs.id, citations }),
  minimalExampleOf(palliates, { subject: oldDrug.id, object: hypocalcemia.id, guidance: 'UNDER_MEDICAL_GUIDANCE', citations }),
  minimalExampleOf(contraindicatedIn, {
    subject: oldDrugs.id,
    object: hypocalcemia.id,
    severity: 'SEVERE',
    population: women,
    citations,
  }),
  minimalExampleOf(interactsWith, {
    subject: oldDrug.id,
    object: otherDrug.id,
    severity: 'MODERATE',
    interactionEffect: { en: 'The one lasts longer.', zh: '其一时间更长。' },
    management: { en: 'Take them apart.', zh: '请分开服用。' },
    citations,
  }),
];

beforeEach(() => panel().user('edith', ['EDITOR']));

const go = (page: Page, path: string) => page.goto(`${panel().url}/admin#${path}`);

it('says in a preview for whom each claim holds, and marks the help that must not be used', async () => {
  const forWomen = minimalExampleOf(contraindicatedIn, {
    id: 'ctr_forwomen01',
    subject: oldDrug.id,
    object: hypocalcemia.id,
    severity: 'SEVERE',
    population: women,
    citations,
  });
  const shown = minimalExampleOf(causes, {
    id: 'csc_forwomen01',
    subject: hypocalcemia.id,
    object: legCramp.id,
    frequency: 0.3,
    population: { sex: 'FEMALE', ageFrom: 18, ageTo: 80 },
    citations,
  });
  const set = await panel().setOf('edith', 'For some', 0, ...harmfulHelp.slice(0, 5), forWomen, shown);
  const page = await panel().signedIn('edith');
  await go(page, `/change-sets/${set}`);
  const sentence = 'Old drug is contraindicated in Hypocalcemia (in women, in pregnancy)';
  await page
    .getByText(new RegExp(`“${sentence.replace(/[()]/g, '\\$&')}”`))
    .first()
    .waitFor();
  await page.getByRole('tab', { name: 'Preview' }).click();
  const row = page.getByRole('row', { name: /^Hypocalcemia/ });
  await row.getByText('(30 %) (in women, from 18 to 80 years)').waitFor();
  await row.getByText('Contraindicated (in women, in pregnancy) · Severe').waitFor();
  await row.getByRole('cell', { name: 'Old drug (in women, in pregnancy) · Severe', exact: true }).waitFor();
  await page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: sentence }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
});

it('warns on the line of a help that harms this person, in the words of the reader, and says what could not be looked for', async () => {
  await panel().setOf('edith', 'Harm', 0, ...harmfulHelp);
  const page = await panel().signedIn('edith', { locale: 'zh' });
  await go(page, '/try-it');
  const pick = async (label: string, text: string, option: RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).fill(text);
    await page.getByRole('option', { name: option }).first().click();
  };
  await page.getByRole('combobox', { name: '内容' }).click();
  await page.getByRole('option', { name: 'Harm', exact: true }).click();
  await pick('添加症状', 'leg cramp', /症状/);
  await pick('正在使用的药物', 'other drug', /他药/);
  await page.getByRole('combobox', { name: '妊娠' }).click();
  await page.getByRole('option', { name: '是', exact: true }).click();
  const answer = page.getByRole('region', { name: '回答' });
  const help = answer.getByRole('listitem').filter({ hasText: '老药 缓解（对症）' });
  const cause = answer.getByRole('button', { name: /低钙血症/ });
  await cause.waitFor();
  if ((await cause.getAttribute('aria-expanded')) === 'false') await cause.click();
  await help.getByText('警告： 老药类 禁用于').waitFor();
  for (const part of [
    '遵医嘱',
    '严重程度：重度',
    '（限女性，妊娠期）',
    '老药 与 他药 相互作用',
    '其一时间更长。',
    '处理方式：请分开服用。',
  ])
    await help.filter({ hasText: part }).waitFor();
  await answer.getByRole('alert').filter({ hasText: '没有代表妊娠的概念' }).waitFor();
  expect(await answer.getByText('pregnancy').count()).toBe(0);
  expect(await barriersOn(page)).toEqual([]);
});
