import type { NodeType } from '../../../schema/language/node-type.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { badUserInput } from '../../../server/errors.ts';
import { importer, type Item, sourceRecord, type SourceRecord, type Synonym } from '../importer.ts';
import { at, badLine, type InputFile } from '../readers/input-file.ts';
import { readXml } from '../readers/xml.ts';

/** Codes of ICD-10-CM for the causes and symptoms that the graph has by the same name; it brings none of its own. */
export const icd10cm = importer({
  name: 'icd10cm',
  title: 'ICD-10-CM',
  files: { tabular: { example: 'icd10cm-tabular-April-1-2026.xml', pattern: /\.xml$/ } },
  async open({ tabular }) {
    const version = await versionOf(tabular);
    return { source: sourceOf(version), version, items: () => itemsOf(tabular) };
  },
});

const sourceOf = (version: string): SourceRecord =>
  sourceRecord('icd10cm', {
    kind: 'DATASET',
    title: 'ICD-10-CM, tabular list of diseases and injuries',
    publisher: 'U.S. Centers for Disease Control and Prevention, National Center for Health Statistics',
    edition: version,
    url: 'https://www.cdc.gov/nchs/icd/icd-10-cm/',
    licence: 'Public domain in the United States',
    attribution: `ICD-10-CM ${version}, U.S. Centers for Disease Control and Prevention, National Center for Health Statistics.`,
    standing: 'CURRENT',
  });

async function versionOf(file: InputFile): Promise<string> {
  let isInVersion = false;
  let isRoot = true;
  for await (const event of readXml(file)) {
    if (event.kind === 'OPEN') {
      if (isRoot && event.name !== 'ICD10CM.tabular') break;
      isRoot = false;
      isInVersion = event.name === 'version';
      if (event.name === 'chapter') break;
    }
    if (event.kind === 'TEXT' && isInVersion) return event.text;
  }
  throw badUserInput(`${file.name} is not the tabular list of ICD-10-CM: it starts with no ICD10CM.tabular and version.`);
}

/** One entry of the list. */
export interface Diagnosis {
  readonly code: string;
  readonly name: string;
  readonly inclusionTerms: readonly string[];
  /** Stands for the entries below it, and is no code itself. */
  readonly isPlaceholder: boolean;
  readonly line: number;
}

/** The entries of the list, each when its own words end. */
export async function* readDiagnoses(file: InputFile): AsyncGenerator<Diagnosis> {
  interface Open {
    code: string;
    name: string;
    readonly inclusionTerms: string[];
    readonly isPlaceholder: boolean;
    readonly line: number;
  }
  const open: Open[] = [];
  const path: string[] = [];
  for await (const event of readXml(file)) {
    const top = open.at(-1);
    if (event.kind === 'OPEN') {
      path.push(event.name);
      if (event.name === 'diag')
        open.push({ code: '', name: '', inclusionTerms: [], isPlaceholder: event.attributes['placeholder'] === 'true', line: event.line });
    } else if (event.kind === 'CLOSE') {
      path.pop();
      if (event.name !== 'diag') continue;
      open.pop();
      if (!top || top.code === '' || top.name === '') throw badLine(file, event.line, 'a diag without a name and a desc.');
      yield top;
    } else if (top) {
      const [inner, outer] = [path.at(-1), path.at(-2)];
      if (outer === 'diag' && inner === 'name') top.code += event.text;
      if (outer === 'diag' && inner === 'desc') top.name += event.text;
      if (outer === 'inclusionTerm' && inner === 'note') top.inclusionTerms.push(event.text);
    }
  }
}

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  for await (const { code, name, inclusionTerms, isPlaceholder, line } of readDiagnoses(file)) {
    const place = at(file, line);
    const kinds = kindsOf(code);
    if (isPlaceholder) yield { what: 'SKIP', type: cause.name, reason: 'it stands for other codes', at: place };
    else if (kinds.length === 0)
      yield { what: 'SKIP', type: cause.name, reason: 'its chapter is neither diseases, findings nor injuries', at: place };
    else
      for (const kind of kinds)
        yield {
          what: 'CONCEPT',
          kind,
          code: `ICD10CM:${code}`,
          name: { en: name },
          synonyms: inclusionTerms.map((text): Synonym => ({ text, kind: 'NARROW', locale: 'en' })),
          mayCreate: false,
          at: place,
        };
  }
}

/** Chapters A to Q are diseases, R is findings, S and T are injuries and poisonings; then come circumstances. */
function kindsOf(code: string): NodeType[] {
  if (code.startsWith('R')) return [symptom];
  if (/^[A-QST]/.test(code)) return [cause, symptom];
  return [];
}
