import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import type { Locale } from '../../schema/language/field.ts';
import { screensEn } from '../../admin/messages/screens-en.ts';
import { screensZh } from '../../admin/messages/screens-zh.ts';
import { medication } from '../../schema/nodes/medication.ts';
import { redFlag } from '../../schema/nodes/red-flag.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { palliates } from '../../schema/relations/palliates.ts';
import { pointsTo } from '../../schema/relations/points-to.ts';
import { requires } from '../../schema/relations/requires.ts';
import { treats } from '../../schema/relations/treats.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import type { Role } from '../../server/identity/roles.ts';
import type { Client } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';
import { minimalExampleOf } from '../support/examples.ts';
import { claimBetween, recordNamed } from '../support/newsroom.ts';
import { publishRecords } from '../support/published.ts';
import { barriersOn, type PanelPageOptions, signInAs, usePanel } from '../support/panel.ts';

const database = await useDatabase();
const house = await usePanel(database);

/** A person at the panel: the page that is open, and the API asked by the same person. */
interface Person {
  readonly page: Page;
  readonly client: Client;
  /** Goes to a page of the panel and waits until it is there. */
  readonly go: (path: string) => Promise<void>;
}

/** Makes an account of these roles and signs it in. */
async function enter(name: string, roles: readonly Role[], options?: PanelPageOptions): Promise<Person> {
  await house().user(name, roles);
  const [page, client] = [await house().signedIn(name, options), await house().api(name)];
  const go = async (path: string): Promise<void> => {
    await page.goto(`${house().url}/admin#${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('progressbar').first().waitFor({ state: 'detached' });
  };
  return { page, client, go };
}

const everyRole: readonly Role[] = ['READER', 'EDITOR', 'REVIEWER', 'PUBLISHER', 'ADMIN'];
const legCramp = recordNamed('Symptom', 'leg-cramp');
const milk = recordNamed('Food', 'milk');
const source = firstContent.records.find(({ type }) => type === 'Source')?.id ?? '';

/** Addresses of the pages, and where the messages have their titles. */
const pages = {
  'for the work': [
    ['/', 'dashboard'],
    ['/queues', 'queues'],
    ['/queues?queue=problems', 'queues'],
    ['/import', 'import'],
    ['/profile', 'profile'],
  ],
  'for insight and administration': [
    [`/graph?id=${legCramp.id}`, 'graph'],
    ['/try-it', 'try_it'],
    ['/history', 'history'],
    [`/history?id=${legCramp.id}`, 'history'],
    ['/accounts', 'accounts'],
    ['/api-keys', 'keys'],
    ['/audit', 'audit'],
  ],
} as const;

describe.each([
  ['en', 'light'],
  ['en', 'dark'],
  ['zh', 'light'],
  ['zh', 'dark'],
] as const)('in %s and %s mode', (locale: Locale, colorScheme) => {
  it.each(Object.entries(pages))('every page %s speaks the language and keeps nobody out', async (_what, list) => {
    const { page, client, go } = await enter('edith', everyRole, { locale, colorScheme });
    await client.get('mutation ($id: ID!) { reportProblem(id: $id, text: "Wrong unit.") { id } }', { id: milk.id });
    const { screens } = locale === 'en' ? screensEn : screensZh;
    const found: Record<string, string[]> = {};
    for (const [path, name] of list) {
      await go(path);
      await page.getByRole('heading', { level: 1, name: screens[name].title }).waitFor();
      const findings = await barriersOn(page);
      if (findings.length > 0) found[path] = findings;
    }
    expect(found).toEqual({});
  });
});

describe('the overview', () => {
  it('says how much waits for whom, and leads there', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    await client.get('mutation ($id: ID!) { reportProblem(id: $id, text: "Wrong unit.") { id } }', { id: milk.id });
    await go('/');
    await page.getByRole('link', { name: /^1\s*Problems reported/ }).click();
    const row = page.getByRole('row', { name: /Milk/ });
    await row.getByText('Wrong unit.').waitFor();
    await row.getByRole('button', { name: 'Close the report' }).click();
    await page.getByRole('textbox', { name: 'What was done' }).fill('Corrected.');
    await page.getByRole('dialog').getByRole('button', { name: 'Close the report' }).click();
    await page.getByText('No app reported a problem.').waitFor();
  });
});

describe('the overview, on a wide screen', () => {
  it('is no wider than the window', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await go('/');
    await page.getByRole('table', { name: 'Claims by predicate' }).getByRole('row').nth(1).waitFor();
    const [needed, there] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    expect(needed).toBeLessThanOrEqual(there);
  });
});

describe('what is missing', () => {
  it('is listed by what the overview counts, and by any field that may be left out', async () => {
    const coldHands = minimalExampleOf(symptom, { name: { en: 'Cold hands' }, slug: 'cold-hands' });
    await publishRecords(database, [coldHands]);
    const { page, go } = await enter('edith', ['EDITOR']);
    const row = (name: string) => page.getByRole('table').getByRole('row').filter({ hasText: name });
    await go('/');
    const counts = page.getByRole('table', { name: 'Without a Chinese name' });
    await counts.getByRole('row', { name: /Symptoms 1 of/ }).waitFor();
    await counts.getByRole('link', { name: 'Symptoms' }).click();
    await row('Cold hands').waitFor();
    expect(await row('Leg cramp').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Without' }).click();
    await page.getByRole('option', { name: 'Name (Chinese)', exact: true }).waitFor();
    await page.getByRole('option', { name: 'Summary', exact: true }).click();
    await page.waitForURL(/summary/);
    await row('Cold hands').waitFor();
    await page.getByRole('button', { name: 'Remove this filter' }).click();
    await row('Leg cramp').first().waitFor();
  });
});

describe('the graph', () => {
  it('shows the same claims as a table, which opens further ones from the keyboard, and saves the drawing as PNG', async () => {
    const { page, go } = await enter('rita', ['READER']);
    await go(`/graph?id=${legCramp.id}&steps=1`);
    const table = page.getByRole('table', { name: /The same claims as a table/ });
    await table.getByRole('link', { name: 'Hypocalcemia' }).first().waitFor();
    const before = await table.getByRole('row').count();
    await table.getByRole('button', { name: 'Expand Hypocalcemia' }).first().focus();
    await page.keyboard.press('Enter');
    await table.getByRole('link', { name: 'Milk' }).first().waitFor();
    expect(await table.getByRole('row').count()).toBeGreaterThan(before);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as PNG' }).click();
    const png = await readFile(await (await download).path());
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(png.length).toBeGreaterThan(10_000);
  });

  it('opens further claims of what is clicked in the drawing', async () => {
    const { page, go } = await enter('rita', ['READER']);
    await go(`/graph?id=${legCramp.id}&steps=1`);
    const rows = page.getByRole('table', { name: /The same claims as a table/ }).getByRole('row');
    await rows.nth(1).waitFor();
    const before = await rows.count();
    const drawing = page.getByRole('img', { name: /A drawing of the concepts/ });
    const { width = 0, height = 0 } = (await drawing.boundingBox()) ?? {};
    // A picture says nobody where its concepts stand: points of it are tried until one is hit that has more to tell.
    const step = 12;
    for (let x = step; x < width && (await rows.count()) === before; x += step)
      for (let y = step; y < height && (await rows.count()) === before; y += step) await drawing.click({ position: { x, y } });
    expect(await rows.count()).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Start from here' }).waitFor();
  });

  it('keeps to the predicates asked for', async () => {
    const { page, go } = await enter('rita', ['READER']);
    await go(`/graph?id=${legCramp.id}&steps=1`);
    await page.getByRole('combobox', { name: 'Predicates' }).click();
    await page.getByRole('option', { name: 'produces' }).click();
    await page.keyboard.press('Escape');
    const cells = page.getByRole('table', { name: /The same claims/ }).getByRole('cell', { name: 'causes', exact: true });
    await cells.first().waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: 'produces', exact: true }).first().waitFor();
  });
});

describe('a list', () => {
  it('is narrowed by a kept query, saved as a table, and has several of its records retired at once', async () => {
    const { page, client } = await enter('edith', ['EDITOR']);
    await page.goto(`${house().url}/admin#/symptoms`);
    const cell = (name: string) => page.getByRole('cell', { name, exact: true });
    const search = page.getByRole('textbox', { name: 'Search by any name or code' });
    await cell('Low back pain').first().waitFor();
    await search.fill('leg');
    await cell('Low back pain').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('menuitem', { name: 'Save current query...' }).click();
    await page.getByRole('textbox', { name: 'Query name' }).fill('Legs');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await search.fill('');
    await cell('Low back pain').first().waitFor();
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('menuitem', { name: 'Legs', exact: true }).click();
    await cell('Low back pain').first().waitFor({ state: 'detached' });

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).first().click();
    const table = await readFile(await (await download).path(), 'utf8');
    expect(table).toContain('Leg soreness');
    expect(table).not.toContain('Low back pain');

    for (const name of ['Leg soreness', 'Bulging leg veins']) await page.getByRole('checkbox', { name: `Choose ${name}` }).check();
    await page.getByRole('button', { name: 'Retire' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Told twice.');
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('2 retirements are in the change set.').waitFor();
    const { openEdits } = await client.get<{ openEdits: object[] }>('{ openEdits { edit { action reason } } }');
    expect(openEdits).toEqual([1, 2].map(() => ({ edit: { action: 'RETIRE', reason: 'Told twice.' } })));
  });
});

