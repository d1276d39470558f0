import type { Issue, IssueCode, IssueDetails, IssueRule } from '../error-codes.ts';
import { type DateField, type Field, type Fields, locales, type NumberField, type TextField, type TextFormat } from '../language/field.ts';
import type { Model } from '../language/define-model.ts';
import { isObject } from '../language/is-object.ts';
import type { NodeType } from '../language/node-type.ts';
import type { AnyRecord } from '../language/record.ts';
import type { RelationType } from '../language/relation-type.ts';
import { sex } from '../language/vocabularies.ts';

/** Everything wrong with one record by itself: fields, types, vocabularies, formats, and for a claim its support. Empty when it fits. */
export function validateRecord(model: Model, record: AnyRecord): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (path, code, message, details) => issues.push({ path, code, message, ...details });
  const type = model.nodeByName.get(record.type) ?? model.relationByName.get(record.type);
  if (!type) {
    report('type', 'UNKNOWN_TYPE', `"${record.type}" is no type of record. Types: ${typeNames(model)}.`);
    return issues;
  }
  checkId(type, record, report);
  const own = type.shape === 'node' ? ownKeys.node : ownKeys.relation;
  for (const key of Object.keys(record)) {
    if (!own.has(key) && !Object.hasOwn(type.fields, key)) report(key, 'UNKNOWN_FIELD', `${type.name} has no field "${key}".`);
  }
  checkFields(type.fields, record, '', report);
  checkPeople(record, report);
  if (type.shape === 'relation') checkClaim(type, record, report);
  return issues;
}

type Report = (path: string, code: IssueCode, message: string, details?: IssueDetails) => void;

const ownKeys = {
  node: new Set(['type', 'id']),
  relation: new Set(['type', 'id', 'subject', 'object', 'negated']),
};

const typeNames = (model: Model): string => [...model.nodeByName.keys(), ...model.relationByName.keys()].join(', ');

function checkId(type: NodeType | RelationType, record: AnyRecord, report: Report): void {
  if (typeof record.id !== 'string' || !new RegExp(`^${type.idPrefix}_[0-9a-z]{8,40}$`).test(record.id))
    report('id', 'BAD_FORMAT', `An id of ${type.name} is "${type.idPrefix}_" and 8 to 40 digits or small letters.`);
}

type Values = { readonly [name: string]: unknown };

function checkFields(fields: Fields, values: Values, at: string, report: Report): void {
  for (const [name, field] of Object.entries(fields)) {
    const path = at === '' ? name : `${at}.${name}`;
    const value = values[name];
    if (value === undefined || value === null) {
      if (field.required === true) report(path, 'REQUIRED', `${name} is missing. ${field.description}`);
    } else {
      checkValue(field, value, path, report);
      if (field.kind === 'number' || field.kind === 'date') checkOrder(field, value, fields, values, path, report);
    }
  }
}

/** What is wrong with one of the two by itself says enough. */
function checkOrder(field: NumberField | DateField, value: unknown, fields: Fields, values: Values, path: string, report: Report): void {
  const { notBelow = '' } = field;
  const lower = fields[notBelow];
  const least = values[notBelow] as number | string | null | undefined;
  if (!lower || least == null || (value as number | string) >= least) return;
  if (fits(field, value) && fits(lower, least))
    report(path, 'WRONG_ORDER', `${shown(value)} is ${field.kind === 'date' ? 'before' : 'below'} ${shown(least)}, the ${notBelow}.`, {
      rule: field.kind === 'date' ? 'NOT_BEFORE' : 'NOT_BELOW',
      otherField: notBelow,
      ...(typeof least === 'number' && { limit: least, actual: value as number }),
    });
}

function fits(field: Field, value: unknown): boolean {
  let isFine = true;
  checkValue(field, value, '', () => {
    isFine = false;
  });
  return isFine;
}

