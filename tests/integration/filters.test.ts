import fc from 'fast-check';
import { getNamedType, type GraphQLInputObjectType, isInputObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../schema/language/field.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { careMeasure } from '../../schema/nodes/care-measure.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { source } from '../../schema/nodes/source.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { prevents } from '../../schema/relations/prevents.ts';
import { relieves } from '../../schema/relations/relieves.ts';
import { idFor } from '../../server/record-id.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { companionsOf, exampleOf, minimalExampleOf } from '../support/examples.ts';
import { publishRecords } from '../support/published.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
const schema = graphqlSchema(model);

const cramp = minimalExampleOf(symptom, {}, { key: 'cramp' });
const variants = [0, 1, 2, 3];
/** Full records of four variants and one with gaps. */
const some = (make: (variant: number) => AnyRecord, minimal: AnyRecord): AnyRecord[] => [...variants.map(make), minimal];
const people = some((variant) => exampleOf(cause, {}, { key: `cause ${variant}`, variant }), minimalExampleOf(cause, {}, { key: 'bare' }));
const sources = some(
  (variant) => exampleOf(source, {}, { key: `source ${variant}`, variant }),
  minimalExampleOf(source, {}, { key: 'bare' }),
);
const causing = people.map(({ id }, variant) => {
  const ends = { subject: id, object: cramp.id };
  const options = { key: `causing ${variant}`, variant };
  return variant < 4 ? exampleOf(causes, ends, options) : minimalExampleOf(causes, ends, options);
});
const helping = variants.flatMap((variant) =>
  [relieves, prevents].map((type, i) => {
    const ends = { subject: idFor(careMeasure, `measure ${variant}`), object: cramp.id };
    const options = { key: `helping ${variant}`, variant: variant + i };
    return i === variant % 2 ? exampleOf(type, ends, options) : minimalExampleOf(type, ends, options);
  }),
);

interface Filtered {
  readonly name: string;
  readonly filter: GraphQLInputObjectType;
  readonly records: readonly AnyRecord[];
  /** Ids that pass. */
  readonly ids: (filter: object) => Promise<string[]>;
}

const inputType = (name: string): GraphQLInputObjectType => {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(name);
  return type;
};

const filtered = (name: string, filter: string, records: readonly AnyRecord[], isNested: boolean): Filtered => {
  const field = `list: ${name}(first: 200, filter: $filter) { totalCount edges { item: ${isNested ? 'claim' : 'node'} { id } } }`;
  const query = `query ($filter: ${filter}) { ${isNested ? `around: symptom(id: "${cramp.id}") { ${field} }` : field} }`;
  interface List {
    readonly totalCount: number;
    readonly edges: readonly { readonly item: { readonly id: string } }[];
  }
  return {
    name,
    filter: inputType(filter),
    records,
    async ids(value) {
      const data = await api.data<{ around?: { list: List }; list?: List }>(query, { filter: value });
      const list = data.around?.list ?? data.list;
      const ids = (list?.edges ?? []).map(({ item }) => item.id);
      expect(list?.totalCount).toBe(ids.length);
      return ids;
    },
  };
};

const given = [cramp, ...people, ...sources, ...causing, ...helping];
const companions = companionsOf(model, given);
const lists: readonly Filtered[] = [
  filtered('causes', 'CauseFilter', people, false),
  filtered('sources', 'SourceFilter', [...sources, ...companions.filter(({ type }) => type === source.name)], false),
  filtered('causes', 'CausesClaimFilter', causing, true),
  filtered('careMeasures', 'BenefitClaimFilter', helping, true),
];

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishRecords(database, [...given, ...companions]);
});

/** Values of a field in one record: a text has one per language. */
const valuesOf = (record: AnyRecord, name: string): (string | number | boolean)[] => {
  const value = record[name];
  if (value === undefined || value === null) return [];
  return typeof value === 'object' ? Object.values(value as Record<string, string>) : [value as string];
};

type Scalar = string | number | boolean;

/** What each comparison means, told once more. */
const meanings: Readonly<Record<string, (value: Scalar, wanted: never) => boolean>> = {
  eq: (value, wanted: Scalar) => value === wanted,
  in: (value, wanted: readonly Scalar[]) => wanted.includes(value),
  gte: (value, wanted: Scalar) => value >= wanted,
  lte: (value, wanted: Scalar) => value <= wanted,
  contains: (value, wanted: string) => String(value).toLowerCase().includes(wanted.toLowerCase()),
  startsWith: (value, wanted: string) => String(value).toLowerCase().startsWith(wanted.toLowerCase()),
};

type Filter = Readonly<Record<string, unknown>>;

/** Whether a record passes a filter: all that is given holds, for one language of a text; what is missing fits nothing. */
function passes(record: AnyRecord, filter: Filter): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (name === 'and') return (wanted as Filter[]).every((one) => passes(record, one));
    if (name === 'or') return (wanted as Filter[]).some((one) => passes(record, one));
    if (name === 'not') return !passes(record, wanted as Filter);
    const { isGiven, writtenIn, ...compared } = wanted as Filter;
    const values = valuesOf(record, name);
    if (isGiven !== undefined && values.length > 0 !== isGiven) return false;
    if (writtenIn !== undefined && (record[name] as Filter | undefined)?.[writtenIn as string] === undefined) return false;
    const tests = Object.entries(compared);
    return tests.length === 0 || values.some((value) => tests.every(([comparison, to]) => meanings[comparison]?.(value, to as never)));
  });
}

