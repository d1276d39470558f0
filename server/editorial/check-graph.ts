import type { Model } from '../../schema/language/define-model.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { membersOfCycles } from '../../schema/validation/cycles.ts';
import { type SourceFacts, validateClaim } from '../../schema/validation/validate-set.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import { fromProperties, type Properties, relationshipOf, toProperties } from '../neo4j/mapping.ts';
import { modelStatements } from '../neo4j/model-statements.ts';
import type { Runner } from '../neo4j/statement.ts';
import type { ChangeSetState } from './change-sets/change-set.ts';
import { undraftable } from './change-sets/write-draft.ts';
import { claimsBetween } from './current-records.ts';

/** Something in a live graph that the model does not allow. */
export interface GraphFinding {
  /** Id of the record, or the database's own name of what has none. */
  readonly id: string;
  readonly rule: string;
  readonly message: string;
}

/** How far a check has come. */
export interface GraphProgress {
  readonly what: string;
  readonly checked: number;
}

const pageSize = 2000;

/** Audits a live graph against the model and yields everything that does not fit. Reads in pages; writes nothing. */
export async function* checkGraph(
  model: Model,
  runner: Runner,
  report: (progress: GraphProgress) => void = () => {},
): AsyncGenerator<GraphFinding> {
  yield* checkIndexes(model, runner);
  yield* checkStrangers(model, runner);
  const sources = await sourcesOf(runner);
  for (const type of model.nodes) yield* checkNodes(model, runner, type, report);
  for (const type of model.relations)
    for (const isNegated of [false, true]) yield* checkClaims(model, runner, type, isNegated, sources, report);
  yield* checkCycles(model, runner);
  yield* checkReleases(model, runner);
  yield* checkDrafts(model, runner, report);
}

const ask = (runner: Runner, text: string, params: Record<string, unknown> = {}) => runner.run({ text, params });

async function* checkIndexes(model: Model, runner: Runner): AsyncGenerator<GraphFinding> {
  const rows = await ask(runner, 'SHOW INDEXES YIELD name, state RETURN name, state');
  const states = new Map(rows.map(([name, state]) => [name as string, state as string]));
  for (const statement of modelStatements(model)) {
    const name = /^CREATE (?:CONSTRAINT|INDEX|FULLTEXT INDEX) (\S+)/.exec(statement)?.[1] ?? '';
    const state = states.get(name);
    if (state !== 'ONLINE')
      yield {
        id: name,
        rule: 'INDEX',
        message: `${state === undefined ? 'is missing' : `is ${state}`}. A start of the server makes it anew.`,
      };
  }
}

/** Nodes and relationships that belong to no type of the model, or to two. */
async function* checkStrangers(model: Model, runner: Runner): AsyncGenerator<GraphFinding> {
  const kinds = model.concepts.map(({ name }) => name);
  const all = model.nodes.map(({ name }) => name);
  const nodes = await ask(
    runner,
    `MATCH (n:Concept|${all.join('|')})
WITH n, [label IN labels(n) WHERE label IN $all] AS found, 'Concept' IN labels(n) AS isConcept, [label IN labels(n) WHERE NOT label IN $all AND label <> 'Concept'] AS others
WHERE size(found) <> 1 OR others <> [] OR isConcept <> (found[0] IN $kinds) OR n.id IS NULL
RETURN coalesce(n.id, elementId(n)), labels(n)`,
    { all, kinds },
  );
  for (const [id, labels] of nodes)
    yield {
      id: id as string,
      rule: 'LABELS',
      message: `has the labels ${(labels as string[]).join(', ')}${String(id).includes(':') ? ' and no id' : ''}; a record has one type, and concepts are labelled Concept besides.`,
    };
  const allowed = model.relations.flatMap((type) => [relationshipOf(type, false), relationshipOf(type, true)]);
  const relationships = await ask(
    runner,
    `MATCH (n:Concept|${all.join('|')})-[r]-(m)
WHERE NOT type(r) IN $allowed OR r.id IS NULL OR NOT m:Concept OR NOT n:Concept
RETURN DISTINCT coalesce(r.id, elementId(r)), type(r), labels(startNode(r)), labels(endNode(r))`,
    { allowed },
  );
  for (const [id, type, from, to] of relationships)
    yield {
      id: id as string,
      rule: 'RELATIONSHIP',
      message: `${String(type)} from ${(from as string[]).join(':')} to ${(to as string[]).join(':')} is no claim of this model with an id.`,
    };
}

