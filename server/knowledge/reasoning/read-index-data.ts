import { certainty, knowledgeLevel } from '../../../schema/language/vocabularies.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { relationshipOf } from '../../neo4j/mapping.ts';
import { unfinishedRestore } from '../../neo4j/migrations.ts';
import type { Row, Runner } from '../../neo4j/statement.ts';
import { nameListText } from '../search/hits.ts';
import { ClaimTable, everybody } from './claim-table.ts';
import {
  type ChangedRow,
  type IndexChanges,
  type IndexData,
  type IndexedClaim,
  type Rows,
  rowsOf,
  type SaidOfCause,
} from './index-data.ts';
import { namesText } from './named-pairs.ts';
import { populationFrom, populationText, type StoredPopulation } from './stored-population.ts';

/** How many causes one statement reads the claims of: the rows of one batch are all that is held besides the index itself. */
const batchSize = 400;

/** How often to begin anew when a publish came in between. */
const mostTries = 5;

/** Which content a runner reads. */
export interface Edition {
  readonly release: number;
  /** Tells the release apart from one with its number in another database, or in this one before it was restored. */
  readonly edition: string;
}

/** The edition that is published now; undefined while a release is being published in parts or a backup restored: nobody sees half of it. */
export async function readEdition(runner: Runner): Promise<Edition | undefined> {
  const [row] = await runner.run({ text: editionText, params: {} });
  const [isUnfinished, number, openedBy, at] = row ?? [];
  if (isUnfinished === true || typeof openedBy === 'string') return undefined;
  const release = typeof number === 'number' ? number : 0;
  return { release, edition: `${release} of ${typeof at === 'string' ? at : 'no time'}` };
}

const editionText = `OPTIONAL MATCH (c:ContentRelease {key: 'current'}) RETURN EXISTS { (:${unfinishedRestore}) }, c.number, c.openedBy, head(COLLECT { MATCH (r:Release {number: c.number}) RETURN r.at })`;

/** Reads what the ranking needs of the graph, all of one edition; undefined while there is none. */
export const readIndexData = (runner: Runner): Promise<IndexData | undefined> => readWhole(runner, (edition) => readOnce(runner, edition));

/** Reads what the ranking needs of some symptoms and causes, all of one edition; an id of neither counts as one that is not there. */
export const readIndexChanges = (runner: Runner, ids: readonly string[]): Promise<(Edition & IndexChanges) | undefined> =>
  readWhole(runner, async (edition) => {
    const [symptoms, causes] = [await rowsThere(runner, 'Symptom', ids), await rowsThere(runner, 'Cause', ids)];
    const claims = await saidOf(runner, [...causes.keys()]);
    return {
      ...edition,
      symptoms: ids.map((id) => symptoms.get(id) ?? gone(id)),
      causes: ids.map((id) => ({ ...(causes.get(id) ?? gone(id)), ...(claims.get(id) ?? nothingSaid) })),
    };
  });

/** Reads again when a publish came in between; the newest it met when publishes never pause. */
async function readWhole<T>(runner: Runner, readAll: (edition: Edition) => Promise<T>): Promise<T | undefined> {
  for (let tries = 1; ; tries++) {
    const edition = await readEdition(runner);
    if (!edition) return undefined;
    const found = await readAll(edition);
    if (tries === mostTries || (await readEdition(runner))?.edition === edition.edition) return found;
  }
}

async function readOnce(runner: Runner, edition: Edition): Promise<IndexData> {
  const [symptomIds, symptomNames] = await namesOf(runner, 'Symptom');
  const [causeIds, causeNames] = await namesOf(runner, 'Cause');
  const symptomAt = placesOf(symptomIds);
  const causeAt = placesOf(causeIds);
  const symptomParents = await parentRows(runner, 'Symptom', symptomIds, symptomAt);
  const causeParents = await parentRows(runner, 'Cause', causeIds, causeAt);
  const table = new ClaimTable(causeIds.length);
  for (let from = 0; from < causeIds.length; from += batchSize)
    for (const [cause, said] of await saidOf(runner, causeIds.slice(from, from + batchSize)))
      table.add(causeAt.get(cause) ?? 0, said, symptomAt);
  return { ...edition, symptomIds, causeIds, symptomNames, causeNames, symptomParents, causeParents, ...table.finish() };
}