describe('a list by where records stand', () => {
  it('tells drafts of the person, drafts of others and what is in review', async () => {
    const [edith, otto] = [await enter('edith', ['EDITOR']), await enter('otto', ['EDITOR'])];
    const edited = async ({ client }: Person, title: string, record: object): Promise<string> => {
      const { openChangeSet: set } = await client.get<{ openChangeSet: { id: string } }>(
        'mutation ($title: String!) { openChangeSet(title: $title) { id } }',
        { title },
      );
      await client.get(
        'mutation ($set: ID!, $record: JSONObject!) { putEdit(changeSet: $set, record: $record, expectedVersion: 1) { recordId } }',
        { set: set.id, record },
      );
      return set.id;
    };
    await edited(edith, 'Mine', { ...legCramp, plainName: { en: 'Cramp in the leg' } });
    await edited(otto, 'His', { ...recordNamed('Symptom', 'leg-soreness'), plainName: { en: 'Sore legs' } });
    const waiting = await edited(otto, 'Waits', { ...recordNamed('Symptom', 'low-back-pain'), plainName: { en: 'Pain low in the back' } });
    await otto.client.get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set: waiting });

    const { page, go } = edith;
    await go('/symptoms');
    const row = (name: string) => page.getByRole('row', { name });
    await row('Leg cramp').getByText('In my draft').waitFor();
    await row('Leg soreness').getByText('In a draft of others').waitFor();
    await row('Low back pain').getByText('In review').waitFor();
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'State' }).click();
    const listed = async (state: string): Promise<string[]> => {
      await page.getByRole('combobox', { name: 'State' }).click();
      await page.getByRole('option', { name: state }).click();
      await row('Bulging leg veins').waitFor({ state: 'detached' });
      const boxes = await page.getByRole('checkbox', { name: /^Choose / }).all();
      return Promise.all(boxes.map(async (box) => (await box.getAttribute('aria-label')) ?? ''));
    };
    await expect.poll(() => listed('In my draft')).toEqual(['Choose Leg cramp']);
    await expect.poll(() => listed('In review')).toEqual(['Choose Low back pain']);
  });
});

