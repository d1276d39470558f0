import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { type App, createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { changeAccounts } from '../../server/identity/identity.ts';
import { hashPassword } from '../../server/identity/password.ts';
import type { Role } from '../../server/identity/roles.ts';
import { createUser } from '../../server/identity/users.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { write } from '../../server/neo4j/statement.ts';
import { bundles } from '../../server/web/bundles.ts';
import { prepareBundles } from '../../server/web/prepare-bundle.ts';
import { Client, goodPassword } from './accounts.ts';
import { useBrowser, type WatchedPage } from './browser.ts';
import { until } from './until.ts';

/** The panel of a server with the first content, and people to sign in as. */
export interface PanelHouse {
  readonly url: string;
  /** Makes an account with the password `goodPassword`. */
  user(name: string, roles: readonly Role[], options?: { readonly mustChangePassword?: boolean }): Promise<void>;
  /** A page of its own browser session at the sign-in form. */
  open(options?: PanelPageOptions): Promise<Page>;
  /** A page on which this person is signed in. */
  signedIn(name: string, options?: PanelPageOptions): Promise<Page>;
  /** A program that asks the API as this person. */
  api(name: string): Promise<Client>;
  /** A change set of this person with new records, or with published ones at their first version; answers its id. */
  setOf(name: string, title: string, version: 0 | 1, ...records: readonly AnyRecord[]): Promise<string>;
  /** Ends every session at once, as time would. */
  endSessions(): Promise<void>;
}

export interface PanelPageOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: 'en' | 'zh';
}

/** argon2id is slow on purpose; one hash serves all accounts of a test file. */
const goodHash = hashPassword(goodPassword);

/** A panel that is made anew before each test of the file that calls this. A fault or a foreign request on any page fails the test. */
export async function usePanel(database: Database): Promise<() => PanelHouse> {
  await migrate(database, graphStatements(model));
  const browser = await useBrowser();
  let server: Awaited<ReturnType<App['listen']>>;
  let house: PanelHouse;
  let pages: WatchedPage[] = [];
  beforeEach(async () => {
    await publishFirstContent(model, database, firstContent);
    const web = await prepareBundles(bundles, { report: () => {} });
    const app = await createApp({ database, config: readConfig({}), web });
    server = await app.listen(0, '127.0.0.1');
    house = houseAt(server.url);
  });
  afterEach(async () => {
    const watched = pages;
    pages = [];
    for (const { page } of watched) await page.context().close();
    await server.close();
    expect(watched.flatMap(({ faults }) => faults)).toEqual([]);
    expect(watched.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
  });
  return () => house;

  function houseAt(url: string): PanelHouse {
    const open: PanelHouse['open'] = async ({ colorScheme = 'light', locale = 'en' } = {}) => {
      const watched = await browser.open({ home: url, colorScheme });
      pages.push(watched);
      await watched.page.addInitScript(`localStorage.getItem('RaStore.locale') ?? localStorage.setItem('RaStore.locale', '"${locale}"')`);
      await watched.page.goto(`${url}/admin`);
      return watched.page;
    };
    const api: PanelHouse['api'] = async (name) => {
      const client = new Client(`${url}/graphql`);
      await client.get('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { needs } }', {
        email: emailOf(name),
        password: goodPassword,
      });
      return client;
    };
    return {
      url,
      open,
      api,
      async user(name, roles, { mustChangePassword = false } = {}) {
        const account = { email: emailOf(name), name, roles, passwordHash: await goodHash, mustChangePassword };
        await changeAccounts(database, (transaction) => createUser(transaction, account, { id: 'test', client: 'test' }, new Date()));
      },
      async signedIn(name, options) {
        const page = await open(options);
        await signInAs(page, name, options?.locale);
        await page.getByRole('menuitem').first().waitFor();
        return page;
      },
      async setOf(name, title, version, ...records) {
        const author = await api(name);
        const { openChangeSet } = await author.get<{ openChangeSet: { id: string } }>(
          'mutation ($title: String!) { openChangeSet(title: $title) { id } }',
          { title },
        );
        await author.get('mutation ($set: ID!, $edits: [EditInput!]!) { putEdits(changeSet: $set, edits: $edits) { id } }', {
          set: openChangeSet.id,
          edits: records.map((record) => ({ record, expectedVersion: version })),
        });
        return openChangeSet.id;
      },
      endSessions: async () => void (await write(database, { text: 'MATCH (s:Session) DELETE s', params: {} })),
    };
  }
}

/** Submits the whole change set from the page of a record, and says yes to that. */
export async function submitFrom(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Submit the whole change set/ }).click();
  await page
    .getByRole('dialog', { name: /^Submit “.*” for review/ })
    .getByRole('button', { name: 'Submit for review' })
    .click();
}

/** Says no to the next question that the browser asks; answers whether it was asked. */
export function refuseNext(page: Page): () => boolean {
  let isAsked = false;
  page.once('dialog', (dialog) => {
    isAsked = true;
    void dialog.dismiss();
  });
  return () => isAsked;
}

const emailOf = (name: string): string => `${name}@example.org`;

/** Fills the sign-in form in and sends it. */
export async function signInAs(page: Page, name: string, locale: 'en' | 'zh' = 'en'): Promise<void> {
  const words = locale === 'en' ? ['Email', 'Password', 'Sign in'] : ['电子邮箱', '密码', '登录'];
  await page.getByLabel(words[0] ?? '').fill(emailOf(name));
  await page.getByLabel(words[1] ?? '').fill(goodPassword);
  await page.getByRole('button', { name: words[2] ?? '', exact: true }).click();
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical on a page as it stands, with the places. */
export async function barriersOn(page: Page): Promise<string[]> {
  // What still loads or moves is not what people meet.
  await until(() =>
    page.evaluate<boolean>(
      `document.querySelector('[role=progressbar]') === null && document.getAnimations().every(({ playState }) => playState !== 'running')`,
    ),
  );
  const { violations } = await page.evaluate<AxeResults>(`${axe}; axe.run()`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
}
