import { useTranslate } from 'react-admin';
import type { WholeChangeSet } from './change-set-documents.ts';

/** Why a scheduled publish did not happen, in the language of the panel; null when nothing went wrong. */
export function useScheduleProblem(): (set: Pick<WholeChangeSet, 'scheduleProblem' | 'scheduleProblemCode'>) => string | null {
  const translate = useTranslate();
  return ({ scheduleProblem, scheduleProblemCode }) =>
    scheduleProblem === null
      ? null
      : translate(`editing.schedule_problem.${scheduleProblemCode ?? 'OTHER'}`, { _: translate('editing.schedule_problem.OTHER') });
}