describe('trying it', () => {
  it('shows what findings point to, with the claims behind it', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await go('/try-it');
    await page.getByRole('combobox', { name: 'Add a finding' }).fill('leg cramp');
    await page.getByRole('option', { name: 'Leg cramp Symptom', exact: true }).click();
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer.getByRole('button', { name: /Hypocalcemia/ }).waitFor();
    await answer.getByText('Speaks for it').first().waitFor();
    await page.getByRole('group', { name: 'Whether Leg cramp is there' }).getByRole('button', { name: 'Absent' }).click();
    await answer.getByText('Causes that the findings point to: 0').waitFor();
    expect(await barriersOn(page)).toEqual([]);
  });

  it('answers as if a draft were published, and as before without it', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    const { openChangeSet } = await client.get<{ openChangeSet: { id: string } }>('mutation { openChangeSet(title: "Not so") { id } }');
    const { id } = claimBetween('CAUSES', recordNamed('Cause', 'hypocalcemia'), legCramp);
    await client.get(
      'mutation ($set: ID!, $id: ID!) { retire(changeSet: $set, id: $id, reason: "Not so.", expectedVersion: 1) { recordId } }',
      { set: openChangeSet.id, id },
    );
    await go('/try-it');
    await page.getByRole('combobox', { name: 'Add a finding' }).fill('leg cramp');
    await page.getByRole('option', { name: 'Leg cramp Symptom', exact: true }).click();
    const hypocalcemia = page.getByRole('region', { name: 'Answer' }).getByRole('button', { name: /Hypocalcemia/ });
    await hypocalcemia.waitFor();
    await page.getByRole('combobox', { name: 'Content' }).click();
    await page.getByRole('option', { name: 'Not so' }).click();
    await hypocalcemia.waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Content' }).click();
    await page.getByRole('option', { name: 'Published' }).click();
    await hypocalcemia.waitFor();
  });
});

