import { describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { checkGraph } from '../../server/editorial/check-graph.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { modelStatements } from '../../server/neo4j/model-statements.ts';
import { write } from '../../server/neo4j/statement.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
await migrate(database, modelStatements(model));

async function findings() {
  const found: { id: string; rule: string }[] = [];
  for await (const { id, rule } of checkGraph(model, database)) found.push({ id, rule });
  return found;
}

describe('the graph check', () => {
  it('finds nothing in the first content', async () => {
    await publishFirstContent(model, database, firstContent);
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['a concept of two kinds', `MATCH (n:Symptom {slug: 'leg-cramp'}) SET n:Cause`, 'LABELS'],
    ['a concept without its common label', `MATCH (n:Symptom {slug: 'leg-cramp'}) REMOVE n:Concept`, 'LABELS'],
    ['a concept without an id', `MATCH (n:Symptom {slug: 'leg-cramp'}) REMOVE n.id`, 'LABELS'],
    ['a name that is missing', `MATCH (n:Symptom {slug: 'leg-cramp'}) REMOVE n.name_en`, 'REQUIRED'],
    ['a value outside its vocabulary', `MATCH (n:Cause {slug: 'hypocalcemia'}) SET n.causeKind = 'MAGIC'`, 'NOT_A_CHOICE'],
    ['a property no field knows', `MATCH (n:Symptom {slug: 'leg-cramp'}) SET n.colour = 'red'`, 'STORED_FORM'],
    ['a sort key that is not of the name', `MATCH (n:Symptom {slug: 'leg-cramp'}) SET n.sortName = 'z'`, 'STORED_FORM'],
    ['a version that is none', `MATCH (n:Symptom {slug: 'leg-cramp'}) SET n.version = 0`, 'VERSION'],
    [
      'a claim without a citation',
      `MATCH ()-[r:CAUSES]->(:Symptom {slug: 'leg-cramp'}) WITH r LIMIT 1 REMOVE r.citations_source`,
      'REQUIRED',
    ],
    [
      'a claim that cites an unknown source',
      `MATCH ()-[r:CAUSES]->() WITH r LIMIT 1 SET r.citations_source = ['src_00000000']`,
      'MISSING_SOURCE',
    ],
    ['a frequency above one', `MATCH ()-[r:CAUSES]->() WITH r LIMIT 1 SET r.frequency = 1.2`, 'OUT_OF_RANGE'],
    [
      'a claim whose ends do not fit',
      `MATCH (a:Symptom), (b:Cause)-[r:CAUSES]->() WITH a, b, r LIMIT 1 CREATE (a)-[x:CAUSES]->(b) SET x = r {.*, id: 'csc_00000000'}`,
      'WRONG_END',
    ],
    [
      'a relationship that is no predicate',
      `MATCH (a:Symptom), (b:Cause) WITH a, b LIMIT 1 CREATE (a)-[:LIKES {id: 'x'}]->(b)`,
      'RELATIONSHIP',
    ],
    [
      'benefit and harm for the same people',
      `MATCH (a)-[r:TREATS]->(b) WITH a, b, r LIMIT 1 CREATE (a)-[x:CONTRAINDICATED_IN]->(b) SET x = r {.certainty, .knowledgeLevel, .agent, .citations_source, .citations_stance, .citations_locator, .citations_quote, id: 'cin_00000000', version: 1}`,
      'BENEFIT_AND_HARM',
    ],
    [
      'concepts that are subtypes of each other',
      `MATCH (a)-[r:SUBTYPE_OF]->(b) WITH a, b, r LIMIT 1 CREATE (b)-[x:SUBTYPE_OF]->(a) SET x = r {.*, id: 'sub_00000000'}`,
      'CYCLE',
    ],
    ['a record that was never published', `MATCH (v:Revision) WITH v LIMIT 1 DELETE v`, 'REVISION'],
    ['a revision that no one who follows the changes meets', `MATCH (v:Revision) WITH v LIMIT 1 REMOVE v.place`, 'REVISION'],
    ['a content release that is no release', `MATCH (c:ContentRelease) SET c.number = 7`, 'RELEASE'],
  ])('finds %s', async (_what, damage, rule) => {
    await publishFirstContent(model, database, firstContent);
    await write(database, { text: damage, params: {} });
    expect((await findings()).map((finding) => finding.rule)).toContain(rule);
  });

  it('finds an index that is gone', async () => {
    await write(database, { text: 'DROP INDEX concept_codes', params: {} });
    expect(await findings()).toEqual([{ id: 'concept_codes', rule: 'INDEX' }]);
    await migrate(database, modelStatements(model));
  });
});
