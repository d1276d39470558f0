import { cause } from '../../../schema/nodes/cause.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { byCode, importer, type Item } from '../importer.ts';
import { badLine, type InputFile, linesOf } from '../readers/input-file.ts';
import { readTable, type TableRow } from '../readers/table.ts';
import { hpoSource, hpoVersion } from './hpo-source.ts';

const columns = [
  'database_id',
  'disease_name',
  'qualifier',
  'hpo_id',
  'reference',
  'evidence',
  'onset',
  'frequency',
  'sex',
  'modifier',
  'aspect',
] as const;
type Row = TableRow<(typeof columns)[number]>;

/** Which disease shows which symptom, and how often, from the annotations of the Human Phenotype Ontology. */
export const hpoAnnotations = importer({
  name: 'hpo-annotations',
  title: 'Disease annotations of the Human Phenotype Ontology',
  files: { annotations: { example: 'phenotype.hpoa', pattern: /\.hpoa$/ } },
  async open({ annotations }) {
    let head = '';
    for await (const { text } of linesOf(annotations)) {
      if (!text.startsWith('#')) break;
      head += `${text}\n`;
    }
    for await (const _ of rowsOf(annotations)) break;
    const version = hpoVersion(/^#version: (.*)$/m.exec(head)?.[1]);
    return {
      source: hpoSource('hpo-annotations', 'Human Phenotype Ontology, disease annotations', version),
      version,
      items: () => itemsOf(annotations),
    };
  },
});

const rowsOf = (file: InputFile) => readTable(file, { columns, delimiter: '\t', isQuoted: false, comment: '#' });

/** The rows of a disease stand together; what they say of one symptom becomes one claim. */
async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  let rows: Row[] = [];
  for await (const row of rowsOf(file)) {
    if (rows[0] && rows[0].database_id !== row.database_id) {
      yield* itemsOfDisease(file, rows);
      rows = [];
    }
    rows.push(row);
  }
  yield* itemsOfDisease(file, rows);
}

function* itemsOfDisease(file: InputFile, rows: readonly Row[]): Generator<Item> {
  const [first] = rows;
  if (!first) return;
  yield {
    what: 'CONCEPT',
    kind: cause,
    code: first.database_id,
    name: { en: first.disease_name },
    fields: { causeKind: 'DISEASE' },
    at: first.at,
  };
  const claims = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.aspect !== 'P') {
      yield {
        what: 'SKIP',
        type: causes.name,
        reason: `aspect ${row.aspect}: how the disease runs or is inherited, no symptom`,
        at: row.at,
      };
      continue;
    }
    const key = [row.hpo_id, row.sex.toUpperCase(), String(isDenied(row))].join(' ');
    claims.set(key, [...(claims.get(key) ?? []), row]);
  }
  for (const together of claims.values()) yield claimOf(file, together);
}

/** NOT, the frequency term "Excluded", and "0 of m" all say that the symptom was looked for and not found. */
const isDenied = ({ qualifier, frequency }: Row): boolean =>
  qualifier === 'NOT' || frequency === 'HP:0040285' || /^0\/[1-9]/.test(frequency) || /^0+(?:\.0+)?%$/.test(frequency);

function claimOf(file: InputFile, rows: readonly Row[]): Item {
  const [best] = rows.map((row) => ({ row, frequency: frequencyOf(file, row) })).sort((a, b) => b.frequency.weight - a.frequency.weight);
  const [first] = rows;
  const { row, frequency } = best ?? {};
  if (!first || !row || !frequency) throw badLine(file, 1, 'a claim without a row.');
  const sex = sexOf(file, row);
  const onsets = [...new Set(rows.map(({ onset }) => onset).filter((onset) => onset !== ''))];
  const severity = rows
    .map(({ modifier }) => modifier.split(';').flatMap((term) => severities[term.trim()] ?? [])[0])
    .find((one) => one !== undefined);
  return {
    what: 'CLAIM',
    predicate: causes,
    subject: byCode(cause, first.database_id),
    object: byCode(symptom, first.hpo_id),
    ...(isDenied(first) && { negated: true }),
    // Databases that describe one disease count its people apart, so each says its own of a symptom.
    variant: [sex, vocabulary(first)].filter((part) => part !== undefined).join(' ') || undefined,
    qualifiers: {
      ...frequency.qualifiers,
      ...(sex !== undefined && { sex }),
      ...(severity !== undefined && { severity }),
      ...(onsets.length > 0 && { note: { en: `Age at onset: ${onsets.map((onset) => onsetNames[onset] ?? onset).join(', ')}.` } }),
    },
    citations: [
      ...new Set(
        rows.map(
          ({ database_id, reference, evidence }) =>
            `${reference === '' ? database_id : reference}${evidence === '' ? '' : ` (${evidence})`}`,
        ),
      ),
    ].map((locator) => ({ locator })),
    rows: rows.length,
    at: first.at,
  };
}