describe('trying a red flag that only a change set has', () => {
  const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
  const rebound = minimalExampleOf(symptom, { name: { en: 'Rebound pain' }, slug: 'rebound-pain' });
  const flag = minimalExampleOf(redFlag, {
    name: { en: 'Painful release' },
    urgency: 'EMERGENCY',
    advice: { en: 'Go to a hospital now.' },
  });
  const citations = [{ source, stance: 'SUPPORTS' }];
  const needs = minimalExampleOf(requires, { subject: flag.id, object: rebound.id, presence: 'PRESENT', citations });
  const leads = minimalExampleOf(pointsTo, { subject: flag.id, object: hypocalcemia.id, citations });
  const chalk = minimalExampleOf(medication, { name: { en: 'Chalk' }, slug: 'chalk' });
  const bothWays = [treats, palliates].map((type) => minimalExampleOf(type, { subject: chalk.id, object: hypocalcemia.id, citations }));

  it('works for its author and for who reviews it, and says what cause it points to', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    const rosa = await enter('rosa', ['REVIEWER']);
    const set = await house().setOf('edith', 'Belly', 0, rebound, flag, needs, leads);
    const tried = async (on: Page, content: string): Promise<void> => {
      await on.getByRole('combobox', { name: 'Content' }).click();
      await on.getByRole('option', { name: content, exact: true }).click();
      await on.getByRole('combobox', { name: 'Add a finding' }).fill('rebound');
      await on.getByRole('option', { name: 'Rebound pain Symptom', exact: true }).click();
      const alert = on.getByRole('region', { name: 'Answer' }).getByRole('alert').first();
      await alert.getByText('Go to a hospital now.').waitFor();
      await alert.getByRole('link', { name: 'Hypocalcemia' }).waitFor();
    };
    await go('/try-it');
    await tried(page, 'Belly');
    expect(await barriersOn(page)).toEqual([]);
    await client.get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
    await rosa.go('/try-it');
    await tried(rosa.page, 'Belly (edith)');
  });

  it('says so when the change set cannot be tried, instead of finding nothing', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await house().setOf('edith', 'Half done', 0, rebound, { ...needs, object: rebound.id });
    await go('/try-it');
    await page.getByRole('combobox', { name: 'Content' }).click();
    await page.getByRole('option', { name: 'Half done', exact: true }).click();
    await page.getByRole('combobox', { name: 'Add a finding' }).fill('rebound');
    await page.getByText('This change set cannot be tried as it stands.').waitFor();
  });

  it('stands in the preview of the change set, and each drug once, however many claims name it', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    const set = await house().setOf('edith', 'Belly', 0, rebound, flag, needs, leads, chalk, ...bothWays);
    await go(`/change-sets/${set}`);
    await page.getByRole('tab', { name: 'Preview' }).click();
    const preview = page.getByRole('tabpanel');
    await preview.getByRole('alert').filter({ hasText: 'Painful release · Emergency' }).getByText('Go to a hospital now.').waitFor();
    await preview.getByRole('combobox', { name: 'Ask about another finding' }).fill('leg cramp');
    await page.getByRole('option', { name: 'Leg cramp Symptom', exact: true }).click();
    const causes = preview.getByRole('table', { name: 'What can cause “Leg cramp”?' });
    const drugs = causes.getByRole('row', { name: /^Hypocalcemia/ }).getByRole('cell', { name: /Chalk/ });
    await drugs.waitFor();
    expect((await drugs.textContent())?.match(/Chalk/g)).toEqual(['Chalk']);
    expect(await barriersOn(page)).toEqual([]);
  });
});