/** What is said of each cause that is there, in the order of the ids. */
async function saidOf(runner: Runner, ids: readonly string[]): Promise<Map<string, SaidOfCause>> {
  const rows = await runner.run({ text: saidText, params: { ids } });
  return new Map(
    rows.map(([id, population, claims]) => [
      id as string,
      { population: populationFrom(population as StoredPopulation), claims: (claims as Row[]).map(claimFrom) },
    ]),
  );
}

const nothingSaid: SaidOfCause = { population: everybody, claims: [] };

const [ranked, denied] = [relationshipOf(causes, false), relationshipOf(causes, true)];

const saidText =
  `UNWIND $ids AS id MATCH (c:Concept {id: id}) RETURN id, ${populationText('c')}, COLLECT { MATCH (c)-[r:${ranked}|${denied}]->(s:Symptom) ` +
  `RETURN [s.id, r.id, r.frequency, r.frequencyTotal, r.certainty, r.knowledgeLevel, type(r) = '${denied}', ${populationText('r', 'coalesce(r.population_sex, r.sex)')}] }`;

/** The ids in ascending order, and the names of each. */
async function namesOf(runner: Runner, label: string): Promise<[ids: string[], names: string[]]> {
  const rows = await runner.run({ text: `MATCH (n:${label}) RETURN n.id, ${nameListText('n')}`, params: {} });
  const names = new Map(rows.map(([id, all]) => [id as string, namesText(all as string[])]));
  const ids = [...names.keys()].sort();
  return [ids, ids.map((id) => names.get(id) ?? '')];
}

const placesOf = (ids: readonly string[]): Map<string, number> => new Map(ids.map((id, at) => [id, at]));

async function parentRows(runner: Runner, label: string, ids: readonly string[], at: ReadonlyMap<string, number>): Promise<Rows> {
  const rows = await runner.run({ text: `MATCH (n:${label})-[:SUBTYPE_OF]->(m:${label}) RETURN DISTINCT n.id, m.id`, params: {} });
  const lists: number[][] = ids.map(() => []);
  for (const [narrower, broader] of rows) {
    const [from, to] = [at.get(narrower as string), at.get(broader as string)];
    if (from !== undefined && to !== undefined) lists[from]?.push(to);
  }
  return rowsOf(lists.map((list) => list.sort((a, b) => a - b)));
}

/** What is read of each of these that is there and of this kind. */
async function rowsThere(runner: Runner, label: string, ids: readonly string[]): Promise<Map<string, ChangedRow>> {
  const rows = await runner.run({
    text: `UNWIND $ids AS id MATCH (n:Concept {id: id}) WHERE n:${label} RETURN id, COLLECT { MATCH (n)-[:SUBTYPE_OF]->(m:${label}) RETURN DISTINCT m.id }, ${nameListText('n')}`,
    params: { ids },
  });
  return new Map(
    rows.map(([id, parents, names]) => [
      id as string,
      { id: id as string, parents: parents as string[], names: namesText(names as string[]) },
    ]),
  );
}

const gone = (id: string): ChangedRow => ({ id, parents: null, names: '' });

const certainties = Object.keys(certainty.values);
const knowledgeLevels = Object.keys(knowledgeLevel.values);

function claimFrom([symptom, id, frequency, total, sureness, level, isNegated, population]: Row): IndexedClaim {
  return {
    symptom: symptom as string,
    id: id as string,
    frequency: (frequency as number | null) ?? Number.NaN,
    total: (total as number | null) ?? 0,
    certainty: Math.max(0, certainties.indexOf(sureness as string)),
    knowledgeLevel: Math.max(0, knowledgeLevels.indexOf(level as string)),
    isNegated: isNegated === true,
    population: populationFrom(population as StoredPopulation),
  };
}
