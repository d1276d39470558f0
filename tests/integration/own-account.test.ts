import { expect, it } from 'vitest';
import { auditOf, goodPassword, signIn, useHouses } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

interface OwnSession {
  readonly id: string;
  readonly client: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly isCurrent: boolean;
}
const sessions = '{ sessions { id client createdAt usedAt isCurrent } }';

it('lists the sessions of the own account, says which one asks, and ends another', async () => {
  const house = await open();
  const [edith, other] = [await house.user('edith', ['EDITOR']), await house.user('otto', ['EDITOR'])];
  const [here, there, stranger] = [house.client(), house.client(), await house.signedIn(other)];
  const credentials = { email: edith.email, password: goodPassword };
  await there.get(signIn, credentials);
  house.pass({ minutes: 5 });
  await here.get(signIn, credentials);
  const list = (await here.get<{ sessions: OwnSession[] }>(sessions)).sessions;
  expect(list).toMatchObject([
    { client: 'web 127.0.0.1', usedAt: '2026-03-01T12:05:00.000Z', isCurrent: true },
    { client: 'web 127.0.0.1', usedAt: '2026-03-01T12:00:00.000Z', isCurrent: false },
  ]);
  const end = 'mutation ($id: ID!) { endSession(id: $id) }';
  const id = list[1]?.id;
  expect(await stranger.ask(end, { id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await here.get(end, { id })).toEqual({ endSession: true });
  expect(await there.ask(sessions)).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await here.get<{ sessions: OwnSession[] }>(sessions)).sessions.map((one) => one.isCurrent)).toEqual([true]);
  expect((await auditOf(database)).at(-1)?.slice(0, 3)).toEqual(['SESSION_ENDED', edith.id, edith.id]);
  house.pass({ hours: 3 });
  await house.client().get(signIn, credentials);
  expect(await here.ask(sessions)).toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('changes the own name, which must be one', async () => {
  const house = await open();
  const edith = await house.signedIn(await house.user('edith', ['EDITOR']));
  const rename = 'mutation ($name: String!) { changeOwnName(name: $name) { user { name } } }';
  expect(await edith.get(rename, { name: ' Edith Miller ' })).toEqual({ changeOwnName: { user: { name: 'Edith Miller' } } });
  expect(await edith.ask(rename, { name: ' ' })).toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await edith.ask(rename, { name: 'x'.repeat(121) })).toMatchObject({ code: 'VALIDATION_FAILED' });
});