describe('the history', () => {
  it('shows what lies between two releases, and brings an old state back as an edit', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR', 'PUBLISHER']);
    const rosa = await enter('rosa', ['REVIEWER']);
    const { openChangeSet } = await client.get<{ openChangeSet: { id: string } }>(
      'mutation { openChangeSet(title: "Milk, said better") { id } }',
    );
    const set = openChangeSet.id;
    const record = { ...milk, summary: { en: 'White and known to all.' } };
    await client.get(
      'mutation ($set: ID!, $record: JSONObject!) { putEdit(changeSet: $set, record: $record, expectedVersion: 1) { recordId } }',
      {
        set,
        record,
      },
    );
    await client.get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
    await rosa.client.get('mutation ($set: ID!) { review(changeSet: $set, decision: APPROVE) { id } }', { set });
    await client.get('mutation ($set: ID!) { publishChangeSet(changeSet: $set) { id } }', { set });
    await go('/history');
    await page.getByRole('button', { name: 'Release 2: Milk, said better' }).click();
    await page.getByRole('button', { name: /Changed.*Milk/ }).click();
    await page
      .getByRole('row', { name: /Summary › English/ })
      .getByText('White and known to all.')
      .waitFor();
    await page.getByRole('button', { name: 'Restore as of release 1' }).click();
    await page.waitForURL(/change-sets\/chg_/);
    const back = /chg_\w+/.exec(page.url())?.[0];
    const { changeSet } = await client.get<{ changeSet: { edits: { recordId: string; changes: object[] }[] } }>(
      'query ($set: ID!) { changeSet(id: $set) { edits { recordId changes { path before after } } } }',
      { set: back },
    );
    expect(changeSet.edits).toMatchObject([{ recordId: milk.id }]);
    expect(changeSet.edits[0]?.changes).toContainEqual({
      path: 'summary.en',
      before: 'White and known to all.',
      after: (milk['summary'] as { en: string }).en,
    });
  });
});

