import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { verifyAudit } from '../../server/audit/verify-audit.ts';
import type { Answer, Client } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';
import { claimBetween, recordNamed, useNewsroom } from '../support/newsroom.ts';

const database = await useDatabase();
const newsroom = await useNewsroom(database);

const legCramp = recordNamed('Symptom', 'leg-cramp');
const hypocalcemia = recordNamed('Cause', 'hypocalcemia');
const claim = claimBetween('CAUSES', hypocalcemia, legCramp);

/** Each of the writers takes turns with all others at every version, so the time grows with the square of their number. */
const isLong = process.env['AETIA_LONG_TESTS'] === '1';
const [writers, editsEach] = [32, isLong ? 100 : 2];
const timeout = isLong ? 6 * 3_600_000 : 300_000;

/** A record with its version, in an edit or in a CONFLICT. */
interface Seen {
  readonly version: number;
  readonly record: AnyRecord;
}

const count = ({ frequencyCount }: AnyRecord): number => Number(frequencyCount ?? 0);
const counted = (record: AnyRecord): AnyRecord => ({ ...record, frequencyCount: count(record) + 1 });

const codesOf = (answers: readonly Answer[]): string[] => answers.map(({ code }) => (code as string | undefined) ?? 'none').sort();

describe('many writers of one record', () => {
  it('have one winner per version, and nobody overwrites what they have not seen', { timeout }, async () => {
    const { house, openSet, put } = newsroom();
    const set = await openSet();
    const accepted: { readonly from: number; readonly to: number }[] = [];
    const refused: unknown[] = [];

    const write = async (client: Client): Promise<void> => {
      let seen: Seen = { version: 1, record: claim };
      for (let done = 0; done < editsEach;) {
        const next = counted(seen.record);
        const answer = await put(set, next, seen.version, client);
        if (answer.data) {
          const { version } = answer.data['putEdit'] as Seen;
          accepted.push({ from: seen.version, to: version });
          seen = { version, record: next };
          done += 1;
        } else {
          refused.push(answer.code);
          seen = answer.errors[0]?.extensions['current'] as Seen;
        }
      }
    };
    const people = await Promise.all(
      Array.from({ length: writers }, async (_, i) => house.signedIn(await house.user(`writer-${i}`, ['EDITOR']))),
    );
    await Promise.all(people.map(write));

    const total = writers * editsEach;
    expect(new Set(refused)).toEqual(new Set(['CONFLICT']));
    // Each accepted edit rests on the version right before it, and the versions have no gap.
    expect(accepted.sort((a, b) => a.to - b.to)).toEqual(Array.from({ length: total }, (_, i) => ({ from: i + 1, to: i + 2 })));
    const { changeSet } = await newsroom().editor.get<{ changeSet: { edits: Seen[] } }>(
      'query ($set: ID!) { changeSet(id: $set) { edits { version record } } }',
      { set },
    );
    // Each wrote one more than what they saw: a lost edit would be missing here.
    expect(changeSet.edits.map(({ version, record }) => [version, count(record)])).toEqual([[total + 1, count(claim) + total]]);
    const audited = await database.run({
      text: `MATCH (a:AuditEntry {action: 'EDIT_PUT', subject: $set}) RETURN a.details ORDER BY a.number`,
      params: { set },
    });
    expect(audited.map(([details]) => (JSON.parse(details as string) as Seen).version)).toEqual(accepted.map(({ to }) => to));
    expect(await verifyAudit(database)).toMatchObject({ isWhole: true });
  });

  it('who publish two approved sets at once get one release and one CONFLICT', async () => {
    const { openSet, put, submit, approve, publish } = newsroom();
    for (let round = 1; round <= 5; round++) {
      const sets = [await openSet(), await openSet()];
      for (const [i, set] of sets.entries()) {
        for (const answer of [await put(set, { ...claim, frequency: round / 10 + i / 100 }, round), await submit(set), await approve(set)])
          expect(answer.errors).toEqual([]);
      }
      const answers = await Promise.all(sets.map((set) => publish(set)));
      expect(codesOf(answers)).toEqual(['CONFLICT', 'none']);
      const won = answers.findIndex(({ code }) => code === undefined);
      expect(answers[1 - won]?.errors[0]?.extensions['current']).toMatchObject([{ id: claim.id, baseVersion: round, version: round + 1 }]);
      const [row] = await database.run({
        text: `MATCH ()-[r:CAUSES {id: $id}]->() MATCH (c:ContentRelease) RETURN r.version, r.frequency, c.number, COUNT { MATCH (v:Revision {recordId: $id}) RETURN v }`,
        params: { id: claim.id },
      });
      expect(row).toEqual([round + 1, round / 10 + won / 100, round + 1, round + 1]);
      const lost = sets[1 - won] ?? '';
      const { changeSet } = await newsroom().editor.get<{ changeSet: object }>(
        'query ($set: ID!) { changeSet(id: $set) { state release } }',
        { set: lost },
      );
      expect(changeSet).toEqual({ state: 'APPROVED', release: null });
    }
  });

  it('who publish one approved set many times at once make one release', async () => {
    const { openSet, put, submit, approve, publish } = newsroom();
    const set = await openSet();
    await put(set, { ...claim, frequency: 0.4 }, 1);
    await submit(set);
    await approve(set);
    const answers = await Promise.all(Array.from({ length: 10 }, () => publish(set)));
    expect(codesOf(answers)).toEqual([...Array<string>(9).fill('CONFLICT'), 'none']);
    const [row] = await database.run({ text: 'MATCH (r:Release) RETURN max(r.number), count(r)', params: {} });
    expect(row).toEqual([2, 2]);
  });
});

