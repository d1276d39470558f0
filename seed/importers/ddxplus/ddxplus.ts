import type { NodeType } from '../../../schema/language/node-type.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { symptom } from '../../../schema/nodes/symptom.ts';
import { causes } from '../../../schema/relations/causes.ts';
import { subtypeOf } from '../../../schema/relations/subtype-of.ts';
import { badUserInput } from '../../../server/errors.ts';
import { byCode, importer, type Item, type SourceRecord, sourceRecord } from '../importer.ts';
import { at, type InputFile } from '../readers/input-file.ts';
import { readJson } from '../readers/json.ts';
import { type Reading, readReviewed } from './reviewed.ts';

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
  const reviewed = await readReviewed();
  for (const [name, evidence] of evidenceOf) yield findingOf(name, evidence, reviewed.findings.get(name), at(evidences, 1));
  for (const [, condition] of conditionOf)
    yield conditionItem(condition, reviewed.conditions.get(condition['cond-name-eng']), at(conditions, 1));
  for (const [name, evidence] of evidenceOf)
    yield* kindClaims(symptom, name, reviewed.findings.get(name), {
      locator: `release_evidences.json, ${name}: ${evidence.question_en}`,
      at: at(evidences, 1),
    });
  for (const [name, condition] of conditionOf) {
    const title = condition['cond-name-eng'];
    const reading = reviewed.conditions.get(title);
    yield* kindClaims(cause, title, reading, {
      locator: `release_conditions.json, ${name}: ${title}, ${condition['icd10-id']}`,
      at: at(conditions, 1),
    });
    for (const evidence of Object.keys(condition.symptoms)) {
      const reason =
        reviewed.findings.get(evidence)?.match === 'NONE'
          ? wordedOtherwise
          : evidenceOf.get(evidence)?.data_type !== 'B' && describesAnother;
      yield reason
        ? { what: 'SKIP', type: causes.name, reason, at: at(conditions, 1) }
        : {
            what: 'CLAIM',
            predicate: causes,
            subject: byCode(cause, codeOf(title)),
            object: byCode(symptom, codeOf(evidence)),
            citations: [{ locator: `release_conditions.json, ${name}, symptoms, ${evidence}` }],
            at: at(conditions, 1),
          };
    }
    for (const _ of Object.keys(condition.antecedents))
      yield { what: 'SKIP', type: causes.name, reason: ofTheHistory, at: at(conditions, 1) };
  }
}

const describesAnother = 'it describes another finding and is none by itself';
const ofTheHistory = 'it is of the history, no finding';
const wordedOtherwise = 'who read it found no finding in its words';

const codeOf = (name: string): string => `DDXPLUS:${name}`;

function findingOf(
  name: string,
  { question_en: question, is_antecedent: isHistory, data_type: type }: Evidence,
  reading: Reading | undefined,
  place: string,
): Item {
  const reason = type !== 'B' ? describesAnother : reading?.match === 'NONE' ? wordedOtherwise : isHistory && !reading && ofTheHistory;
  if (reason) return { what: 'SKIP', type: symptom.name, reason, at: place };
  return {
    what: 'CONCEPT',
    kind: symptom,
    code: codeOf(name),
    ...(reading?.match === 'SAME' && { sameAs: reading.codes }),
    name: { en: reading?.name ?? question },
    ...(reading && { synonyms: [{ text: question, kind: 'LAY', locale: 'en' }] }),
    at: place,
  };
}

function conditionItem({ 'cond-name-eng': title, 'icd10-id': icd10 }: Condition, reading: Reading | undefined, place: string): Item {
  return {
    what: 'CONCEPT',
    kind: cause,
    code: codeOf(title),
    ...(reading?.match === 'SAME' && { sameAs: reading.codes }),
    related: [{ code: `ICD10:${icd10.toUpperCase()}`, match: 'CLOSE' }],
    name: { en: reading?.name ?? title },
    fields: { causeKind: 'DISEASE' },
    at: place,
  };
}

/** That it is a kind of each of its codes, or each of them a kind of it. */
function* kindClaims(
  kind: NodeType,
  name: string,
  reading: Reading | undefined,
  { locator, at: place }: { readonly locator: string; readonly at: string },
): Generator<Item> {
  if (reading?.match !== 'NARROWER' && reading?.match !== 'BROADER') return;
  const [own, isNarrower] = [byCode(kind, codeOf(name)), reading.match === 'NARROWER'];
  for (const other of reading.codes.map((code) => byCode(kind, code)))
    yield {
      what: 'CLAIM',
      predicate: subtypeOf,
      subject: isNarrower ? own : other,
      object: isNarrower ? other : own,
      citations: [{ locator }],
      at: place,
    };
}
