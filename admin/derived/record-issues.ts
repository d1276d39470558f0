import { useMemo } from 'react';
import { dayOf } from '../../schema/language/day.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { doubtsAboutRecord } from '../../schema/validation/doubts-about-record.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { withoutEmpty } from '../change-sets/draft.ts';
import { codeWarnings } from './code-systems.ts';
import type { FormIssue } from './issue-text.ts';

/** Everything wrong with a record by itself, found by the validation that the server runs, and what is worth a second look. A new record has no id yet. */
function recordIssues(record: AnyRecord): readonly FormIssue[] {
  const stored = withoutEmpty(record) as AnyRecord;
  const today = dayOf(new Date());
  return [
    ...validateRecord(model, stored).filter(({ path }) => path !== 'id'),
    ...doubtsAboutRecord(model, stored, today).map((doubt) => ({ ...doubt, severity: 'WARNING' as const })),
    ...codeWarnings(stored),
  ];
}

/** The same, found anew only when the record changes. */
export const useRecordIssues = (record: AnyRecord): readonly FormIssue[] => useMemo(() => recordIssues(record), [record]);
