import { cause } from '../../../schema/nodes/cause.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { badUserInput } from '../../../server/errors.ts';
import { byCode, importer, type Item, type SourceRecord, sourceRecord } from '../importer.ts';
import { at, type InputFile } from '../readers/input-file.ts';
import { readJson } from '../readers/json.ts';
import { findings } from './findings.ts';

/** Common conditions with the findings that DDXPlus asks for, and the question for each. */
export const ddxPlus = importer({
  name: 'ddxplus',
  title: 'DDXPlus: conditions and findings',
  files: {
    conditions: { example: 'release_conditions.json', pattern: /conditions\.json$/ },
    evidences: { example: 'release_evidences.json', pattern: /evidences\.json$/ },
  },
  async open({ conditions, evidences }) {
    const read = {
      conditions: await membersOf<Condition>(conditions, ['cond-name-eng', 'icd10-id', 'symptoms', 'antecedents']),
      evidences: await membersOf<Evidence>(evidences, ['question_en', 'data_type', 'is_antecedent']),
    };
    // Both files are read by now; they are small.
    return { source, version: undefined, items: () => itemsOf(conditions, evidences, read.conditions, read.evidences) };
  },
});

const source: SourceRecord = sourceRecord('ddxplus', {
  kind: 'DATASET',
  title: 'DDXPlus: A New Dataset For Automatic Medical Diagnosis',
  author: 'Arsene Fansi Tchango, Rishab Goel, Zhi Wen, Julien Martel, Joumana Ghosn',
  published: '2022-05-18',
  url: 'https://figshare.com/articles/dataset/DDXPlus_Dataset/20043374',
  licence: 'CC BY 4.0',
  attribution: 'DDXPlus data set, Fansi Tchango et al. 2022, CC BY 4.0',
  standing: 'CURRENT',
});

interface Condition {
  readonly 'cond-name-eng': string;
  readonly 'icd10-id': string;
  readonly symptoms: Readonly<Record<string, unknown>>;
  readonly antecedents: Readonly<Record<string, unknown>>;
}

interface Evidence {
  readonly question_en: string;
  readonly is_antecedent: boolean;
  /** B is yes or no; C and M choose among values that describe another finding. */
  readonly data_type: string;
}

async function membersOf<T>(file: InputFile, fields: readonly (keyof T & string)[]): Promise<ReadonlyMap<string, T>> {
  const whole = await readJson(file);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) throw badUserInput(`${file.name} is not one JSON object.`);
  for (const [name, member] of Object.entries(whole)) {
    const missing = fields.filter((field) => (member as Readonly<Record<string, unknown>> | null)?.[field] === undefined);
    if (missing.length > 0) throw badUserInput(`${file.name}: "${name}" has no ${missing.join(', ')}.`);
  }
  return new Map(Object.entries(whole as Readonly<Record<string, T>>));
}

async function* itemsOf(
  conditions: InputFile,
  evidences: InputFile,
  conditionOf: ReadonlyMap<string, Condition>,
  evidenceOf: ReadonlyMap<string, Evidence>,
): AsyncGenerator<Item> {
  for (const [name, evidence] of evidenceOf) yield findingOf(name, evidence, at(evidences, 1));
  for (const [, condition] of conditionOf)
    yield {
      what: 'CONCEPT',
      kind: cause,
      code: codeOf(condition['cond-name-eng']),
      related: [{ code: `ICD10:${condition['icd10-id'].toUpperCase()}`, match: 'CLOSE' }],
      name: { en: condition['cond-name-eng'] },
      fields: { causeKind: 'DISEASE' },
      at: at(conditions, 1),
    };
  for (const [name, condition] of conditionOf) {
    for (const evidence of Object.keys(condition.symptoms))
      yield evidenceOf.get(evidence)?.data_type === 'B'
        ? {
            what: 'CLAIM',
            predicate: causes,
            subject: byCode(cause, codeOf(condition['cond-name-eng'])),
            object: byCode(symptom, codeOf(evidence)),
            citations: [{ locator: `release_conditions.json, ${name}, symptoms, ${evidence}` }],
            at: at(conditions, 1),
          }
        : { what: 'SKIP', type: causes.name, reason: 'it describes another finding and is none by itself', at: at(conditions, 1) };
    for (const _ of Object.keys(condition.antecedents))
      yield { what: 'SKIP', type: causes.name, reason: 'it is of the history, no finding', at: at(conditions, 1) };
  }
}

const codeOf = (name: string): string => `DDXPLUS:${name}`;

function findingOf(name: string, { question_en: question, is_antecedent: isHistory, data_type: type }: Evidence, place: string): Item {
  if (type !== 'B') return { what: 'SKIP', type: symptom.name, reason: 'it describes another finding and is none by itself', at: place };
  const known = findings[name];
  if (isHistory && !known) return { what: 'SKIP', type: symptom.name, reason: 'it is of the history, no finding', at: place };
  return {
    what: 'CONCEPT',
    kind: symptom,
    code: codeOf(name),
    ...(known && { sameAs: [known.code] }),
    name: { en: known?.name ?? question },
    ...(known && { synonyms: [{ text: question, kind: 'LAY', locale: 'en' }] }),
    at: place,
  };
}
