import { Alert, Box, Button, Card, CardContent, Chip, Link as MuiLink, Stack, Tab, Tabs, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading, Title, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { changeSetDocument, checkDocument, type EditWithChanges, type WholeChangeSet } from '../../change-sets/change-set-documents.ts';
import { IssueList } from '../../change-sets/IssueList.tsx';
import { useScheduleProblem } from '../../change-sets/schedule-problem.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { useRecordNames } from '../../derived/record-names.ts';
import { addressOfField, addressOfRecord, typeOfId } from '../../derived/record-types.ts';
import { usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { Waiting } from '../../layout/Screen.tsx';
import { TypeIcon } from '../../layout/TypeIcon.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useViewer } from '../../providers/viewer.ts';
import { ClaimSentence } from '../record/ClaimSentence.tsx';
import { DropButton } from '../record/RetireButton.tsx';
import { ChangeSetSteps } from './ChangeSetSteps.tsx';
import { Discussion } from './Discussion.tsx';
import { FieldDiff } from './FieldDiff.tsx';
import { PreviewTab } from './PreviewTab.tsx';

/** The page of a change set: what it changes word by word, what speaks against it, what people say of it, and the steps to its release. */
export const ChangeSetPage = () => {
  const { id = '' } = useParams();
  const translate = useTranslate();
  const client = useQueryClient();
  const { refresh, choose } = useWorkingSet();
  const [tab, setTab] = useState<'edits' | 'preview'>('edits');
  const { data: set, error } = useQuery({
    queryKey: ['change-set', id],
    staleTime: 0,
    queryFn: async () => (await askServer(changeSetDocument, { id })).changeSet,
  });
  const isOver = set?.state === 'PUBLISHED' || set?.state === 'WITHDRAWN';
  const check = useQuery({
    queryKey: ['change-set', id, 'check', set?.version],
    enabled: set !== undefined && !isOver,
    queryFn: async () => (await askServer(checkDocument, { id })).checkChangeSet,
  });
  if (error) return <ErrorNotice error={error} />;
  if (!set) return <Loading />;
  const onChanged = async (): Promise<void> => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['change-set', id] }),
      client.invalidateQueries({ queryKey: ['workbench'] }),
      client.invalidateQueries({ queryKey: ['open-edits'] }),
      refresh(),
    ]);
  };
  const records = new Map(
    set.edits.flatMap(({ recordId, record, base }) => ((record ?? base) ? [[recordId, (record ?? base) as AnyRecord]] : [])),
  );
  const conflicts = new Set(check.data?.conflicts.map((conflict) => conflict.id));
  return (
    <Stack spacing={2} sx={{ py: 2 }}>
      <Title title={set.title} />
      <Header set={set} />
      <ChangeSetSteps set={set} hasConflicts={conflicts.size > 0} onChanged={onChanged} />
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 2fr) minmax(18rem, 1fr)' }, alignItems: 'start' }}
      >
        <Card variant="outlined">
          <Tabs value={tab} onChange={(_event, next: 'edits' | 'preview') => setTab(next)} sx={{ borderBottom: 1, borderColor: 'divider' }}>
            <Tab
              value="edits"
              id="tab-edits"
              aria-controls="panel-edits"
              label={`${translate('editing.set.edits')} (${set.edits.length})`}
            />
            {!isOver && <Tab value="preview" id="tab-preview" aria-controls="panel-preview" label={translate('editing.set.preview')} />}
          </Tabs>
          <CardContent role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
            {tab === 'preview' ? <PreviewTab set={set} /> : <Edits set={set} conflicts={conflicts} onChanged={onChanged} />}
          </CardContent>
        </Card>
        <Stack spacing={2}>
          {!isOver && (
            <Card variant="outlined" component="section" aria-label={translate('editing.set.check')}>
              <CardContent>
                <Typography variant="h6" component="h2" gutterBottom>
                  {translate('editing.set.check')}
                </Typography>
                <ErrorNotice error={check.error} />
                {check.isPending && <Waiting />}
                {check.data && (
                  <Stack spacing={1}>
                    <Typography variant="body2" color="text.secondary">
                      {translate('editing.set.counts', {
                        created: check.data.created,
                        changed: check.data.changed,
                        retired: check.data.retired,
                        unchanged: check.data.unchanged,
                      })}
                    </Typography>
                    {check.data.issues.length + conflicts.size === 0 && (
                      <Alert severity="success">{translate('editing.set.all_good')}</Alert>
                    )}
                    {conflicts.size > 0 && (
                      <Alert
                        severity="warning"
                        action={
                          <Button color="inherit" component={Link} to={`/change-sets/${id}/conflicts`}>
                            {translate('editing.set.conflicts')}
                          </Button>
                        }
                      >
                        {translate('editing.has_conflicts', { smart_count: conflicts.size })}
                      </Alert>
                    )}
                    <IssueList issues={check.data.issues} records={records} onFollow={() => choose(id)} />
                  </Stack>
                )}
              </CardContent>
            </Card>
          )}
          <Discussion set={set} onChanged={onChanged} />
        </Stack>
      </Box>
    </Stack>
  );
};

