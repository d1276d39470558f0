import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { groupBy } from '../../schema/language/group-by.ts';
import type { FormIssue } from '../derived/issue-text.ts';
import { askServer } from '../providers/ask-server.ts';
import { checkDraftsDocument, type Edit } from './change-set-documents.ts';

const none: readonly FormIssue[] = [];

/**
 * What the server has against the edits of a page as they are saved, looking around them as well: names that others have, ends that are
 * missing, circles. Asked again after each save; answers the issues of one record.
 */
export function useDraftIssues(changeSet: string | undefined, edits: readonly Edit[]): (id: string) => readonly FormIssue[] {
  const { data } = useQuery({
    queryKey: ['draft-issues', changeSet, edits.map(({ recordId, version }) => `${recordId} ${version}`)],
    enabled: changeSet !== undefined && edits.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await askServer(checkDraftsDocument, { changeSet: changeSet ?? '', records: edits.flatMap(({ record }) => record ?? []) }))
        .checkRecords.issues,
  });
  const byRecord = useMemo(() => groupBy(data ?? [], ({ recordId }) => recordId), [data]);
  const hasNone = edits.length === 0;
  return useCallback((id) => (hasNone ? none : (byRecord.get(id) ?? none)), [byRecord, hasNone]);
}
