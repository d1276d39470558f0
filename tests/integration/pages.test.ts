import fc from 'fast-check';
import { isInputObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { food } from '../../schema/nodes/food.ts';
import { source } from '../../schema/nodes/source.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { prevents } from '../../schema/relations/prevents.ts';
import { relieves } from '../../schema/relations/relieves.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { companionsOf, minimalExampleOf } from '../support/examples.ts';
import { expectPagesToCover, type PagedList, pageOf, wholeList } from '../support/paging.ts';
import { publishRecords } from '../support/published.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

const schema = graphqlSchema(model);

/** Names that order differently by case, accent, code unit and code point; some are equal. */
const names = ['b', 'B', 'a', '～', 'a', '😀', 'Ä'];
const pick = <T>(values: readonly T[], i: number): T => values[i % values.length] as T;

const cramp = minimalExampleOf(symptom, {}, { key: 'cramp' });
const people = names.map((name, i) =>
  minimalExampleOf(
    cause,
    {
      name: { en: name },
      causeKind: pick(Object.keys(cause.fields.causeKind.values), i * 3),
      lastReviewed: pick([undefined, '2020-02-02', '2021-01-01'], i),
    },
    { key: `cause ${i}` },
  ),
);
const foods = names.slice(0, 5).map((name, i) => minimalExampleOf(food, { name: { en: name } }, { key: `food ${i}` }));
const sources = names.map((name, i) =>
  minimalExampleOf(
    source,
    {
      title: name,
      publisher: pick([undefined, 'A', 'b', 'A'], i),
      published: pick([undefined, '2020-02-02'], i),
      kind: pick(Object.keys(source.fields.kind.values), i),
      edition: pick(['2', '10', undefined, '\u{ff5e}', '😀'], i),
    },
    { key: `source ${i}` },
  ),
);

/** Each cause causes the cramp, the first two also a second time; qualifiers tie, and are missing here and there. */
const claims = [...people, ...people.slice(0, 2)].map(({ id }, i) =>
  minimalExampleOf(
    causes,
    {
      subject: id,
      object: cramp.id,
      certainty: pick(['LOW', 'HIGH', 'UNGRADED', 'LOW', 'MODERATE'], i),
      frequency: pick([0.5, undefined, 0.1, 0.5, 0, 1], i),
      frequencyCount: pick([undefined, 10, 9], i),
      frequencyAsStated: pick([undefined, 'often', 'Often', 'rarely'], i),
      severity: pick(['MILD', 'SEVERE', undefined, 'MODERATE'], i),
      onset: pick([undefined, 'DAYS', 'IMMEDIATE'], i),
      lastReviewed: pick(['2020-02-02', undefined], i),
    },
    { key: `claim ${i}` },
  ),
);
const helps = foods.flatMap(({ id }, i) => [
  minimalExampleOf(relieves, { subject: id, object: cramp.id, temperatureCelsius: pick([40, undefined, -5], i) }, { key: `relief ${i}` }),
  minimalExampleOf(
    prevents,
    { subject: id, object: cramp.id, efficacy: pick(['LIKELY', undefined, 'ESTABLISHED'], i) },
    { key: `prevention ${i}` },
  ),
]);
const given = [cramp, ...people, ...foods, ...sources, ...claims, ...helps];
const records = [...given, ...companionsOf(model, given)];

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishRecords(database, records);
});

const top = (name: string, more?: string): PagedList => ({ name, item: 'node', around: (field) => field, ...(more && { more }) });
const ofCramp = (name: string, more?: string): PagedList => ({
  name,
  item: 'claim',
  around: (field) => `symptom(id: "${cramp.id}") { ${field} }`,
  ...(more && { more }),
});
/** A list in each order that the schema offers for it, both ways. */
const inEachOrder = (list: (more?: string) => PagedList, orderType: string): PagedList[] => {
  const type = schema.getType(orderType);
  if (!isInputObjectType(type)) throw new Error(orderType);
  return [
    list(),
    ...Object.keys(type.getFields()).flatMap((name) => ['ASC', 'DESC'].map((direction) => list(`orderBy: [{ ${name}: ${direction} }]`))),
  ];
};

/** One of each kind of order: by name, by choice, by number, by text, by day, by several, and with a filter; ties and gaps in each. */
const walked: readonly PagedList[] = [
  top('causes'),
  top('causes', 'orderBy: [{ name: DESC }]'),
  top('causes', 'orderBy: [{ lastReviewed: DESC }]'),
  top('causes', 'orderBy: [{ causeKind: DESC }, { lastReviewed: ASC }]'),
  top('causes', 'filter: { slug: { startsWith: "CAUSE" }, not: { name: { eq: "b" } } }'),
  top('sources'),
  top('sources', 'orderBy: [{ edition: ASC }]'),
  ofCramp('causes'),
  ofCramp('causes', 'orderBy: [{ name: ASC }]'),
  ofCramp('causes', 'orderBy: [{ frequency: ASC }]'),
  ofCramp('causes', 'orderBy: [{ frequencyAsStated: DESC }]'),
  ofCramp('causes', 'orderBy: [{ certainty: DESC }, { frequencyCount: ASC }, { severity: DESC }]'),
  ofCramp('causes', 'filter: { or: [{ frequency: { gte: 0.5 } }, { certainty: { eq: UNGRADED } }] }'),
  ofCramp('foods', 'orderBy: [{ efficacy: ASC }, { name: DESC }]'),
];
const ordered: readonly PagedList[] = [
  ...inEachOrder((more) => top('causes', more), 'CauseOrder'),
  ...inEachOrder((more) => top('sources', more), 'SourceOrder'),
  ...inEachOrder((more) => ofCramp('causes', more), 'CausesClaimOrder'),
  ...inEachOrder((more) => ofCramp('foods', more), 'BenefitClaimOrder'),
];
const named = (list: PagedList) => ({ list, what: `${list.name} ${list.more ?? ''}` });

