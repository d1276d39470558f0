import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfEntry, lockAudit, record } from '../../server/audit/audit.ts';
import { type AuditFinding, verifyAudit } from '../../server/audit/verify-audit.ts';
import { inTransaction, write } from '../../server/neo4j/statement.ts';
import { type Client, type House, useHouses } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

const at = new Date('2026-03-01T12:00:00Z');
const actor = { id: 'usr_test', client: 'test' };

const append = (details: Record<string, number>): Promise<unknown> =>
  inTransaction(database, 'WRITE', (transaction) => record(transaction, { actor, action: 'ROLES_SET', subject: 'usr_x', details, at }));

const change = (text: string): Promise<unknown> => write(database, { text, params: {} });

describe('the audit log', () => {
  beforeEach(async () => {
    for (let i = 1; i <= 7; i++) await append({ i });
  });

  /** With pages of three, so that the walk turns one. */
  const verify = (): Promise<AuditFinding> => verifyAudit(database, 3);

  it('is whole as it was written', async () => {
    expect(await verify()).toEqual({ isWhole: true, head: { number: 7, hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await verifyAudit(database)).toEqual(await verify());
  });

  it.each([
    ['details flipped', `MATCH (a:AuditEntry {number: 4}) SET a.details = '{"i":5}'`, 4],
    ['another time', `MATCH (a:AuditEntry {number: 1}) SET a.at = '2026-03-01T12:00:00.001Z'`, 1],
    ['another actor', `MATCH (a:AuditEntry {number: 7}) SET a.actor = 'usr_other'`, 7],
    ['no actor', 'MATCH (a:AuditEntry {number: 2}) REMOVE a.actor', 2],
    ['another client', `MATCH (a:AuditEntry {number: 3}) SET a.client = 'shell'`, 3],
    ['another action', `MATCH (a:AuditEntry {number: 5}) SET a.action = 'SIGNED_IN'`, 5],
    ['another subject', `MATCH (a:AuditEntry {number: 6}) SET a.subject = 'usr_y'`, 6],
    ['another hash', `MATCH (a:AuditEntry {number: 3}) SET a.hash = 'f' + substring(a.hash, 1) + 'f'`, 3],
    ['a number as text', `MATCH (a:AuditEntry {number: 3}) SET a.number = '3'`, 3],
    ['the first deleted', 'MATCH (a:AuditEntry {number: 1}) DELETE a', 1],
    ['one deleted in the middle', 'MATCH (a:AuditEntry {number: 4}) DELETE a', 4],
    [
      'one deleted and the rest moved up',
      'MATCH (a:AuditEntry {number: 4}) DELETE a WITH 1 AS x UNWIND [5, 6, 7] AS n MATCH (b:AuditEntry {number: n}) SET b.number = n - 1',
      4,
    ],
    ['two swapped', 'MATCH (a:AuditEntry {number: 2}), (b:AuditEntry {number: 6}) SET a.number = 20 SET b.number = 2 SET a.number = 6', 2],
    ['the last cut off', 'MATCH (a:AuditEntry {number: 7}) DELETE a', 7],
    ['the last three cut off', 'MATCH (a:AuditEntry) WHERE a.number > 4 DELETE a', 5],
    ['all deleted', 'MATCH (a:AuditEntry) DELETE a', 1],
    ['the head turned back', 'MATCH (a:AuditEntry {number: 5}), (h:AuditHead) SET h.number = 5, h.hash = a.hash', 6],
    ['the head deleted', 'MATCH (h:AuditHead) DELETE h', 1],
    ['another hash in the head', `MATCH (h:AuditHead) SET h.hash = 'f'`, 7],
    ['one added without the head', `CREATE (:AuditEntry {number: 8, at: '', client: '', action: '', details: '{}', hash: ''})`, 8],
  ])('shows %s, and where', async (_what, tampering, number) => {
    await change(tampering);
    expect(await verify()).toMatchObject({ isWhole: false, number });
  });

  it('shows an entry that was changed and given a fitting hash, at the one after it', async () => {
    const [[hash] = []] = await database.run({ text: 'MATCH (a:AuditEntry {number: 3}) RETURN a.hash', params: {} });
    const forged = {
      number: 4,
      at: at.toISOString(),
      actor: 'usr_test',
      client: 'test',
      action: 'ROLES_SET',
      subject: 'usr_x',
      details: '{}',
    } as const;
    await write(database, {
      text: 'MATCH (a:AuditEntry {number: 4}) SET a.details = $details, a.hash = $hash',
      params: { details: '{}', hash: hashOfEntry(hash as string, forged) },
    });
    expect(await verify()).toMatchObject({ isWhole: false, number: 5 });
  });

  it('stays whole and without gaps when many append at once, and while it is verified', async () => {
    const [findings] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, () => verify())),
      Promise.all(Array.from({ length: 25 }, (_, i) => append({ i }))),
    ]);
    expect(findings.filter(({ isWhole }) => !isWhole)).toEqual([]);
    expect(await verify()).toMatchObject({ isWhole: true, head: { number: 32 } });
  });

  it('keeps nothing of a transaction that failed', async () => {
    const failing = inTransaction(database, 'WRITE', async (transaction) => {
      await record(transaction, { actor, action: 'ROLES_SET', subject: 'usr_x', at });
      await lockAudit(transaction);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(await verify()).toMatchObject({ isWhole: true, head: { number: 7 } });
  });

  it('is whole when it is empty', async () => {
    await change('MATCH (n) WHERE n:AuditEntry OR n:AuditHead DELETE n');
    expect(await verify()).toEqual({ isWhole: true, head: { number: 0, hash: '' } });
  });
});

