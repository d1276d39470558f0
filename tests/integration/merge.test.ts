import { describe, expect, it } from 'vitest';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { food } from '../../schema/nodes/food.ts';
import { medication } from '../../schema/nodes/medication.ts';
import { nutrient } from '../../schema/nodes/nutrient.ts';
import { redFlag } from '../../schema/nodes/red-flag.ts';
import { source } from '../../schema/nodes/source.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { contains } from '../../schema/relations/contains.ts';
import { contraindicatedIn } from '../../schema/relations/contraindicated-in.ts';
import { interactsWith } from '../../schema/relations/interacts-with.ts';
import { leadsTo } from '../../schema/relations/leads-to.ts';
import { requires } from '../../schema/relations/requires.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { publishedRecords } from '../../server/editorial/current-records.ts';
import { mergeEdits, type MergeOf } from '../../server/editorial/merge.ts';
import type { Edit } from '../../server/editorial/publish.ts';
import { idFor } from '../../server/record-id.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { modelStatements } from '../../server/neo4j/model-statements.ts';
import { useApi } from '../support/api.ts';
import { emptyCopy, followChanges, liveRecords } from '../support/copy.ts';
import { useDatabase } from '../support/database.ts';
import { companionsOf, exampleOf, minimalExampleOf } from '../support/examples.ts';
import { publishEdits, publishRecords } from '../support/published.ts';

const database = await useDatabase();
const api = await useApi(database);
await migrate(database, modelStatements(model));

const concept = (type: NodeType, key: string, more: Record<string, unknown> = {}): AnyRecord =>
  minimalExampleOf(type, { name: { en: key }, ...more }, { key });
const cited = (key: string) => idFor(source, key);
const citing = (...keys: string[]) => ({ citations: keys.map((key) => ({ source: cited(key), stance: 'SUPPORTS' })) });
const claimOf = (type: RelationType, subject: AnyRecord, object: AnyRecord, key: string, more: Record<string, unknown> = {}): AnyRecord =>
  minimalExampleOf(type, { subject: subject.id, object: object.id, ...citing('one'), ...more }, { key });

/** Publishes the records with the sources and ends they need. */
const publishAll = (records: readonly AnyRecord[]) => publishRecords(database, [...companionsOf(model, records), ...records]);

async function merge(of: MergeOf) {
  const edits = await mergeEdits(model, database, of);
  return { edits, result: await publishEdits(database, edits) };
}
const stateOf = async (id: string): Promise<AnyRecord | undefined> => (await publishedRecords(model, database, [id])).get(id)?.record;
const tombstones = async (ids: readonly string[]) =>
  (
    await api.data<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Retired { replacedById replacedBy { id } release } } }',
      { ids },
    )
  ).nodes;

async function expectSound(): Promise<void> {
  const findings: unknown[] = [];
  for await (const finding of checkGraph(model, database)) findings.push(finding);
  expect(findings).toEqual([]);
  expect((await followChanges(api, emptyCopy, 50)).records).toEqual(await liveRecords(database));
}