async function sourcesOf(runner: Runner): Promise<ReadonlyMap<string, SourceFacts>> {
  const rows = await ask(runner, 'MATCH (s:Source) RETURN s.id, s.standing, s.storedText');
  return new Map(
    rows.map(([id, standing, storedText]) => [
      id as string,
      { standing: standing as string, storedText: (storedText as string | null) ?? undefined },
    ]),
  );
}

async function* checkNodes(
  model: Model,
  runner: Runner,
  type: NodeType,
  report: (progress: GraphProgress) => void,
): AsyncGenerator<GraphFinding> {
  let [after, checked] = ['', 0];
  for (;;) {
    const rows = await ask(
      runner,
      `MATCH (n:${type.isConcept ? 'Concept' : type.name}) WHERE n.id > $after AND n:${type.name} RETURN properties(n) ORDER BY n.id LIMIT ${pageSize}`,
      { after },
    );
    for (const [properties] of rows)
      yield* checkRecord(model, type, fromProperties(type, properties as Properties), properties as Properties);
    checked += rows.length;
    report({ what: type.name, checked });
    if (rows.length < pageSize) return;
    after = (rows[pageSize - 1]?.[0] as { id: string } | undefined)?.id ?? '';
  }
}

async function* checkClaims(
  model: Model,
  runner: Runner,
  type: RelationType,
  isNegated: boolean,
  sources: ReadonlyMap<string, SourceFacts>,
  report: (progress: GraphProgress) => void,
): AsyncGenerator<GraphFinding> {
  const relationship = relationshipOf(type, isNegated);
  let [after, checked] = ['', 0];
  for (;;) {
    const rows = await ask(
      runner,
      `MATCH (a)-[r:${relationship}]->(b) WHERE r.id > $after RETURN properties(r), coalesce(a.id, ''), coalesce(b.id, '') ORDER BY r.id LIMIT ${pageSize}`,
      { after },
    );
    const claims = rows.map(([properties, subject, object]) => ({
      properties: properties as Properties,
      record: fromProperties(type, properties as Properties, { subject: subject as string, object: object as string, negated: isNegated }),
    }));
    const between = groupBy(
      await claimsBetween(
        model,
        runner,
        claims.map(({ record }) => [record.subject ?? '', record.object ?? ''] as const),
      ),
      ({ subject, object }) => `${subject} ${object}`,
    );
    for (const { record, properties } of claims) {
      yield* checkRecord(model, type, record, properties);
      const issues = validateClaim(model, type, record, {
        hasConcept: () => true,
        source: (id) => sources.get(id),
        // A source that no longer stands keeps the claims it has.
        citedBefore: () => true,
        claimsBetween: (subject, object) => between.get(`${subject} ${object}`) ?? [],
      });
      for (const { path, code, message } of issues) yield { id: record.id, rule: code, message: `${path}: ${message}` };
    }
    checked += rows.length;
    report({ what: relationship, checked });
    if (rows.length < pageSize) return;
    after = (rows[pageSize - 1]?.[0] as { id: string } | undefined)?.id ?? '';
  }
}

/** One record by itself: its fields, and that it is stored exactly as the write path stores it. */
function* checkRecord(model: Model, type: NodeType | RelationType, record: AnyRecord, properties: Properties): Generator<GraphFinding> {
  const issues = validateRecord(model, record);
  for (const { path, code, message } of issues) yield { id: record.id, rule: code, message: `${path}: ${message}` };
  const version = properties['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    yield { id: record.id, rule: 'VERSION', message: `version: ${JSON.stringify(version ?? null)} is no version; it counts up from 1.` };
  if (issues.length > 0) return;
  const expected = toProperties(type, record, version as number);
  for (const name of new Set([...Object.keys(expected), ...Object.keys(properties)])) {
    if (JSON.stringify(expected[name]) !== JSON.stringify(properties[name]))
      yield {
        id: record.id,
        rule: 'STORED_FORM',
        message: `${name}: stored as ${shown(properties[name])}, but the record says ${shown(expected[name])}.`,
      };
  }
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));

