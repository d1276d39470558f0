import { type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { mostLookedUp, refuseManyTexts } from '../../server/graphql/looked-up-texts.ts';

/** What a query with these variables is told; nothing when it may be asked. */
function told(query: string, variables: Readonly<Record<string, unknown>> = {}): string | undefined {
  const document = parse(query);
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === 'OperationDefinition');
  if (!operation) throw new Error('The query has no operation.');
  try {
    refuseManyTexts(document, operation, variables);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const texts = (count: number, characters = 1): string[] => Array.from({ length: count }, () => 'a'.repeat(characters));
const tooMany = (count: number) => `The query looks up ${count} texts; 200 is the most. Ask in several queries.`;
const tooLong = (count: number) =>
  `The texts that the query looks up have ${count} characters together; 5000 is the most. Give fewer words, or ask in several queries.`;

it.each([
  ['a list in a variable', 'query ($t: [String!]!) { a: resolveTerms(texts: $t) { text } }', { t: texts(201) }, 201],
  [
    'several fields',
    'query ($t: [String!]!) { a: resolveTerms(texts: $t) { text } b: resolveTerms(texts: $t) { text } }',
    { t: texts(150) },
    300,
  ],
  [
    'fields of fragments',
    'query ($t: [String!]!) { ...F ... { search(text: "a") { totalCount } } } fragment F on Query { resolveTerms(texts: $t) { text } }',
    { t: texts(200) },
    201,
  ],
  [
    'findings, conditions and medications',
    'query ($f: [FindingInput!]!, $c: [ConceptRef!]) { assess(findings: $f, person: { conditions: $c, medications: [{ text: "a" }, { slug: "b" }] }) { notice } }',
    { f: texts(100).map((text) => ({ symptom: { text }, presence: 'PRESENT' })), c: texts(100).map((text) => ({ text })) },
    201,
  ],
  [
    'things checked together',
    'query ($m: [ConceptRef!]) { safetyCheck(medications: $m) { notice } }',
    { m: texts(201).map((text) => ({ text })) },
    201,
  ],
  [
    'what a variable has unless told',
    `query ($t: [String!] = ${JSON.stringify(texts(201))}) { resolveTerms(texts: $t) { text } }`,
    {},
    201,
  ],
])('counts the texts of %s', (_what, query, variables, count) => {
  expect(told(query, variables)).toBe(tooMany(count));
});

it('counts the characters of all texts together', () => {
  const query = 'query ($t: [String!]!) { resolveTerms(texts: $t) { text } }';
  expect(told(query, { t: texts(100, 50) })).toBeUndefined();
  expect(told(query, { t: [...texts(100, 50), 'a'] })).toBe(tooLong(mostLookedUp.characters + 1));
});

it('counts nothing that is named otherwise', () => {
  const refs = Array.from({ length: 201 }, () => ({ id: 'a'.repeat(30) }));
  expect(told('query ($m: [ConceptRef!]) { safetyCheck(medications: $m) { notice } }', { m: refs })).toBeUndefined();
});