function checkValue(field: Field, value: unknown, path: string, report: Report): void {
  switch (field.kind) {
    case 'text':
      if (field.perLocale === true) checkTexts(field, value, path, report);
      else checkText(field, value, path, report);
      return;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value))
        report(path, 'WRONG_TYPE', `Expected a number such as 2500 or 0.25, got ${shown(value)}.`, { rule: 'NUMBER' });
      else if (field.isInteger === true && !Number.isInteger(value))
        report(path, 'WRONG_TYPE', `Expected a whole number, got ${value}.`, { rule: 'WHOLE_NUMBER' });
      else if (value < (field.min ?? -Infinity) || value > (field.max ?? Infinity))
        report(path, 'OUT_OF_RANGE', `${value} is out of range: ${rangeOf(field)}.`);
      return;
    case 'choice':
      if (typeof value !== 'string' || !Object.hasOwn(field.values, value))
        report(path, 'NOT_A_CHOICE', `${shown(value)} is no ${field.name}. Choose one of ${Object.keys(field.values).join(', ')}.`);
      return;
    case 'flag':
      if (typeof value !== 'boolean') report(path, 'WRONG_TYPE', `Expected true or false, got ${shown(value)}.`);
      return;
    case 'date':
      if (typeof value !== 'string' || !isDay(value))
        report(path, 'BAD_FORMAT', `Expected a calendar day as YYYY-MM-DD, got ${shown(value)}.`, { rule: 'DAY' });
      return;
    case 'reference':
      if (typeof value !== 'string' || value === '') report(path, 'WRONG_TYPE', `Expected the id of a ${field.to}, got ${shown(value)}.`);
      return;
    case 'group':
      if (field.many) checkList(field, value, path, report);
      else if (isObject(value)) checkGroup(field, value, path, report);
      else report(path, 'WRONG_TYPE', `Expected an object, got ${shown(value)}.`);
  }
}

function checkList(field: Field & { kind: 'group' }, value: unknown, path: string, report: Report): void {
  if (!Array.isArray(value)) {
    report(path, 'WRONG_TYPE', `Expected a list, got ${shown(value)}.`);
    return;
  }
  if (field.required === true && value.length === 0) report(path, 'REQUIRED', `${field.name} is missing. ${field.description}`);
  const seen = new Set<string>();
  for (const [i, item] of (value as unknown[]).entries()) {
    if (!isObject(item)) {
      report(`${path}.${i}`, 'WRONG_TYPE', `Expected an object, got ${shown(item)}.`);
      continue;
    }
    checkGroup(field, item, `${path}.${i}`, report);
    const key = JSON.stringify(Object.keys(field.fields).map((name) => item[name] ?? null));
    if (seen.has(key)) report(`${path}.${i}`, 'DUPLICATE', 'The list has this entry already.');
    seen.add(key);
  }
}

function checkGroup(field: Field & { kind: 'group' }, value: Record<string, unknown>, path: string, report: Report): void {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(field.fields, key)) report(`${path}.${key}`, 'UNKNOWN_FIELD', `${field.name} has no field "${key}".`);
  }
  checkFields(field.fields, value, path, report);
}

function checkTexts(field: TextField, value: unknown, path: string, report: Report): void {
  if (!isObject(value)) {
    report(path, 'WRONG_TYPE', `Expected a text per locale, such as {en: "…"}, got ${shown(value)}.`);
    return;
  }
  if (value['en'] === undefined)
    report(`${path}.en`, 'REQUIRED', 'The English text is missing; it is the one that is always complete.', { rule: 'ENGLISH_FIRST' });
  for (const [locale, wording] of Object.entries(value)) {
    if (!locales.some((known) => known === locale)) report(`${path}.${locale}`, 'UNKNOWN_FIELD', `"${locale}" is no locale of this graph.`);
    else if (wording !== undefined) checkText(field, wording, `${path}.${locale}`, report);
  }
}

