import type { IssueCode } from '../../schema/error-codes.ts';
import type { Field, Fields, TextField } from '../../schema/language/field.ts';
import type { Model } from '../../schema/language/define-model.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { idFor } from '../../server/record-id.ts';
import { exampleOf } from './examples.ts';

/** One way to be wrong: what to put into a valid record, and the one issue that must come of it. */
export interface InvalidValue {
  readonly what: string;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly code: IssueCode;
}

/** A wrong value, the place below its field where the issue is, and the issue's code. */
type Wrong = readonly [value: unknown, below: string, code: IssueCode];

/** Every single thing that can be wrong with a record of this type: each field in each way that its kind can be. */
export function invalidValues(model: Model, type: NodeType | RelationType): InvalidValue[] {
  const example = exampleOf(type);
  const cases: InvalidValue[] = [
    ...[undefined, 1, '', 'sym_'].map((value) => invalid('id', value, 'id', 'BAD_FORMAT')),
    invalid('id', `${type.idPrefix}_UPPERCASE`, 'id', 'BAD_FORMAT'),
    invalid('notAField', 1, 'notAField', 'UNKNOWN_FIELD'),
    invalid('version', 1, 'version', 'UNKNOWN_FIELD'),
    invalid('toString', 'x', 'toString', 'UNKNOWN_FIELD'),
  ];
  for (const [name, field] of Object.entries(type.fields)) {
    for (const [value, below, code] of wrongOf(field, example[name])) cases.push(invalid(name, value, name + below, code));
  }
  cases.push(...wrongOrders(type.fields));
  return type.shape === 'relation' ? [...cases, ...wrongClaims(model, type)] : cases;
}

const invalid = (name: string, value: unknown, path: string, code: IssueCode): InvalidValue => ({
  what: `${name} = ${value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)}`,
  overrides: { [name]: value },
  path,
  code,
});

/** Each pair of fields whose order is bound, the wrong way round. */
function wrongOrders(fields: Fields): InvalidValue[] {
  return Object.entries(fields).flatMap(([name, field]): InvalidValue[] => {
    if (field.kind === 'group' && !field.many)
      return wrongOrders(field.fields).map(({ what, overrides, path, code }) => ({
        what: `${name}.${what}`,
        overrides: { [name]: overrides },
        path: `${name}.${path}`,
        code,
      }));
    if ((field.kind !== 'number' && field.kind !== 'date') || field.notBelow === undefined) return [];
    const [lower, upper] = field.kind === 'date' ? ['2026-03-02', '2026-03-01'] : [7, 3];
    return [
      { what: `${field.notBelow} above ${name}`, overrides: { [field.notBelow]: lower, [name]: upper }, path: name, code: 'WRONG_ORDER' },
    ];
  });
}

function wrongOf(field: Field, valid: unknown): Wrong[] {
  return [
    ...(field.required === true
      ? ([
          [undefined, '', 'REQUIRED'],
          [null, '', 'REQUIRED'],
        ] as const)
      : []),
    ...wrongByKind(field, valid),
  ];
}

function wrongByKind(field: Field, valid: unknown): Wrong[] {
  switch (field.kind) {
    case 'text':
      return field.perLocale === true ? wrongTexts(field) : wrongText(field, '');
    case 'number':
      return [
        ['1', '', 'WRONG_TYPE'],
        [Number.NaN, '', 'WRONG_TYPE'],
        [Number.POSITIVE_INFINITY, '', 'WRONG_TYPE'],
        ...(field.isInteger === true ? ([[(field.min ?? 0) + 1.5, '', 'WRONG_TYPE']] as const) : []),
        ...(field.min === undefined ? [] : ([[field.min - 1, '', 'OUT_OF_RANGE']] as const)),
        ...(field.max === undefined ? [] : ([[field.max + 1, '', 'OUT_OF_RANGE']] as const)),
      ];
    case 'choice':
      return ['NOT_ONE_OF_THEM', '', 'toString', 1, [Object.keys(field.values)[0]]].map((value) => [value, '', 'NOT_A_CHOICE']);
    case 'flag':
      return ['true', 1].map((value) => [value, '', 'WRONG_TYPE']);
    case 'date':
      return ['2026-02-30', '2026-1-1', '2026-01-01T00:00:00Z', 'yesterday', '', 20_260_101].map((value) => [value, '', 'BAD_FORMAT']);
    case 'reference':
      return ['', 1].map((value) => [value, '', 'WRONG_TYPE']);
    case 'group':
      return field.many
        ? wrongLists(field.fields, valid as readonly object[], field.required === true)
        : wrongGroups(field.fields, valid as object);
  }
}

const wrongGroups = (fields: Fields, valid: object): Wrong[] => [
  ...['x', 1, [valid]].map((value): Wrong => [value, '', 'WRONG_TYPE']),
  [{ ...valid, notAField: 1 }, '.notAField', 'UNKNOWN_FIELD'],
  ...wrongParts(fields, valid),
];

