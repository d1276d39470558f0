import { Button, Link as MuiLink } from '@mui/material';
import { dayOf } from '../../../schema/language/day.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { type Edit, putEditDocument } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { useRecordNames } from '../../derived/record-names.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { standingDocument } from './queue-documents.ts';

interface StillCorrectButtonProps {
  readonly id: string;
  /** What the current change set makes of the record already. */
  readonly edit: Edit | undefined;
}

/** Says that a record was looked at today and may stay as it is: an edit in the current change set, which publishing dates anew. */
export const StillCorrectButton = ({ id, edit }: StillCorrectButtonProps) => {
  const translate = useTranslate();
  const client = useQueryClient();
  const nameOf = useRecordNames();
  const { ensure } = useWorkingSet();
  const confirm = useMutation({
    mutationFn: async () => {
      await confirmRecord(id, await ensure(translate('screens.queues.review_title')));
      await Promise.all([
        client.invalidateQueries({ queryKey: ['open-edits'] }),
        client.invalidateQueries({ queryKey: ['workbench'] }),
        client.invalidateQueries({ queryKey: ['change-set'] }),
      ]);
    },
  });
  if (edit?.record?.['lastReviewed'] === today())
    return (
      <MuiLink component={Link} to={`/change-sets/${edit.changeSet}`}>
        {translate('screens.queues.confirmed')}
      </MuiLink>
    );
  return (
    <>
      <Button
        size="small"
        disabled={confirm.isPending}
        onClick={() => confirm.mutate()}
        aria-label={translate('screens.queues.still_correct_name', { name: nameOf(id) })}
      >
        {translate('screens.queues.still_correct')}
      </Button>
      <ErrorNotice error={confirm.error} />
    </>
  );
};

/** Puts a record into a change set as looked at today. Without a next review of its own, publishing sets it as the record's type says. */
async function confirmRecord(id: string, changeSet: string): Promise<void> {
  const { history, openEdits } = await askServer(standingDocument, { id, changeSet });
  const [published, edited] = [history.edges[0]?.node, openEdits[0]?.edit];
  const before: Partial<AnyRecord> = edited?.record ?? published?.record ?? {};
  const { nextReview: _past, ...record } = before;
  await askServer(putEditDocument, {
    changeSet,
    record: { ...record, lastReviewed: today() },
    expectedVersion: edited?.version ?? published?.version ?? 0,
  });
}

const today = (): string => dayOf(new Date());
