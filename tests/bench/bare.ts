import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env } from 'node:process';
import neo4j from 'neo4j-driver';

/** The questions as plain Cypher: one row per record, lists and no maps, in a transaction of its own. The best that we know. */
const statements: Readonly<Record<string, string>> = {
  strongestCauses: `MATCH (s:Concept {id: $id})<-[r:CAUSES]-(c:Cause)
WITH c, r ORDER BY r.frequency DESC LIMIT 10
RETURN c.name_en, r.frequency, r.certainty,
  COLLECT { MATCH (c)-[:ACTS_THROUGH]->(m:Mechanism) WITH m ORDER BY m.sortName LIMIT 3 RETURN m.name_en },
  COLLECT { MATCH (c)<-[:TREATS]-(m:Medication) WITH m ORDER BY m.sortName LIMIT 3 RETURN m.name_en },
  COLLECT { MATCH (c)<-[:HELPS_WITH]-(f:Food) WITH f ORDER BY f.sortName LIMIT 3 RETURN f.name_en }`,
  pageOfCauses: `MATCH (c:Cause) WHERE c.sortName > $after
WITH c ORDER BY c.sortName LIMIT 50
RETURN c.name_en, COLLECT { MATCH (c)-[r:CAUSES]->(s:Symptom) WITH s, r ORDER BY r.frequency DESC LIMIT 5 RETURN s.name_en }`,
};

const driver = neo4j.driver(env['NEO4J_URI'] ?? '', neo4j.auth.basic(env['NEO4J_USER'] ?? '', env['NEO4J_PASSWORD'] ?? ''), {
  disableLosslessIntegers: true,
});

async function rowsOf(text: string, params: object): Promise<unknown[][]> {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  try {
    const { records } = await session.run(text, params);
    return records.map((record) => [...record.values()]);
  } finally {
    await session.close();
  }
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: object };
    rowsOf(statements[query] ?? '', variables).then(
      (rows) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ rows })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});

server.listen(0, '127.0.0.1', () => console.log(`API       http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