/** One part wrong beside nothing but the required others, which alone can say nothing that contradicts it. */
function wrongParts(fields: Fields, valid: object): Wrong[] {
  const parts = valid as Readonly<Record<string, unknown>>;
  const required = Object.fromEntries(
    Object.keys(fields).flatMap((name) => (fields[name]?.required === true ? [[name, parts[name]]] : [])),
  );
  return Object.entries(fields).flatMap(([name, field]) =>
    wrongOf(field, parts[name]).map(([value, below, code]): Wrong => [{ ...required, [name]: value }, `.${name}${below}`, code]),
  );
}

/** Wrong entries come after the valid ones, so that these still support a claim. */
function wrongLists(fields: Fields, valid: readonly object[], isRequired: boolean): Wrong[] {
  const [first = {}, ...others] = valid;
  const end = valid.length;
  return [
    ...['x', 1, first].map((value): Wrong => [value, '', 'WRONG_TYPE']),
    ...(isRequired ? [[[], '', 'REQUIRED'] as const] : []),
    ...['x', null, []].map((value): Wrong => [[...valid, value], `.${end}`, 'WRONG_TYPE']),
    [[...valid, first], `.${end}`, 'DUPLICATE'],
    [[{ ...first, notAField: 1 }, ...others], '.0.notAField', 'UNKNOWN_FIELD'],
    ...wrongParts(fields, first).map(([value, below, code]): Wrong => [[...valid, value], `.${end}${below}`, code]),
  ];
}

const wrongTexts = (field: TextField): Wrong[] => [
  ...['x', 1, []].map((value): Wrong => [value, '', 'WRONG_TYPE']),
  [{ zh: '例子' }, '.en', 'REQUIRED'],
  [{ en: 'x', de: 'x' }, '.de', 'UNKNOWN_FIELD'],
  ...wrongText(field, '.en').map(([value, below, code]): Wrong => [{ en: value }, below, code]),
  ...wrongText(field, '.zh').map(([value, below, code]): Wrong => [{ en: 'x', zh: value }, below, code]),
];

const wrongText = (field: TextField, at: string): Wrong[] => [
  ...[1, true, {}].map((value): Wrong => [value, at, 'WRONG_TYPE']),
  ...['', '  '].map((value): Wrong => [value, at, 'REQUIRED']),
  ...[' x', 'x\n', 'a\u0000b', 'a\u001bb', 'a\ud800b', 'a\udc00'].map((value): Wrong => [value, at, 'BAD_FORMAT']),
  ['x'.repeat(field.maxLength + 1), at, 'TOO_LONG'],
  ...wrongFormats(field).map((value): Wrong => [value, at, 'BAD_FORMAT']),
];

function wrongFormats({ format }: TextField): string[] {
  if (!format) return [];
  switch (format) {
    case 'slug':
      return ['Upper', 'a--b', '-a', 'a b', 'ä'];
    case 'url':
      return ['example.org', 'javascript:alert(1)', 'https://a b'];
    case 'doi':
      return ['https://doi.org/10.1000/1', '11.1000/1'];
    case 'pmid':
      return ['PMID1', '1234567890'];
    case 'code-system':
      return ['1A', 'A B'];
  }
}

/** What only a claim can have wrong: its ends, its support, its negation. */
function wrongClaims(model: Model, type: RelationType): InvalidValue[] {
  const [pair] = model.endsOf(type);
  if (!pair) return [];
  const source = model.nodeByName.get('Source');
  const wrongKind = model.concepts.find((kind) => !model.endsOf(type).some(({ from, to }) => from === kind || to === kind));
  return [
    invalid('subject', undefined, 'subject', 'REQUIRED'),
    invalid('object', '', 'object', 'REQUIRED'),
    invalid('subject', `${pair.from.idPrefix}_00000000missing0`, 'subject', 'MISSING_END'),
    invalid('object', `${pair.to.idPrefix}_00000000missing0`, 'object', 'MISSING_END'),
    invalid('subject', `${source?.idPrefix}_00000000missing0`, 'subject', 'WRONG_END'),
    ...(pair.from === pair.to ? [sameEnds(pair.from)] : []),
    ...(wrongKind ? [invalid('object', `${wrongKind.idPrefix}_00000000missing0`, 'object', 'WRONG_END')] : []),
    invalid('negated', 'yes', 'negated', 'WRONG_TYPE'),
    ...citationCases(type),
    ...('efficacy' in type.fields
      ? [
          invalid('efficacy', 'INEFFECTIVE', 'efficacy', 'CONTRADICTS_NEGATION'),
          invalid('negated', true, 'efficacy', 'CONTRADICTS_NEGATION'),
        ]
      : []),
  ];
}

function citationCases(type: RelationType): InvalidValue[] {
  const [first] = exampleOf(type)['citations'] as readonly Record<string, unknown>[];
  return [
    invalid('citations', [{ ...first, stance: 'REFUTES' }], 'citations', 'NO_SUPPORT'),
    invalid('citations', [{ ...first, source: 'src_00000000missing0' }], 'citations.0.source', 'MISSING_SOURCE'),
    invalid('citations', [{ ...first, quote: 'Words that the source does not have.' }], 'citations.0.quote', 'QUOTE_NOT_IN_SOURCE'),
  ];
}

/** A claim that joins a concept with itself. */
function sameEnds(kind: NodeType): InvalidValue {
  const id = idFor(kind, `full ${kind.name}`);
  return { what: 'both ends the same', overrides: { subject: id, object: id }, path: 'object', code: 'WRONG_END' };
}
