import type { Database } from '../../server/neo4j/database.ts';
import type { Statement } from '../../server/neo4j/statement.ts';

/** One step of a plan, with what it works on. */
export interface PlanStep {
  /** Such as NodeUniqueIndexSeek. */
  readonly operator: string;
  readonly details: string;
}

/** How the database would run a statement; throws when it would not. */
export async function planOf(database: Database, { text, params }: Statement): Promise<PlanStep[]> {
  const { plan } = await summaryOf(database, `EXPLAIN ${text}`, params);
  if (!plan) throw new Error(`No plan for ${text}`);
  return flat(plan).map(({ operatorType, arguments: given }) => ({
    operator: operatorType.replace(/@.*$/, ''),
    details: typeof given['Details'] === 'string' ? given['Details'] : '',
  }));
}

/** How often a statement touched the store while it ran: a measure of its work that no other load on the machine changes. */
export async function hitsOf(database: Database, { text, params }: Statement): Promise<number> {
  const { profile } = await summaryOf(database, `PROFILE ${text}`, params);
  if (!profile) throw new Error(`No profile of ${text}`);
  return flat(profile).reduce((sum, { dbHits }) => sum + dbHits, 0);
}

async function summaryOf({ driver, databaseName }: Database, text: string, params: Statement['params']) {
  const session = driver.session(databaseName === undefined ? {} : { database: databaseName });
  try {
    return (await session.run(text, params)).summary;
  } finally {
    await session.close();
  }
}

const flat = <P extends { readonly children: readonly P[] }>(plan: P): P[] => [plan, ...plan.children.flatMap(flat)];
