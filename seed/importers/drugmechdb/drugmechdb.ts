import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { mechanism } from '../../../schema/nodes/mechanism.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { actsThrough } from '../../../schema/relations/acts-through.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { leadsTo } from '../../../schema/relations/leads-to.ts';
import { produces } from '../../../schema/relations/produces.ts';
import { targets } from '../../../schema/relations/targets.ts';
import { treats } from '../../../schema/relations/treats.ts';
import {
  byClinicians,
  type Citation,
  type ClaimItem,
  type ConceptItem,
  importer,
  type Item,
  type Ref,
  sourceRecord,
  type SourceRecord,
} from '../importer.ts';
import { badLine, type InputFile } from '../readers/input-file.ts';
import { type JsonItem, readJsonLines } from '../readers/json.ts';
import { type End, type NodeRole, NodeRoles } from './node-roles.ts';
import type { Path } from './path.ts';
import { readPath, type Statement, statementKey } from './read-path.ts';
import { referenceOf } from './references.ts';

/** Why drugs help: from the drug by its mechanisms to the disease, each path with its references. */
export const drugMechDb = importer({
  name: 'drugmechdb',
  title: 'DrugMechDB',
  files: { paths: { example: 'drugmechdb_paths.jsonl', pattern: /^drugmechdb.*\.jsonl$/, readings: 2 } },
  async open({ paths }) {
    for await (const line of readJsonLines(paths)) {
      pathOf(paths, line);
      break;
    }
    return { source, version: '2026-07-02', items: () => itemsOf(paths) };
  },
});

const source: SourceRecord = sourceRecord('drugmechdb', {
  kind: 'DATASET',
  title: 'DrugMechDB',
  publisher: 'Su Lab, Scripps Research',
  published: '2026-07-02',
  edition: '2026-07-02',
  url: 'https://github.com/SuLab/DrugMechDB-agentic',
  licence: 'CC0 1.0',
  attribution: 'DrugMechDB, Su Lab, Scripps Research, dedicated to the public domain under CC0 1.0.',
  standing: 'CURRENT',
});

/** Reads the file twice: what nodes are, then what the paths say of them. Keeps what is distinct, not what is read. */
async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  const roles = new NodeRoles();
  for await (const line of readJsonLines(file)) roles.add(pathOf(file, line));

  const ends = new Map<string, { readonly end: End; readonly at: string }>();
  const references = new Set<string>();
  const groups = new Map<string, Group>();
  for await (const line of readJsonLines(file)) {
    const path = pathOf(file, line);
    for (const reference of path.references) {
      const found = referenceOf(reference);
      if (!found) yield { what: 'SKIP', type: 'Source', reason: 'the reference is no address', at: line.at };
      else if (!references.has(found.source.id)) {
        references.add(found.source.id);
        yield { what: 'SOURCE', source: found.source, at: line.at };
      }
    }
    const { statements, leftOut } = readPath(path, roles);
    for (const { reason } of leftOut) yield { what: 'SKIP', type: 'Claim', reason, at: line.at };
    for (const statement of statements) {
      for (const end of [statement.subject, statement.object]) {
        if (ends.has(endKey(end))) continue;
        ends.set(endKey(end), { end, at: line.at });
        yield conceptOf(end, roles, line.at);
      }
      addTo(groups, statement, path, line.at);
    }
  }
  yield* claimsOf(groups, roles);
}

/** All statements with the same ends and predicate; more than one where the paths disagree on the direction. */
interface Group {
  readonly byMeaning: Map<
    string,
    {
      readonly statement: Statement;
      readonly at: string;
      readonly paths: string[];
      readonly references: Set<string>;
      /** How many paths and links say it. */
      rows: number;
    }
  >;
}

const endKey = ({ id, role }: End): string => `${role} ${id}`;

function addTo(groups: Map<string, Group>, statement: Statement, path: Path, at: string): void {
  const key = [statement.predicate, endKey(statement.subject), endKey(statement.object)].join(' ');
  const group = groups.get(key) ?? { byMeaning: new Map() };
  groups.set(key, group);
  const known = group.byMeaning.get(statementKey(statement)) ?? { statement, at, paths: [], references: new Set<string>(), rows: 0 };
  group.byMeaning.set(statementKey(statement), known);
  known.rows++;
  if (!known.paths.includes(path.id)) known.paths.push(path.id);
  // The references stand for the path as a whole, so they speak for what it is about and not for each of its links.
  if (statement.predicate === 'TREATS') for (const reference of path.references) known.references.add(reference);
}

