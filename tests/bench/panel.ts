import type { Page } from 'playwright-core';
import { parseArgs } from 'node:util';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { invariant } from '../../server/errors.ts';
import { changeAccounts } from '../../server/identity/identity.ts';
import { openSession } from '../../server/identity/sessions.ts';
import { createUser } from '../../server/identity/users.ts';
import { openDatabase } from '../../server/neo4j/database.ts';
import { read, write } from '../../server/neo4j/statement.ts';
import { bundles } from '../../server/web/bundles.ts';
import { prepareBundles } from '../../server/web/prepare-bundle.ts';
import { launchChromium } from '../support/chromium.ts';
import { startBenchDatabase } from './bench-database.ts';

/** 10,000 concepts and 100,000 claims. */
const scale = 10_000 / 36_000;

/** How long an editor waits, as the browser sees it: `npm run bench:panel`. Figures only; nothing fails for being slow. */
async function benchPanel(rounds: number): Promise<void> {
  const report = (line: string): void => console.log(line);
  const local = await startBenchDatabase({ seed: 1, scale, isShortLived: false }, report);
  const database = await openDatabase({ neo4j: local.neo4j, report });
  const config = readConfig({});
  const app = await createApp({ database, config, web: await prepareBundles(bundles, { report }) });
  const server = await app.listen(0, '127.0.0.1');
  // As a server does that was just started.
  await app.prepare();
  await app.rehearse();
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    // A database of its own, where nobody signs in: no password is needed.
    const token = await changeAccounts(database, async (transaction) => {
      const account = {
        email: 'bench@example.org',
        name: 'Bench',
        roles: ['EDITOR'] as const,
        passwordHash: '',
        mustChangePassword: false,
      };
      const { user } = await createUser(transaction, account, { id: 'bench', client: 'bench' }, new Date(), 'bench');
      return openSession(transaction, user.id, config.session, new Date());
    });
    await context.addCookies([{ name: 'aetia', value: token, url: server.url }]);
    const rows = await read(database, {
      text: `MATCH (n:Cause) WITH n ORDER BY COUNT { (n)--() } DESC LIMIT $count RETURN n.id, n.name_en`,
      params: { count: BigInt(rounds + 1) },
    });
    const causes = rows.map(([id, name]) => ({ id: id as string, name: name as string }));
    for (const [what, measure] of Object.entries(measures)) {
      const timesMs: number[] = [];
      for (const cause of causes) {
        const work = await measure(page, server.url, cause);
        const start = performance.now();
        await work();
        timesMs.push(performance.now() - start);
      }
      report(`${what.padEnd(34)} first ${shown(timesMs[0])}, then ${shown(median(timesMs.slice(1)))} ms`);
    }
  } finally {
    await browser.close();
    await server.close();
    await write(database, { text: 'MATCH (n) WHERE n:User OR n:Session OR n:AuditEntry OR n:AuditHead DELETE n', params: {} });
    await database.close();
    await local.stop();
  }
}

interface Cause {
  readonly id: string;
  readonly name: string;
}

/** What is measured: goes to where it starts, and answers the work that counts. */
type Measure = (page: Page, url: string, cause: Cause) => Promise<() => Promise<void>>;

const rowsOf = (page: Page) => page.locator('tbody tr');

const measures: Readonly<Record<string, Measure>> = {
  'The first page, from nothing': (page, url) =>
    Promise.resolve(async () => {
      await page.goto('about:blank');
      await page.goto(`${url}/admin#/`);
      await page.getByRole('table').first().waitFor();
    }),
  'A list': async (page, url) => {
    await page.goto(`${url}/admin#/profile`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return async () => {
      await page.getByRole('menuitem', { name: 'Cause', exact: true }).click();
      await rowsOf(page).nth(5).waitFor();
    };
  },
  'A search in the list': async (page, url, { name }) => {
    await page.goto(`${url}/admin#/causes?filter={}`);
    await rowsOf(page).nth(5).waitFor();
    return async () => {
      await page.getByRole('textbox').first().fill(name);
      await rowsOf(page).filter({ hasText: name }).first().waitFor();
      await rowsOf(page).nth(24).waitFor({ state: 'detached' });
    };
  },
  'A record opened from the list': async (page, url, { name }) => {
    await page.goto(`${url}/admin#/causes?filter={}`);
    await page.getByRole('textbox').first().fill(name);
    await rowsOf(page).nth(24).waitFor({ state: 'detached' });
    return async () => {
      await rowsOf(page).filter({ hasText: name }).first().click();
      await page.waitForURL(/causes\/cau_/);
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    };
  },
  'A graph of 300 concepts, drawn': async (page, url, { id }) => {
    await page.goto(`${url}/admin#/graph`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return async () => {
      await page.evaluate(`location.hash = '#/graph?id=${id}&steps=3'`);
      await page.getByRole('button', { name: 'Save as PNG' }).and(page.locator(':enabled')).waitFor();
      // The drawing answers a click once it is there.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    };
  },
};

const shown = (ms: number | undefined): string => (ms ?? 0).toFixed(0).padStart(5);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
invariant(Number.isInteger(rounds) && rounds > 0, 'rounds: give a whole number above 0.');
await benchPanel(rounds);
