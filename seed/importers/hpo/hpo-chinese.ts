import { symptom } from '../../../schema/nodes/symptom.ts';
import { badUserInput } from '../../../server/errors.ts';
import { importer, type Item } from '../importer.ts';
import type { InputFile } from '../readers/input-file.ts';
import { readTable } from '../readers/table.ts';
import { hpoSource } from './hpo-source.ts';

const format = {
  columns: ['translation_language', 'subject_id', 'predicate_id', 'source_value', 'translation_value', 'translation_status'],
  delimiter: '\t',
  isQuoted: false,
} as const;

/** Chinese names of the symptoms of the Human Phenotype Ontology; the terms come first. */
export const hpoChinese = importer({
  name: 'hpo-chinese',
  title: 'Chinese labels of the Human Phenotype Ontology',
  files: { labels: { example: 'hp-zh.babelon.tsv', pattern: /babelon\.tsv$/ } },
  options: { edition: { description: 'the day it is of, such as 2026-08-14: the licence asks to show it' } },
  async open({ labels }, { edition }) {
    for await (const { translation_language: language } of readTable(labels, format)) {
      if (language !== 'zh') throw badUserInput(`${labels.name} is in "${language}", but "zh" is wanted.`);
      break;
    }
    return {
      source: hpoSource('hpo-chinese', 'Human Phenotype Ontology, Chinese labels', edition),
      version: edition,
      items: () => itemsOf(labels),
    };
  },
});

async function* itemsOf(file: InputFile): AsyncGenerator<Item> {
  for await (const row of readTable(file, format)) {
    const skip = (reason: string): Item => ({ what: 'SKIP', type: symptom.name, reason, at: row.at });
    if (row.translation_status !== 'OFFICIAL') yield skip(`translation is ${row.translation_status}, not OFFICIAL`);
    else if (row.predicate_id !== 'rdfs:label') yield skip(`${row.predicate_id} is no label`);
    else
      yield {
        what: 'CONCEPT',
        kind: symptom,
        code: row.subject_id,
        name: { zh: row.translation_value },
        mayCreate: false,
        at: row.at,
      };
  }
}
