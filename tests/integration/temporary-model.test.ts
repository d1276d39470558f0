import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineModel } from '../../schema/language/define-model.ts';
import { choice, date, flag, group, listOf, number, ratio, text, vocabulary } from '../../schema/language/field.ts';
import { nodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { benefitType, relationType, type RelationType } from '../../schema/language/relation-type.ts';
import { model as ourModel } from '../../schema/model.ts';
import { cause } from '../../schema/nodes/cause.ts';
import { food } from '../../schema/nodes/food.ts';
import { medication } from '../../schema/nodes/medication.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { companionsOf, exampleOf, minimalExampleOf } from '../support/examples.ts';
import { publishRecords } from '../support/published.ts';
import { ownAnswer, ownSelection } from '../support/selections.ts';

/** What somebody would write who adds a kind of concept with every kind of field, one file each. */
const climate = vocabulary('Climate', 'What the weather of a place is like.', { WARM: 'Warm.', MILD: 'Mild.', COLD: 'Cold.' });

const place = nodeType({
  name: 'Place',
  plural: 'places',
  idPrefix: 'plc',
  title: { en: 'Place', zh: '地点' },
  description: 'Where people live.',
  biolink: 'biolink:GeographicLocation',
  fields: {
    climate: choice('What its weather is like.', climate, { required: true }),
    heightMetres: number('How high it lies.', { min: -500, max: 9000, unit: 'm' }),
    inhabitants: number('How many people live there.', { min: 0, isInteger: true }),
    isCoastal: flag('Whether it lies by the sea.'),
    founded: date('When it was founded.', {}),
    localName: text('What people there call it.', { maxLength: 100 }),
    motto: text('What it says of itself.', { maxLength: 300, perLocale: true }),
    water: group('Water', 'What comes from the tap.', {
      hardness: number('How hard it is.', { min: 0, max: 50 }),
      origin: text('Where it comes from.', { maxLength: 100, perLocale: true }),
      isTreated: flag('Whether it is treated.'),
    }),
    stations: listOf(
      'Station',
      'Where weather is measured.',
      { label: text('Its name.', { required: true, maxLength: 50 }), since: date('Since when.', {}) },
      {},
    ),
  },
});

const foundIn = relationType({
  name: 'FOUND_IN',
  idPrefix: 'fnd',
  title: { en: 'is found in', zh: '见于' },
  description: 'A cause occurs in a place.',
  biolink: 'biolink:located_in',
  reasoning: 'NOT_READ',
  ends: [{ from: cause, forward: 'places', to: place, backward: 'causes' }],
  fields: {
    share: ratio('Share of the people there.'),
    isSeasonal: flag('Whether it comes with a season.'),
    climate: choice('Only in this weather.', climate, {}),
  },
});

const goodFor = benefitType({
  name: 'GOOD_FOR',
  idPrefix: 'gfr',
  title: { en: 'is good for', zh: '有益于' },
  description: 'A stay in the place helps.',
  biolink: 'biolink:ameliorates_condition',
  reasoning: 'HELPS',
  ends: [{ from: place, forward: 'helpedCauses', to: cause, backward: 'helpfulPlaces' }],
  excludes: ['CONTRAINDICATED_IN'],
  fields: {},
});

const supports = benefitType({
  name: 'SUPPORTS',
  idPrefix: 'sup',
  title: { en: 'supports', zh: '支持' },
  description: 'It makes whoever has the cause stronger.',
  biolink: 'biolink:ameliorates_condition',
  reasoning: 'HELPS',
  ends: [{ from: food, forward: 'supportedCauses', to: cause, backward: 'supportingFoods' }],
  fields: {},
});

const prolongs = relationType({
  name: 'PROLONGS',
  idPrefix: 'prg',
  title: { en: 'prolongs', zh: '延长' },
  description: 'It makes the cause last.',
  biolink: 'biolink:exacerbates_condition',
  reasoning: 'BRINGS_ON',
  ends: [{ from: food, forward: 'prolongedCauses', to: cause, backward: 'prolongingFoods' }],
  fields: {},
});

const spoils = relationType({
  name: 'SPOILS',
  idPrefix: 'spo',
  title: { en: 'spoils', zh: '破坏' },
  description: 'It takes away what the other is good for.',
  biolink: 'biolink:affects',
  reasoning: 'FORBIDS',
  ends: [
    { from: medication, forward: 'spoiledFoods', to: food, backward: 'spoilingMedications' },
    { from: food, forward: 'spoiledFoods', to: food, backward: 'spoilingFoods' },
  ],
  fields: {},
});

/** … and one line each in the registry. */
const model = defineModel({
  nodes: [...ourModel.nodes, place],
  relations: [...ourModel.relations, foundIn, goodFor, supports, prolongs, spoils],
});

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database, model);
const schema = graphqlSchema(model);

