import { createHash } from 'node:crypto';
import { isObject } from '../../../schema/language/is-object.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { badUserInput } from '../../../server/errors.ts';
import { importer, type Item, sourceRecord } from '../importer.ts';
import type { InputFile } from '../readers/input-file.ts';
import { badLine } from '../readers/input-file.ts';
import { readJson, readJsonLines } from '../readers/json.ts';

/** A graph of ours, as `npm run export` writes it: the same records under the same ids, so that the content has the same hash. */
export const aetia = importer({
  name: 'aetia',
  title: 'Export of an Aetia graph',
  isWholeGraph: true,
  files: {
    manifest: { example: 'manifest.json', pattern: /^manifest\.json$/ },
    sources: { example: 'sources.jsonl', pattern: /^sources\.jsonl$/, isOptional: true, readings: 2 },
    concepts: { example: 'concepts.jsonl', pattern: /^concepts\.jsonl$/, isOptional: true, readings: 2 },
    claims: { example: 'claims.jsonl', pattern: /^claims\.jsonl$/, isOptional: true, readings: 2 },
  },
  async open({ manifest: manifestFile, sources, concepts, claims }) {
    const files = [sources, concepts, claims].filter((file) => file !== undefined);
    const { release, files: promised } = manifestOf(manifestFile, await readJson(manifestFile));
    for (const file of files)
      if (!promised.has(plainName(file)))
        throw badUserInput(`${manifestFile.name} does not name ${file.name}; it belongs to another export.`);
    for (const [name, sha256] of promised) {
      const file = files.find((one) => plainName(one) === name);
      if (!file) throw badUserInput(`${manifestFile.name} names ${name}, which was not given. Give all files of the export.`);
      if ((await hashOf(file)) !== sha256)
        throw badUserInput(`${file.name} is not what ${manifestFile.name} says: it is damaged, was changed, or belongs to another export.`);
    }
    // Whole records name their own sources, so this one is never written.
    const source = sourceRecord('aetia', { kind: 'DATASET', title: 'Export of an Aetia graph', standing: 'CURRENT' });
    return { source, version: `release ${release}`, items: () => itemsOf(files) };
  },
});

/** Sources, then concepts, then claims: what a record needs comes before it. */
async function* itemsOf(files: readonly InputFile[]): AsyncGenerator<Item> {
  for (const file of files) {
    for await (const { value, at, line } of readJsonLines(file)) {
      if (!isRecord(value)) throw badLine(file, line, 'this is no record with a type and an id.');
      yield { what: 'RECORD', record: value, at };
    }
  }
}

const isRecord = (value: unknown): value is AnyRecord =>
  isObject(value) && typeof value['type'] === 'string' && typeof value['id'] === 'string';

/** As the export called it, whether it was packed since or not. */
const plainName = ({ name }: InputFile): string => name.replace(/\.gz$/, '');

function manifestOf({ name }: InputFile, value: unknown): { readonly release: number; readonly files: ReadonlyMap<string, string> } {
  if (!isObject(value) || typeof value['format'] !== 'string' || !value['format'].startsWith('aetia-'))
    throw badUserInput(`${name} is no manifest of an export of Aetia.`);
  if (value['format'] !== 'aetia-jsonl')
    throw badUserInput(
      `This export is of the format ${value['format'].slice('aetia-'.length)}, which does not hold whole records. Export as jsonl.`,
    );
  const { formatVersion, release, files } = value;
  if (typeof formatVersion === 'number' && formatVersion > 1)
    throw badUserInput(`This export was made by a newer Aetia. Update, then import.`);
  if (typeof release !== 'number' || !Array.isArray(files)) throw badUserInput(`${name} is damaged: it names no release and files.`);
  return {
    release,
    files: new Map(
      files.map((file: unknown) => {
        if (isObject(file) && typeof file['name'] === 'string' && typeof file['sha256'] === 'string') return [file['name'], file['sha256']];
        throw badUserInput(`${name} is damaged: a file in it has no name or hash.`);
      }),
    ),
  };
}

async function hashOf(file: InputFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of file.bytes()) hash.update(bytes);
  return hash.digest('hex');
}