const Header = ({ set }: { readonly set: WholeChangeSet }) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const scheduleProblem = useScheduleProblem()(set);
  return (
    <Stack spacing={1}>
      <Stack direction="row" spacing={1.5} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="h5" component="h1">
          {set.title}
        </Typography>
        <Chip
          size="small"
          color={set.state === 'APPROVED' || set.state === 'PUBLISHED' ? 'success' : 'info'}
          label={translate(`editing.set_state.${set.state}`)}
        />
        <Typography color="text.secondary">{translate('editing.set.by', { name: set.authorName })}</Typography>
      </Stack>
      {set.reason && <Typography>{set.reason}</Typography>}
      {set.stateReason && <Alert severity="warning">{set.stateReason}</Alert>}
      {set.release !== null && <Alert severity="success">{translate('editing.set.published', { release: set.release })}</Alert>}
      {set.scheduledAt && (
        <Alert severity="info">{translate('editing.set.scheduled', { time: new Date(set.scheduledAt).toLocaleString(locale) })}</Alert>
      )}
      {scheduleProblem && <Alert severity="error">{scheduleProblem}</Alert>}
    </Stack>
  );
};

interface EditsProps {
  readonly set: WholeChangeSet;
  readonly conflicts: ReadonlySet<string>;
  readonly onChanged: () => Promise<void>;
}

const Edits = ({ set, conflicts, onChanged }: EditsProps) => {
  const translate = useTranslate();
  const { user } = useViewer();
  const isMine = set.authorId === user?.id && set.state !== 'PUBLISHED' && set.state !== 'WITHDRAWN';
  if (set.edits.length === 0) return <Typography color="text.secondary">{translate('editing.set.empty')}</Typography>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
      {set.edits.map((edit) => (
        <Box component="li" key={edit.recordId} sx={{ borderBottom: 1, borderColor: 'divider', py: 1.5 }}>
          <Stack direction="row" spacing={1} sx={{ alignItems: 'center', justifyContent: 'space-between', mb: 1 }}>
            <Stack
              direction="row"
              spacing={1}
              useFlexGap
              sx={{ alignItems: 'center', flexWrap: { xs: 'wrap', md: 'nowrap' }, minWidth: 0 }}
            >
              <EditTitle edit={edit} />
              <Chip
                size="small"
                variant="outlined"
                color={actionOf(edit).color}
                label={translate(`editing.set.action.${actionOf(edit).name}`)}
                sx={{ flexShrink: 0 }}
              />
              {conflicts.has(edit.recordId) && (
                <Chip size="small" color="warning" label={translate('editing.conflict.title')} sx={{ flexShrink: 0 }} />
              )}
            </Stack>
            {isMine && (
              <DropButton changeSet={set.id} id={edit.recordId} isNew={edit.baseVersion === 0} onDropped={() => void onChanged()} />
            )}
          </Stack>
          {edit.action === 'RETIRE' ? (
            <Typography>{edit.reason}</Typography>
          ) : (
            <FieldDiff recordId={edit.recordId} changes={edit.changes} />
          )}
        </Box>
      ))}
    </Box>
  );
};

function actionOf(edit: EditWithChanges): { readonly name: string; readonly color: 'success' | 'info' | 'warning' | 'default' } {
  if (edit.action === 'RETIRE') return { name: 'RETIRED', color: 'warning' };
  if (edit.baseVersion === 0) return { name: 'NEW', color: 'success' };
  return edit.changes.length === 0 ? { name: 'UNCHANGED', color: 'default' } : { name: 'CHANGED', color: 'info' };
}

/** The record of an edit: a claim as its sentence, anything else by its name; it leads to where it can be edited. */
const EditTitle = ({ edit }: { readonly edit: EditWithChanges }) => {
  const nameOf = useRecordNames();
  const titleOf = useTypeTitle();
  // The record's page shows the edits of the current change set.
  const { choose } = useWorkingSet();
  const open = (): void => choose(edit.changeSet);
  const type = typeOfId(edit.recordId);
  const record = edit.record ?? edit.base;
  if (!type) return <Typography>{edit.recordId}</Typography>;
  if (type.shape === 'relation') {
    const address = addressOfField(edit.recordId, '', record ?? undefined);
    const sentence = record ? <ClaimSentence type={type} claim={record} /> : titleOf(type);
    return address ? (
      <MuiLink component={Link} to={address} onClick={open} color="inherit" underline="hover">
        {sentence}
      </MuiLink>
    ) : (
      sentence
    );
  }
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <TypeIcon name={type.name} fontSize="small" color="primary" />
      <Link to={addressOfRecord(edit.recordId) ?? ''} onClick={open} style={{ color: 'inherit' }}>
        {nameOf(edit.recordId)}
      </Link>
      <Typography variant="body2" color="text.secondary">
        {titleOf(type)}
      </Typography>
    </Stack>
  );
};
