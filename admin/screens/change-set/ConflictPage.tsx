import { Alert, Box, Button, Card, CardContent, FormControlLabel, Radio, RadioGroup, Stack, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading, Title, useNavigate, useNotify, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import { groupBy } from '../../../schema/language/group-by.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import {
  changeSetDocument,
  dropEditDocument,
  type EditWithChanges,
  type Overlap,
  putEditDocument,
  rebaseDocument,
} from '../../change-sets/change-set-documents.ts';
import { withoutEmpty } from '../../change-sets/draft.ts';
import { useFieldLabel } from '../../derived/field-label.ts';
import { NamingSet, useRecordNames } from '../../derived/record-names.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { useShownValue } from '../../derived/shown-value.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { ClaimSentence } from '../record/ClaimSentence.tsx';

type Choice = 'base' | 'theirs' | 'mine';

/** Settles what two people changed at once: everything that does not overlap is taken over, and for the rest a person chooses. */
export const ConflictPage = () => {
  const { id = '' } = useParams();
  const translate = useTranslate();
  const navigate = useNavigate();
  const notify = useNotify();
  const client = useQueryClient();
  const [overlaps, setOverlaps] = useState<readonly Overlap[]>();
  const [merged, setMerged] = useState<readonly AnyRecord[]>([]);
  const [error, setError] = useState<unknown>();
  const { data: set, error: readError } = useQuery({
    queryKey: ['change-set', id],
    staleTime: 0,
    queryFn: async () => (await askServer(changeSetDocument, { id })).changeSet,
  });
  if (readError) return <ErrorNotice error={readError} />;
  if (!set) return <Loading />;
  const again = async (): Promise<void> => {
    await Promise.all([client.invalidateQueries({ queryKey: ['change-set', id] }), client.invalidateQueries({ queryKey: ['workbench'] })]);
  };
  const takeOver = async (): Promise<void> => {
    const { rebase } = await askServer(rebaseDocument, { id });
    setOverlaps(rebase.overlapping);
    setMerged(rebase.merged);
    await again();
    if (rebase.overlapping.length > 0) return;
    notify('editing.set.took_over', { type: 'success' });
    navigate(`/change-sets/${id}`);
  };
  const stale = set.edits.filter(({ baseVersion, publishedVersion }) => baseVersion !== publishedVersion);
  const byRecord = groupBy(overlaps ?? [], ({ recordId }) => recordId);
  return (
    <NamingSet value={set}>
      <Stack spacing={2} sx={{ py: 2 }}>
        <Title title={translate('editing.conflict.title')} />
        <Typography variant="h5" component="h1">
          {translate('editing.labelled', { label: translate('editing.conflict.title'), text: set.title })}
        </Typography>
        <Link to={`/change-sets/${id}`}>{translate('editing.conflict.back')}</Link>
        <ErrorNotice error={error} />
        {stale.length === 0 ? (
          <Alert severity="success">{translate('editing.conflict.none')}</Alert>
        ) : (
          overlaps === undefined && (
            <>
              <Typography>{translate('editing.set.conflict_help')}</Typography>
              <Button variant="contained" sx={{ alignSelf: 'flex-start' }} onClick={() => void takeOver().catch(setError)}>
                {translate('editing.set.take_over')}
              </Button>
            </>
          )
        )}
        {stale.map((edit) => {
          const own = byRecord.get(edit.recordId);
          return (
            own && (
              <RecordConflict
                key={edit.recordId}
                edit={edit}
                merged={merged.find(({ id: mergedId }) => mergedId === edit.recordId)}
                overlaps={own}
                onSettled={() => {
                  setOverlaps((overlaps ?? []).filter(({ recordId }) => recordId !== edit.recordId));
                  notify('editing.conflict.saved', { type: 'success' });
                  void again();
                }}
              />
            )
          );
        })}
      </Stack>
    </NamingSet>
  );
};

interface RecordConflictProps {
  readonly edit: EditWithChanges;
  /** Both sides' changes, and in the overlapping fields what is published; nothing when one side retired the record. */
  readonly merged: AnyRecord | undefined;
  readonly overlaps: readonly Overlap[];
  readonly onSettled: () => void;
}

const RecordConflict = ({ edit, merged, overlaps, onSettled }: RecordConflictProps) => {
  const translate = useTranslate();
  const nameOf = useRecordNames();
  const labelOf = useFieldLabel();
  const show = useShownValue(edit.recordId, nameOf);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [error, setError] = useState<unknown>();
  const type = typeOfId(edit.recordId);
  const save = async (): Promise<void> => {
    if (merged === undefined) {
      await askServer(dropEditDocument, { changeSet: edit.changeSet, id: edit.recordId });
    } else {
      await askServer(putEditDocument, {
        changeSet: edit.changeSet,
        record: withoutEmpty(settled(merged, overlaps, choices)) as object,
        expectedVersion: edit.version,
        baseVersion: edit.publishedVersion,
      });
    }
    onSettled();
  };
  return (
    <Card variant="outlined" component="section" aria-label={nameOf(edit.recordId)}>
      <CardContent>
        <Typography variant="h6" component="h2">
          {type?.shape === 'relation' && edit.record ? <ClaimSentence type={type} claim={edit.record} /> : nameOf(edit.recordId)}
        </Typography>
        {merged === undefined ? (
          <Alert severity="warning">{translate('editing.conflict.retired')}</Alert>
        ) : (
          overlaps.map(({ path, ...values }) => (
            <Box key={path} sx={{ my: 2 }}>
              <Typography id={`conflict-${edit.recordId}-${path}`} sx={{ fontWeight: 600 }}>
                {labelOf(path)}
              </Typography>
              <RadioGroup
                aria-labelledby={`conflict-${edit.recordId}-${path}`}
                value={choices[path] ?? ''}
                onChange={(_event, choice) => setChoices({ ...choices, [path]: choice as Choice })}
              >
                {(['mine', 'theirs', 'base'] as const).map((choice) => (
                  <FormControlLabel
                    key={choice}
                    value={choice}
                    control={<Radio size="small" />}
                    label={`${translate(`editing.conflict.${choice}`)}: ${show(path, values[choice]) || translate('editing.set.nothing')}`}
                  />
                ))}
              </RadioGroup>
            </Box>
          ))
        )}
        <ErrorNotice error={error} />
        <Button
          variant="contained"
          disabled={merged !== undefined && overlaps.some(({ path }) => choices[path] === undefined)}
          onClick={() => void save().catch(setError)}
        >
          {translate(merged === undefined ? 'editing.undo_edit' : 'editing.conflict.save')}
        </Button>
      </CardContent>
    </Card>
  );
};

/** The record as it shall be: both sides' changes where they go together, and what was chosen where they do not. */
function settled(merged: AnyRecord, overlaps: readonly Overlap[], choices: Readonly<Record<string, Choice>>): AnyRecord {
  const record = structuredClone(merged) as Record<string, unknown>;
  for (const overlap of overlaps) put(record, overlap.path.split('.'), overlap[choices[overlap.path] ?? 'mine']);
  return record as AnyRecord;
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[name] = value ?? undefined;
  else put((into[name] ??= {}) as Record<string, unknown>, rest, value);
}
