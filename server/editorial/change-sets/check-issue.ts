import type { Issue } from '../../../schema/error-codes.ts';

/** One problem of a change set: which record, where in its form, which rule, and what to do about it. */
export interface CheckIssue extends Issue {
  readonly recordId: string;
  /** Id of another record that has to do with it. */
  readonly relatedId: string | null;
  /** A warning does not stop a change set. */
  readonly severity: 'ERROR' | 'WARNING';
}
