import { kindName } from '../../schema/language/node-type.ts';
import { certainty } from '../../schema/language/vocabularies.ts';
import { relationshipOf } from '../neo4j/mapping.ts';
import { type Reading, readColumns } from './select/select.ts';

/** How much is published, and how well it is founded. */
export interface ContentNumbers {
  readonly concepts: readonly { readonly kind: string; readonly count: number; readonly withChineseName: number; readonly stale: number }[];
  readonly sources: { readonly count: number; readonly notCurrent: number; readonly stale: number };
  readonly claims: ClaimNumbers;
}

interface ClaimNumbers {
  readonly count: number;
  readonly denying: number;
  readonly withOneSource: number;
  readonly stale: number;
  readonly byPredicate: readonly { readonly predicate: string; readonly count: number }[];
  readonly byCertainty: readonly { readonly certainty: string; readonly count: number }[];
}

/** Counts what is published, in one statement; what is due before `today`, a day in ISO 8601, is stale. Reads the whole graph. */
export async function contentNumbers(reading: Reading, today: string): Promise<ContentNumbers> {
  const { concepts, relations } = reading.model;
  const relationships = relations.flatMap((relation) => [relationshipOf(relation, false), relationshipOf(relation, true)]);
  const [claims, sources, ...kinds] = await readColumns(
    reading,
    [
      `COLLECT { MATCH ()-[r:${relationships.join('|')}]->() WITH type(r) AS name, r.certainty AS certainty, count(r) AS count, sum(CASE WHEN all(s IN r.citations_source WHERE s = r.citations_source[0]) THEN 1 ELSE 0 END) AS single, ${staleText('r')} AS stale RETURN [name, certainty, count, single, stale] }`,
      `COLLECT { MATCH (n:Source) RETURN [count(n), sum(CASE WHEN n.standing <> 'CURRENT' THEN 1 ELSE 0 END), ${staleText('n')}] }`,
      ...concepts.map(({ name }) => `COLLECT { MATCH (n:${name}) RETURN [count(n), count(n.name_zh), ${staleText('n')}] }`),
    ],
    { today },
  );
  const [[count = 0, notCurrent = 0, stale = 0] = []] = sources as number[][];
  return {
    concepts: concepts.map((type, i) => {
      const [[all = 0, withChineseName = 0, due = 0] = []] = kinds[i] as number[][];
      return { kind: kindName(type), count: all, withChineseName, stale: due };
    }),
    sources: { count, notCurrent, stale },
    claims: claimNumbers(reading, claims as ClaimRow[]),
  };
}

const staleText = (v: string): string => `sum(CASE WHEN ${v}.nextReview < $today THEN 1 ELSE 0 END)`;

type ClaimRow = [relationship: string, certainty: string, count: number, single: number, stale: number];

function claimNumbers({ model }: Reading, rows: readonly ClaimRow[]): ClaimNumbers {
  const sum = (of: (row: ClaimRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const where = (test: (row: ClaimRow) => boolean): number => sum((row) => (test(row) ? row[2] : 0));
  return {
    count: where(() => true),
    denying: where(([name]) => name.startsWith('NOT_')),
    withOneSource: sum(([, , , single]) => single),
    stale: sum(([, , , , stale]) => stale),
    byPredicate: model.relations.map((relation) => ({
      predicate: relation.name,
      count: where(([name]) => name === relationshipOf(relation, false) || name === relationshipOf(relation, true)),
    })),
    byCertainty: Object.keys(certainty.values).map((level) => ({ certainty: level, count: where(([, found]) => found === level) })),
  };
}
