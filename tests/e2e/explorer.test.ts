import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { type App, createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { bundles } from '../../server/web/bundles.ts';
import { prepareBundles } from '../../server/web/prepare-bundle.ts';
import { useBrowser, type WatchedPage } from '../support/browser.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const browser = await useBrowser();
const question = await readFile(new URL('../../server/explorer/leg-cramp.graphql', import.meta.url), 'utf8');

let server: Awaited<ReturnType<App['listen']>>;
let watched: WatchedPage;

beforeEach(async () => {
  await publishFirstContent(model, database, firstContent);
  const web = await prepareBundles(bundles, { report: () => {} });
  const app = await createApp({ database, config: readConfig({}), web });
  server = await app.listen(0, '127.0.0.1');
});

afterEach(async () => {
  await watched.page.context().close();
  await server.close();
});

async function openExplorer(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  watched = await browser.open({ home: server.url, colorScheme });
  await watched.page.goto(`${server.url}/graphiql`);
  await queryEditor(watched.page).getByText('LegCramp').waitFor();
  return watched.page;
}

const queryEditor = (page: Page) => page.getByRole('region', { name: 'Operation Editor' });
const answer = (page: Page) => page.getByRole('region', { name: 'Result Window' });
const ask = (page: Page): Promise<void> => page.getByRole('button', { name: 'Execute query' }).click();

it('asks what causes leg cramps in its first tab, and one click answers, with no request to anyone else', async () => {
  const page = await openExplorer();
  const sent = page.waitForRequest(
    (request) => request.url() === `${server.url}/graphql` && request.postData()?.includes('LegCramp') === true,
  );
  await ask(page);
  for (const cause of [
    'Cold exposure',
    'Hypocalcemia',
    'Lumbar disc herniation',
    'Strenuous exercise',
    'Varicose veins of the lower extremities',
  ]) {
    await answer(page).getByText(`"${cause}"`).first().waitFor();
  }
  expect(await (await sent).postDataJSON()).toMatchObject({ query: question, operationName: 'LegCramp' });
  expect(watched.foreignRequests).toEqual([]);
  expect(watched.faults).toEqual([]);
});

it('completes a query from the schema, runs it and keeps it in the history', async () => {
  const page = await openExplorer();
  await page.getByRole('button', { name: 'New tab' }).click();
  await queryEditor(page).getByRole('textbox').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('query Newest { contentRel');
  await page.getByRole('option', { name: /contentRelease/ }).click();
  await page.keyboard.type(' { number } }');
  await ask(page);
  await answer(page).getByText('"number"').waitFor();
  await page.getByRole('button', { name: 'Show History' }).click();
  await page.getByRole('button', { name: 'Newest' }).waitFor();
  expect(watched.faults).toEqual([]);
});

it('explains the types of the schema', async () => {
  const page = await openExplorer();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByRole('link', { name: 'Symptom', exact: true }).click();
  await page.getByText(model.nodes.find(({ name }) => name === 'Symptom')?.description ?? '').waitFor();
  expect(watched.faults).toEqual([]);
});

it('follows the dark mode of the system', async () => {
  const background = (page: Page) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('.graphiql-container')).backgroundColor`);
  const light = await background(await openExplorer('light'));
  await watched.page.context().close();
  expect([light, await background(await openExplorer('dark'))]).toEqual(['rgb(255, 255, 255)', 'rgb(33, 42, 59)']);
  expect(watched.faults).toEqual([]);
});

it('has no serious barrier of ours; what GraphiQL itself brings is named here', async () => {
  const page = await openExplorer();
  await ask(page);
  await answer(page).getByText('"Hypocalcemia"').first().waitFor();
  const ofGraphiQL = ['nested-interactive'];
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const { violations } = await page.evaluate<AxeResults>(`${axe}; axe.run()`);
  expect(violations.filter(({ id, impact }) => (impact === 'serious' || impact === 'critical') && !ofGraphiQL.includes(id))).toEqual([]);
});
