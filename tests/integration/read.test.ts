import { isInterfaceType, isObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { graphState } from '../support/published.ts';
import { objectTypeOf, ownAnswer, ownSelection } from '../support/selections.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
const schema = graphqlSchema(model);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

const recordOf = (type: string, slug: string): AnyRecord => {
  const found = firstContent.records.find((record) => record.type === type && record['slug'] === slug);
  if (!found) throw new Error(`${type} ${slug}`);
  return found;
};
const legCramp = recordOf('Symptom', 'leg-cramp');
const hypocalcemia = recordOf('Cause', 'hypocalcemia');
const article = firstContent.records.find(({ type }) => type === 'Source') as AnyRecord;
const claimOf = (type: string, subject: AnyRecord, object: AnyRecord): AnyRecord => {
  const found = firstContent.records.find((record) => record.type === type && record.subject === subject.id && record.object === object.id);
  if (!found) throw new Error(type);
  return found;
};
const hypocalcemiaCausesCramp = claimOf('CAUSES', hypocalcemia, legCramp);

/** A page as slugs of its nodes. */
interface Page {
  readonly totalCount?: number;
  readonly edges: readonly { readonly node: { readonly slug: string }; readonly claim?: unknown }[];
}
const slugs = ({ edges }: Page): string[] => edges.map(({ node }) => node.slug);

describe('the leg cramp question', () => {
  interface Answered {
    readonly symptom: Readonly<
      Record<'causes' | 'mechanisms' | 'careMeasures' | 'medications' | 'foods' | 'preventingNutrients' | 'broader' | 'narrower', Page>
    >;
  }
  type CauseNode = Readonly<Record<'mechanisms' | 'medications' | 'foods' | 'careMeasures' | 'lacks' | 'symptoms', Page>> & {
    readonly slug: string;
    readonly causeKind: string;
  };

  const slugPage = '{ edges { node { slug } } }';
  const question = `query ($slug: String!) { symptom(slug: $slug) {
    name plainName
    causes { totalCount edges {
      node { slug causeKind mechanisms ${slugPage} medications ${slugPage} foods ${slugPage} careMeasures ${slugPage} lacks ${slugPage} symptoms ${slugPage} }
      claim { predicate certainty frequency citations { locator stance source { title author } } }
    } }
    mechanisms ${slugPage} careMeasures ${slugPage} medications ${slugPage} foods ${slugPage} preventingNutrients ${slugPage}
    broader ${slugPage} narrower ${slugPage}
  } }`;

  it('is answered whole: causes with mechanisms, medications, foods and care, each claim with its source', async () => {
    const { symptom } = await api.data<Answered>(question, { slug: 'leg-cramp' });
    const causes = symptom.causes.edges.map(({ node }) => node as unknown as CauseNode);
    expect(symptom.causes.totalCount).toBe(5);
    expect(
      causes.map(({ slug, causeKind, mechanisms, medications, foods, careMeasures, lacks, symptoms }) => ({
        slug,
        causeKind,
        mechanisms: slugs(mechanisms),
        medications: slugs(medications),
        foods: slugs(foods),
        careMeasures: slugs(careMeasures),
        lacks: slugs(lacks),
        symptoms: slugs(symptoms),
      })),
    ).toEqual([
      {
        slug: 'cold-exposure',
        causeKind: 'ENVIRONMENT',
        mechanisms: ['strong-calf-muscle-contraction'],
        medications: [],
        foods: [],
        careMeasures: ['avoid-direct-cold-air-on-legs', 'keep-legs-warm', 'warm-foot-soak'],
        lacks: [],
        symptoms: ['leg-cramp'],
      },
      {
        slug: 'hypocalcemia',
        causeKind: 'DEFICIENCY',
        mechanisms: ['raised-muscle-excitability'],
        medications: ['calcium-carbonate-d3-tablets', 'calcium-citrate-tablets', 'calcium-gluconate-tablets'],
        foods: ['leafy-vegetables', 'milk', 'soy-products'],
        careMeasures: [],
        lacks: ['calcium'],
        symptoms: ['leg-cramp', 'numbness-of-hands-and-feet'],
      },
      {
        slug: 'lumbar-disc-herniation',
        causeKind: 'DISEASE',
        mechanisms: ['nerve-root-compression'],
        medications: ['celecoxib-capsules', 'ibuprofen-sustained-release-capsules', 'mecobalamin-tablets'],
        foods: [],
        careMeasures: ['avoid-prolonged-sitting', 'back-and-abdominal-muscle-exercises', 'proper-sitting-posture'],
        lacks: [],
        symptoms: ['leg-cramp', 'low-back-pain', 'radiating-leg-pain'],
      },
      {
        slug: 'strenuous-exercise',
        causeKind: 'EXERTION',
        mechanisms: ['repeated-calf-muscle-contraction'],
        medications: [],
        foods: [],
        careMeasures: ['avoid-excessive-fatigue', 'calf-stretching-after-exercise', 'fluids-during-exercise', 'warm-up-before-exercise'],
        lacks: [],
        symptoms: ['leg-cramp'],
      },
      {
        slug: 'lower-extremity-varicose-veins',
        causeKind: 'DISEASE',
        mechanisms: ['venous-valve-dysfunction'],
        medications: ['diosmin-tablets', 'hesperidin-tablets', 'venoruton-tablets'],
        foods: [],
        careMeasures: ['avoid-prolonged-standing', 'elevate-legs-at-rest'],
        lacks: [],
        symptoms: ['bulging-leg-veins', 'leg-cramp', 'leg-soreness'],
      },
    ]);
    expect(symptom.causes.edges[1]?.claim).toEqual({
      predicate: 'CAUSES',
      certainty: 'VERY_LOW',
      frequency: null,
      citations: ['Introduction', 'Section 3, Hypocalcemia'].map((locator) => ({
        locator,
        stance: 'SUPPORTS',
        source: { title: article['title'], author: article['author'] },
      })),
    });
    expect(symptom).toMatchObject({ name: 'Leg cramp', plainName: 'Leg cramp' });
    expect(slugs(symptom.mechanisms)).toEqual([
      'insufficient-blood-supply-to-calf-muscles',
      'raised-muscle-excitability',
      'spasm-of-calf-muscles-of-affected-nerve',
      'strong-calf-muscle-contraction',
    ]);
    expect(slugs(symptom.careMeasures)).toEqual([
      'avoid-excessive-fatigue',
      'balanced-diet',
      'calf-stretching-after-exercise',
      'drug-treatment',
      'fluids-during-exercise',
      'general-treatment',
      'physical-therapy',
      'regular-routine',
      'calcium-and-vitamin-supplementation',
      'warm-up-before-exercise',
    ]);
    expect(slugs(symptom.preventingNutrients)).toEqual(['calcium', 'vitamins']);
    expect([slugs(symptom.medications), slugs(symptom.foods)]).toEqual([[], []]);
    expect([slugs(symptom.broader), slugs(symptom.narrower)]).toEqual([['muscle-cramp'], ['frequent-leg-cramps']]);
  });
});

describe('claims of kin', () => {
  interface Found extends Page {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly edges: readonly { readonly node: { readonly slug: string }; readonly claim: { readonly object: { readonly slug: string } } }[];
  }
  const causesOf = async (slug: string, more: object = {}): Promise<Found> => {
    const query = `query ($slug: String!, $scope: ClaimScope, $first: Int, $after: String) { symptom(slug: $slug) {
      causes(scope: $scope, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { slug } claim { object { slug } } } } } }`;
    const answer = await api.data<{ symptom: { causes: Found } }>(query, { slug, ...more });
    return answer.symptom.causes;
  };
  const five = ['cold-exposure', 'hypocalcemia', 'lumbar-disc-herniation', 'strenuous-exercise', 'lower-extremity-varicose-veins'];

  it('are read of narrower and of broader symptoms where that is asked for, each with what it is of', async () => {
    expect((await causesOf('muscle-cramp')).totalCount).toBe(0);
    const wide = await causesOf('muscle-cramp', { scope: 'WITH_NARROWER' });
    expect([slugs(wide), wide.totalCount]).toEqual([five, 5]);
    expect(new Set(wide.edges.map(({ claim }) => claim.object.slug))).toEqual(new Set(['leg-cramp']));
    expect(slugs(await causesOf('frequent-leg-cramps', { scope: 'WITH_BROADER' }))).toEqual(five);
    expect(slugs(await causesOf('frequent-leg-cramps', { scope: 'WITH_NARROWER' }))).toEqual([]);
    expect(slugs(await causesOf('leg-cramp', { scope: 'OWN' }))).toEqual(five);
  });

  it('are paged like others, by cursors of their own', async () => {
    const asked = { scope: 'WITH_NARROWER', first: 3 };
    const first = await causesOf('muscle-cramp', asked);
    const second = await causesOf('muscle-cramp', { ...asked, after: first.pageInfo.endCursor });
    expect([...slugs(first), ...slugs(second), first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([...five, true, false]);
    const { body } = await api.ask(
      'query ($after: String) { symptom(slug: "muscle-cramp") { causes(after: $after) { edges { cursor } } } }',
      {
        after: first.pageInfo.endCursor,
      },
    );
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('one record', () => {
  it('is found by its id and by its slug, as the same', async () => {
    const answer = await api.data(
      `query ($id: ID!, $slug: String!) { byId: symptom(id: $id) { ...All } bySlug: symptom(slug: $slug) { ...All } }
       fragment All on Symptom { ${ownSelection(schema, 'Symptom')} }`,
      { id: legCramp.id, slug: legCramp['slug'] },
    );
    const whole = ownAnswer(model.nodeByName.get('Symptom') as never, legCramp, 1);
    expect(answer).toEqual({ byId: whole, bySlug: whole });
  });

  it.each([
    ['neither id nor slug', '{ symptom { id } }', 'symptom: give either id or slug.'],
    ['both id and slug', `{ symptom(id: "${legCramp.id}", slug: "leg-cramp") { id } }`, 'symptom: give either id or slug.'],
    ['null for both', '{ symptom(id: null, slug: null) { id } }', 'symptom: give either id or slug.'],
    ['no id of a source', '{ source { id } }', 'source: give the id.'],
  ])('is refused for %s', async (_what, query, message) => {
    const { status, body } = await api.ask(query);
    expect(body).toMatchObject({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(status).toBe(200);
  });

  it.each([
    ['an unknown id', { id: 'sym_00000000unknown0' }],
    ['an id of another kind', { id: hypocalcemia.id }],
    ['an id that is none', { id: '' }],
    ['an unknown slug', { slug: 'no-such-slug' }],
    ['a slug of another kind', { slug: 'hypocalcemia' }],
    ['an empty slug', { slug: '' }],
  ])('is null for %s', async (_what, by) => {
    expect(await api.data('query ($id: ID, $slug: String) { symptom(id: $id, slug: $slug) { id } }', by)).toEqual({ symptom: null });
  });

  it('of any type is found by node, with the fields of its type', async () => {
    const query = `query ($id: ID!) { node(id: $id) { __typename id ... on Concept { kind slug } ... on Claim { predicate } ... on Source { title } } }`;
    const read = async (id: string): Promise<unknown> => (await api.data<{ node: unknown }>(query, { id })).node;
    expect(await read(legCramp.id)).toEqual({ __typename: 'Symptom', id: legCramp.id, kind: 'SYMPTOM', slug: 'leg-cramp' });
    expect(await read(hypocalcemiaCausesCramp.id)).toEqual({
      __typename: 'CausesClaim',
      id: hypocalcemiaCausesCramp.id,
      predicate: 'CAUSES',
    });
    expect(await read(article.id)).toEqual({ __typename: 'Source', id: article.id, title: article['title'] });
    for (const id of ['', '_', 'sym', 'sym_', 'sym_00000000unknown0', 'nope_1', '__proto___x', legCramp.id.toUpperCase()])
      expect(await read(id)).toBeNull();
  });

  it('is in its place in nodes, null where there is none, twice where asked twice', async () => {
    const ids = [article.id, 'sym_00000000unknown0', hypocalcemiaCausesCramp.id, legCramp.id, article.id, ''];
    const { nodes } = await api.data<{ nodes: unknown[] }>('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(nodes).toEqual([{ id: article.id }, null, { id: hypocalcemiaCausesCramp.id }, { id: legCramp.id }, { id: article.id }, null]);
    expect(await api.data('{ nodes(ids: []) { id } }')).toEqual({ nodes: [] });
  });

  it('is found by claim when it is a claim, with its ends and qualifiers, and only then', async () => {
    const query = `query ($id: ID!) { claim(id: $id) { id certainty subject { slug } object { slug } ... on CausesClaim { frequencyAsStated } } }`;
    const { id } = hypocalcemiaCausesCramp;
    expect(await api.data(query, { id })).toEqual({
      claim: { id, certainty: 'VERY_LOW', subject: { slug: 'hypocalcemia' }, object: { slug: 'leg-cramp' }, frequencyAsStated: null },
    });
    for (const other of [legCramp.id, article.id, 'csc_00000000unknown0', ''])
      expect(await api.data(query, { id: other })).toEqual({ claim: null });
  });

  it('of a source has its claims, by name of what they are about', async () => {
    const query = `query ($id: ID!) { source(id: $id) { title claims(first: 3) { totalCount pageInfo { hasNextPage } edges { node { name } claim { predicate citations { source { id } } } } } } }`;
    const answer = await api.data<{
      source: { title: string; claims: { totalCount: number; edges: { node: { name: string }; claim: { citations: object[] } }[] } };
    }>(query, { id: article.id });
    const citing = firstContent.records.filter(({ citations }) => JSON.stringify(citations ?? []).includes(article.id));
    expect(answer.source).toMatchObject({
      title: article['title'],
      claims: { totalCount: citing.length, pageInfo: { hasNextPage: true } },
    });
    const { edges } = answer.source.claims;
    expect(edges.map(({ node }) => node.name)).toEqual(edges.map(({ node }) => node.name).toSorted());
    expect(edges.flatMap(({ claim }) => claim.citations)).toEqual(expect.arrayContaining([{ source: { id: article.id } }]));
  });
});

describe('the contract', () => {
  it.each([
    ['Symptom', 'causes mechanisms medications foods careMeasures redFlags broader narrower'],
    [
      'Cause',
      'symptoms mechanisms medications foods careMeasures causes complications triggers worsenedBy contraindications lacks broader narrower',
    ],
    ['Mechanism', 'causes symptoms leadsTo ledToBy medications'],
    ['Medication', 'causes symptoms mechanisms interactions sideEffects contraindications'],
    ['Food', 'nutrients causes symptoms interactions'],
    ['Nutrient', 'foods lackedBy'],
    ['CareMeasure', 'causes symptoms'],
  ])('has on %s the connections %s', async (type, names) => {
    for (const name of names.split(' ')) {
      const field = objectTypeOf(schema, type).getFields()[name];
      expect(field?.type.toString(), name).toMatch(/Connection!$/);
      const isOfKinds = name === 'broader' || name === 'narrower';
      const scope = isOfKinds ? [] : ['scope'];
      expect(field?.args.map((argument) => argument.name)).toEqual(['first', 'after', 'last', 'before', 'filter', 'orderBy', ...scope]);
    }
  });

  it('has the shapes that apps are written against', () => {
    const fieldsOf = (name: string): Record<string, string> => {
      const type = schema.getType(name);
      if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${name} has no fields.`);
      return Object.fromEntries(
        Object.values(type.getFields()).map((field) => {
          const given = field.args.map(({ name: argument, type: of }) => `${argument}: ${of.toString()}`);
          return [field.name, `${given.length > 0 ? `(${given.join(', ')})` : ''}${field.type.toString()}`];
        }),
      );
    };
    expect(fieldsOf('Node')).toEqual({ id: 'ID!' });
    expect(fieldsOf('Concept')).toMatchObject({
      id: 'ID!',
      slug: 'String!',
      kind: 'ConceptKind!',
      name: '(locale: Locale)String!',
      plainName: '(locale: Locale)String',
      summary: '(locale: Locale)String',
      synonyms: '(locale: Locale)[Synonym!]!',
      codes: '[Code!]!',
      stale: 'Boolean!',
      version: 'Int!',
    });
    expect(fieldsOf('Claim')).toMatchObject({
      id: 'ID!',
      predicate: 'Predicate!',
      negated: 'Boolean!',
      certainty: 'Certainty!',
      note: '(locale: Locale)String',
      citations: '[Citation!]!',
      subject: 'Concept!',
      object: 'Concept!',
      version: 'Int!',
    });
    expect(fieldsOf('Citation')).toMatchObject({ source: 'Source!', locator: 'String', quote: 'String', stance: 'Stance!' });
    expect(fieldsOf('Query')).toMatchObject({
      node: '(id: ID!)Node',
      nodes: '(ids: [ID!]!)[Node]!',
      symptom: '(id: ID, slug: String)Symptom',
      symptoms: '(first: Int, after: String, last: Int, before: String, filter: SymptomFilter, orderBy: [SymptomOrder!])SymptomConnection!',
      contentRelease: 'Release!',
    });
  });
});

describe('a selection', () => {
  it('may ask for one connection several times under other names, each with its own arguments', async () => {
    const query = `query ($slug: String!) { symptom(slug: $slug) {
      diseases: causes(first: 1, orderBy: [{ name: DESC }]) { edges { node { slug } } }
      causes(first: 2) { edges { cause: node { slug } node { causeKind } } pageInfo { hasNextPage } }
      none: causes(filter: { certainty: { eq: HIGH } }) { totalCount edges { node { slug } } }
      count: causes { totalCount }
    } }`;
    expect(await api.data(query, { slug: 'leg-cramp' })).toEqual({
      symptom: {
        diseases: { edges: [{ node: { slug: 'lower-extremity-varicose-veins' } }] },
        causes: {
          edges: [
            { cause: { slug: 'cold-exposure' }, node: { causeKind: 'ENVIRONMENT' } },
            { cause: { slug: 'hypocalcemia' }, node: { causeKind: 'DEFICIENCY' } },
          ],
          pageInfo: { hasNextPage: true },
        },
        none: { totalCount: 0, edges: [] },
        count: { totalCount: 5 },
      },
    });
  });

  it('may ask for every level twice under other names', async () => {
    const query = `{ list: symptoms(filter: { slug: { eq: "leg-cramp" } }) {
      some: edges { one: node { slug } two: node { name } }
      more: edges { one: node { id causes(first: 1) { a: edges { node { slug } } b: edges { node { causeKind } claim { c: citations { locator } d: citations { source { title } } } } } } }
      here: pageInfo { hasNextPage } there: pageInfo { endCursor hasPreviousPage }
    } }`;
    expect(await api.data(query)).toEqual({
      list: {
        some: [{ one: { slug: 'leg-cramp' }, two: { name: 'Leg cramp' } }],
        more: [
          {
            one: {
              id: legCramp.id,
              causes: {
                a: [{ node: { slug: 'cold-exposure' } }],
                b: [
                  {
                    node: { causeKind: 'ENVIRONMENT' },
                    claim: {
                      c: [{ locator: 'Introduction' }, { locator: 'Section 2, Cold Exposure' }],
                      d: [{ source: { title: article['title'] } }, { source: { title: article['title'] } }],
                    },
                  },
                ],
              },
            },
          },
        ],
        here: { hasNextPage: false },
        there: { endCursor: expect.any(String), hasPreviousPage: false },
      },
    });
  });

  it('may ask for one field in several places, which are answered together', async () => {
    const query = `query ($slug: String!) { symptom(slug: $slug) { causes(first: 1) { edges { node { slug } } } ...More } }
      fragment More on Symptom { causes(first: 1) { edges { node { causeKind } claim { certainty } } } }`;
    expect(await api.data(query, { slug: 'leg-cramp' })).toEqual({
      symptom: { causes: { edges: [{ node: { slug: 'cold-exposure', causeKind: 'ENVIRONMENT' }, claim: { certainty: 'VERY_LOW' } }] } },
    });
  });

  it('may speak of interfaces in fragments, named and inline', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ...Any ... on Node { nodeId: id } } }
      fragment Any on Node { __typename ...Named ... on Claim { certainty object { ...Named ... on Symptom { plainName } } } ... on BenefitClaim { guidance ... on RelievesClaim { instruction } } }
      fragment Named on Concept { name kind ... on Cause { causeKind } }`;
    const relief = firstContent.records.find(({ type }) => type === 'RELIEVES') as AnyRecord;
    const ids = [hypocalcemia.id, hypocalcemiaCausesCramp.id, relief.id, article.id];
    const cramp = { name: 'Leg cramp', kind: 'SYMPTOM', plainName: 'Leg cramp' };
    expect(await api.data(query, { ids })).toEqual({
      nodes: [
        { __typename: 'Cause', name: 'Hypocalcemia', kind: 'CAUSE', causeKind: 'DEFICIENCY', nodeId: hypocalcemia.id },
        { __typename: 'CausesClaim', certainty: 'VERY_LOW', object: cramp, nodeId: hypocalcemiaCausesCramp.id },
        {
          __typename: 'RelievesClaim',
          certainty: 'VERY_LOW',
          object: cramp,
          guidance: 'UNDER_MEDICAL_GUIDANCE',
          instruction: null,
          nodeId: relief.id,
        },
        { __typename: 'Source', nodeId: article.id },
      ],
    });
  });

  it('may meet BenefitClaim where several predicates share a connection', async () => {
    const query = `{ cause(slug: "cold-exposure") { careMeasures { edges { node { slug } claim { predicate guidance durationMinSeconds temperatureCelsius
      ... on PalliatesClaim { instruction(locale: zh) } } } } } }`;
    expect(await api.data(query)).toEqual({
      cause: {
        careMeasures: {
          edges: [
            [
              'avoid-direct-cold-air-on-legs',
              { predicate: 'PREVENTS', guidance: 'SELF_CARE', durationMinSeconds: null, temperatureCelsius: null },
            ],
            ['keep-legs-warm', { predicate: 'PREVENTS', guidance: 'SELF_CARE', durationMinSeconds: null, temperatureCelsius: null }],
            [
              'warm-foot-soak',
              {
                predicate: 'PALLIATES',
                guidance: 'SELF_CARE',
                durationMinSeconds: 900,
                temperatureCelsius: 40,
                instruction: '睡前进行，水温约40℃，15至20分钟。',
              },
            ],
          ].map(([slug, claim]) => ({ node: { slug }, claim })),
        },
      },
    });
  });

  it.each([
    [true, { symptom: { slug: 'leg-cramp', causes: { totalCount: 5 }, name: 'Leg cramp' } }],
    [false, { symptom: { id: legCramp.id, summary: expect.stringContaining('A sudden') } }],
  ])('follows @include and @skip with a variable that is %s', async (on, wanted) => {
    const query = `query ($on: Boolean!, $slug: String = "leg-cramp") { symptom(slug: $slug) {
      slug @include(if: $on) id @skip(if: $on) causes @include(if: $on) { totalCount }
      ...Name @include(if: $on) ... @skip(if: $on) { summary } ... on Symptom @include(if: $on) @skip(if: $on) { codes { code } } } }
      fragment Name on Symptom { name }`;
    expect(await api.data(query, { on })).toEqual(wanted);
  });

  it('may leave out all that needs the database', async () => {
    expect(
      await api.data(
        '{ symptom(slug: "leg-cramp") { __typename } symptoms(first: 1) { __typename edges { __typename } } none: symptom(slug: "x") { __typename } }',
      ),
    ).toEqual({
      symptom: { __typename: 'Symptom' },
      symptoms: { __typename: 'SymptomConnection', edges: [{ __typename: 'SymptomEdge' }] },
      none: null,
    });
  });
});

describe('a text', () => {
  it('answers in the language wanted, and says which it is; one that is missing is null in every language', async () => {
    const { symptom } = await api.data<{ symptom: unknown }>(
      `query ($locale: Locale) { symptom(slug: "leg-cramp") { name(locale: $locale) nameLocale(locale: $locale) en: name plainName(locale: zh)
        broader { edges { claim { note(locale: zh) noteLocale(locale: zh) } } } } }`,
      { locale: 'zh' },
    );
    expect(symptom).toEqual({
      name: '腿部肌肉痉挛',
      nameLocale: 'zh',
      en: 'Leg cramp',
      plainName: '腿抽筋',
      broader: { edges: [{ claim: { note: null, noteLocale: null } }] },
    });
  });
});

describe('an answer', () => {
  it('counts a list only when asked to', async () => {
    const counted = async (query: string): Promise<number> =>
      (await api.statementsOf(() => api.data(query))).filter(({ text }) => text.includes('COUNT')).length;
    const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }';
    expect(await counted(`{ symptoms { ${page} } symptom(slug: "leg-cramp") { causes { ${page} } } }`)).toBe(0);
    expect(await counted(`{ symptoms { totalCount } }`)).toBe(1);
    expect(await counted(`{ symptom(slug: "leg-cramp") { causes { totalCount } } }`)).toBe(1);
    expect(
      await counted(
        `query { symptoms { ...Page } } fragment Page on SymptomConnection { edges { node { id } } totalCount @include(if: false) }`,
      ),
    ).toBe(0);
  });

  it('counts all that pass the filter, whatever the page', async () => {
    const query = `{ symptoms(first: 1, filter: { slug: { contains: "leg" } }) { totalCount edges { node { slug } } }
      symptom(slug: "leg-cramp") { causes(first: 0, filter: { certainty: { eq: VERY_LOW } }) { totalCount edges { node { slug } } } } }`;
    expect(await api.data(query)).toEqual({
      symptoms: { totalCount: 5, edges: [{ node: { slug: 'bulging-leg-veins' } }] },
      symptom: { causes: { totalCount: 5, edges: [] } },
    });
  });

  it.each([
    ['one record', '{ symptom(slug: "leg-cramp") { id } }'],
    ['no record', '{ symptom(slug: "no-such-slug") { id } node(id: "x") { id } }'],
    ['records by id', `{ nodes(ids: ["${legCramp.id}"]) { id } }`],
    ['no records', '{ nodes(ids: []) { id } }'],
    ['a claim', `{ claim(id: "${hypocalcemiaCausesCramp.id}") { id } }`],
    ['a list', '{ symptoms { edges { node { id } } } }'],
    ['a count', '{ sources { totalCount } }'],
    ['the release', '{ contentRelease { number } }'],
    ['the releases', '{ releases { number } }'],
    ['an error beside an answer', '{ symptom { id } symptoms { totalCount } }'],
  ])('of %s names the content release it was read from', async (_what, query) => {
    const { body } = await api.ask(query);
    expect(body.extensions).toMatchObject({ contentRelease: 1 });
  });

  it('tells the releases, newest first', async () => {
    const release = {
      number: 1,
      title: firstContent.title,
      note: firstContent.note,
      created: firstContent.records.length,
      changed: 0,
      retired: 0,
    };
    const fields = 'number title note created changed retired';
    const answer = await api.data<Record<string, unknown>>(
      `{ contentRelease { ${fields} publishedAt } releases { ${fields} } none: releases(before: 1) { number } zero: releases(first: 0) { number } }`,
    );
    expect(answer).toEqual({
      contentRelease: { ...release, publishedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      releases: [release],
      none: [],
      zero: [],
    });
  });

  it('to a GET is the same as to a POST', async () => {
    const query = 'query One($slug: String!) { symptom(slug: $slug) { name(locale: zh) causes { totalCount } } }';
    const variables = { slug: 'leg-cramp' };
    const search = new URLSearchParams({ query, operationName: 'One', variables: JSON.stringify(variables) });
    const got = await api.send(`/graphql?${search.toString()}`, { headers: { 'apollo-require-preflight': 'true' } });
    const posted = await api.ask(query, variables);
    expect(got.body).toEqual(posted.body);
    expect(got.status).toBe(200);
    expect(got.body).toMatchObject({ data: { symptom: { causes: { totalCount: 5 } } }, extensions: { contentRelease: 1 } });
  });
});

describe('the first content', () => {
  it('changes nothing when it is published a second time', async () => {
    const before = await graphState(database);
    expect(await publishFirstContent(model, database, firstContent)).toEqual({ release: 1 });
    expect(await graphState(database)).toEqual(before);
  });
});