/** A mutation that takes a clientMutationId: what must be there before, and how to send it. */
interface Repeated {
  readonly name: string;
  /** Who sends what; `mutation` is the argument to put into it. */
  readonly prepare: () => Promise<{ readonly client: Client; readonly call: (mutation: string) => string }>;
  /** What only the first answer holds. */
  readonly secret?: string;
}

describe('50 parallel sends of one clientMutationId', () => {
  const filled = async (): Promise<string> => {
    const { openSet, put } = newsroom();
    const set = await openSet();
    expect((await put(set, { ...claim, note: { en: 'Test' } }, 1)).errors).toEqual([]);
    return set;
  };
  const submitted = async (): Promise<string> => {
    const set = await filled();
    expect((await newsroom().submit(set)).errors).toEqual([]);
    return set;
  };
  const approved = async (): Promise<string> => {
    const set = await submitted();
    expect((await newsroom().approve(set)).errors).toEqual([]);
    return set;
  };
  const report = `reportProblem(id: "${claim.id}", text: "Test"`;
  const asEditor = (call: (mutation: string) => string) => ({ client: newsroom().editor, call });
  const asAdmin = async (call: (mutation: string) => string) => {
    const { house } = newsroom();
    return { client: await house.signedIn(await house.user('ada', ['ADMIN'])), call };
  };
  const step = (name: string, prepare: () => Promise<string>, more = '', client: 'editor' | 'reviewer' | 'publisher' = 'editor') => ({
    name,
    prepare: async () => {
      const set = await prepare();
      const call = (mutation: string): string => `${name}(changeSet: "${set}"${more}, ${mutation}) { id state version release }`;
      return { client: newsroom()[client], call };
    },
  });

  const kinds: readonly Repeated[] = [
    { name: 'openChangeSet', prepare: () => Promise.resolve(asEditor((m) => `openChangeSet(title: "Test", ${m}) { id version }`)) },
    {
      name: 'putEdit',
      prepare: async () => {
        const set = await newsroom().openSet();
        const record = `{type: "Food", slug: "a-test", name: {en: "A test"}}`;
        return asEditor((m) => `putEdit(changeSet: "${set}", record: ${record}, expectedVersion: 0, ${m}) { recordId version record }`);
      },
    },
    {
      name: 'putEdits',
      prepare: async () => {
        const set = await newsroom().openSet();
        const edits = ['one', 'two'].map((slug) => `{record: {type: "Food", slug: "${slug}", name: {en: "${slug}"}}, expectedVersion: 0}`);
        return asEditor((m) => `putEdits(changeSet: "${set}", edits: [${edits.join(', ')}], ${m}) { id version edits { recordId } }`);
      },
    },
    {
      name: 'retire',
      prepare: async () => {
        const set = await newsroom().openSet();
        return asEditor(
          (m) => `retire(changeSet: "${set}", id: "${claim.id}", reason: "Test", expectedVersion: 1, ${m}) { recordId version reason }`,
        );
      },
    },
    step('dropEdit', filled, `, id: "${claim.id}"`),
    step('renameChangeSet', filled, ', title: "Renamed"'),
    step('submitChangeSet', filled),
    step('review', submitted, ', decision: APPROVE', 'reviewer'),
    step('sendBack', approved, ', reason: "Test"', 'publisher'),
    step('publishChangeSet', approved, ', at: "2026-03-02T12:00:00Z"', 'publisher'),
    {
      name: 'cancelSchedule',
      prepare: async () => {
        const set = await approved();
        expect((await newsroom().publish(set, undefined, ', at: "2026-03-02T12:00:00Z"')).errors).toEqual([]);
        return { client: newsroom().publisher, call: (m) => `cancelSchedule(changeSet: "${set}", ${m}) { id version scheduledAt }` };
      },
    },
    step('recall', submitted),
    step('withdraw', filled),
    step('assign', filled),
    {
      name: 'comment',
      prepare: async () => {
        const set = await newsroom().openSet();
        return asEditor((m) => `comment(changeSet: "${set}", text: "Test", ${m}) { id text at }`);
      },
    },
    {
      name: 'restore',
      prepare: () => Promise.resolve(asEditor((m) => `restore(id: "${claim.id}", release: 1, ${m}) { changeSet version }`)),
    },
    {
      name: 'merge',
      prepare: async () => {
        const set = await newsroom().openSet();
        const twin = 'cau_0000000000000000';
        expect((await newsroom().put(set, { ...hypocalcemia, id: twin, slug: 'a-twin' }, 0)).errors).toEqual([]);
        await newsroom().release(set);
        return asEditor((m) => `merge(into: "${hypocalcemia.id}", from: "${twin}", ${m}) { id version }`);
      },
    },
    {
      name: 'rebase',
      prepare: async () => {
        const mine = await newsroom().openSet();
        const theirs = await newsroom().openSet();
        const food = recordNamed('Food', 'milk');
        await newsroom().put(mine, { ...food, plainName: { en: 'Test' } }, 1);
        await newsroom().put(theirs, { ...food, summary: { en: 'Test' } }, 1);
        await newsroom().release(theirs);
        return asEditor((m) => `rebase(changeSet: "${mine}", ${m}) { rebasedIds changeSet { id version } }`);
      },
    },
    { name: 'reportProblem', prepare: () => Promise.resolve(asEditor((m) => `${report}, ${m}) { id }`)) },
    {
      name: 'closeProblem',
      prepare: async () => {
        const { reportProblem } = await newsroom().editor.get<{ reportProblem: { id: string } }>(`mutation { ${report}) { id } }`);
        return asEditor((m) => `closeProblem(id: "${reportProblem.id}", ${m}) { id }`);
      },
    },
    {
      name: 'createUser',
      prepare: () =>
        asAdmin((m) => `createUser(email: "new@example.org", name: "New", roles: [READER], ${m}) { user { id email } oneTimePassword }`),
      secret: 'oneTimePassword',
    },
    {
      name: 'createApiKey',
      prepare: () => asAdmin((m) => `createApiKey(name: "New", scopes: [READ], ${m}) { apiKey { id name } secret }`),
      secret: 'secret',
    },
  ];

  it('are asked of every mutation that takes one', () => {
    const mutations = Object.values(graphqlSchema(model).getMutationType()?.getFields() ?? {});
    const taking = mutations.filter(({ args }) => args.some(({ name }) => name === 'clientMutationId')).map(({ name }) => name);
    expect(kinds.map(({ name }) => name).sort()).toEqual(taking.sort());
  });

  it.each(kinds)('of $name have one effect and equal answers', async ({ name, prepare, secret }) => {
    const { client, call } = await prepare();
    const send = (): Promise<Answer> => client.ask(`mutation { ${call('clientMutationId: "the same"')} }`);
    const before = await auditSize();
    const answers = await Promise.all(Array.from({ length: 50 }, send));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const bodies = answers.map(({ data }) => data?.[name] as Record<string, unknown>);
    // A secret is told once: the answer that made it is the only one to hold it.
    if (secret !== undefined) expect(bodies.filter((body) => body[secret] !== null)).toHaveLength(1);
    const told = bodies.map((body) => JSON.stringify(secret === undefined ? body : { ...body, [secret]: null }));
    expect(new Set(told).size).toBe(1);
    expect((await auditSize()) - before).toBe(1);
    const again = await send();
    expect(again.errors).toEqual([]);
    expect(JSON.stringify(again.data?.[name])).toBe(told[0]);
    expect((await auditSize()) - before).toBe(1);
  });

  const auditSize = async (): Promise<number> => {
    const [row] = await database.run({ text: 'MATCH (a:AuditEntry) RETURN count(a)', params: {} });
    return Number(row?.[0]);
  };
});
