import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import type { Role } from '../../server/identity/roles.ts';
import { useDatabase } from '../support/database.ts';
import { goodPassword } from '../support/accounts.ts';
import { barriersOn, signInAs, submitFrom, usePanel } from '../support/panel.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();
const panel = await usePanel(database);

const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const legCramp = recordNamed('Symptom', 'leg-cramp');
const claim = claimBetween('CAUSES', hypocalcemia, legCramp);

beforeEach(async () => {
  await panel().user('edith', ['EDITOR', 'REVIEWER']);
  await panel().user('rosa', ['EDITOR', 'REVIEWER', 'PUBLISHER']);
});

const claims = (page: Page) => page.getByRole('region', { name: 'Claims' });
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Saved in the change set' }).first();

/** The row of a claim by the sentence it begins with. */
const row = (page: Page, sentence: string) => claims(page).getByRole('listitem').filter({ hasText: sentence });

async function openRecord(page: Page, list: string, name: string): Promise<void> {
  await page.getByRole('menuitem', { name: list, exact: true }).click();
  await page.getByRole('cell', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

it('lets an editor correct a frequency, add a food with claim and source, and others approve and publish them', async () => {
  const page = await panel().signedIn('edith');
  await openRecord(page, 'Causes', 'Hypocalcemia');
  const causes = row(page, 'Hypocalcemia causes Leg cramp');
  await causes.getByRole('button', { name: 'Change' }).click();
  await causes.getByLabel('Frequency', { exact: true }).fill('0.3');
  // It cites two places of one source.
  await causes.getByText('Frequency 30 %, certainty: Very low, 1 source').waitFor();
  await saved(page).waitFor();

  // New food → linked claim with source → submitted: each step is one interaction, on two pages, and no id is typed.
  let interactions = 0;
  const step = async (act: Promise<unknown>): Promise<void> => {
    interactions += 1;
    await act;
  };
  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await step(page.getByRole('button', { name: 'New Food' }).click());
  await step(page.getByRole('textbox', { name: 'Name (English)', exact: true }).fill('Sesame paste'));
  await step(page.getByRole('button', { name: 'Add a claim' }).click());
  await step(page.getByRole('option', { name: 'helps with …' }).click());
  await step(page.getByRole('combobox', { name: 'Cause' }).fill('low blood calcium'));
  await step(page.getByRole('option', { name: /Hypocalcemia/ }).click());
  await step(page.getByRole('combobox', { name: 'Source' }).fill('leg cramp pain'));
  await step(page.getByRole('option', { name: /How to quickly relieve leg cramp pain/ }).click());
  await step(page.getByLabel('Locator').fill('Section 3, Hypocalcemia'));
  await step(page.getByRole('button', { name: /^Submit the whole change set/ }).click());
  await step(page.getByRole('dialog').getByRole('button', { name: 'Submit for review' }).click());
  await page.getByText(/waits for review/).waitFor();
  expect(interactions).toBeLessThanOrEqual(12);

  const api = await panel().api('edith');
  const { changeSets } = await api.get<{ changeSets: { edges: { node: { id: string; state: string } }[] } }>(
    '{ changeSets { edges { node { id state } } } }',
  );
  expect(changeSets.edges.map(({ node }) => node.state)).toEqual(['IN_REVIEW']);
  const id = changeSets.edges[0]?.node.id ?? '';

  // The author is told, and the server refuses all the same.
  await page.goto(`${panel().url}/admin#/change-sets/${id}`);
  await page.getByText('somebody else has to approve it').waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('alert').filter({ hasText: 'You may not do this' }).waitFor();

  const other = await panel().signedIn('rosa');
  await other.goto(`${panel().url}/admin#/change-sets/${id}`);
  await other.getByText('Sesame paste', { exact: true }).first().waitFor();
  await other.getByText('The formal check found no problem.').waitFor();
  await other.getByRole('button', { name: 'Approve' }).click();
  await other.getByRole('button', { name: 'Publish now' }).click();
  await other.getByRole('dialog', { name: 'Publish this change set?' }).getByRole('button', { name: 'Publish now' }).click();
  await other.getByText('Published as release 2.').first().waitFor();

  const { food, claim: published } = await api.get<{ food: unknown; claim: unknown }>(
    `{ food(slug: "sesame-paste") { name causes { edges { node { slug } claim { predicate citations { locator source { title } } } } } }
       claim(id: "${claim.id}") { ... on CausesClaim { frequency } } }`,
  );
  expect({ food, published }).toEqual({
    food: {
      name: 'Sesame paste',
      causes: {
        edges: [
          {
            node: { slug: 'hypocalcemia' },
            claim: {
              predicate: 'HELPS_WITH',
              citations: [{ locator: 'Section 3, Hypocalcemia', source: { title: 'How to quickly relieve leg cramp pain' } }],
            },
          },
        ],
      },
    },
    published: { frequency: 0.3 },
  });
});

it('shows what the server has against a value at its field, and keeps what was typed', async () => {
  const page = await panel().signedIn('edith');
  await openRecord(page, 'Causes', 'Hypocalcemia');
  const causes = row(page, 'Hypocalcemia causes Leg cramp');
  await causes.getByRole('button', { name: 'Change' }).click();
  const frequency = causes.getByLabel('Frequency', { exact: true });
  await frequency.fill('often');
  await causes.getByRole('status').filter({ hasText: 'Not saved' }).waitFor();
  await causes.getByText('Expected a number, such as 30 % or 0.3, without commas.').waitFor();
  expect(await frequency.inputValue()).toBe('often');
  await frequency.fill('0.2');
  await causes.getByRole('status').filter({ hasText: 'Saved in the change set' }).waitFor();
});

it('asks for the password over the page when the session ends in the middle of an edit, and saves what was typed', async () => {
  const page = await panel().signedIn('edith');
  await openRecord(page, 'Causes', 'Hypocalcemia');
  await page.getByLabel('Plain name (English)').fill('Too little calcium');
  await saved(page).waitFor();
  await panel().endSessions();
  await page.getByLabel('Plain name (English)').fill('Too little calcium in the blood');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  await dialog.getByLabel('Password').fill(goodPassword);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await saved(page).waitFor();
  expect(await page.getByLabel('Plain name (English)').inputValue()).toBe('Too little calcium in the blood');
  const { openEdits } = await (
    await panel().api('edith')
  ).get<{ openEdits: { edit: { record: { plainName: { en: string } } } }[] }>('{ openEdits { edit { record } } }');
  expect(openEdits.map(({ edit }) => edit.record.plainName.en)).toEqual(['Too little calcium in the blood']);
});

it('lets the second of two people settle a conflict field by field', async () => {
  const page = await panel().signedIn('edith');
  await openRecord(page, 'Causes', 'Hypocalcemia');
  await page.getByLabel('Plain name (English)').fill('Calcium lack');
  await saved(page).waitFor();
  const other = await panel().signedIn('rosa');
  await openRecord(other, 'Causes', 'Hypocalcemia');
  await other.getByText('Other change sets edit this too:').waitFor();
  await other.getByLabel('Plain name (English)').fill('Low calcium');
  await other.getByLabel('Summary (English)').fill('Too little calcium in the blood.');
  await saved(other).waitFor();
  await submitFrom(other);
  await other.getByText(/waits for review/).waitFor();
  const theirs = await setOf('rosa');
  await (await panel().api('edith')).get(`mutation { review(changeSet: "${theirs}", decision: APPROVE) { state } }`);
  await (await panel().api('rosa')).get(`mutation { publishChangeSet(changeSet: "${theirs}") { release } }`);

  const mine = await setOf('edith');
  await page.goto(`${panel().url}/admin#/change-sets/${mine}`);
  await page.getByRole('link', { name: 'Settle conflicts' }).click();
  await page.getByRole('button', { name: 'Take over what was published' }).click();
  await page.getByRole('radio', { name: 'Yours: Calcium lack' }).click();
  expect(await barriersOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save my choices' }).click();
  await page.getByText('There is no conflict.').waitFor();
  await page.getByRole('link', { name: 'Back to the change set' }).click();
  await page.waitForURL(new RegExp(`change-sets/${mine}$`));
  const { changeSet } = await (
    await panel().api('edith')
  ).get<{ changeSet: { edits: { baseVersion: number; record: object }[] } }>(
    `{ changeSet(id: "${mine}") { edits { baseVersion record } } }`,
  );
  expect(changeSet.edits).toEqual([
    {
      baseVersion: 2,
      record: expect.objectContaining({
        plainName: expect.objectContaining({ en: 'Calcium lack' }) as object,
        summary: expect.objectContaining({ en: 'Too little calcium in the blood.' }) as object,
      }) as object,
    },
  ]);
});

/** The newest change set that a person opened. */
async function setOf(name: string): Promise<string> {
  const api = await panel().api(name);
  const { viewer } = await api.get<{ viewer: { user: { id: string } } }>('{ viewer { user { id } } }');
  const { changeSets } = await api.get<{ changeSets: { edges: { node: { id: string } }[] } }>(
    `{ changeSets(authorId: "${viewer.user.id}") { edges { node { id } } } }`,
  );
  return changeSets.edges[0]?.node.id ?? '';
}

it('writes a claim by the keyboard alone', async () => {
  const page = await panel().signedIn('edith');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to a record or page' }).waitFor();
  await page.keyboard.type('milk');
  await page.getByRole('option', { name: /^Milk/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Milk' }).waitFor();
  await tabTo(page, 'Add a claim');
  await page.keyboard.press('Enter');
  await page.keyboard.type('worsens');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: /Cause/ }).waitFor();
  await page.keyboard.type('strenuous');
  await page.getByRole('option', { name: /^Strenuous exercise/ }).waitFor();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Source');
  await page.keyboard.type('relieve leg cramp');
  await page.getByRole('option', { name: /How to quickly/ }).waitFor();
  await page.keyboard.press('Enter');
  await row(page, 'Milk worsens Strenuous exercise').getByRole('status').filter({ hasText: 'Saved' }).waitFor();
});

/** Goes from field to field until the one of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? '').replace('*', '').trim()`,
    );
    if (focused === name) return;
  }
  throw new Error(`The keyboard never came to "${name}".`);
}

it('makes what a claim needs over its page, and shows what is wrong around a record at the field, to which the change set leads', async () => {
  const page = await panel().signedIn('edith');
  await openRecord(page, 'Foods', 'Milk');
  await page.getByRole('button', { name: 'Add a claim' }).click();
  await page.getByRole('option', { name: 'helps with …' }).click();
  await page.getByRole('combobox', { name: 'Cause' }).fill('Growing fast');
  await page.getByRole('option', { name: 'Create Cause “Growing fast”' }).click();
  const dialog = page.getByRole('dialog', { name: 'New Cause' });
  await dialog.getByRole('combobox', { name: 'Cause kind' }).click();
  await page.getByRole('option', { name: /^Life state/ }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  const helps = row(page, 'Milk helps with Growing fast');
  await helps.getByRole('status').filter({ hasText: 'Saved in the change set' }).waitFor();

  const api = await panel().api('edith');
  const { openEdits } = await api.get<{ openEdits: { edit: { recordId: string; changeSet: string } }[] }>(
    '{ openEdits(recordType: "Cause") { edit { recordId changeSet } } }',
  );
  expect(openEdits).toHaveLength(1);
  const { recordId = '', changeSet = '' } = openEdits[0]?.edit ?? {};
  await api.get('mutation ($set: ID!, $id: ID!) { dropEdit(changeSet: $set, id: $id) { id } }', { set: changeSet, id: recordId });
  await page.goto(`${panel().url}/admin#/change-sets/${changeSet}`);
  await page.getByRole('alert').filter({ hasText: 'neither published nor part of this set' }).getByRole('link').click();
  await page.getByRole('combobox', { name: 'Cause' }).and(page.locator(':focus')).waitFor();
  await claims(page).getByText('neither published nor part of this set').waitFor();

  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await page.getByRole('button', { name: 'New Food' }).click();
  await page.getByRole('textbox', { name: 'Name (English)', exact: true }).fill('Milk');
  await page.getByText('Milk is called "Milk" already.').first().waitFor();
  await page.getByRole('tab', { name: 'More (1)' }).click();
  await page.getByText('Milk has the slug "milk" already.').waitFor();
});

it('shows where a record is used, what lies around it and what happened to it beside its form, which stays as it is', async () => {
  const set = await aChangeSet();
  const page = await panel().signedIn('edith');
  await openRecord(page, 'Causes', 'Hypocalcemia');
  await page.getByRole('button', { name: 'Add a claim' }).click();
  await page.getByRole('option', { name: 'causes …' }).click();
  await page.getByRole('tab', { name: 'Where used' }).click();
  await page.getByRole('region', { name: 'Published claims' }).getByText('Hypocalcemia causes Leg cramp').waitFor();
  await page
    .getByRole('region', { name: /not published yet/ })
    .getByRole('link', { name: 'A change to look at' })
    .waitFor();
  expect.soft(await barriersOn(page), 'uses').toEqual([]);
  await page.getByRole('tab', { name: 'Graph' }).click();
  await page
    .getByRole('table', { name: /The same claims/ })
    .getByRole('link', { name: 'Leg cramp' })
    .first()
    .waitFor();
  expect.soft(await barriersOn(page), 'graph').toEqual([]);
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('Release 1', { exact: true }).first().waitFor();
  expect.soft(await barriersOn(page), 'history').toEqual([]);
  await page.getByRole('tab', { name: 'Edit' }).click();
  await page.getByRole('combobox', { name: 'Symptom' }).waitFor();
  expect(page.url()).not.toContain(set);
});

it('goes back and forth between author and reviewer, waits for its time, and is given up', async () => {
  const set = await aChangeSet();
  const page = await panel().signedIn('edith');
  await page.goto(`${panel().url}/admin#/change-sets/${set}`);
  await page.getByLabel('What do you want to say?').fill('From table 2.');
  await page.getByRole('button', { name: 'Comment' }).click();
  await page.getByRole('region', { name: 'Comments and reviews' }).getByText('From table 2.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await page.getByText('In review', { exact: true }).waitFor();

  const other = await panel().signedIn('rosa');
  await other.goto(`${panel().url}/admin#/change-sets/${set}`);
  await other.getByRole('button', { name: 'Request changes' }).click();
  const asked = other.getByRole('dialog', { name: 'What has to change?' });
  await asked.getByLabel('Reason').fill('Shorter, please.');
  await asked.getByRole('button', { name: 'Request changes' }).click();
  await other.getByText('Changes requested', { exact: true }).waitFor();

  await page.reload();
  await page.getByRole('alert').filter({ hasText: 'Shorter, please.' }).waitFor();
  await page.getByRole('button', { name: 'Submit for review' }).click();
  await page.getByText('In review', { exact: true }).waitFor();

  await other.reload();
  await other.getByRole('button', { name: 'Approve' }).click();
  await other.getByRole('button', { name: 'Publish later' }).click();
  const later = other.getByRole('dialog', { name: 'Publish later' });
  await later.getByText(/^In the time zone of this device: \w/).waitFor();
  await later.getByLabel('When').fill(new Date(Date.now() + 172_800_000).toISOString().slice(0, 16));
  await later.getByRole('button', { name: 'Publish later' }).click();
  await other.getByText(/^Will be published on/).waitFor();
  await other.getByRole('button', { name: 'Cancel the schedule' }).click();
  await other.getByText(/^Will be published on/).waitFor({ state: 'detached' });

  await page.reload();
  await page.getByRole('button', { name: 'Withdraw' }).click();
  const over = page.getByRole('dialog', { name: 'Give this change set up?' });
  await over.getByLabel('Reason').fill('No longer needed.');
  await over.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByText('Withdrawn', { exact: true }).waitFor();
  const answer = await (
    await panel().api('edith')
  ).get('query ($id: ID!) { changeSet(id: $id) { state stateReason scheduledAt } }', { id: set });
  expect(answer).toEqual({ changeSet: { state: 'WITHDRAWN', stateReason: 'No longer needed.', scheduledAt: null } });
});

it('has a new account choose its own password before anything else', async () => {
  await panel().user('nora', ['EDITOR'], { mustChangePassword: true });
  const page = await panel().open();
  await signInAs(page, 'nora');
  await page.getByLabel('New password', { exact: true }).fill('nine otters under a red bridge');
  await page.getByLabel('New password once more').fill('nine otters under a red bridge');
  await page.getByRole('button', { name: 'Use this password' }).click();
  await page.getByRole('menuitem', { name: 'Symptoms', exact: true }).waitFor();
});

/** How each step shows itself on the page of a change set that waits for it, or in the menu, and how it is asked of the server. */
const steps = {
  READ_CHANGE_SETS: ['menuitem', 'Queues', '{ changeSets { totalCount } }'],
  EDIT_CHANGE_SETS: ['menuitem', 'Import', 'mutation { openChangeSet(title: "Mine") { id } }'],
  REVIEW_CHANGE_SETS: ['button', 'Approve', 'mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }'],
  PUBLISH_CHANGE_SETS: ['button', 'Publish now', 'mutation ($set: ID!) { publishChangeSet(changeSet: $set) { id } }'],
  MANAGE_USERS: ['menuitem', 'Users', '{ users { totalCount } }'],
  MANAGE_API_KEYS: ['menuitem', 'API keys', '{ apiKeys { id } }'],
  READ_AUDIT: ['menuitem', 'Audit log', '{ auditState { isWhole } }'],
} as const;

it('shows nobody a step that their roles do not allow, and the server refuses it as well', async () => {
  const set = await aChangeSet();
  const edith = await panel().api('edith');
  await edith.get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
  const sees = async (role: Role): Promise<void> => {
    const name = role.toLowerCase();
    await panel().user(name, [role]);
    const [page, api] = [await panel().signedIn(name), await panel().api(name)];
    const { viewer } = await api.get<{ viewer: { can: string[] } }>('{ viewer { can } }');
    await page.goto(`${panel().url}/admin#/change-sets/${set}`);
    await page
      .getByText(viewer.can.includes('READ_CHANGE_SETS') ? 'The formal check found no problem' : 'Your roles do not include')
      .waitFor();
    for (const [action, [shape, label, question]] of Object.entries(steps)) {
      // Approve shows while the set waits for a review, publish once it is approved.
      const isAsked = shape === 'menuitem' || action === (role === 'PUBLISHER' ? 'PUBLISH_CHANGE_SETS' : 'REVIEW_CHANGE_SETS');
      const isAllowed = viewer.can.includes(action);
      if (isAsked)
        expect([role, action, await page.getByRole(shape, { name: label, exact: true }).count()]).toEqual([
          role,
          action,
          Number(isAllowed),
        ]);
      if (!isAllowed) expect([role, action, (await api.ask(question, { set })).code]).toEqual([role, action, 'FORBIDDEN']);
    }
    await page.context().close();
  };
  for (const role of ['READER', 'EDITOR', 'REVIEWER', 'ADMIN'] as const) await sees(role);
  await (await panel().api('rosa')).get('mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }', { set });
  await sees('PUBLISHER');
});

it.each([
  ['en', 'light'],
  ['zh', 'dark'],
  ['en', 'dark'],
  ['zh', 'light'],
] as const)('has no serious barrier on its pages, in %s and %s', async (locale, colorScheme) => {
  const set = await aChangeSet();
  const page = await panel().open({ locale, colorScheme });
  await page.getByRole('button', { name: locale === 'en' ? 'Sign in' : '登录', exact: true }).waitFor();
  expect.soft(await barriersOn(page), 'sign-in').toEqual([]);
  await signInAs(page, 'edith', locale);
  await page.getByRole('menuitem').first().waitFor();
  await page.goto(`${panel().url}/admin#/causes`);
  await page
    .getByRole('cell', { name: locale === 'en' ? 'Hypocalcemia' : '低钙血症', exact: true })
    .first()
    .waitFor();
  expect.soft(await barriersOn(page), 'list').toEqual([]);
  await page.goto(`${panel().url}/admin#/causes/${hypocalcemia.id}`);
  await page
    .getByRole('button', { name: locale === 'en' ? 'Change' : '修改', exact: true })
    .first()
    .click();
  await page
    .getByRole('combobox', { name: locale === 'en' ? 'Certainty' : '确定性' })
    .first()
    .waitFor();
  expect.soft(await barriersOn(page), 'record').toEqual([]);
  await page.goto(`${panel().url}/admin#/change-sets/${set}`);
  await page.getByRole('heading', { level: 1, name: 'A change to look at' }).waitFor();
  await page.getByText(locale === 'en' ? 'The formal check found no problem' : '形式检查未发现问题').waitFor();
  expect.soft(await barriersOn(page), 'change set').toEqual([]);
});

/** A change set that changes the plain name of hypocalcemia. */
async function aChangeSet(): Promise<string> {
  const api = await panel().api('edith');
  const { openChangeSet } = await api.get<{ openChangeSet: { id: string } }>(
    'mutation { openChangeSet(title: "A change to look at") { id } }',
  );
  await api.get(
    'mutation ($set: ID!, $record: JSONObject!) { putEdit(changeSet: $set, record: $record, expectedVersion: 1) { version } }',
    {
      set: openChangeSet.id,
      record: { ...hypocalcemia, plainName: { en: 'Too little calcium in the blood' } },
    },
  );
  return openChangeSet.id;
}

it('loads at most 500 kB, compressed, besides the graph, and then has the code of every page', async () => {
  const page = await panel().signedIn('edith');
  await page.getByRole('region', { name: 'Recent releases' }).waitFor();
  await page.getByRole('menuitem', { name: 'Symptoms', exact: true }).click();
  await page.getByRole('cell', { name: 'Leg cramp', exact: true }).first().waitFor();
  const loaded = (page: Page): Promise<{ name: string; bytes: number }[]> =>
    page.evaluate(
      `performance.getEntries().filter(({ name }) => name.includes('/admin')).map(({ name, encodedBodySize = 0 }) => ({ name, bytes: encodedBodySize }))`,
    );
  // The page that nobody went to; it comes last.
  await until(async () => (await loaded(page)).some(({ name }) => name.includes('/ProfilePage-')));
  const files = await loaded(page);
  expect(files.filter(({ name }) => name.includes('/GraphAround-')).length).toBeGreaterThan(0);
  const total = files.filter(({ name }) => !name.includes('/GraphAround-')).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(500_000);
});