const places = [0, 1, 2]
  .map((variant) => exampleOf(place, {}, { key: `place ${variant}`, variant }))
  .concat(minimalExampleOf(place, {}, { key: 'bare' }));
const [first, second] = places as [AnyRecord, AnyRecord];
const flu = minimalExampleOf(cause, {}, { key: 'flu' });
const occurrences = places.map(({ id }, variant) =>
  exampleOf(foundIn, { subject: flu.id, object: id }, { key: `found ${variant}`, variant }),
);
const denied = exampleOf(foundIn, { subject: flu.id, object: second.id, negated: true }, { key: 'denied' });
const help = exampleOf(goodFor, { subject: first.id, object: flu.id }, { key: 'help' });
const [cough, gout] = [minimalExampleOf(symptom, {}, { key: 'cough' }), minimalExampleOf(cause, {}, { key: 'gout' })];
const [broth, juice] = [minimalExampleOf(food, {}, { key: 'broth' }), minimalExampleOf(food, {}, { key: 'juice' })];
const pill = minimalExampleOf(medication, {}, { key: 'pill' });
const said = (type: RelationType, subject: AnyRecord, object: AnyRecord): AnyRecord =>
  minimalExampleOf(type, { subject: subject.id, object: object.id }, { key: `${subject.id} ${object.id}` });
const [support, prolonged, prolongedGout, spoiled, spoiledJuice] = [
  said(supports, broth, flu),
  said(prolongs, juice, flu),
  said(prolongs, broth, gout),
  said(spoils, pill, broth),
  said(spoils, broth, juice),
];
const reasoned = [cough, gout, broth, juice, pill, said(causes, flu, cough), support, prolonged, prolongedGout, spoiled, spoiledJuice];
const given = [...places, flu, ...occurrences, denied, help, ...reasoned];
const records = [...given, ...companionsOf(model, given)];

beforeAll(async () => {
  // As in an installation that gets a new kind: the constraints of the model before are there, and recorded.
  await migrate(database, graphStatements(ourModel));
  await migrate(database, graphStatements(model));
  await publishRecords(database, records, model);
});
// The next file finds the constraints of our own model.
afterAll(() => migrate(database, graphStatements(ourModel)));

