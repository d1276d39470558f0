import type { OptionNeed, SourceRecord } from '../importer.ts';
import { sourceRecord } from '../importer.ts';

/** What an operator says of the source of files that do not say it themselves. */
export const sourceOptions = {
  title: { description: 'what the source is called; the same title is the same source' },
  licence: { description: 'its licence', isOptional: true },
  attribution: { description: 'the words the licence asks to show', isOptional: true },
  edition: { description: 'its version', isOptional: true },
  url: { description: 'where it can be read', isOptional: true },
} as const satisfies Readonly<Record<string, OptionNeed>>;

/** The source that the options describe. */
export const sourceOfOptions = (key: string, { title = '', ...said }: Readonly<Record<string, string>>): SourceRecord =>
  sourceRecord(`${key}/${title}`, { kind: 'DATASET', title, ...said, standing: 'CURRENT' });
