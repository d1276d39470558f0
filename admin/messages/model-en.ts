import type { Field, Fields } from '../../schema/language/field.ts';
import type { Model } from '../../schema/language/define-model.ts';

/** The words of the model for a panel in one language. */
export interface ModelMessages {
  /** Titles of the lists of records, by type. */
  readonly lists: Readonly<Record<string, string>>;
  /** Labels by name of the field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Labels of vocabulary values, by vocabulary and value. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Units of numbers. */
  readonly units: Readonly<Record<string, string>>;
  /** Help texts by the sentence of the model, which is English. */
  readonly descriptions: Readonly<Record<string, string>>;
}

/** The model's own words, in English: names become labels, descriptions are help. */
export function modelEn(model: Model): ModelMessages {
  const fields: Record<string, string> = {};
  const choices: Record<string, Record<string, string>> = {};
  const descriptions: Record<string, string> = {};
  // Seconds are shown in it.
  const units: Record<string, string> = { min: 'min' };
  const add = (description: string): void => void (descriptions[description] = description);
  const addField = (name: string, field: Field): void => {
    fields[name] = labels[name] ?? labelOf(name);
    add(field.description);
    if (field.kind === 'number' && field.unit !== undefined) units[field.unit] = field.unit;
    if (field.kind === 'group') addFields(field.fields);
    if (field.kind !== 'choice') return;
    choices[field.name] = Object.fromEntries(
      Object.keys(field.values).map((value) => [value, labels[value] ?? sentenceCase(value.replaceAll('_', ' '))]),
    );
    for (const meaning of Object.values(field.values)) add(meaning);
  };
  const addFields = (list: Fields): void => Object.entries(list).forEach(([name, field]) => addField(name, field));
  for (const type of [...model.nodes, ...model.relations]) {
    add(type.description);
    addFields(type.fields);
  }
  const lists = Object.fromEntries(model.nodes.map(({ name, plural }) => [name, labelOf(plural)]));
  return { lists, fields, choices, units, descriptions };
}

/** Labels that do not follow from the name. */
const labels: Readonly<Record<string, string>> = {
  en: 'English',
  zh: 'Chinese',
  url: 'Web address',
  doi: 'DOI',
  pmid: 'PubMed id',
  locale: 'Language',
  form: 'Dosage form',
  durationMinSeconds: 'Shortest duration',
  durationMaxSeconds: 'Longest duration',
  temperatureCelsius: 'Temperature',
  frequencyCount: 'People with it',
  frequencyTotal: 'People looked at',
  per: 'In how much food',
  presence: 'Must be',
  SELF_CARE: 'Self-care',
  DATASET: 'Data set',
  PER_100_ML: 'Per 100 ml',
};

const labelOf = (name: string): string => sentenceCase(name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '));

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
