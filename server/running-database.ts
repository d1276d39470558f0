import type { Config } from './config.ts';
import { type LocalOwner, localOwner } from './neo4j/local/local-owner.ts';
import { localPassword } from './neo4j/local/local-password.ts';

/** The database a shell command asks: a local one that a server runs already is not started a second time. */
export async function runningDatabase({ neo4j, dataDir }: Config): Promise<Config['neo4j']> {
  const owner: LocalOwner | undefined = neo4j.kind === 'local' ? await localOwner(dataDir) : undefined;
  if (!owner || owner.boltPort === 0) return neo4j;
  const uri = `bolt://127.0.0.1:${owner.boltPort}`;
  return { kind: 'remote', uri, user: 'neo4j', password: await localPassword(dataDir), database: undefined };
}
