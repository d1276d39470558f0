import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { temporaryFile } from './import.ts';
import { sharedData } from './shared-data.ts';

/** The text of a file of the open data. */
async function textOf(path: string): Promise<string> {
  const bytes = await readFile(sharedData(path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const named = (path: string, content: string): Promise<string> => temporaryFile(basename(path).replace(/\.gz$/, ''), content);

/** The head of an OBO file with these terms and everything above them. */
export async function oboExcerpt(path: string, ids: readonly string[]): Promise<string> {
  const [head = '', ...frames] = (await textOf(path)).split('\n\n');
  const byId = new Map(frames.map((frame) => [/^id: (\S+)/m.exec(frame)?.[1] ?? '', frame]));
  const wanted = new Set(ids);
  for (const id of wanted) for (const [, parent = ''] of (byId.get(id) ?? '').matchAll(/^is_a: (\S+)/gm)) wanted.add(parent);
  return named(path, `${[head, ...[...wanted].flatMap((id) => byId.get(id) ?? [])].join('\n\n')}\n`);
}

interface Term {
  readonly id: string;
  readonly relations?: { readonly is_a?: readonly string[] };
}

/** The terms with these ids, and everything above them, of a JSON array of terms. */
export async function jsonExcerpt(path: string, ids: readonly string[]): Promise<string> {
  const terms = JSON.parse(await textOf(path)) as Term[];
  const byId = new Map(terms.map((term) => [term.id, term]));
  const wanted = new Set(ids);
  for (const id of wanted) for (const parent of byId.get(id)?.relations?.is_a ?? []) wanted.add(parent);
  return named(
    path,
    JSON.stringify(
      [...wanted].flatMap((id) => byId.get(id) ?? []),
      null,
      1,
    ),
  );
}

/** The lines of a table that say one of these words, with its head. */
export async function tableExcerpt(path: string, words: readonly string[], headLines = 1): Promise<string> {
  const lines = (await textOf(path)).split('\n');
  const kept = lines
    .slice(headLines)
    .filter((line) => words.some((word) => line.split('\t').some((value) => value.replaceAll('"', '') === word)));
  return named(path, `${[...lines.slice(0, headLines), ...kept].join('\n')}\n`);
}

/** How many lines a table has before its first row: comments and the header. */
export async function headLinesOf(path: string): Promise<number> {
  const lines = (await textOf(path)).split('\n');
  return lines.findIndex((line) => !line.startsWith('#')) + 1;
}
