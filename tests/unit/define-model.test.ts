import { describe, expect, it } from 'vitest';
import { defineModel } from '../../schema/language/define-model.ts';
import { choice, date, listOf, number, reference, text, vocabulary } from '../../schema/language/field.ts';
import { nodeType, recordType } from '../../schema/language/node-type.ts';
import { relationType } from '../../schema/language/relation-type.ts';

const names = { title: { en: 'x', zh: 'x' }, description: 'x', biolink: 'x' };
const source = recordType({ ...names, name: 'Source', plural: 'sources', idPrefix: 'src', fields: { title: text('x', { maxLength: 9 }) } });
const prefixOf = (name: string): string => name.slice(0, 3).toLowerCase();
const kind = (name: string, fields: Parameters<typeof nodeType>[0]['fields'] = {}) =>
  nodeType({ ...names, name, plural: `${name.toLowerCase()}s`, idPrefix: prefixOf(name), fields });
const [apple, bread, cake] = [kind('Apple'), kind('Bread'), kind('Cake')];
const predicate = (
  name: string,
  ends: Parameters<typeof relationType>[0]['ends'],
  fields: Parameters<typeof relationType>[0]['fields'] = {},
) => relationType({ ...names, name, idPrefix: prefixOf(name), reasoning: 'NOT_READ', ends, fields });
const joins = predicate('JOINS', [{ from: apple, forward: 'breads', to: bread, backward: 'apples' }]);
const nodes = [source, apple, bread, cake];

const refused: readonly (readonly [string, Parameters<typeof defineModel>[0], string])[] = [
  ['a kind twice', { nodes: [...nodes, apple], relations: [] }, 'The model has the node type "Apple" twice.'],
  ['a predicate twice', { nodes, relations: [joins, joins] }, 'The model has the predicate "JOINS" twice.'],
  [
    'an id prefix twice',
    { nodes: [...nodes, { ...kind('Dough'), idPrefix: 'app' }], relations: [] },
    'The model has the id prefix "app" twice.',
  ],
  ...['d_v', 'devi', 'Dev', ''].map(
    (idPrefix) =>
      [
        `the id prefix "${idPrefix}"`,
        { nodes: [...nodes, { ...kind('Dough'), idPrefix }], relations: [] },
        `The id prefix "${idPrefix}" of Dough must be three small letters of a to z.`,
      ] as const,
  ),
  [
    'a field with a reserved name',
    { nodes: [...nodes, kind('Dough', { version: date('x', {}) })], relations: [] },
    'Dough.version is a reserved name.',
  ],
  [
    'a field that every concept has',
    { nodes: [...nodes, kind('Dough', { kind: date('x', {}) })], relations: [] },
    'Dough.kind is a reserved name.',
  ],
  [
    'a reference to no type',
    { nodes: [...nodes, kind('Dough', { from: reference('x', { to: 'Nope' }) })], relations: [] },
    'Dough.from refers to "Nope", which is no node type.',
  ],
  [
    'an end whose start is no day',
    { nodes: [...nodes, kind('Dough', { baked: number('x', {}), eaten: date('x', { notBelow: 'baked' }) })], relations: [] },
    'Dough.eaten may not be below "baked", which is no date beside it.',
  ],
  [
    'a number in a list',
    { nodes: [...nodes, kind('Dough', { parts: listOf('Part', 'x', { n: number('x', {}) }, {}) })], relations: [] },
    'Dough.parts.n: a list cannot hold this kind of field.',
  ],
  ['an end that is not there', { nodes: [source, apple], relations: [joins] }, 'JOINS joins "Bread", which is no concept of this model.'],
  [
    'a source as an end',
    { nodes, relations: [predicate('CITES', [{ from: apple, forward: 'texts', to: source, backward: 'apples' }])] },
    'CITES joins "Source", which is no concept of this model.',
  ],
  [
    'an exclusion of no predicate',
    { nodes, relations: [{ ...joins, excludes: ['NOPE'] }] },
    'JOINS excludes "NOPE", which is no predicate.',
  ],
  [
    'a contrast with no predicate',
    { nodes, relations: [{ ...joins, contrasts: ['NOPE'] }] },
    'JOINS contrasts "NOPE", which is no predicate.',
  ],
  [
    'a connection named like a field',
    { nodes, relations: [predicate('JOINS', [{ from: apple, forward: 'name', to: bread, backward: 'apples' }])] },
    'Apple.name is both a field and a connection.',
  ],
  [
    'a connection named like what every concept has',
    { nodes, relations: [predicate('JOINS', [{ from: apple, forward: 'negatedClaims', to: bread, backward: 'apples' }])] },
    'Apple.negatedClaims is both a field and a connection.',
  ],
  [
    'a connection that runs both ways',
    { nodes, relations: [joins, predicate('SPREADS', [{ from: bread, forward: 'spreadOn', to: apple, backward: 'breads' }])] },
    'Apple.breads runs both ways: JOINS is OUT. Give the two ways names of their own.',
  ],
  [
    'a connection that leads to a kind by one of its predicates only',
    {
      nodes,
      relations: [
        predicate('JOINS', [{ from: apple, forward: 'foods', to: bread, backward: 'apples' }]),
        predicate('TOPS', [{ from: apple, forward: 'foods', to: cake, backward: 'toppings' }]),
      ],
    },
    'Apple.foods leads to Cake, but not by JOINS. Give that predicate a name of its own.',
  ],
  [
    'two vocabularies of one name',
    {
      nodes: [
        source,
        kind('Apple', { size: choice('x', vocabulary('Size', 'x', { BIG: 'x' }), {}) }),
        kind('Bread', { size: choice('x', vocabulary('Size', 'x', { SMALL: 'x' }), {}) }),
      ],
      relations: [],
    },
    'The model has two things named "Size".',
  ],
  [
    'a vocabulary named like a kind',
    { nodes: [...nodes, kind('Dough', { fruit: choice('x', vocabulary('Apple', 'x', { RED: 'x' }), {}) })], relations: [] },
    'The model has two things named "Apple".',
  ],
];

describe('a model', () => {
  it.each(refused)('with %s is refused when it is loaded', (_what, given, message) => {
    expect(() => defineModel(given)).toThrow(message);
  });

  it('that fits is told with its connections from both ends', () => {
    const model = defineModel({ nodes, relations: [joins] });
    expect(model.connections.get('Apple')).toEqual([
      { on: apple, name: 'breads', parts: [{ relation: joins, direction: 'OUT', other: bread }] },
    ]);
    expect(model.connections.get('Bread')).toEqual([
      { on: bread, name: 'apples', parts: [{ relation: joins, direction: 'IN', other: apple }] },
    ]);
    expect(model.connections.get('Cake')).toEqual([]);
    expect(model.concepts).toEqual([apple, bread, cake]);
  });
});
