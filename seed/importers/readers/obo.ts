import { badUserInput } from '../../../server/errors.ts';
import { at, badLine, type InputFile, linesOf } from './input-file.ts';

/** A term of an OBO file (https://owlcollab.github.io/oboformat/doc/obo-syntax.html), unescaped. */
export interface OboTerm {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly definition: string | undefined;
  readonly synonyms: readonly OboSynonym[];
  readonly alternativeIds: readonly string[];
  /** Codes of other vocabularies, as written. */
  readonly xrefs: readonly string[];
  readonly parents: readonly string[];
  readonly subsets: readonly string[];
  readonly isObsolete: boolean;
  readonly replacedBy: readonly string[];
  /** Other relations: `relationship: has_part X` is `['has_part', 'X']`. */
  readonly relationships: readonly (readonly [string, string])[];
}

export interface OboSynonym {
  readonly text: string;
  readonly scope: 'EXACT' | 'BROAD' | 'NARROW' | 'RELATED';
  /** Such as `layperson`. */
  readonly type: string | undefined;
}

/** The head of an OBO file by tag. BAD_USER_INPUT when it is no OBO file, or one of another ontology. */
export async function readOboHead(file: InputFile, ontology: string): Promise<ReadonlyMap<string, string>> {
  const head = new Map<string, string>();
  for await (const { text, number } of linesOf(file)) {
    if (text === '') continue;
    if (text.startsWith('[')) break;
    const [tag, value] = tagOf(text);
    if (number === 1 && tag !== 'format-version') throw badUserInput(`${file.name} is no OBO file: it does not start with format-version.`);
    head.set(tag, value);
  }
  const found = head.get('ontology') ?? '';
  if (found.split(/[./]/)[0] !== ontology && !found.includes(ontology))
    throw badUserInput(`${file.name} is the ontology "${found}", but "${ontology}" is wanted.`);
  return head;
}

/** The terms of an OBO file, obsolete ones too. BAD_USER_INPUT with the line for a term without id or name, and for a file that was cut off. */
export async function* readObo(file: InputFile): AsyncGenerator<OboTerm> {
  let lines: [tag: string, value: string][] | undefined;
  let start = 0;
  for await (const { text, number, isWhole } of linesOf(file)) {
    // A name that was cut off would still be a name, and the terms behind it would be missing.
    if (!isWhole) throw badLine(file, number, 'the file ends in the middle of a line, so the rest of it is missing. Fetch it again.');
    if (text.startsWith('[')) {
      if (lines) yield termOf(file, start, lines);
      lines = text === '[Term]' ? [] : undefined;
      start = number;
    } else if (lines && text !== '') lines.push(tagOf(text));
  }
  if (lines) yield termOf(file, start, lines);
}

function tagOf(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return colon < 0 ? [line.replace(/:$/, ''), ''] : [line.slice(0, colon), line.slice(colon + 2).trim()];
}

function termOf(file: InputFile, line: number, lines: readonly (readonly [string, string])[]): OboTerm {
  const all = (tag: string): string[] => lines.filter(([name]) => name === tag).map(([, value]) => value);
  const [id] = all('id');
  const [name] = all('name');
  const isObsolete = all('is_obsolete')[0]?.startsWith('true') === true;
  if (id === undefined) throw badLine(file, line, 'a term without an id.');
  if (name === undefined && !isObsolete) throw badLine(file, line, `the term ${id} has no name.`);
  return {
    id,
    name: unescaped(name ?? ''),
    at: at(file, line),
    definition: quotedPart(all('def')[0]),
    synonyms: all('synonym').flatMap(synonymOf),
    alternativeIds: all('alt_id').map((value) => bare(value)),
    xrefs: all('xref').map((value) => bare(value)),
    parents: all('is_a').map((value) => bare(value)),
    subsets: all('subset').map((value) => bare(value)),
    isObsolete,
    replacedBy: all('replaced_by').map((value) => bare(value)),
    relationships: all('relationship').flatMap((value) => {
      const [relation, target] = bare(value).split(/\s+/);
      return relation !== undefined && target !== undefined ? [[relation, target] as const] : [];
    }),
  };
}

/** A value without its comment, its description and its modifiers. */
const bare = (value: string): string => unescaped(value.split(/ !| \{| "/)[0]?.trim() ?? '');

const quoted = /^"((?:[^"\\]|\\.)*)"\s*/;

const quotedPart = (value: string | undefined): string | undefined => {
  const text = value === undefined ? undefined : quoted.exec(value)?.[1];
  return text === undefined ? undefined : unescaped(text);
};

function synonymOf(value: string): OboSynonym[] {
  const found = quoted.exec(value);
  if (!found) return [];
  const [scope = '', type = ''] = value.slice(found[0].length).split(/\s+/);
  return [
    {
      text: unescaped(found[1] ?? ''),
      scope: scope === 'EXACT' || scope === 'BROAD' || scope === 'NARROW' ? scope : 'RELATED',
      type: type === '' || type.startsWith('[') ? undefined : type,
    },
  ];
}

const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character === 't' ? '\t' : character))
    : text;
