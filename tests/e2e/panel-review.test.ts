import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { barriersOn, type PanelHouse, submitFrom, usePanel } from '../support/panel.ts';

const database = await useDatabase();
const panel = await usePanel(database);

const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const legCramp = recordNamed('Symptom', 'leg-cramp');
const milk = recordNamed('Food', 'milk');
const claim = claimBetween('CAUSES', hypocalcemia, legCramp);
const helps = claimBetween('HELPS_WITH', milk, hypocalcemia);
const tofu: AnyRecord = { type: 'Food', id: 'foo_0000000000000001', slug: 'tofu', name: { en: 'Tofu', zh: '豆腐' } };

beforeEach(async () => {
  await panel().user('edith', ['EDITOR', 'PUBLISHER']);
  await panel().user('emil', ['EDITOR']);
  await panel().user('rosa', ['REVIEWER']);
});

const go = (page: Page, path: string) => page.goto(`${panel().url}/admin#${path}`);
const item = (page: Page, text: string) => page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: text });
const check = (page: Page) => page.getByRole('region', { name: 'Check' });

const setOf: PanelHouse['setOf'] = (...of) => panel().setOf(...of);

it('calls records that only the change set has by their names, for whoever reviews it, and leads to their edits', async () => {
  const leafy = { ...tofu, id: 'foo_0000000000000002', slug: 'leafy-vegetable', name: { en: 'Leafy vegetable' } };
  const set = await setOf('edith', 'Soy', 0, tofu, leafy, { ...helps, id: 'hlp_0000000000000001', subject: tofu.id });
  const page = await panel().signedIn('rosa');
  await go(page, `/change-sets/${set}`);
  await item(page, 'Tofu helps with Hypocalcemia').waitFor();
  expect(await page.getByRole('tabpanel').getByRole('link').count()).toBe(0);
  await page.getByRole('button', { name: 'Read it as a whole: Tofu' }).click();
  const whole = page.getByRole('dialog', { name: 'Tofu' });
  await whole.getByText('豆腐').waitFor();
  await whole.getByRole('listitem').filter({ hasText: 'Tofu helps with Hypocalcemia' }).waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await whole.getByRole('button', { name: 'Close' }).click();
  await check(page).getByText('is called "Leafy vegetables" already').waitFor();
  await check(page).getByRole('link', { name: 'Leafy vegetable', exact: true }).click();
  await item(page, 'Leafy vegetable').and(page.locator(':focus')).waitFor();
  expect(await barriersOn(page)).toEqual([]);

  const author = await panel().signedIn('edith');
  await go(author, `/change-sets/${set}`);
  await author.getByRole('tabpanel').getByRole('link', { name: 'Tofu', exact: true }).click();
  await author.getByRole('heading', { name: 'Tofu', level: 1 }).waitFor();
});

it('says of each edit which other open change sets edit the same record, and leads there', async () => {
  const set = await setOf('edith', 'Often', 1, { ...claim, frequency: 0.4 }, { ...milk, summary: { en: 'White.' } });
  const other = await setOf('emil', 'Seldom', 1, { ...claim, frequency: 0.1 });
  const page = await panel().signedIn('rosa');
  await go(page, `/change-sets/${set}`);
  await item(page, 'Hypocalcemia causes Leg cramp').getByText('Other change sets edit this too: Seldom (emil, Draft)').waitFor();
  expect(await page.getByText('Other change sets edit this too').count()).toBe(1);
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('link', { name: 'Seldom' }).click();
  await page.waitForURL(new RegExp(other));
  await item(page, 'Hypocalcemia causes Leg cramp').getByRole('link', { name: 'Often' }).waitFor();
});

it('shows what a published change set changed, and names what it retired', async () => {
  const api = await panel().api('edith');
  const set = await setOf('edith', 'Often', 1, { ...claim, frequency: 0.4 });
  await api.get(
    'mutation ($set: ID!, $record: JSONObject!) { putEdit(changeSet: $set, record: $record, expectedVersion: 0) { version } }',
    {
      set,
      record: tofu,
    },
  );
  await api.get('mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Wrong", expectedVersion: 1) { version } }', {
    set,
    id: helps.id,
  });
  await api.get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
  await (await panel().api('rosa')).get('mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }', { set });
  await api.get('mutation ($set: ID!) { publishChangeSet(changeSet: $set) { id } }', { set });
  const page = await panel().signedIn('rosa');
  await go(page, `/change-sets/${set}`);
  await item(page, 'Hypocalcemia causes Leg cramp')
    .filter({ hasText: /Changed.*40 %/ })
    .waitFor();
  await item(page, 'Tofu')
    .filter({ hasText: /New.*tofu/ })
    .waitFor();
  await item(page, 'Milk helps with Hypocalcemia').filter({ hasText: 'Wrong' }).waitFor();
  await page.getByRole('tabpanel').getByRole('link', { name: 'Tofu', exact: true }).waitFor();
});

