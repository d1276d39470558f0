import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { idsIn, RecordName, RecordNames, TextWithRecords } from '../../derived/RecordName.tsx';
import { typeOfId } from '../../derived/record-types.ts';
import { useTime } from '../../derived/use-time.ts';
import { useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { ListState, MoreButton } from '../../layout/Screen.tsx';
import { useChange, useConnection } from '../../providers/use-answer.ts';
import { closeProblemDocument, dueDocument, type DueReason } from './queue-documents.ts';

interface DueTableProps {
  readonly reason: DueReason;
  /** Keys of what to call it, and of what to say when nothing waits. */
  readonly label: string;
  readonly emptyText: string;
}

/** Published records that somebody should look at for one reason; problems can be closed here. */
export const DueTable = ({ reason, label, emptyText }: DueTableProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const { time, day } = useTime();
  const [closing, setClosing] = useState<string>();
  const { nodes, ...list } = useConnection(dueDocument, { reason }, ({ page }) => page);
  const isProblem = reason === 'PROBLEM_REPORTED';
  return (
    <ListState {...list} isEmpty={nodes.length === 0} emptyText={emptyText}>
      <RecordNames ids={nodes.flatMap(({ recordId, text }) => [recordId, ...idsIn(text)])}>
        <Table size="small" aria-label={translate(label)}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('screens.queues.record')}</TableCell>
              <TableCell>{translate('screens.queues.type')}</TableCell>
              <TableCell>{translate('screens.queues.since')}</TableCell>
              {isProblem && <TableCell>{translate('screens.queues.problem')}</TableCell>}
              {isProblem && <TableCell>{translate('screens.queues.action')}</TableCell>}
            </TableRow>
          </TableHead>
          <TableBody>
            {nodes.map(({ recordId, since, text, reportId }) => {
              const type = typeOfId(recordId);
              return (
                <TableRow key={reportId ?? recordId} hover>
                  <TableCell>
                    <RecordName id={recordId} />
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
