import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { modelStatements } from '../../server/neo4j/model-statements.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);
beforeAll(async () => {
  await migrate(database, modelStatements(model));
  await publishFirstContent(model, database, firstContent);
});

interface Hits {
  readonly totalCount: number;
  readonly facets: readonly { readonly kind: string; readonly count: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly highlights: readonly string[]; readonly node: { readonly name: string; readonly kind: string } }[];
}
interface Resolution {
  readonly text: string;
  readonly matches: readonly {
    readonly match: string;
    readonly score: number;
    readonly concept: { readonly name: string; readonly kind: string };
  }[];
}

const ask = async <T>(query: string, variables: Record<string, unknown> = {}) => (await api.ask<T>(query, variables)).body;

const searchQuery = `query ($text: String!, $kinds: [ConceptKind!], $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    totalCount facets { kind count } pageInfo { hasNextPage endCursor } edges { score highlights cursor node { name kind } }
  }
}`;
const search = async (text: string, more: Record<string, unknown> = {}) =>
  (await api.data<{ search: Hits }>(searchQuery, { text, ...more })).search;
const namesFound = async (text: string) => (await search(text)).edges.map((edge) => edge.node.name);

describe('search', () => {
  it.each([
    ['calf cramps', 'a narrower synonym'],
    ['leg crmap', 'two letters swapped'],
    ['leg cramq', 'a wrong letter'],
    ['LEG CRAMP', 'capitals'],
    ['cramp leg', 'other order'],
    ['leg cra', 'a beginning'],
    ['小腿抽筋', 'a Chinese synonym'],
    ['腿抽筋', 'a Chinese plain name'],
    ['charley horse', 'what people say'],
    ['leg', 'the first word of its name'],
    ['legcramp', 'two words written as one'],
    ['char ley horse', 'one word written as two'],
  ])('finds leg cramp first by "%s": %s', async (text) => {
    expect((await namesFound(text))[0]).toBe('Leg cramp');
  });

  it.each(['SYMP:0000093', 'symp:0000093', '0000093', 'D009120', 'd009120', 'MESH:D009120'])(
    'finds muscle cramp by its code %s',
    async (text) => {
      expect(await namesFound(text)).toEqual(['Muscle cramp']);
    },
  );

  it('reads traditional Chinese characters as simplified ones', async () => {
    const [found] = (await search('低鈣血症')).edges;
    expect(found?.node.name).toBe('Hypocalcemia');
    expect(found?.highlights).toContain('<em>低钙血症</em>');
  });

  it('puts the name that is the text first', async () => {
    expect((await namesFound('calcium'))[0]).toBe('Calcium');
  });

  it('finds what holds any of the words only when nothing holds them all', async () => {
    expect((await namesFound('horse cramp'))[0]).toBe('Leg cramp');
    expect(await namesFound('charley giraffe')).toEqual(['Leg cramp']);
    // Of several words, one that is only a little like a name's is no reason to show it.
    expect(await namesFound('charlien giraffe')).toEqual([]);
  });

  it('counts kinds whatever kinds are asked for, and keeps to those asked for', async () => {
    const all = await search('calcium');
    const some = await search('calcium', { kinds: ['NUTRIENT', 'CAUSE'] });
    expect(some.facets).toEqual(all.facets);
    expect(some.totalCount).toBe(some.edges.length);
    expect(new Set(some.edges.map((edge) => edge.node.kind))).toEqual(new Set(['NUTRIENT', 'CAUSE']));
    expect(all.facets.reduce((sum, facet) => sum + facet.count, 0)).toBe(all.totalCount);
  });

  it('turns pages without losing or repeating a hit', async () => {
    const all = (await search('a', { first: 200 })).edges.map((edge) => edge.node.name);
    expect(all.length).toBeGreaterThan(5);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Hits = await search('a', { first: 2, after });
      seen.push(...page.edges.map((edge) => edge.node.name));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(all);
  });

  it('marks the words found and escapes everything else', async () => {
    expect((await search('leg crmap')).edges[0]?.highlights[0]).toBe('<em>Leg</em> <em>cramp</em>');
  });

  it.each(['leg AND (', '"', '\\', 'name_en:*', '*', '~', 'a~9 OR b^99', '+-&&||!(){}[]^"~*?:\\/', '/.*/', 'NOT', 'leg\u0007cramp'])(
    'reads %j as words, never as query syntax',
    async (text) => {
      expect(await ask(searchQuery, { text })).toMatchObject({ data: { search: { totalCount: expect.any(Number) } } });
    },
  );

  it.each([
    ['', 'text: the text is empty. Give at least one word or code.'],
    ['   ', 'text: the text is empty. Give at least one word or code.'],
    ['a'.repeat(301), 'text: the text has 301 characters; 300 is the most. Give fewer words.'],
    // One character that stands for eighteen.
    ['\uFDFA'.repeat(17), 'text: the text has 306 characters; 300 is the most. Give fewer words.'],
  ])('refuses %j', async (text, message) => {
    expect((await ask(searchQuery, { text })).errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('resolveTerms', () => {
  const resolve = async (texts: string[], more: Record<string, unknown> = {}) =>
    (
      await api.data<{ resolveTerms: Resolution[] }>(
        `query ($texts: [String!]!, $kind: ConceptKind, $locale: Locale) { resolveTerms(texts: $texts, kind: $kind, locale: $locale) { text matches { match score concept { name kind } } } }`,
        { texts, ...more },
      )
    ).resolveTerms;

  it('answers every term in order, with how it was found', async () => {
    const found = await resolve(['Leg cramp', 'charley horse', 'SYMP:0000093', 'leg crmap', '小腿抽筋', '低鈣血症', 'xyzzy', '?!']);
    expect(found.map(({ text, matches: [best] }) => [text, best?.concept.name, best?.match])).toEqual([
      ['Leg cramp', 'Leg cramp', 'NAME'],
      ['charley horse', 'Leg cramp', 'LAY_SYNONYM'],
      ['SYMP:0000093', 'Muscle cramp', 'CODE'],
      ['leg crmap', 'Leg cramp', 'SIMILAR'],
      ['小腿抽筋', 'Leg cramp', 'NARROW_SYNONYM'],
      ['低鈣血症', 'Hypocalcemia', 'NAME'],
      ['xyzzy', undefined, undefined],
      ['?!', undefined, undefined],
    ]);
  });

  it('scores the name itself 1, and a slip of the pen less than any exact word', async () => {
    const [exact = 0, lay = 0, slip = 0] = (await resolve(['leg cramp', 'charley horse', 'leg crmap'])).map(
      ({ matches }) => matches[0]?.score,
    );
    expect(exact).toBe(1);
    expect(lay).toBeLessThan(exact);
    expect(slip).toBeLessThan(lay);
  });

  it('keeps to one kind when asked', async () => {
    const [found] = await resolve(['frequent leg cramps'], { kind: 'RED_FLAG' });
    expect(found?.matches.map(({ concept }) => concept.kind)).toEqual(['RED_FLAG']);
  });

  it.each([
    ['long words', Array.from({ length: 16 }, (_, i) => `${'abcdefghijklmnop'[i]}uestionablesyndr`).join(' ')],
    ['words of one long name', 'muscle cramps '.repeat(21).trim()],
    ['Chinese characters', '小腿抽筋低钙血症'.repeat(37)],
    ['both', 'cramp 小腿抽筋 '.repeat(24).trim()],
    ['letters', Array.from({ length: 150 }, (_, i) => 'abcdefghij'[i % 10]).join(' ')],
    ['one word', 'a'.repeat(300)],
  ])('answers a text as long as it may be of %s', async (_what, text) => {
    expect(text.length).toBeGreaterThan(250);
    expect(await resolve([text])).toMatchObject([{ text }]);
    expect(await ask(searchQuery, { text })).toMatchObject({ data: { search: { totalCount: expect.any(Number) } } });
  });

  it('forgives slips in the first six words of four letters or more, however many words there are', async () => {
    const named = async (text: string) => (await search(text)).edges.map(({ node }) => node.name);
    expect(await named('i am in a bad way now and it is a crampp')).toContain('Leg cramp');
    expect(await named('nothingness whatsoever altogether meanwhile somewhere zzzzcramp crampp')).not.toContain('Leg cramp');
  });

  it('refuses what would keep the database busy for long before it is asked, with what was asked and what may be', async () => {
    const statements: unknown[] = [];
    const stop = database.onStatement((statement) => void statements.push(statement));
    const texts = Array.from({ length: 100 }, (_, i) => `${i} `.padEnd(299, 'abcdefgh '));
    const query = `query ($texts: [String!]!) { resolveTerms(texts: $texts) { text } }`;
    const { errors } = await ask(query, { texts });
    stop();
    expect(errors).toMatchObject([
      {
        message:
          'The texts that the query looks up have 29900 characters together; 5000 is the most. Give fewer words, or ask in several queries.',
        extensions: { code: 'TOO_COMPLEX' },
      },
    ]);
    expect(statements).toEqual([]);
  });

  it('refuses more than 100 terms', async () => {
    const texts = Array.from({ length: 101 }, () => 'cramp');
    expect((await ask(`query ($texts: [String!]!) { resolveTerms(texts: $texts) { text } }`, { texts })).errors).toMatchObject([
      { message: 'texts: 101 are too many. Ask for at most 100 at once.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('conceptByCode', () => {
  const byCode = async (system: string, code: string) =>
    (
      await api.data<{ conceptByCode: unknown }>(
        `query ($system: String!, $code: String!) { conceptByCode(system: $system, code: $code) { name } }`,
        { system, code },
      )
    ).conceptByCode;

  it('finds the concept, whatever the case of the vocabulary', async () => {
    expect(await byCode('symp', '0000093')).toEqual({ name: 'Muscle cramp' });
  });

  it('answers null for a code of another vocabulary, an unknown code and one that is no code', async () => {
    expect([await byCode('MESH', '0000093'), await byCode('SYMP', '1'), await byCode('SYMP', '"\\*')]).toEqual([null, null, null]);
  });
});