it('has an approved change set sent back by whoever reviews or publishes, who is asked before it is published', async () => {
  await panel().user('paul', ['PUBLISHER']);
  const set = await setOf('edith', 'Often', 1, { ...claim, frequency: 0.4 });
  const [author, reviewer] = [await panel().api('edith'), await panel().api('rosa')];
  const approve = async (): Promise<void> => {
    await author.get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
    await reviewer.get('mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }', { set });
  };
  for (const name of ['rosa', 'paul']) {
    await approve();
    const page = await panel().signedIn(name);
    await go(page, `/change-sets/${set}`);
    await page.getByRole('button', { name: 'Request changes' }).click();
    const dialog = page.getByRole('dialog', { name: 'What has to change?' });
    await dialog.getByRole('textbox').first().fill(`Not yet, says ${name}`);
    await dialog.getByRole('button', { name: 'Request changes' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: `Not yet, says ${name}` })
      .waitFor();
    await page.getByText('Changes requested').first().waitFor();
    expect(await page.getByRole('button', { name: 'Publish now' }).count()).toBe(0);
  }

  await approve();
  const page = await panel().signedIn('paul');
  await go(page, `/change-sets/${set}`);
  await page.getByRole('button', { name: 'Publish now' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish this change set?' });
  await dialog.getByText('Everybody reads it at once.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await author.get('query ($set: ID!) { changeSet(id: $set) { state } }', { set })).toEqual({ changeSet: { state: 'APPROVED' } });
  await page.getByRole('button', { name: 'Publish now' }).click();
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await page.getByText('Published as release 2.').first().waitFor();
});

it('tells by name which claims stop a change set, apart from what is only a hint, and leads to the field', async () => {
  const leafyMilk = { ...milk, synonyms: [{ text: 'leafy vegetable', kind: 'LAY', locale: 'en' }] };
  await setOf('edith', 'Often', 1, { ...claim, frequencyCount: 7, frequencyTotal: 3 }, leafyMilk);
  const page = await panel().signedIn('edith');
  await go(page, `/foods/${milk.id}`);
  await page.getByRole('button', { name: 'Submit the whole change set (2 edits)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Not ready for review yet' });
  await dialog.getByText('“People looked at” may not be less than “People with it”: 3 people is below 7 people.').waitFor();
  const hints = dialog.getByText('These are only hints and stop nothing.');
  await hints.locator('xpath=following::*').getByText('is called "Leafy vegetables" already').first().waitFor();
  await dialog.getByRole('link', { name: 'Hypocalcemia causes Leg cramp' }).click();
  await page.waitForURL(new RegExp(`causes/${hypocalcemia.id}`));
  await page.getByRole('textbox', { name: 'People looked at' }).and(page.locator(':focus')).waitFor();
});

it('lets the author give a change set another title while it is written, and nobody else', async () => {
  const set = await setOf('edith', 'Working title', 1, { ...claim, frequency: 0.4 });
  const page = await panel().signedIn('edith');
  await go(page, `/change-sets/${set}`);
  await page.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename' });
  expect(await dialog.getByLabel('What it is about').inputValue()).toBe('Working title');
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await dialog.getByLabel('What it is about').fill('x'.repeat(1000));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('What it is about').fill('How often leg cramps are');
  expect(await barriersOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'How often leg cramps are' }).waitFor();
  await page.getByRole('button', { name: 'Change set: How often leg cramps are' }).waitFor();
  const other = await panel().signedIn('emil');
  await go(other, `/change-sets/${set}`);
  await other.getByRole('heading', { level: 1, name: 'How often leg cramps are' }).waitFor();
  expect(await other.getByRole('button', { name: 'Rename' }).count()).toBe(0);
});

it('goes on with a change set that was sent back while its author had the panel open', async () => {
  const set = await setOf('edith', 'Often', 1, { ...claim, frequency: 0.4 });
  const page = await panel().signedIn('edith');
  await go(page, `/change-sets/${set}`);
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await page.getByText('In review').first().waitFor();
  await page.getByRole('button', { name: 'No change set yet' }).waitFor();
  await (
    await panel().api('rosa')
  ).get('mutation ($set: ID!) { review(changeSet: $set, decision: REQUEST_CHANGES, reason: "Which study?") { id } }', { set });
  await page.getByRole('menuitem', { name: 'Queues' }).click();
  await page.getByRole('link', { name: 'Often' }).click();
  await page.getByRole('button', { name: 'Change set: Often' }).waitFor();
  await page.getByRole('tabpanel').getByRole('link', { name: 'Hypocalcemia causes Leg cramp' }).click();
  await page.waitForURL(new RegExp(`causes/${hypocalcemia.id}`));
});

it('asks before a whole change set goes to review from one of its pages, and does not offer an empty one', async () => {
  const page = await panel().signedIn('edith');
  await page.getByRole('button', { name: 'No change set yet' }).click();
  await page.getByRole('menuitem', { name: 'New change set' }).click();
  await page.getByLabel('What it is about').fill('Often');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('button', { name: 'Change set: Often' }).waitFor();
  await go(page, `/foods/${milk.id}`);
  await page.getByRole('button', { name: 'Retire' }).first().waitFor();
  expect(await page.getByRole('button', { name: /^Submit/ }).count()).toBe(0);
  await page.getByLabel('Plain name (English)').fill('Cow milk');
  await page.getByRole('button', { name: 'Submit the whole change set (1 edit)' }).waitFor();
  const { changeSets } = await (
    await panel().api('edith')
  ).get<{ changeSets: { edges: { node: { id: string } }[] } }>('{ changeSets { edges { node { id } } } }');
  const set = changeSets.edges[0]?.node.id;
  await (
    await panel().api('edith')
  ).get('mutation ($set: ID!, $edits: [EditInput!]!) { putEdits(changeSet: $set, edits: $edits) { id } }', {
    set,
    edits: [tofu, { ...helps, id: 'hlp_0000000000000001', subject: tofu.id }].map((record) => ({ record, expectedVersion: 0 })),
  });
  await go(page, `/causes/${hypocalcemia.id}`);
  await page.getByRole('button', { name: /^Submit the whole change set/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Submit “Often” for review?' });
  await dialog.getByRole('listitem').getByText('Milk').waitFor();
  await dialog.getByRole('listitem').getByText('Tofu helps with Hypocalcemia').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await submitFrom(page);
  await page.getByText('“Often” waits for review.').waitFor();
});

it('lets the author recall what was submitted, and says when a dropped edit does so', async () => {
  const set = await setOf('edith', 'Often', 1, { ...claim, frequency: 0.4 }, { ...milk, summary: { en: 'White.' } });
  const page = await panel().signedIn('edith', { locale: 'zh' });
  await go(page, `/change-sets/${set}`);
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByRole('button', { name: '撤回提交' }).click();
  const dialog = page.getByRole('dialog', { name: '将此变更集撤回继续编写？' });
  await dialog.getByRole('button', { name: '撤回提交' }).click();
  await page.getByText('草稿', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: '作废变更集' }).waitFor();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByText('审核中', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: '撤销我的修改' }).first().click();
  const drop = page.getByRole('dialog', { name: '撤销您的修改？' });
  await drop.getByText('此变更集将退回编写，须重新提交并审核。').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await drop.getByRole('button', { name: '撤销我的修改' }).click();
  await page.getByText('草稿', { exact: true }).first().waitFor();
});

it('says in the dialog that a time to publish has passed, and shows no preview of what is published', async () => {
  const set = await setOf('edith', 'Often', 1, { ...claim, frequency: 0.4 });
  await (await panel().api('edith')).get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
  await (await panel().api('rosa')).get('mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }', { set });
  const page = await panel().signedIn('edith');
  await go(page, `/change-sets/${set}`);
  await page.getByRole('button', { name: 'Publish later' }).click();
  const later = page.getByRole('dialog', { name: 'Publish later' });
  await later.getByLabel('When').fill('2020-01-01T12:00');
  await later.getByRole('button', { name: 'Publish later' }).click();
  await later.getByText('The time must be later than now.').waitFor();
  expect(await barriersOn(page)).toEqual([]);
  await later.getByRole('button', { name: 'Cancel' }).click();
  await later.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('tabpanel', { name: 'Preview' }).waitFor();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('dialog', { name: 'Publish this change set?' }).getByRole('button', { name: 'Publish now' }).click();
  await page.getByText('Published as release 2.').first().waitFor();
  await page.getByRole('tab', { name: 'Edits (1)', selected: true }).waitFor();
  await item(page, 'Hypocalcemia causes Leg cramp').waitFor();
});
