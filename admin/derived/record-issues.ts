import { useMemo } from 'react';
import type { Issue } from '../../schema/error-codes.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { withoutEmpty } from '../change-sets/draft.ts';

/** Everything wrong with a record by itself, found by the validation that the server runs. A new record has no id yet. */
export function recordIssues(record: AnyRecord): readonly Issue[] {
  return validateRecord(model, withoutEmpty(record) as AnyRecord).filter(({ path }) => path !== 'id');
}

/** The same, found anew only when the record changes. */
export const useRecordIssues = (record: AnyRecord): readonly Issue[] => useMemo(() => recordIssues(record), [record]);