it('writes names in one order and keeps any text as it is', async () => {
  await inTransaction(database, 'WRITE', (transaction) =>
    record(transaction, {
      actor,
      action: 'ROLES_SET',
      subject: null,
      details: { b: '"\ud83e\n\0', a: [null, { d: 1, c: undefined }] },
      at,
    }),
  );
  expect(await database.run({ text: 'MATCH (a:AuditEntry) RETURN a.details', params: {} })).toEqual([
    ['{"a":[null,{"d":1}],"b":"\\"\\ud83e\\n\\u0000"}'],
  ]);
  expect(await verifyAudit(database)).toMatchObject({ isWhole: true });
});

describe('reading the audit log', () => {
  interface Log {
    readonly auditLog: {
      readonly edges: { readonly node: { readonly number: number; readonly action: string; readonly actorName: string | null } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly totalCount: number;
    };
  }
  const log = `query ($first: Int, $after: String, $filter: AuditFilter) { auditLog(first: $first, after: $after, filter: $filter) {
    edges { node { number at actor actorName client action subject details hash } } pageInfo { hasNextPage endCursor } totalCount } }`;

  const admin = async (house: House): Promise<Client> => house.signedIn(await house.user('ada', ['ADMIN']));

  it('starts with the newest and goes on by cursor', async () => {
    const house = await open();
    const boss = await admin(house);
    for (let i = 2; i <= 7; i++) await append({ i });
    const numbers: number[] = [];
    let after: string | null = null;
    do {
      const { auditLog }: Log = await boss.get<Log>(log, { first: 3, after });
      expect(auditLog.totalCount).toBe(7);
      numbers.push(...auditLog.edges.map(({ node }) => node.number));
      after = auditLog.pageInfo.hasNextPage ? auditLog.pageInfo.endCursor : null;
    } while (after !== null);
    expect(numbers).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('can be narrowed by who, what, to whom and when', async () => {
    const house = await open();
    const boss = await admin(house);
    const user = await house.user('edith', ['EDITOR']);
    house.pass({ hours: 1 });
    await boss.get('mutation ($id: ID!) { suspendUser(id: $id) { id } }', { id: user.id });
    const numbersOf = async (filter: object): Promise<number[]> =>
      (await boss.get<Log>(log, { filter })).auditLog.edges.map(({ node }) => node.number);
    expect(await numbersOf({ subject: user.id })).toEqual([3, 2]);
    expect(await numbersOf({ subject: user.id, actions: ['USER_SUSPENDED', 'SIGNED_IN'] })).toEqual([3]);
    expect(await numbersOf({ actor: 'test' })).toEqual([2, 1]);
    expect(await numbersOf({ from: '2026-03-01T14:00:00+01:00' })).toEqual([3]);
    expect(await numbersOf({ to: '2026-03-01T13:00:00Z' })).toEqual([2, 1]);
    const { auditLog } = await boss.get<Log>(log, { filter: { actions: ['USER_SUSPENDED'] } });
    expect(auditLog.edges[0]?.node).toMatchObject({
      actorName: 'ada',
      client: 'web 127.0.0.1',
      at: '2026-03-01T13:00:00.000Z',
      subject: user.id,
    });
    expect((await boss.ask(log, { filter: { from: 'yesterday' } })).code).toBe('BAD_USER_INPUT');
  });

  it('says whether it is whole, and where it is not', async () => {
    const house = await open();
    const boss = await admin(house);
    const state = '{ auditState { isWhole number hash problem } }';
    expect(await boss.get(state)).toEqual({
      auditState: { isWhole: true, number: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/), problem: null },
    });
    await change(`MATCH (a:AuditEntry {number: 1}) SET a.client = 'shell'`);
    expect(await boss.get(state)).toEqual({
      auditState: { isWhole: false, number: 1, hash: null, problem: 'does not fit its hash or the entry before it' },
    });
  });
});