function* claimsOf(groups: ReadonlyMap<string, Group>, roles: NodeRoles): Generator<ClaimItem> {
  for (const { byMeaning } of groups.values()) {
    for (const { statement, at, paths, references, rows } of byMeaning.values()) {
      const { predicate, subject, object, effect, knowledgeLevel } = statement;
      yield {
        what: 'CLAIM',
        predicate: predicates[predicate],
        subject: refOf(subject, roles),
        object: refOf(object, roles),
        ...(effect === undefined ? {} : { qualifiers: { effect } }),
        ...(predicate === 'TREATS' ? { qualifiers: byClinicians } : {}),
        ...(byMeaning.size === 1 ? {} : { variant: `${effect ?? ''} ${knowledgeLevel}` }),
        knowledgeLevel,
        citations: [
          { locator: listed(paths) },
          ...[...references].flatMap((reference): Citation[] => {
            const found = referenceOf(reference);
            return found ? [found] : [];
          }),
        ],
        rows,
        at,
      };
    }
  }
}

/** The ids of the paths, as many as a locator holds. */
function listed(paths: readonly string[]): string {
  let shown = paths[0] ?? '';
  for (const [i, path] of paths.entries()) {
    if (i === 0) continue;
    if (shown.length + path.length > 250) return `${shown} and ${paths.length - i} more`;
    shown += `, ${path}`;
  }
  return shown;
}

const kinds: Readonly<Record<NodeRole, NodeType>> = { Medication: medication, Cause: cause, Mechanism: mechanism, Symptom: symptom };

const predicates: Readonly<Record<Statement['predicate'], RelationType>> = {
  TREATS: treats,
  TARGETS: targets,
  LEADS_TO: leadsTo,
  ACTS_THROUGH: actsThrough,
  PRODUCES: produces,
  CAUSES: causes,
};

function conceptOf(end: End, roles: NodeRoles, at: string): ConceptItem {
  const [code = '', ...sameAs] = codesOf(end, roles);
  const name = roles.nameOf(end);
  const isOwn = code.startsWith('DRUGMECHDB:');
  return {
    what: 'CONCEPT',
    kind: kinds[end.role],
    code,
    isForeign: !isOwn,
    isNameOnly: isOwn,
    sameAs,
    name: { en: name },
    ...(end.role === 'Cause' ? { fields: { causeKind: 'DISEASE' } } : {}),
    ...(end.role === 'Medication'
      ? { fields: { medicationKind: /\b(?:agents|drugs|inhibitors)$/i.test(name) ? 'CLASS' : 'SUBSTANCE' } }
      : {}),
    at,
  };
}

const refOf = (end: End, roles: NodeRoles): Ref => ({ kinds: [kinds[end.role]], codes: codesOf(end, roles) });

/** A drug without a code of its own is known by its name in this data set. */
function codesOf(end: End, roles: NodeRoles): string[] {
  if (end.role !== 'Medication') return [end.id];
  const codes = roles.codesOfDrug(end.id).map((code) => code.replace(/^DB:/, 'DRUGBANK:'));
  if (codes.length > 0) return codes;
  return [end.id.includes(':') ? end.id.replace(/^DB:/, 'DRUGBANK:') : `DRUGMECHDB:${end.id.slice(0, 80)}`];
}

function pathOf(file: InputFile, { value, line }: JsonItem): Path {
  const path = value as Partial<Path> | null;
  const isPath =
    typeof path === 'object' &&
    path !== null &&
    [path.id, path.disease, path.disease_mesh, path.drug].every((text) => typeof text === 'string' && text !== '') &&
    isListOf(path.nodes, ['id', 'label', 'name']) &&
    isListOf(path.links, ['key', 'source', 'target']) &&
    Array.isArray(path.references);
  if (!isPath)
    throw badLine(file, line, 'this is no path of DrugMechDB: id, disease, disease_mesh, drug, nodes, links and references are wanted.');
  return path as Path;
}

const isListOf = (value: unknown, keys: readonly string[]): boolean =>
  Array.isArray(value) &&
  value.every(
    (item: unknown) =>
      typeof item === 'object' && item !== null && keys.every((key) => typeof (item as Record<string, unknown>)[key] === 'string'),
  );
