import { beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { bulkSources } from '../bench/bulk.ts';
import { compareFiles } from '../bench/file-counts/compare-files.ts';
import { fileCounts } from '../bench/file-counts/file-counts.ts';
import { useDatabase } from '../support/database.ts';
import { importFiles } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';

const database = await useDatabase();
beforeAll(() => migrate(database, graphStatements(model)));

const names = ['symptom-ontology', 'ddxplus', 'pharmacotherapydb', 'drugmechdb', 'dismech', 'hetionet', 'maxo', 'wikidata'];

it.each(names)('accounts for every row of %s', async (name) => {
  expect(await problemsOf(name, true)).toEqual([]);
});

it('accounts for every row of what the graph has', async () => {
  expect(await problemsOf('symptom-ontology', false)).toEqual([]);
  expect(await problemsOf('symptom-ontology', false)).toEqual([]);
});

async function problemsOf(name: string, isDryRun: boolean): Promise<readonly string[]> {
  const [source] = await bulkSources(sharedData(''), [name]);
  if (!source) throw new Error(`There is no source "${name}".`);
  const { types } = await importFiles(database, source.importer.name, source.files, { options: source.options, isDryRun });
  return compareFiles(name, await fileCounts(source), types).problems;
}