describe('a list', () => {
  it.each([...ordered, ...walked].map(named))(
    'of $what comes in the order asked for, what is missing last, equal items by name and id',
    async ({ list }) => {
      const order = [...(list.more ?? '').matchAll(/\{ (\w+): (ASC|DESC) \}/g)].map(([, name = '', direction]) => ({
        name,
        isDescending: direction === 'DESC',
      }));
      const whole = await wholeList(api, list);
      expect(whole.length).toBeGreaterThan(3);
      expect(whole.map(shown)).toEqual(whole.toSorted((a, b) => compare(recordOf(a), recordOf(b), order)).map(shown));
    },
  );

  it('has the most certain, the most severe and the best known first when the largest is wanted first', async () => {
    const valuesOf = async (field: string): Promise<unknown[]> => {
      const whole = await wholeList(api, ofCramp('causes', `orderBy: [{ ${field}: DESC }]`));
      return [...new Set(whole.map((id) => recordOf(id)[field]))];
    };
    expect(await valuesOf('certainty')).toEqual(['HIGH', 'MODERATE', 'LOW', 'UNGRADED']);
    expect(await valuesOf('severity')).toEqual(['SEVERE', 'MODERATE', 'MILD', undefined]);
    const helpful = await wholeList(api, ofCramp('foods', 'orderBy: [{ efficacy: DESC }]'));
    expect([...new Set(helpful.map((id) => recordOf(id)['efficacy']))]).toEqual(['ESTABLISHED', 'LIKELY', undefined]);
  });

  it.each(walked.map(named))('of $what is covered exactly once by its pages of each size, from both ends', async ({ list }) => {
    const whole = await wholeList(api, list);
    for (let size = 1; size <= whole.length + 1; size++) {
      await expectPagesToCover(api, list, whole, size, 'FORWARD');
      await expectPagesToCover(api, list, whole, size, 'BACKWARD');
    }
  });

  it('goes on from any item in either direction', async () => {
    const wholes = await Promise.all(walked.map((list) => pageOf(api, list, { first: 200 })));
    await fc.assert(
      fc.asyncProperty(fc.nat(walked.length - 1), fc.nat(8), fc.nat(10), fc.boolean(), async (which, at, size, isForward) => {
        const list = walked[which] as PagedList;
        const whole = wholes[which]?.edges ?? [];
        const i = at % whole.length;
        const cursor = whole[i]?.cursor ?? null;
        const page = await pageOf(api, list, isForward ? { first: size, after: cursor } : { last: size, before: cursor });
        expect(page.edges).toEqual(isForward ? whole.slice(i + 1, i + 1 + size) : whole.slice(Math.max(0, i - size), i));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

const byId = new Map(records.map((record) => [record.id, record]));
function recordOf(id: string): AnyRecord {
  const found = byId.get(id);
  if (!found) throw new Error(id);
  return found;
}

/** What is compared, so that a failed test can be read. */
const shown = (id: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(recordOf(id)).filter(([name]) => name !== 'citations')));

/** The order that the API promises, told once more. */
function compare(a: AnyRecord, b: AnyRecord, order: readonly { readonly name: string; readonly isDescending: boolean }[]): number {
  const usual = order.length === 0 && a.type === causes.name ? [{ name: 'frequency', isDescending: true }] : order;
  for (const { name, isDescending } of usual) {
    const [left, right] = name === 'name' ? [compareNames(a, b), 0] : [rankOf(a, name), rankOf(b, name)];
    if (left === undefined || right === undefined) {
      if (left !== right) return left === undefined ? 1 : -1;
    } else {
      const difference = compareValues(left, right);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
  }
  return compareNames(a, b) || compareValues(a.id, b.id);
}

/** A text without case, a number, or a choice as its place in its vocabulary, whose first value is the largest. */
function rankOf(record: AnyRecord, name: string): string | number | undefined {
  const field = (model.nodeByName.get(record.type) ?? model.relationByName.get(record.type))?.fields[name];
  const value = record[name] as string | number | undefined;
  if (field?.kind === 'choice' && value !== undefined) return -Object.keys(field.values).indexOf(String(value));
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Concepts order by name without case and by code point, then by id; a claim by the concept it leads to from the cramp. */
const compareNames = (a: AnyRecord, b: AnyRecord): number => Buffer.compare(Buffer.from(nameKey(a)), Buffer.from(nameKey(b)));

function nameKey(record: AnyRecord): string {
  if (record.type === source.name) return '';
  const concept = record.subject === undefined ? record : recordOf(record.subject);
  return `${(concept['name'] as { en: string }).en.toLowerCase()}\u0001${concept.id}`;
}

const compareValues = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