/** The database of a row's disease; the one with most rows goes without saying. */
const vocabulary = ({ database_id: code }: Row): string | undefined => (code.startsWith('OMIM:') ? undefined : code.replace(/:.*/, ''));

function sexOf(file: InputFile, { sex, line }: Row): 'MALE' | 'FEMALE' | undefined {
  const plain = sex.toUpperCase();
  if (plain === '') return undefined;
  if (plain === 'MALE' || plain === 'FEMALE') return plain;
  throw badLine(file, line, `the sex "${sex}" is neither MALE nor FEMALE.`);
}

/** A frequency as stated and as a share; `weight` orders rows: counted people first, the most of them before all. */
function frequencyOf(
  file: InputFile,
  { frequency, line }: Row,
): { readonly weight: number; readonly qualifiers: Readonly<Record<string, unknown>> } {
  if (frequency === '') return { weight: 0, qualifiers: {} };
  const term = frequencyTerms[frequency];
  if (term) return { weight: 1, qualifiers: { frequency: term.share, frequencyAsStated: `${term.name} (${frequency})` } };
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(frequency)?.[1];
  if (percent !== undefined && Number(percent) <= 100)
    return { weight: 2, qualifiers: { frequency: round(Number(percent) / 100), frequencyAsStated: frequency } };
  const [, count = '', total = ''] = /^(\d+)\/(\d+)$/.exec(frequency) ?? [];
  const [n, m] = [Number(count), Number(total)];
  if (total === '' || n > m || m === 0)
    throw badLine(file, line, `the frequency "${frequency}" is neither n/m, a percentage nor a known term.`);
  return {
    weight: 2 + m,
    qualifiers: { frequency: round(n / m), frequencyAsStated: frequency, frequencyCount: n, frequencyTotal: m },
  };
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000;

/** The frequency terms with a share from the middle of the range each of them names. */
const frequencyTerms: Readonly<Record<string, { readonly name: string; readonly share: number }>> = {
  'HP:0040280': { name: 'Obligate', share: 1 },
  'HP:0040281': { name: 'Very frequent', share: 0.9 },
  'HP:0040282': { name: 'Frequent', share: 0.55 },
  'HP:0040283': { name: 'Occasional', share: 0.17 },
  'HP:0040284': { name: 'Very rare', share: 0.03 },
  'HP:0040285': { name: 'Excluded', share: 0 },
};

const severities: Readonly<Record<string, 'MILD' | 'MODERATE' | 'SEVERE'>> = {
  'HP:0012825': 'MILD',
  'HP:0012826': 'MODERATE',
  'HP:0012828': 'SEVERE',
  'HP:0012829': 'SEVERE',
};

/** Names of the terms for an age at onset, as the ontology gives them. */
const onsetNames: Readonly<Record<string, string>> = {
  'HP:0003577': 'Congenital onset',
  'HP:0003581': 'Adult onset',
  'HP:0003584': 'Late onset',
  'HP:0003593': 'Infantile onset',
  'HP:0003596': 'Middle age onset',
  'HP:0003621': 'Juvenile onset',
  'HP:0003623': 'Neonatal onset',
  'HP:0011460': 'Embryonal onset',
  'HP:0011461': 'Fetal onset',
  'HP:0011462': 'Young adult onset',
  'HP:0011463': 'Childhood onset',
  'HP:0025708': 'Early young adult onset',
  'HP:0025709': 'Intermediate young adult onset',
  'HP:0025710': 'Late young adult onset',
  'HP:0030674': 'Antenatal onset',
  'HP:0034197': 'Third trimester onset',
  'HP:0034198': 'Second trimester onset',
  'HP:0034199': 'Late first trimester onset',
};