async function* checkCycles(model: Model, runner: Runner): AsyncGenerator<GraphFinding> {
  if (!model.relationByName.has('SUBTYPE_OF')) return;
  const rows = await ask(runner, 'MATCH (a:Concept)-[:SUBTYPE_OF]->(b:Concept) RETURN a.id, b.id');
  for (const id of membersOfCycles(rows as [string, string][]))
    yield { id, rule: 'CYCLE', message: 'is a subtype of itself by way of other concepts.' };
}

/** The editorial side must tell the same story: releases count up, and the newest revision of each record is what is live. */
async function* checkReleases(model: Model, runner: Runner): AsyncGenerator<GraphFinding> {
  const [row = []] = await ask(
    runner,
    `RETURN head(COLLECT { MATCH (c:ContentRelease {key: 'current'}) RETURN c.number }), head(COLLECT { MATCH (r:Release) RETURN max(r.number) }), COUNT { MATCH (r:Release) RETURN r }`,
  );
  const [current = 0, newest = 0, count = 0] = row.map((value) => Number(value ?? 0));
  if (current !== newest || newest !== count)
    yield {
      id: 'ContentRelease',
      rule: 'RELEASE',
      message: `the content release is ${current}, but there are ${count} releases up to number ${newest}.`,
    };
  const alive = await ask(
    runner,
    'MATCH (t:Retired) MATCH (n:Concept {id: t.id}) RETURN t.id UNION MATCH (t:Retired) MATCH (n:Source {id: t.id}) RETURN t.id',
  );
  for (const [id] of alive) yield { id: id as string, rule: 'RETIRED', message: 'is live and has a tombstone as well.' };
  yield* checkRevisions(model, runner);
}

async function* checkRevisions(model: Model, runner: Runner): AsyncGenerator<GraphFinding> {
  const unplaced = await ask(runner, 'MATCH (v:Revision) WHERE v.place IS NULL RETURN DISTINCT v.recordId');
  for (const [id] of unplaced)
    yield {
      id: String(id),
      rule: 'REVISION',
      message: 'has a revision without a place in the order of changes; who follows them misses it.',
    };
  const newest = 'MATCH (v:Revision) WHERE v.recordId = id RETURN v.version ORDER BY v.version DESC LIMIT 1';
  const sets = [
    ...model.nodes.map((type) => `MATCH (n:${type.name}) WITH n.id AS id, n.version AS version`),
    ...model.relations.flatMap((type) =>
      [false, true].map((isNegated) => `MATCH ()-[r:${relationshipOf(type, isNegated)}]->() WITH r.id AS id, r.version AS version`),
    ),
  ];
  for (const set of sets) {
    const rows = await ask(
      runner,
      `${set} WITH id, version, head(COLLECT { ${newest} }) AS newest WHERE newest IS NULL OR newest <> version RETURN id, version, newest`,
    );
    for (const [id, version, revision] of rows)
      yield {
        id: String(id),
        rule: 'REVISION',
        message:
          revision === null
            ? `is live at version ${String(version)} without a revision; it was not published.`
            : `is live at version ${String(version)}, but its newest revision is ${Number(revision)}.`,
      };
  }
}

/** Edits of change sets that are still open: they may be unfinished, but not of another shape than the model's. */
async function* checkDrafts(model: Model, runner: Runner, report: (progress: GraphProgress) => void): AsyncGenerator<GraphFinding> {
  let [after, checked] = ['', 0];
  for (;;) {
    const rows = await ask(
      runner,
      `MATCH (e:Edit) WHERE e.key > $after AND e.record IS NOT NULL
RETURN e.key, e.changeSet, e.record, EXISTS { MATCH (c:ChangeSet {id: e.changeSet}) WHERE NOT c.state IN $ended } ORDER BY e.key LIMIT ${pageSize}`,
      { after, ended: ['PUBLISHED', 'WITHDRAWN'] satisfies ChangeSetState[] },
    );
    for (const [, changeSet, text, isOpen] of rows) {
      if (isOpen !== true) continue;
      const record = JSON.parse(text as string) as AnyRecord;
      for (const { path, code, message } of validateRecord(model, record).filter((issue) => undraftable.has(issue.code)))
        yield { id: record.id, rule: code, message: `in the change set ${String(changeSet)}: ${path}: ${message}` };
    }
    checked += rows.length;
    report({ what: 'Edit', checked });
    if (rows.length < pageSize) return;
    after = String(rows[pageSize - 1]?.[0]);
  }
}