/** Fields of a filter with their comparisons; `and`, `or` and `not` are none. */
const comparisonsOf = (filter: GraphQLInputObjectType): { field: string; comparisons: string[] }[] =>
  Object.values(filter.getFields()).flatMap(({ name, type }) => {
    const comparison = getNamedType(type);
    return isInputObjectType(comparison) && comparison !== filter
      ? [{ field: name, comparisons: Object.keys(comparison.getFields()) }]
      : [];
  });

/** Values worth comparing with: those that occur, their parts in other case, and one that does not. */
function operandsOf({ records }: Filtered, field: string, comparison: string): unknown[] {
  const known = [...new Set(records.flatMap((record) => valuesOf(record, field)))];
  if (comparison === 'isGiven') return [true, false];
  if (comparison === 'writtenIn') return [...locales];
  if (comparison === 'in') return known.length === 0 ? [[]] : [[], known.slice(0, 1), known.slice(1, 3)];
  if (comparison === 'contains') return known.slice(0, 3).map((value) => String(value).slice(2, 9).toUpperCase());
  if (comparison === 'startsWith') return known.slice(0, 3).map((value) => String(value).slice(0, 5).toUpperCase());
  return known;
}

/** One field of each kind that a list has: fields of a kind are compared alike. */
const table = lists.flatMap((list) => {
  const kinds = new Map(
    comparisonsOf(list.filter).map((one) => {
      const values = list.records.map((record) => record[one.field]).filter((value) => value !== undefined);
      return [`${one.comparisons.join()} ${typeof values[0]}`, one] as const;
    }),
  );
  return [...kinds.values()].map(({ field, comparisons }) => ({ what: `${list.filter.name}.${field}`, list, field, comparisons }));
});

describe('a filter', () => {
  it.each(table)('by $what keeps what fits, for each comparison it offers', async ({ list, field, comparisons }) => {
    for (const comparison of comparisons) {
      for (const operand of operandsOf(list, field, comparison)) {
        const filter = { [field]: { [comparison]: operand } };
        expect((await list.ids(filter)).toSorted(), JSON.stringify(filter)).toEqual(idsThatPass(list, filter));
      }
    }
  });

  it.each(lists.map((list) => ({ list, what: list.filter.name })))(
    '$what by every field at once finds the one record',
    async ({ list }) => {
      const size = (record: AnyRecord): number => Object.keys(record).length;
      for (const record of list.records.toSorted((a, b) => size(b) - size(a)).slice(0, 2)) {
        const filter = Object.fromEntries(
          comparisonsOf(list.filter).flatMap(({ field }) =>
            valuesOf(record, field)
              .slice(-1)
              .map((value) => [field, { eq: value }]),
          ),
        );
        expect(Object.keys(filter).length).toBeGreaterThan(6);
        expect(await list.ids(filter)).toEqual([record.id]);
      }
    },
  );

  it('of a field with several comparisons holds when one text fits them all', async () => {
    const [list] = lists as [Filtered];
    const filter = { name: { startsWith: 'example', contains: 'NAME' } };
    expect((await list.ids(filter)).toSorted()).toEqual(idsThatPass(list, filter));
    // Each language fits one of the two, neither fits both.
    expect(await list.ids({ name: { startsWith: 'example', contains: '例子' } })).toEqual([]);
  });

  it('finds what still has to be translated', async () => {
    const [list] = lists as [Filtered];
    const bare = people.find(({ name }) => (name as Filter)['zh'] === undefined);
    expect(await list.ids({ not: { name: { writtenIn: 'zh' } } })).toEqual([bare?.id]);
    expect(await list.ids({ name: { writtenIn: 'zh', contains: 'nothing like it' } })).toEqual([]);
  });

  it('that asks for nothing keeps everything', async () => {
    for (const list of lists)
      for (const filter of [{}, { id: {} }, { id: { eq: null } }, { id: null }, { and: [] }, { and: [{}] }])
        expect((await list.ids(filter)).length, JSON.stringify(filter)).toBe(list.records.length);
  });

  it('may join others by and, or and not, as deep as it likes', async () => {
    for (const list of lists) {
      await fc.assert(
        fc.asyncProperty(filtersOf(list), async (filter) => {
          expect((await list.ids(filter)).toSorted()).toEqual(idsThatPass(list, filter));
        }),
        { numRuns: 15, seed: 7 },
      );
    }
  });
});

const idsThatPass = ({ records }: Filtered, filter: Filter): string[] =>
  records
    .filter((record) => passes(record, filter))
    .map(({ id }) => id)
    .toSorted();

/** Random filters of a list. */
function filtersOf(list: Filtered): fc.Arbitrary<Filter> {
  const leaves = comparisonsOf(list.filter).flatMap(({ field, comparisons }) =>
    comparisons.flatMap((comparison) => operandsOf(list, field, comparison).map((operand) => ({ [field]: { [comparison]: operand } }))),
  );
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom<Filter>(...leaves),
      fc.record({ and: fc.array(tie('filter'), { maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('filter') }),
      fc.tuple(fc.constantFrom<Filter>(...leaves), tie('filter')).map(([leaf, more]) => ({ ...leaf, not: more })),
    ),
  }));
  return filter;
}