describe('the import', () => {
  const uploadBytes = async (page: Page, kind: string, buffer: Buffer): Promise<void> => {
    await page.getByRole('combobox', { name: 'Each row is' }).click();
    await page.getByRole('option', { name: kind }).click();
    await page.locator('input[type=file]').setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer });
  };
  const upload = (page: Page, kind: string, rows: readonly string[]): Promise<void> =>
    uploadBytes(page, kind, Buffer.from(rows.join('\r\n')));

  it('tells each cell that does not fit, and makes a change set of a table that does', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    await go('/import');
    const header = 'Name,name_zh,Synonyms,Remark';
    await upload(page, 'Food', [header, 'Milk,,,x', `${'x'.repeat(301)},,,`]);
    await page.getByRole('button', { name: 'Check the table' }).click();
    const problems = page.getByRole('table', { name: 'Problems' });
    await problems.getByRole('row', { name: /2 Slug Error This is there already/ }).waitFor();
    await problems.getByRole('row', { name: /3 Name · English Error The text is too long/ }).waitFor();
    expect(await page.getByRole('button', { name: /into a change set/ }).count()).toBe(0);

    await upload(page, 'Food', [header, '"Pumpkin seeds, roasted",南瓜子,pepitas | LAY; 南瓜籽 | EXACT | zh,x', 'Oat flakes,,,']);
    await page.getByRole('button', { name: 'Check the table' }).click();
    await page.getByText('Everything fits: 2 new records, 0 changed, 0 as they are.').waitFor();
    await page.getByRole('button', { name: 'Put 2 records into a change set' }).click();
    await page.waitForURL(/change-sets\/chg_/);
    const set = /chg_\w+/.exec(page.url())?.[0];
    const { changeSet } = await client.get<{ changeSet: { title: string; edits: { record: object }[] } }>(
      'query ($set: ID!) { changeSet(id: $set) { title edits { record } } }',
      { set },
    );
    expect(changeSet.title).toBe('Import of table.csv');
    expect(changeSet.edits.map(({ record }) => record)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'Food',
          slug: 'pumpkin-seeds-roasted',
          name: { en: 'Pumpkin seeds, roasted', zh: '南瓜子' },
          synonyms: [
            { text: 'pepitas', kind: 'LAY', locale: 'en' },
            { text: '南瓜籽', kind: 'EXACT', locale: 'zh' },
          ],
        }),
        expect.objectContaining({ type: 'Food', slug: 'oat-flakes' }),
      ]),
    );
  });

  it('finds the ends of claims by name, and says which it does not know', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await go('/import');
    const header = 'Subject;Object;Citations';
    const rows = [header, `Milk;Calcium;${source}|Table 1`, `Milk;Unobtainium;${source}`];
    await upload(page, 'contains (CONTAINS)', rows);
    await page.getByRole('button', { name: 'Check the table' }).click();
    await page
      .getByRole('row', { name: /3 Object Error The concept is neither published.*No published concept is called "Unobtainium"/ })
      .waitFor();
    expect(
      await page
        .getByRole('table', { name: 'Problems' })
        .getByRole('row', { name: /^2 .*Error/ })
        .count(),
    ).toBe(0);
  });

  it('reads what a Chinese spreadsheet saves, says how it read it, and refuses what has lost its characters', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await go('/import');
    const tofu = Buffer.concat([Buffer.from('Name,name_zh\r\nTofu,'), Buffer.from([0xb6, 0xb9, 0xb8, 0xaf])]);
    await uploadBytes(page, 'Food', tofu);
    await page.getByText('table.csv: 1 rows, read as GB 18030').waitFor();
    await page.getByRole('cell', { name: '豆腐', exact: true }).waitFor();
    await upload(page, 'Food', ['Name,name_zh', 'Tofu,\ufffd\ufffd\ufffd']);
    await page.getByRole('alert').getByText('Save it as “CSV UTF-8”').waitFor();
    expect(await page.getByRole('button', { name: 'Check the table' }).count()).toBe(0);
  });

  it('names what a row has to do with, by its line where it stands in the same file', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await go('/import');
    await upload(page, 'Symptom', ['Name,Synonyms', 'Nausea,sick feeling', 'Sick feeling,', 'Calf pain,leg cramp']);
    await page.getByRole('button', { name: 'Check the table' }).click();
    const problems = page.getByRole('table', { name: 'Problems' });
    await problems
      .getByRole('row', { name: /3 Name · English Warning This is there already\. Line 2 is called "sick feeling" already/ })
      .waitFor();
    await problems
      .getByRole('row', { name: /4 Synonyms Warning This is there already\. Leg cramp is called "Leg cramp" already/ })
      .waitFor();
    expect(await problems.getByText(/sym_/).count()).toBe(0);
  });

  it('reads shares as the form does, and finds a source by its title', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    const title = firstContent.records.find(({ id }) => id === source)?.['title'];
    await go('/import');
    await upload(page, 'causes (CAUSES)', ['Subject;Object;Frequency;Citations', `Hypocalcemia;Leg soreness;60%;${String(title)}`]);
    await page.getByRole('button', { name: 'Check the table' }).click();
    await page.getByText('Everything fits: 1 new records').waitFor();
    await page.getByRole('button', { name: 'Put 1 records into a change set' }).click();
    await page.waitForURL(/change-sets\/chg_/);
    const { openEdits } = await client.get<{ openEdits: { edit: { record: object } }[] }>('{ openEdits { edit { record } } }');
    expect(openEdits.map(({ edit }) => edit.record)).toEqual([
      expect.objectContaining({ frequency: 0.6, citations: [expect.objectContaining({ source })] }),
    ]);
  });

  it('refuses a number that may be two, and takes a comma that can only be a point', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    const header = 'Subject;Object;Amount;Unit;Per;Citations';
    const row = (amount: string): string => `Milk;Calcium;${amount};MILLIGRAM;PER_100_G;${source}`;
    await go('/import');
    await upload(page, 'contains (CONTAINS)', [header, row('2,500'), row('０，５'), row('0x10')]);
    await page.getByRole('button', { name: 'Check the table' }).click();
    const problems = page.getByRole('table', { name: 'Problems' });
    await problems
      .getByRole('row', { name: /^2 Amount Error .*"2,500" is no number here\. Write it with digits and a point, such as 2500 or 0\.25/ })
      .waitFor();
    await problems.getByRole('row', { name: /^4 Amount Error .*"0x10" is no number here/ }).waitFor();
    expect(await problems.getByRole('row', { name: /^3 Amount/ }).count()).toBe(0);
  });

  it('makes the address of a name with accents as the form does', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    await go('/import');
    await upload(page, 'Food', ['Name', 'Béchamel sauce']);
    await page.getByRole('button', { name: 'Check the table' }).click();
    await page.getByRole('button', { name: 'Put 1 records into a change set' }).click();
    await page.waitForURL(/change-sets\/chg_/);
    const { openEdits } = await client.get<{ openEdits: { edit: { record: object } }[] }>('{ openEdits { edit { record } } }');
    expect(openEdits.map(({ edit }) => edit.record)).toContainEqual(expect.objectContaining({ slug: 'bechamel-sauce' }));
  });
});

