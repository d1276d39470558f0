import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { listDocument, searchDocument, skipDocument } from '../../admin/derived/list-documents.ts';
import type { GraphDocument } from '../../admin/providers/document.ts';

const schema = buildSchema(await readFile(new URL('../../schema/contract/schema.graphql', import.meta.url), 'utf8'));
const folder = resolve(import.meta.dirname, '../../admin');

/** What the schema has against a document. */
const faultsOf = (text: string): string[] => validate(schema, parse(text)).map(({ message }) => message);

const files = (await readdir(folder, { recursive: true })).filter((file) => /\.tsx?$/.test(file) && file !== 'providers/document.ts');

it('writes documents only in files whose names end with documents', async () => {
  const writing: string[] = [];
  for (const file of files) if ((await readFile(resolve(folder, file), 'utf8')).includes('graphDocument')) writing.push(file);
  expect(writing.filter((file) => !file.endsWith('-documents.ts'))).toEqual([]);
});

it('asks only what the schema answers, in every written document of the panel', async () => {
  let count = 0;
  for (const file of files.filter((name) => name.endsWith('-documents.ts'))) {
    for (const document of Object.values((await import(resolve(folder, file))) as Record<string, unknown>)) {
      if (!isDocument(document)) continue;
      expect.soft(faultsOf(document.text), document.text).toEqual([]);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(5);
});

const isDocument = (value: unknown): value is GraphDocument<unknown, unknown> =>
  typeof value === 'object' && value !== null && 'text' in value;

it.each(model.nodes.map((type) => [type.plural, type] as const))('asks only what the schema answers in the list of %s', (_plural, type) => {
  const documents = [listDocument(type), skipDocument(type), ...(type.isConcept ? [searchDocument(type)] : [])];
  for (const { text } of documents) expect(faultsOf(text)).toEqual([]);
});
