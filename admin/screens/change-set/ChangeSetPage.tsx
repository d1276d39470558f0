import { Alert, Box, Button, Card, CardContent, Chip, Link as MuiLink, Stack, Tab, Tabs, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Loading, Title, useTranslate } from 'react-admin';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { groupBy } from '../../../schema/language/group-by.ts';
import {
  changeSetDocument,
  checkDocument,
  draftStates,
  editsElsewhereDocument,
  type EditWithChanges,
  reviewStates,
  type WholeChangeSet,
} from '../../change-sets/change-set-documents.ts';
import { IssueList } from '../../change-sets/IssueList.tsx';
import { OtherSets } from '../../change-sets/OtherSets.tsx';
import { useScheduleProblem } from '../../change-sets/schedule-problem.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { NamingSet, useRecordNames } from '../../derived/record-names.ts';
import { addressOfField, addressOfRecord, typeOfId } from '../../derived/record-types.ts';
import { useTime } from '../../derived/use-time.ts';
import { useTypeTitle } from '../../derived/words.ts';
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
import { timeZone } from './time-zone.ts';
import { WholeRecordButton } from './WholeRecordButton.tsx';

/** The page of a change set: what it changes word by word, what speaks against it, what people say of it, and the steps to its release. */
export const ChangeSetPage = () => {
  const { id = '' } = useParams();
  const translate = useTranslate();
  const client = useQueryClient();
  const { user } = useViewer();
  const { refresh, choose, mine } = useWorkingSet();
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
  // Others take a person's change set on as well, such as a reviewer who sends it back.
  const isKnown = mine.some((one) => one.id === id);
  const isNews = set?.authorId === user?.id && set !== undefined && draftStates.includes(set.state) !== isKnown;
  useEffect(() => {
    if (isNews) void refresh();
  }, [isNews, refresh]);
  if (error) return <ErrorNotice error={error} />;
  if (!set) return <Loading />;
  // Nothing is to come of what is published or given up.
  const shownTab = isOver ? 'edits' : tab;
  const onChanged = async (): Promise<void> => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['change-set', id] }),
      client.invalidateQueries({ queryKey: ['workbench'] }),
      client.invalidateQueries({ queryKey: ['open-edits'] }),
      refresh(),
    ]);
  };
  // Records' pages show the edits of one's own change sets only; to others the edit is shown here.
  const canOpen = isKnown;
  const conflicts = new Set(check.data?.conflicts.map((conflict) => conflict.id));
  return (
    <NamingSet value={set}>
      <Stack spacing={2} sx={{ py: 2 }}>
        <Title title={set.title} />
        <Header set={set} />
        <ChangeSetSteps set={set} hasConflicts={conflicts.size > 0} onChanged={onChanged} />
        <Box
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 2fr) minmax(18rem, 1fr)' }, alignItems: 'start' }}
        >
          <Card variant="outlined">
            <Tabs
              value={shownTab}
              onChange={(_event, next: 'edits' | 'preview') => setTab(next)}
              sx={{ borderBottom: 1, borderColor: 'divider' }}
            >
              <Tab
                value="edits"
                id="tab-edits"
                aria-controls="panel-edits"
                label={`${translate('editing.set.edits')} (${set.edits.length})`}
              />
              {!isOver && <Tab value="preview" id="tab-preview" aria-controls="panel-preview" label={translate('editing.set.preview')} />}
            </Tabs>
            <CardContent role="tabpanel" id={`panel-${shownTab}`} aria-labelledby={`tab-${shownTab}`}>
              {shownTab === 'preview' ? (
                <PreviewTab set={set} />
              ) : (
                <Edits set={set} canOpen={canOpen} conflicts={conflicts} onChanged={onChanged} />
              )}
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
                      <IssueList
                        issues={check.data.issues}
                        {...(!canOpen && {
                          addressOf: (recordId: string) => `/change-sets/${id}?${new URLSearchParams({ edit: recordId }).toString()}`,
                        })}
                        onFollow={() => {
                          if (canOpen) void choose(id);
                          setTab('edits');
                        }}
                      />
                    </Stack>
                  )}
                </CardContent>
              </Card>
            )}
            <Discussion set={set} onChanged={onChanged} />
          </Stack>
        </Box>
      </Stack>
    </NamingSet>
  );
};

const Header = ({ set }: { readonly set: WholeChangeSet }) => {
  const translate = useTranslate();
  const { time: written } = useTime();
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
        <Alert severity="info">{translate('editing.set.scheduled', { time: written(set.scheduledAt), zone: timeZone() })}</Alert>
      )}
      {scheduleProblem && <Alert severity="error">{scheduleProblem}</Alert>}
    </Stack>
  );
};