describe('accounts', () => {
  it('are made by an admin, with a password that is shown once', async () => {
    const { page, client, go } = await enter('ada', ['ADMIN']);
    await go('/accounts');
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Lin Wei');
    await dialog.getByRole('textbox', { name: 'Email' }).fill('nowhere');
    await dialog.getByRole('button', { name: 'Add a person' }).click();
    await dialog.getByText('The text is not in the form that this field needs.').waitFor();
    await dialog.getByRole('textbox', { name: 'Email' }).fill('lin@example.org');
    await dialog.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('dialog', { name: 'One-time password' }).waitFor();
    const password = (await page.getByRole('status').filter({ hasText: /\S{8}/ }).last().textContent()) ?? '';
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('row', { name: /Lin Wei lin@example.org Editor/ }).waitFor();
    expect(
      await client.get('mutation ($p: String!) { signIn(email: "lin@example.org", password: $p) { needs } }', { p: password }),
    ).toEqual({
      signIn: { needs: 'NEW_PASSWORD' },
    });
  });

  it('and all that is for admins is hidden from others, and refused by the server too', async () => {
    const { page, client, go } = await enter('edith', ['EDITOR']);
    for (const name of ['Users', 'API keys', 'Audit log']) expect(await page.getByRole('menuitem', { name }).count()).toBe(0);
    await page.goto(`${house().url}/admin#/audit`);
    await page.getByText('Your roles do not include this page.').waitFor();
    for (const field of ['users { totalCount }', 'apiKeys { id }', 'auditState { isWhole }'])
      expect(await client.ask(`{ ${field} }`)).toMatchObject({ code: 'FORBIDDEN' });
    await go('/profile');
    await page.waitForLoadState('networkidle');
  });
});

describe('the own account', () => {
  it('gets another name, another password, a second factor that is asked for, and lists where it is signed in', async () => {
    const { page, go } = await enter('edith', ['EDITOR']);
    await go('/profile');
    await page.getByRole('textbox', { name: 'Name' }).fill('Edith Miller');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByLabel('Current password').fill('not this one at all');
    await page.getByLabel('New password', { exact: true }).fill('nine otters in a slow river');
    await page.getByLabel('New password once more').fill('nine otters in a slow river');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('What was typed does not match.').waitFor();
    await page.getByRole('button', { name: 'Add a second factor' }).click();
    await page.getByRole('img', { name: 'QR code of the secret below' }).waitFor();
    const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? '';
    // A code works once, so the next sign-in takes one of the time step after.
    const codeIn = (ms: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ms });
    await page.getByLabel('Code', { exact: true }).fill(codeIn(0));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('Keep these recovery codes.').waitFor();
    await page.getByRole('row', { name: /This one/ }).waitFor();

    const again = await house().open();
    await signInAs(again, 'edith');
    await again.getByLabel('Code', { exact: true }).fill(codeIn(30_000));
    await again.getByRole('button', { name: 'Sign in', exact: true }).click();
    await again.getByRole('menuitem').first().waitFor();
  });
});

describe('the audit log', () => {
  it('is narrowed by what was done, and checked on demand', async () => {
    const { page, client, go } = await enter('ada', ['ADMIN']);
    await client.get('mutation { createApiKey(name: "An app", scopes: [READ]) { apiKey { id } } }');
    await go('/audit');
    await page.getByRole('row', { name: /Made an account/ }).waitFor();
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'Made an API key' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Made an account/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Made an API key/ }).waitFor();
    await page.getByRole('button', { name: 'Check the chain now' }).click();
    await page.getByText(/The log is whole: \d+ entries/).waitFor();
  });
});
