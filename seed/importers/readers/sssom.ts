import { codeKey, parseCode } from '../codes.ts';
import { badLine, type InputFile } from './input-file.ts';
import { readTable } from './table.ts';

/** Two codes that a mapping file says mean the same. */
export interface ExactMatch {
  readonly subject: string;
  /** What the file calls the subject; empty where it does not say. */
  readonly subjectLabel: string;
  readonly object: string;
  readonly line: number;
}

/** The exact matches of a mapping file (SSSOM), in its order; looser ones are passed over. BAD_USER_INPUT for what is no code. */
export async function* exactMatches(file: InputFile): AsyncGenerator<ExactMatch> {
  const columns = ['subject_id', 'predicate_id', 'object_id'] as const;
  const format = { columns, optional: ['subject_label'], delimiter: '\t', isQuoted: false, comment: '#' } as const;
  for await (const { subject_id, subject_label, predicate_id, object_id, line } of readTable(file, format)) {
    if (predicate_id !== 'skos:exactMatch') continue;
    const key = (text: string): string => {
      const code = parseCode(text);
      if (!code) throw badLine(file, line, `"${text}" is no code: it should look like SYMP:0000093.`);
      return codeKey(code);
    };
    yield { subject: key(subject_id), subjectLabel: subject_label, object: key(object_id), line };
  }
}
