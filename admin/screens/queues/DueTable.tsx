import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Link as MuiLink,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { type Edit, openEditsDocument } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { useFieldAddress } from '../../derived/field-address.ts';
import { useRecordNames } from '../../derived/record-names.ts';
import { idsIn, RecordNames, TextWithRecords } from '../../derived/RecordName.tsx';
import { typeOfId } from '../../derived/record-types.ts';
import { useTime } from '../../derived/use-time.ts';
import { useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { ListState, MoreButton } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useChange, useConnection } from '../../providers/use-answer.ts';
import { useCan } from '../../providers/viewer.ts';
import { closeProblemDocument, dueDocument, type DueReason } from './queue-documents.ts';
import { StillCorrectButton } from './StillCorrectButton.tsx';

interface DueTableProps {
  readonly reason: DueReason;
  /** Keys of what to call it, and of what to say when nothing waits. */
  readonly label: string;
  readonly emptyText: string;
}

/** Published records that somebody should look at for one reason; problems can be closed here, and what is still correct be confirmed. */
export const DueTable = ({ reason, label, emptyText }: DueTableProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const { time, day } = useTime();
  const [closing, setClosing] = useState<string>();
  const { nodes, ...list } = useConnection(dueDocument, { reason }, ({ page }) => page);
  const isProblem = reason === 'PROBLEM_REPORTED';
  const canConfirm = useCan('EDIT_CHANGE_SETS') && reason === 'REVIEW_DATE';
  const edits = useOwnEdits(canConfirm ? nodes.map(({ recordId }) => recordId) : []);
  return (
    <ListState {...list} isEmpty={nodes.length === 0} emptyText={emptyText}>
      <RecordNames ids={nodes.flatMap(({ text }) => idsIn(text))}>
        <Table size="small" aria-label={translate(label)}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('screens.queues.record')}</TableCell>
              <TableCell>{translate('screens.queues.type')}</TableCell>
              <TableCell>{translate('screens.queues.since')}</TableCell>
              {isProblem && <TableCell>{translate('screens.queues.problem')}</TableCell>}
              {(isProblem || canConfirm) && <TableCell>{translate('screens.queues.action')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {nodes.map(({ recordId, since, text, reportId }) => {
              const type = typeOfId(recordId);
              return (
                <TableRow key={reportId ?? recordId}>
                  <TableCell>
                    <DueRecord id={recordId} field={fieldOf[reason]} />
                  </TableCell>
                  <TableCell>{type && titleOf(type)}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{isProblem ? time(since) : day(since)}</TableCell>
                  {isProblem && (
                    <TableCell sx={{ whiteSpace: 'pre-wrap' }}>
                      <TextWithRecords text={text ?? ''} />
                    </TableCell>
                  )}
                  {isProblem && (
                    <TableCell>
                      <Button size="small" onClick={() => setClosing(reportId ?? undefined)}>
                        {translate('screens.queues.close')}
                      </Button>
                    </TableCell>
                  )}
                  {canConfirm && (
                    <TableCell>
                      <StillCorrectButton id={recordId} edit={edits.get(recordId)} />
                    </TableCell>
                  )}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </RecordNames>
      <MoreButton {...list} />
      {closing !== undefined && <CloseDialog reportId={closing} onDone={() => setClosing(undefined)} />}
    </ListState>
  );
};

/** Where on the page of a record to look first. */
const fieldOf: Readonly<Record<DueReason, string>> = { REVIEW_DATE: 'lastReviewed', SOURCE_NOT_CURRENT: 'citations', PROBLEM_REPORTED: '' };

/** A record by name, leading to where it is edited; a claim to itself on the page of its subject. */
const DueRecord = ({ id, field }: { readonly id: string; readonly field: string }) => {
  const nameOf = useRecordNames();
  const address = useFieldAddress()(id, field);
  return address === undefined ? (
    nameOf(id)
  ) : (
    <MuiLink component={Link} to={address}>
      {nameOf(id)}
    </MuiLink>
  );
};

/** What the current change set makes of these records. */
function useOwnEdits(recordIds: readonly string[]): ReadonlyMap<string, Edit> {
  const { current } = useWorkingSet();
  const { data = [] } = useQuery({
    queryKey: ['open-edits', 'due', current?.id, recordIds],
    enabled: current !== undefined && recordIds.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async () => (await askServer(openEditsDocument, { changeSet: current?.id, recordIds, first: 200 })).openEdits,
  });
  return new Map(data.map(({ edit }) => [edit.recordId, edit]));
}

const CloseDialog = ({ reportId, onDone }: { readonly reportId: string; readonly onDone: () => void }) => {
  const translate = useTranslate();
  const [note, setNote] = useState('');
  const close = useChange(closeProblemDocument, onDone);
  return (
    <Dialog open onClose={onDone} fullWidth maxWidth="sm" aria-labelledby="close-problem">
      <DialogTitle id="close-problem">{translate('screens.queues.close')}</DialogTitle>
      <DialogContent>
        <TextField
          label={translate('screens.queues.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          multiline
          minRows={2}
          fullWidth
          autoFocus
          margin="dense"
        />
        <ErrorNotice error={close.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onDone}>{translate('screens.cancel')}</Button>
        <Button
          variant="contained"
          disabled={close.isPending}
          onClick={() => close.mutate({ id: reportId, note: note.trim() === '' ? null : note })}
        >
          {translate('screens.queues.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