function checkText(field: TextField, value: unknown, path: string, report: Report): void {
  if (typeof value !== 'string') report(path, 'WRONG_TYPE', `Expected a text, got ${shown(value)}.`);
  else if (value.trim() === '') report(path, 'REQUIRED', 'The text is empty. Write something or leave the field out.');
  else if (value !== value.trim()) report(path, 'BAD_FORMAT', 'The text starts or ends with white space.', { rule: 'NO_OUTER_SPACE' });
  else if (unshowable.test(value))
    report(path, 'BAD_FORMAT', 'The text holds a character that cannot be shown: a control character or half of a pair.', {
      rule: 'SHOWABLE',
    });
  else if (value.length > field.maxLength)
    report(path, 'TOO_LONG', `The text has ${value.length} characters; ${field.maxLength} is the most.`, {
      rule: 'MOST_CHARACTERS',
      limit: field.maxLength,
      actual: value.length,
    });
  else if (field.format && !formats[field.format].pattern.test(value)) {
    const { message, rule } = formats[field.format];
    report(path, 'BAD_FORMAT', message, { rule });
  }
}

/** Control characters except tab and line breaks, and halves of surrogate pairs. */
const unshowable = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;

const formats: Readonly<Record<TextFormat, { readonly pattern: RegExp; readonly message: string; readonly rule: IssueRule }>> = {
  slug: { rule: 'SLUG', pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/, message: 'A slug is small letters and digits, joined by single hyphens.' },
  url: { rule: 'URL', pattern: /^https?:\/\/[^\s]+$/, message: 'Expected an address that starts with http:// or https://.' },
  doi: { rule: 'DOI', pattern: /^10\.\d{4,9}\/\S+$/, message: 'Expected a DOI such as 10.1000/xyz, without an address before it.' },
  pmid: { rule: 'PMID', pattern: /^\d{1,9}$/, message: 'Expected a PubMed id: digits only.' },
  'code-system': {
    rule: 'CODE_SYSTEM',
    pattern: /^[A-Za-z][A-Za-z0-9._-]*$/,
    message: 'Expected the short name of a vocabulary, such as SYMP or ICD10CM.',
  },
};

/** Nothing is to hold for people that there cannot be. */
function checkPeople(record: AnyRecord, report: Report): void {
  const population = isObject(record['population']) ? record['population'] : {};
  // What is no sex at all is told at its own place.
  const sexes = new Set([population['sex'], record['sex']].filter((one) => typeof one === 'string' && Object.hasOwn(sex.values, one)));
  if (sexes.size > 1) report('sex', 'HOLDS_FOR_NOBODY', 'The sex is another one than that of the population, so it holds for nobody.');
  else if (sexes.has('MALE') && population['pregnancy'] === true)
    report('population.pregnancy', 'HOLDS_FOR_NOBODY', 'It holds only for men and only in pregnancy, so for nobody.');
}

/** What rules 1 and 2 of the model ask of a claim by itself. */
function checkClaim(type: RelationType, record: AnyRecord, report: Report): void {
  for (const end of ['subject', 'object'] as const) {
    if (typeof record[end] !== 'string' || record[end] === '')
      report(end, 'REQUIRED', `The ${end} is missing: the id of a concept that ${type.name} may join.`);
  }
  if (record.subject !== undefined && record.subject === record.object)
    report('object', 'WRONG_END', 'A claim cannot join a concept with itself.');
  if (record.negated !== undefined && typeof record.negated !== 'boolean') report('negated', 'WRONG_TYPE', 'Expected true or false.');
  const citations: unknown = record['citations'];
  if (
    Array.isArray(citations) &&
    citations.length > 0 &&
    !citations.some((citation) => isObject(citation) && citation['stance'] === 'SUPPORTS')
  )
    report('citations', 'NO_SUPPORT', 'No citation supports the claim. If the sources refute it, write the negated claim.');
  const isIneffective = record['efficacy'] === 'INEFFECTIVE';
  if (isIneffective && record.negated !== true)
    report('efficacy', 'CONTRADICTS_NEGATION', 'What is known not to work is a negated claim; it must not read as help.');
  if (record.negated === true && record['efficacy'] !== undefined && record['efficacy'] !== null && !isIneffective)
    report('efficacy', 'CONTRADICTS_NEGATION', 'A negated claim can only say INEFFECTIVE, or nothing.');
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function rangeOf({ min, max, unit }: { min?: number; max?: number; unit?: string }): string {
  const bounds = [min === undefined ? '' : `at least ${min}`, max === undefined ? '' : `at most ${max}`].filter(Boolean).join(', ');
  return unit === undefined ? bounds : `${bounds} ${unit}`;
}