describe('a kind of concept and a predicate that were just declared', () => {
  it('have constraints and indexes', async () => {
    const rows = await database.run({
      text: "SHOW INDEXES YIELD name WHERE name STARTS WITH 'place_' OR name CONTAINS 'found_in' RETURN name ORDER BY name",
      params: {},
    });
    expect(rows.flat()).toEqual(['found_in_id', 'not_found_in_id', 'place_slug', 'place_sort_name']);
    const [[covered] = []] = await database.run({
      text: "SHOW INDEXES YIELD name, labelsOrTypes WHERE name = 'claim_citations' RETURN labelsOrTypes",
      params: {},
    });
    expect(covered).toEqual(expect.arrayContaining(['FOUND_IN', 'NOT_FOUND_IN', 'GOOD_FOR', 'CAUSES']));
  });

  it('are validated', async () => {
    expect(validateRecord(model, exampleOf(place))).toEqual([]);
    await expect(
      publishRecords(
        database,
        [
          { ...first, climate: 'WET', heightMetres: 9001, stations: [{ label: '' }] },
          exampleOf(foundIn, { subject: first.id, object: flu.id }, { key: 'wrong' }),
        ],
        model,
      ),
    ).rejects.toMatchObject({
      issues: [
        { path: 'edits.0.record.climate', code: 'NOT_A_CHOICE' },
        { path: 'edits.0.record.heightMetres', code: 'OUT_OF_RANGE' },
        { path: 'edits.0.record.stations.0.label', code: 'REQUIRED' },
        { path: 'edits.1.record.subject', code: 'WRONG_END' },
      ],
    });
  });

  it('read back whole, one by one and in a list', async () => {
    const answer = await api.data(
      `query ($id: ID!, $slug: String!) { byId: place(id: $id) { ...All } bySlug: place(slug: $slug) { ...All } places { totalCount edges { node { ...All } } } }
      fragment All on Place { ${ownSelection(schema, 'Place')} }`,
      { id: first.id, slug: second['slug'] },
    );
    const [whole, other, ...others] = places.map((record) => ownAnswer(place, record, 1));
    expect(answer).toMatchObject({
      byId: whole,
      bySlug: other,
      places: { totalCount: 4, edges: expect.arrayContaining([whole, other, ...others].map((node) => ({ node }))) },
    });
  });

  it('are found by filters and put in order, like the fields they resemble', async () => {
    const slugs = async (list: string): Promise<unknown[]> =>
      (
        await api.data<{ places: { edges: { node: { slug: string } }[] } }>(`{ places(${list}) { edges { node { slug } } } }`)
      ).places.edges.map(({ node }) => node.slug);
    const slugOf = (...records: (AnyRecord | undefined)[]): unknown[] => records.map((record) => record?.['slug']);
    expect(await slugs('filter: { climate: { eq: COLD } }')).toEqual(slugOf(places[2]));
    expect(await slugs('filter: { isCoastal: { eq: false } }')).toEqual(slugOf(places[1]));
    expect(
      await slugs(`filter: { heightMetres: { gte: ${String(second['heightMetres'])}, lte: 9000 } }, orderBy: [{ heightMetres: DESC }]`),
    ).toEqual(slugOf(places[2], places[1]));
    expect(await slugs('orderBy: [{ heightMetres: ASC }]')).toEqual(slugOf(...places));
    expect(await slugs('orderBy: [{ inhabitants: DESC }]')).toEqual(slugOf(places[2], places[1], places[0], places[3]));
    expect((await slugs('orderBy: [{ climate: DESC }]')).slice(2)).toEqual(slugOf(places[1], places[2]));
    expect(
      await slugs('filter: { motto: { contains: "例子" }, founded: { lte: "2010-01-01" } }, orderBy: [{ heightMetres: ASC }]'),
    ).toEqual(slugOf(places[0], places[2]));
  });

  it('page through in any order', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query =
        'query ($after: String) { places(first: 1, after: $after, orderBy: [{ heightMetres: DESC }]) { pageInfo { hasNextPage endCursor } edges { node { id } } } }';
      interface Data {
        readonly places: {
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
          readonly edges: readonly { readonly node: { readonly id: string } }[];
        };
      }
      const page: Data['places'] = (await api.data<Data>(query, { after })).places;
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([places[2], places[1], places[0], places[3]].map((record) => record?.id));
  });

  it('are connected from both ends, with qualifiers to filter and order by', async () => {
    const answer = await api.data(
      `query ($id: ID!, $place: ID!, $second: ID!) {
        cause(id: $id) {
          places(orderBy: [{ share: DESC }], filter: { isSeasonal: { eq: true } }) { totalCount edges { node { id climate } claim { id share isSeasonal climate } } }
          helpfulPlaces { edges { node { id } claim { guidance ... on BenefitClaim { efficacy } predicate } } }
          negatedClaims { edges { node { id } claim { id predicate } } }
        }
        place(id: $place) { causes { edges { node { slug causeKind } claim { share } } } helpedCauses { edges { node { id } } } negatedClaims { totalCount } }
        other: place(id: $second) { causes { totalCount } negatedClaims { edges { claim { id } } } }
      }`,
      { id: flu.id, place: first.id, second: second.id },
    );
    const [zero, , two] = occurrences as [AnyRecord, AnyRecord, AnyRecord];
    const edge = (claim: AnyRecord) => {
      const { id, share, isSeasonal, climate: weather } = claim as unknown as Record<string, unknown>;
      const at = places.find((one) => one.id === claim.object);
      return { node: { id: at?.id, climate: at?.['climate'] }, claim: { id, share, isSeasonal, climate: weather } };
    };
    expect(answer).toEqual({
      cause: {
        places: { totalCount: 2, edges: [edge(two), edge(zero)] },
        helpfulPlaces: {
          edges: [{ node: { id: first.id }, claim: { guidance: help['guidance'], efficacy: help['efficacy'], predicate: 'GOOD_FOR' } }],
        },
        negatedClaims: { edges: [{ node: { id: second.id }, claim: { id: denied.id, predicate: 'FOUND_IN' } }] },
      },
      place: {
        causes: { edges: [{ node: { slug: flu['slug'], causeKind: flu['causeKind'] }, claim: { share: zero['share'] } }] },
        helpedCauses: { edges: [{ node: { id: flu.id } }] },
        negatedClaims: { totalCount: 0 },
      },
      other: { causes: { totalCount: 1 }, negatedClaims: { edges: [{ claim: { id: denied.id } }] } },
    });
  });

  it('are read by id like any other, and by their interfaces', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Concept { kind name } ... on Claim { predicate object { id ... on Place { climate } } } } }`;
    expect(await api.data(query, { ids: [first.id, denied.id] })).toEqual({
      nodes: [
        { __typename: 'Place', kind: 'PLACE', name: (first['name'] as { en: string }).en },
        { __typename: 'FoundInClaim', predicate: 'FOUND_IN', object: { id: second.id, climate: second['climate'] } },
      ],
    });
  });

  it('of harm reach safetyCheck', async () => {
    const { safetyCheck } = await api.data<{ safetyCheck: { pairs: readonly { verdict: string; claims: readonly { id: string }[] }[] } }>(
      `query ($pill: ID!, $broth: ID!, $juice: ID!, $flu: ID!) {
        safetyCheck(medications: [{ id: $pill }], foods: [{ id: $broth }, { id: $juice }], conditions: [{ id: $flu }]) { pairs { verdict claims { id } } }
      }`,
      { pill: pill.id, broth: broth.id, juice: juice.id, flu: flu.id },
    );
    const recorded = safetyCheck.pairs.map(({ verdict, claims }) => [verdict, ...claims.map(({ id }) => id)]);
    expect(recorded).toEqual([
      ['CONFLICT', spoiled.id],
      ['CONFLICT', spoiledJuice.id],
      ['CAUTION', prolonged.id],
      ...Array.from({ length: 3 }, () => ['NO_RECORD']),
    ]);
  });

  it('of help reach what helps, with the warnings that go with it', async () => {
    interface Found {
      readonly foods: readonly { readonly id: string }[];
      readonly warnings: readonly { readonly id: string }[];
    }
    const { assess } = await api.data<{ assess: { candidates: readonly Found[] } }>(
      `query ($cough: ID!, $gout: ID!, $pill: ID!) {
        assess(findings: [{ symptom: { id: $cough }, presence: PRESENT }], person: { conditions: [{ id: $gout }], medications: [{ id: $pill }] }) {
          candidates { foods { id } warnings { id } }
        }
      }`,
      { cough: cough.id, gout: gout.id, pill: pill.id },
    );
    const [found] = assess.candidates;
    expect(found?.foods).toEqual([{ id: support.id }]);
    expect(found?.warnings.map(({ id }) => id).toSorted()).toEqual([prolonged.id, prolongedGout.id, spoiled.id].sort());
  });

  it('are not in a schema of our own model', () => {
    const names = Object.keys(graphqlSchema(ourModel).getTypeMap());
    expect(names.filter((name) => /Place|FoundIn|GoodFor|Climate|Station|Water/.test(name))).toEqual([]);
  });
});