describe('merging two concepts', () => {
  it.each(model.concepts.map((type) => ({ kind: type.name, type })))(
    'of kind $kind moves, folds and ends claims of every predicate, at either end, stated and denied, in one release',
    async ({ type }) => {
      const [into, from] = [concept(type, 'into'), concept(type, 'from')];
      const roles = model.relations.flatMap((relation) =>
        model.endsOf(relation).flatMap((pair, i) =>
          (['subject', 'object'] as const)
            .filter((role) => (role === 'subject' ? pair.from : pair.to) === type)
            .flatMap((role) =>
              [false, true].map((negated) => ({
                relation,
                pair,
                role,
                negated,
                key: `${relation.name} ${i} ${role} ${String(negated)}`,
              })),
            ),
        ),
      );
      const at = (
        { relation, pair, role, negated, key }: (typeof roles)[number],
        one: AnyRecord,
        name: string,
        otherKey: string,
      ): AnyRecord => {
        const other = idFor(role === 'subject' ? pair.to : pair.from, `${key} ${otherKey}`);
        const ends = role === 'subject' ? { subject: one.id, object: other } : { subject: other, object: one.id };
        return exampleOf(relation, { ...ends, ...(negated && { negated }) }, { key: `${key} ${name}` });
      };
      // Two rules are one only when they require the same.
      const isMovable = ({ relation, role, negated }: (typeof roles)[number]) => relation !== requires || role === 'object' || negated;
      const moving = roles.filter(isMovable).map((role) => at(role, from, 'moving', 'moved end'));
      const folding = roles.map((role) => at(role, from, 'folding', 'shared end'));
      const twins = roles.map((role) => at(role, into, 'twin', 'shared end'));
      const between = roles
        .filter(({ pair }) => pair.from === pair.to)
        .map(({ relation, role, negated, key }) => {
          const ends = role === 'subject' ? { subject: into.id, object: from.id } : { subject: from.id, object: into.id };
          const isHierarchy = relation.name === 'SUBTYPE_OF' && role === 'object';
          // Not both ways: that would be a cycle.
          return exampleOf(relation, { ...ends, ...((negated || isHierarchy) && { negated: true }) }, { key: `${key} between` });
        });
      expect(roles.length).toBeGreaterThan(1);
      await publishAll([into, from, ...moving, ...folding, ...twins, ...between]);

      const { result } = await merge({ into: into.id, from: from.id });
      expect(result).toMatchObject({ release: 2, created: 0, retired: folding.length + between.length + 1 });
      const live = await liveRecords(database);
      const here = (claim: AnyRecord) => ({
        ...claim,
        ...(claim.subject === from.id ? { subject: into.id } : { object: into.id }),
      });
      for (const claim of moving) expect(live.get(claim.id)).toEqual({ record: here(claim), version: 2 });
      for (const claim of twins) expect(live.get(claim.id)).toEqual({ record: claim, version: 1 });
      for (const claim of [from, ...folding, ...between]) expect(live.has(claim.id)).toBe(false);
      expect(await tombstones([from.id])).toEqual([
        { __typename: 'Retired', id: from.id, replacedById: into.id, replacedBy: { id: into.id }, release: 2 },
      ]);
      const rows = await database.run({
        text: 'UNWIND $ids AS id MATCH (t:Retired {id: id}) RETURN t.replacedBy',
        params: { ids: folding.map(({ id }) => id) },
      });
      expect(rows).toEqual(twins.map(({ id }) => [id]));
      await expectSound();
    },
  );

  const [cramp, other] = [concept(symptom, 'cramp'), concept(symptom, 'spasm')];
  const cold = concept(cause, 'cold');
  const mergeCramps = { into: cramp.id, from: other.id };

  it('gives what stays the names, synonyms, codes and missing texts of what goes, each once', async () => {
    const into = {
      ...cramp,
      name: { en: 'Leg cramp' },
      plainName: { en: 'Cramp in the leg' },
      synonyms: [{ text: 'Charley horse', kind: 'LAY', locale: 'en' }],
      codes: [{ system: 'SYMP', code: '1', match: 'EXACT' }],
    };
    const from = {
      ...other,
      name: { en: 'Spasm of the leg', zh: '腿抽筋' },
      plainName: { en: 'Leg spasm', zh: '抽筋' },
      summary: { en: 'A summary.', zh: '摘要' },
      synonyms: [
        { text: 'charley HORSE', kind: 'EXACT', locale: 'en' },
        { text: 'leg cramp', kind: 'BROAD', locale: 'en' },
        { text: 'Calf spasm', kind: 'NARROW', locale: 'en' },
      ],
      codes: [
        { system: 'SYMP', code: '1', match: 'CLOSE' },
        { system: 'HP', code: '2', match: 'BROAD' },
      ],
      nextReview: '2030-01-01',
    };
    await publishAll([into, from]);
    await merge(mergeCramps);
    expect(await stateOf(cramp.id)).toEqual({
      ...into,
      name: { en: 'Leg cramp', zh: '腿抽筋' },
      plainName: { en: 'Cramp in the leg', zh: '抽筋' },
      summary: { en: 'A summary.', zh: '摘要' },
      synonyms: [
        ...into.synonyms,
        { text: 'Spasm of the leg', kind: 'EXACT', locale: 'en' },
        { text: 'Leg spasm', kind: 'LAY', locale: 'en' },
        { text: 'Calf spasm', kind: 'NARROW', locale: 'en' },
      ],
      codes: [...into.codes, { system: 'HP', code: '2', match: 'BROAD' }],
    });
  });

  it('makes no edit of what stays when it gains nothing', async () => {
    const same = { name: { en: 'Cramp' } };
    await publishAll([
      { ...cramp, ...same },
      { ...other, ...same },
    ]);
    const { edits } = await merge(mergeCramps);
    expect(edits).toMatchObject([
      { action: 'RETIRE', id: other.id, replacedBy: cramp.id, reason: 'Cramp was merged into Cramp. “Cramp”已并入“Cramp”。' },
    ]);
  });

  /** A claim of each of the two symptoms, published; after the merge the claims that are left. */
  async function afterFolding(twin: Record<string, unknown>, folded: Record<string, unknown>): Promise<readonly AnyRecord[]> {
    await publishAll([cramp, other, claimOf(causes, cold, cramp, 'twin', twin), claimOf(causes, cold, other, 'folded', folded)]);
    await merge(mergeCramps);
    const ids = ['twin', 'folded'].map((key) => idFor(causes, key));
    return [...(await publishedRecords(model, database, ids)).values()].map(({ record }) => record);
  }

  it('unites the citations of a folded claim, each place once, with the quote where one side has it', async () => {
    const quote = 'Cold brings cramps.';
    const at = (key: string, more: Record<string, unknown> = {}) => ({ source: cited(key), stance: 'SUPPORTS', ...more });
    const [claim, ...others] = await afterFolding(
      { citations: [at('one', { locator: 'p. 1' }), at('two', { quote })] },
      {
        citations: [
          at('one', { locator: 'p. 1', quote }),
          at('one', { locator: 'p. 2' }),
          at('one', { locator: 'p. 1', stance: 'REFUTES' }),
          at('two', { quote: quote.slice(5) }),
          at('three'),
        ],
      },
    );
    expect(others).toEqual([]);
    expect(claim?.['citations']).toEqual([
      at('one', { locator: 'p. 1', quote }),
      at('two', { quote }),
      at('one', { locator: 'p. 2' }),
      at('one', { locator: 'p. 1', stance: 'REFUTES' }),
      at('two', { quote: quote.slice(5) }),
      at('three'),
    ]);
  });

  it('fills qualifiers that a claim lacked from the folded one, and never half of those that belong together', async () => {
    const [claim] = await afterFolding(
      { frequency: 0.4, certainty: 'HIGH', note: { en: 'Ours.' } },
      {
        frequency: 0.1,
        frequencyAsStated: 'one in ten',
        certainty: 'LOW',
        note: { en: 'Theirs.', zh: '注' },
        severity: 'MILD',
        nextReview: '2030-01-01',
      },
    );
    expect(claim).toEqual(
      claimOf(causes, cold, cramp, 'twin', { frequency: 0.4, certainty: 'HIGH', note: { en: 'Ours.' }, severity: 'MILD' }),
    );
  });

  it.each([
    ['population', { population: { ageFrom: 18 } }, { population: { ageFrom: 65 } }],
    ['sex', { sex: 'FEMALE' }, {}],
    ['negation', {}, { negated: true }],
  ])('keeps both of two claims that differ in %s', async (_what, twin, folded) => {
    expect(await afterFolding(twin, folded)).toEqual([
      claimOf(causes, cold, cramp, 'twin', twin),
      claimOf(causes, cold, cramp, 'folded', folded),
    ]);
  });

  it('keeps both of two claims of opposite effect', async () => {
    const [into, from] = [concept(cause, 'into'), concept(cause, 'from')];
    const more = claimOf(leadsTo, cold, into, 'more', { effect: 'INCREASES' });
    const less = claimOf(leadsTo, cold, from, 'less', { effect: 'DECREASES' });
    await publishAll([into, from, more, less]);
    await merge({ into: into.id, from: from.id });
    expect(await stateOf(more.id)).toEqual(more);
    expect(await stateOf(less.id)).toEqual({ ...less, object: into.id });
  });

  it('moves a claim that rests on a retracted source instead of folding it', async () => {
    const [twin, shaky] = [claimOf(causes, cold, cramp, 'twin'), claimOf(causes, cold, other, 'shaky', citing('retracted'))];
    const records = [cramp, other, twin, shaky];
    await publishAll(records);
    const retracted = companionsOf(model, records).find(({ id }) => id === cited('retracted'));
    await publishRecords(database, [{ ...(retracted as AnyRecord), standing: 'RETRACTED' }]);
    await merge(mergeCramps);
    expect(await stateOf(twin.id)).toEqual(twin);
    expect(await stateOf(shaky.id)).toEqual({ ...shaky, object: cramp.id });
    await expectSound();
  });

  it('folds a symmetric claim whichever way round it is stored', async () => {
    const [into, from, third] = [concept(medication, 'into'), concept(medication, 'from'), concept(medication, 'third')];
    const [forth, back] = [claimOf(interactsWith, into, third, 'forth'), claimOf(interactsWith, third, from, 'back', citing('two'))];
    await publishAll([into, from, third, forth, back]);
    await merge({ into: into.id, from: from.id });
    expect(await stateOf(forth.id)).toEqual({ ...forth, ...citing('one', 'two') });
    expect(await stateOf(back.id)).toBeUndefined();
  });

  it('leaves an amount with its own unit', async () => {
    const [into, from, salt] = [concept(food, 'into'), concept(food, 'from'), concept(nutrient, 'salt')];
    const twin = claimOf(contains, into, salt, 'twin', { amount: 5 });
    await publishAll([
      into,
      from,
      salt,
      twin,
      claimOf(contains, from, salt, 'folded', { amount: 5000, unit: 'MILLIGRAM', per: 'PER_100_G' }),
    ]);
    await merge({ into: into.id, from: from.id });
    expect(await stateOf(twin.id)).toEqual(twin);
  });

  it('is refused at the publish when somebody changed a claim in between', async () => {
    const claim = claimOf(causes, cold, other, 'claim');
    await publishAll([cramp, other, claim]);
    const edits = await mergeEdits(model, database, mergeCramps);
    await publishRecords(database, [{ ...claim, frequency: 0.5 }]);
    await expect(publishEdits(database, edits)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('leads every old id on to what is live, however often there was a merge, and gives none back', async () => {
    const last = concept(symptom, 'last');
    await publishAll([cramp, other, last]);
    await merge(mergeCramps);
    await merge({ into: last.id, from: cramp.id });
    const found = (await tombstones([other.id, cramp.id])) as { replacedBy: unknown }[];
    expect(found.map(({ replacedBy }) => replacedBy)).toEqual([{ id: last.id }, { id: last.id }]);
    await expect(publishRecords(database, [other])).rejects.toMatchObject({ issues: [{ code: 'DUPLICATE' }] });
    await expectSound();
  });

  describe('leaves old ids to apps that have saved them', () => {
    const understood = async (...ids: readonly string[]) =>
      (
        await api.data<{ assess: { findings: object[]; unresolved: object[] } }>(
          `query ($findings: [FindingInput!]!) { assess(findings: $findings) {
             findings { given match score symptom { id } } unresolved { text suggestions { id } } } }`,
          { findings: ids.map((id) => ({ symptom: { id }, presence: 'PRESENT' })) },
        )
      ).assess;
    const replaced = (given: string, id: string) => ({ given, match: 'REPLACED', score: 1, symptom: { id } });
    const retiring = (id: string, replacedBy?: string): Edit => ({ action: 'RETIRE', id, reason: 'Test', replacedBy });

    it('that mean in assess what is live now', async () => {
      const last = concept(symptom, 'last');
      await publishAll([cramp, other, last]);
      await merge(mergeCramps);
      expect(await understood(other.id)).toEqual({ findings: [replaced(other.id, cramp.id)], unresolved: [] });
      await merge({ into: last.id, from: cramp.id });
      expect(await understood(other.id, last.id)).toEqual({
        findings: [replaced(other.id, last.id), { given: last.id, match: 'ID', score: 1, symptom: { id: last.id } }],
        unresolved: [],
      });
    });

    it('that mean what is at the end of a chain which one release replaced', async () => {
      const chain = ['one', 'two', 'three', 'four', 'five'].map((key) => concept(symptom, key));
      await publishAll(chain);
      const ids = chain.map(({ id }) => id);
      await publishEdits(
        database,
        ids
          .slice(0, -1)
          .map((id, i) => retiring(id, ids[i + 1]))
          .reverse(),
      );
      const [last = ''] = ids.slice(-1);
      expect((await understood(...ids.slice(0, -1))).findings).toEqual(ids.slice(0, -1).map((id) => replaced(id, last)));
    });

    it('that mean nothing where nothing of the same kind stands in their place', async () => {
      await publishAll([cramp, other, cold]);
      await publishEdits(database, [retiring(cramp.id), retiring(other.id, cold.id)]);
      expect(await understood(cramp.id, other.id)).toEqual({
        findings: [],
        unresolved: [
          { text: cramp.id, suggestions: [] },
          { text: other.id, suggestions: [] },
        ],
      });
    });

    it('that are checked for safety as what is live now', async () => {
      const [gone, drug] = [concept(cause, 'gone'), concept(medication, 'drug')];
      const forbids = claimOf(contraindicatedIn, drug, cold, 'forbids');
      await publishAll([cold, gone, drug, forbids]);
      await merge({ into: cold.id, from: gone.id });
      const { safetyCheck } = await api.data<{ safetyCheck: object }>(
        `query ($condition: ID!, $medication: ID!) {
           safetyCheck(conditions: [{ id: $condition }], medications: [{ id: $medication }]) {
             pairs { verdict claim { id } } isComplete unresolved { text } } }`,
        { condition: gone.id, medication: drug.id },
      );
      expect(safetyCheck).toEqual({ pairs: [{ verdict: 'CONFLICT', claim: { id: forbids.id } }], isComplete: true, unresolved: [] });
    });
  });

  const flags = [concept(redFlag, 'into'), concept(redFlag, 'from')] as const;
  const [flag, otherFlag] = flags;
  it.each<[string, readonly AnyRecord[], RegExp]>([
    [
      'require other findings',
      [flag, otherFlag, claimOf(requires, flag, cramp, 'a'), claimOf(requires, otherFlag, other, 'b')],
      /what they require/,
    ],
    ['require more', [flag, otherFlag, claimOf(requires, flag, cramp, 'a')], /what they require/],
    [
      'require the opposite',
      [
        flag,
        otherFlag,
        claimOf(requires, flag, cramp, 'a', { presence: 'PRESENT' }),
        claimOf(requires, otherFlag, cramp, 'b', { presence: 'ABSENT' }),
      ],
      /what they require/,
    ],
    ['call for another urgency', [flag, { ...otherFlag, urgency: 'SELF_CARE' }], /urgency/],
    ['hold for other people', [flag, { ...otherFlag, population: { ageFrom: 65 } }], /population/],
  ])('is refused for two rules that %s', async (_what, records, message) => {
    await publishAll(records);
    await expect(mergeEdits(model, database, { into: flag.id, from: otherFlag.id })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message),
    });
  });

  it('is refused for two findings of which a rule requires one to be there and the other not', async () => {
    await publishAll([
      cramp,
      other,
      claimOf(requires, flag, cramp, 'a', { presence: 'PRESENT' }),
      claimOf(requires, flag, other, 'b', { presence: 'ABSENT' }),
    ]);
    await expect(mergeEdits(model, database, mergeCramps)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is refused for other kinds, for what is no concept, for the same concept, and for what is not published', async () => {
    const claim = claimOf(causes, cold, cramp, 'claim');
    await publishAll([cramp, other, cold, claim]);
    await merge(mergeCramps);
    const refusal = (into: string, from: string) => mergeEdits(model, database, { into, from }).catch(({ code }: { code: string }) => code);
    expect(await refusal(cramp.id, cold.id)).toBe('BAD_USER_INPUT');
    expect(await refusal(claim.id, idFor(causes, 'other'))).toBe('BAD_USER_INPUT');
    expect(await refusal(cited('one'), cited('two'))).toBe('BAD_USER_INPUT');
    expect(await refusal(cramp.id, cramp.id)).toBe('BAD_USER_INPUT');
    expect(await refusal(cramp.id, other.id)).toBe('NOT_FOUND');
    expect(await refusal(idFor(symptom, 'never'), cramp.id)).toBe('NOT_FOUND');
    expect(await refusal(cramp.id, 'nonsense')).toBe('NOT_FOUND');
  });
});
