import { expect, it } from 'vitest';
import { questions } from '../../admin/questions.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { bundles } from '../../server/web/bundles.ts';
import { prepareBundles } from '../../server/web/prepare-bundle.ts';
import { useHouses } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const houses = await useHouses(database);

it('has the database plan whatever the panel asks first, before anybody comes', async () => {
  await publishFirstContent(model, database, firstContent);
  const planned = new Set<string>();
  const stop = database.onStatement(({ text }) => void planned.add(text));
  const app = await createApp({ database, config: readConfig({}), web: await prepareBundles(bundles, { report: () => {} }) });
  await app.rehearse();
  stop();

  const house = await houses();
  const editor = await house.signedIn(await house.user('edith', ['EDITOR']));
  const later = new Set<string>();
  const end = database.onStatement(({ text }) => void later.add(text));
  for (const { query, variables } of questions) {
    // What anybody asks beside it is who asks, which no question of the server's own does.
    const { data, errors } = await editor.ask(query, variables);
    expect.soft([errors, data === null], query).toEqual([[], false]);
  }
  end();
  expect([...later].filter((text) => !planned.has(text) && !text.includes(':Session'))).toEqual([]);
});

it('stops when it is told to, after the question it is at', async () => {
  let statements = 0;
  const stop = database.onStatement(() => (statements += 1));
  const app = await createApp({ database, config: readConfig({}) });
  await app.rehearse(AbortSignal.abort());
  stop();
  expect(statements).toBe(0);
});