interface EditsProps {
  readonly set: WholeChangeSet;
  /** Whether records' pages show the edits of this set to whoever looks. */
  readonly canOpen: boolean;
  readonly conflicts: ReadonlySet<string>;
  readonly onChanged: () => Promise<void>;
}

const Edits = ({ set, canOpen, conflicts, onChanged }: EditsProps) => {
  const translate = useTranslate();
  const { user } = useViewer();
  const [params] = useSearchParams();
  const isOver = set.state === 'PUBLISHED' || set.state === 'WITHDRAWN';
  const isMine = set.authorId === user?.id && !isOver;
  const recordIds = set.edits.map(({ recordId }) => recordId);
  const { data: elsewhere = [] } = useQuery({
    queryKey: ['open-edits', 'elsewhere', set.id, set.version],
    staleTime: 0,
    enabled: !isOver && recordIds.length > 0,
    queryFn: async () => (await askServer(editsElsewhereDocument, { changeSet: set.id, recordIds })).openEdits,
  });
  const otherSets = groupBy(elsewhere, ({ edit }) => edit.recordId);
  if (set.edits.length === 0) return <Typography color="text.secondary">{translate('editing.set.empty')}</Typography>;
  return (
    <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
      {set.edits.map((edit) => (
        <EditItem key={edit.recordId} isShown={params.get('edit') === edit.recordId}>
          <Stack direction="row" spacing={1} sx={{ alignItems: 'center', justifyContent: 'space-between', mb: 1 }}>
            <Stack
              direction="row"
              spacing={1}
              useFlexGap
              sx={{ alignItems: 'center', flexWrap: { xs: 'wrap', md: 'nowrap' }, minWidth: 0 }}
            >
              <EditTitle edit={edit} canOpen={canOpen} />
              {!canOpen && edit.publishedVersion === 0 && typeOfId(edit.recordId)?.shape === 'node' && (
                <WholeRecordButton set={set} edit={edit} />
              )}
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
              <DropButton
                changeSet={set.id}
                ids={[edit.recordId]}
                isNew={edit.baseVersion === 0}
                isInReview={reviewStates.includes(set.state)}
                onDropped={() => void onChanged()}
              />
            )}
          </Stack>
          <OtherSets sets={(otherSets.get(edit.recordId) ?? []).map(({ changeSet }) => changeSet)} />
          {edit.action === 'RETIRE' ? (
            <Typography>{edit.reason}</Typography>
          ) : (
            <FieldDiff recordId={edit.recordId} changes={edit.changes} />
          )}
        </EditItem>
      ))}
    </Box>
  );
};

/** One edit; the one that the address asks for is brought into view, as often as a link asks for it. */
const EditItem = ({ isShown, children }: { readonly isShown: boolean; readonly children: ReactNode }) => {
  const item = useRef<HTMLLIElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    if (!isShown) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [isShown, key]);
  return (
    <Box
      component="li"
      ref={item}
      tabIndex={-1}
      sx={{ borderBottom: 1, borderColor: 'divider', py: 1.5, ...(isShown && { bgcolor: 'action.hover' }) }}
    >
      {children}
    </Box>
  );
};

function actionOf(edit: EditWithChanges): { readonly name: string; readonly color: 'success' | 'info' | 'warning' | 'default' } {
  if (edit.action === 'RETIRE') return { name: 'RETIRED', color: 'warning' };
  if (edit.baseVersion === 0) return { name: 'NEW', color: 'success' };
  return edit.changes.length === 0 ? { name: 'UNCHANGED', color: 'default' } : { name: 'CHANGED', color: 'info' };
}

/** The record of an edit: a claim as its sentence, anything else by its name; it leads to its page, where that can show it. */
const EditTitle = ({ edit, canOpen }: { readonly edit: EditWithChanges; readonly canOpen: boolean }) => {
  const nameOf = useRecordNames();
  const titleOf = useTypeTitle();
  // The record's page shows the edits of the current change set.
  const { choose } = useWorkingSet();
  const open = (): void => void (canOpen && choose(edit.changeSet));
  const type = typeOfId(edit.recordId);
  const record = edit.record ?? edit.base;
  const hasPage = canOpen || edit.publishedVersion > 0;
  if (!type) return <Typography>{edit.recordId}</Typography>;
  if (type.shape === 'relation') {
    const address = hasPage ? addressOfField(edit.recordId, '', (canOpen ? record : (edit.base ?? record)) ?? undefined) : undefined;
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
      {hasPage ? (
        <Link to={addressOfRecord(edit.recordId) ?? ''} onClick={open} style={{ color: 'inherit' }}>
          {nameOf(edit.recordId)}
        </Link>
      ) : (
        <span>{nameOf(edit.recordId)}</span>
      )}
      <Typography variant="body2" color="text.secondary">
        {titleOf(type)}
      </Typography>
    </Stack>
  );
};
