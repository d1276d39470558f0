import { Box, Card, CardContent, Stack, Tab, Tabs, Typography } from '@mui/material';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Loading, Title, useNavigate, useResourceContext, useTranslate } from 'react-admin';
import { useLocation, useParams, useSearchParams } from 'react-router';
import type { Fields } from '../../../schema/language/field.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import {
  type RecordTitle,
  type SavedEdit,
  type Workbench,
  workbenchDocument,
  type WorkRecord,
} from '../../change-sets/change-set-documents.ts';
import { PageDraftsProvider, useDraft, usePageSaveState } from '../../change-sets/page-drafts.tsx';
import { nothingRead, type ReadBench } from '../../change-sets/read-bench.ts';
import { useDraftIssues } from '../../change-sets/use-draft-issues.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { Complaints, FieldInputs } from '../../derived/FieldInput.tsx';
import { useFocusField } from '../../derived/focus-field.ts';
import { distinctIssues, type FormIssue } from '../../derived/issue-text.ts';
import { RecordCreatorProvider } from '../../derived/RecordCreatorProvider.tsx';
import { newRecord, withSlug } from '../../derived/new-record.ts';
import { learnTitles } from '../../derived/record-names.ts';
import { useRecordIssues } from '../../derived/record-issues.ts';
import { typeOfResource } from '../../derived/record-types.ts';
import { useSetTitle } from '../../derived/set-title.ts';
import { useLatest } from '../../derived/use-latest.ts';
import { usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useCan } from '../../providers/viewer.ts';
import { ClaimList } from './ClaimList.tsx';
import { MissingRecord } from './MissingRecord.tsx';
import { RecordHeader } from './RecordHeader.tsx';
import { RecordTabs } from './RecordTabs.tsx';
import { UnsavedNotice } from './UnsavedNotice.tsx';

/** The page of a concept or source: what it says of itself, and beside it a concept's claims; a source's stand where it is used. */
export const RecordPage = () => {
  const { id = '' } = useParams();
  const type = typeOfResource(useResourceContext() ?? '');
  return (
    <PageDraftsProvider key={id}>
      <RecordCreatorProvider>
        <LoadedRecord id={id} type={type} />
      </RecordCreatorProvider>
    </PageDraftsProvider>
  );
};

const LoadedRecord = ({ id, type }: { readonly id: string; readonly type: NodeType }) => {
  const client = useQueryClient();
  const location = useLocation();
  const navigate = useNavigate();
  const { current, isKnown } = useWorkingSet();
  const saveState = usePageSaveState();
  const wanted = current?.id;
  const {
    data: read,
    error,
    isPending,
    isPlaceholderData,
  } = useQuery({
    queryKey: benchKey(id, wanted),
    enabled: isKnown,
    // The first edit opens a change set while somebody types: the form must not go away for it.
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: async (): Promise<ReadBench> => {
      const { workbench } = await askServer(workbenchDocument, { id, changeSet: wanted });
      learnTitles(workbench?.titles ?? []);
      return { changeSet: wanted, bench: workbench };
    },
  });
  const isNew = (location.state as { readonly isNew?: boolean } | null)?.isNew === true;
  const isTyping = saveState !== 'UNTOUCHED' && saveState !== 'SAVED';
  // What another change set holds is not shown as if this one held it; what is published stays while a first one is opened.
  if (isPending || (isPlaceholderData && read?.changeSet !== undefined && !isTyping)) return <Loading />;
  if (error && !isTyping) return <ErrorNotice error={error} />;
  const data = read?.bench ?? null;
  if (!data && !isNew) return <MissingRecord id={id} />;
  const work: WorkRecord = data?.record ?? { id, recordType: type.name, published: null, publishedVersion: 0, edit: null };
  const keepEdit = (edit: SavedEdit): void => {
    // From now on it is looked for in its change set like any other.
    if (isNew) navigate({ pathname: location.pathname, search: location.search }, { replace: true, state: null });
    // An answer that was asked for before knows nothing of it.
    void client.cancelQueries({ queryKey: benchKey(id, edit.changeSet), exact: true });
    client.setQueryData<ReadBench>(benchKey(id, edit.changeSet), (before) => ({
      changeSet: edit.changeSet,
      bench: withEdit(before?.bench ?? data, work, edit, type),
    }));
    void client.invalidateQueries({ queryKey: ['open-edits'] });
    void client.invalidateQueries({ queryKey: ['change-set', edit.changeSet] });
  };
  return (
    <RecordEditor
      type={type}
      work={work}
      read={read ?? nothingRead}
      onSaved={keepEdit}
      onChanged={() => {
        void client.invalidateQueries({ queryKey: ['workbench', id] });
        void client.invalidateQueries({ queryKey: ['open-edits'] });
      }}
    />
  );
};

const benchKey = (id: string, changeSet: string | undefined) => ['workbench', id, changeSet] as const;

/** What is on the bench after a save, without asking again. */
function withEdit(before: Workbench | null, work: WorkRecord, edit: SavedEdit, type: NodeType): Workbench {
  const bench = before ?? { record: work, claims: [], claimCount: 0, titles: [] };
  if (edit.recordType === type.name && edit.recordId === work.id) return { ...bench, record: { ...bench.record, edit } };
  const known = bench.claims.find(({ id }) => id === edit.recordId);
  const claim = known ? { ...known, edit } : { id: edit.recordId, recordType: edit.recordType, published: null, publishedVersion: 0, edit };
  return {
    ...bench,
    claims: known ? bench.claims.map((one) => (one === known ? claim : one)) : [claim, ...bench.claims],
    claimCount: bench.claimCount + (known ? 0 : 1),
  };
}

interface RecordEditorProps {
  readonly type: NodeType;
  readonly work: WorkRecord;
  readonly read: ReadBench;
  readonly onSaved: (edit: SavedEdit) => void;
  readonly onChanged: () => void;
}

const RecordEditor = ({ type, work, read, onSaved, onChanged }: RecordEditorProps) => {
  const { bench, changeSet } = read;
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const locale = usePanelLocale();
  const titleOfSet = useSetTitle();
  const { ensure } = useWorkingSet();
  const canEdit = useCan('EDIT_CHANGE_SETS');
  const isRetired = work.edit?.action === 'RETIRE';
  const isReadOnly = !canEdit || isRetired;
  const nameOf = (record: AnyRecord): string => {
    const texts = record['name'] as Readonly<Record<string, string | undefined>> | undefined;
    return texts?.[locale] ?? texts?.['en'] ?? (record['title'] as string | undefined) ?? '';
  };
  const named = useRef('');
  const setTitle = useLatest((): string => titleOfSet(type, named.current));
  const saved = useLatest(onSaved);
  const changed = useLatest(onChanged);
  const draft = useDraft(
    work,
    changeSet,
    { ensureSet: (preferred) => ensure(setTitle(), preferred), onSaved },
    { ...newRecord(type, ''), id: work.id },
  );
  const own = useRecordIssues(draft.record);
  const drafts = [work, ...(bench?.claims ?? [])].flatMap(({ edit }) => (edit?.action === 'PUT' ? [edit] : []));
  const foundIn = useDraftIssues(changeSet, drafts);
  const issues = distinctIssues<FormIssue>([...(draft.saveState === 'FAILED' ? draft.serverIssues : []), ...own, ...foundIn(work.id)]);
  const focus = useFocus();
  const [isBegun] = useState(work.published === null && work.edit === null);
  const isUntouchedNew = work.published === null && work.edit === null && draft.saveState === 'UNTOUCHED';
  const name = nameOf(draft.record);
  useEffect(() => {
    named.current = name;
  }, [name]);
  // Whoever shows names is drawn again for it, so not for a key in another field.
  const { name: names, title } = draft.record as { readonly name?: RecordTitle['texts']; readonly title?: string };
  useEffect(() => {
    learnTitles([{ id: work.id, recordType: type.name, texts: names ?? { en: title }, standing: null }]);
  }, [names, title, work.id, type.name]);
  return (
    <Stack spacing={2} sx={{ py: 2 }}>
      <Title title={name || translate('editing.new_record', { type: titleOf(type) })} />
      <RecordHeader
        type={type}
        work={work}
        claims={bench?.claims ?? []}
        claimCount={bench?.claimCount ?? 0}
        name={name}
        setTitle={setTitle}
        isReadOnly={isReadOnly}
        beforeDrop={draft.abandon}
        onChanged={onChanged}
      />
      <UnsavedNotice draft={draft} />
      <RecordTabs type={type} id={work.id} isPublished={work.published !== null}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: '1fr', lg: type.isConcept ? 'minmax(0, 5fr) minmax(0, 7fr)' : 'minmax(0, 900px)' },
            alignItems: 'start',
          }}
        >
          <Card variant="outlined" component="section" aria-label={translate('editing.about')}>
            <RecordFields
              key={focus?.claim === null ? focus.path : ''}
              type={type}
              record={draft.record}
              issues={isUntouchedNew ? [] : issues}
              isReadOnly={isReadOnly}
              focusPath={focus?.claim === null ? focus.path : isBegun && focus === null ? '' : null}
              onChange={(next) => draft.change(withSlug(draft.record, next))}
            />
          </Card>
          {type.isConcept && (
            <Card variant="outlined" component="section" aria-label={translate('editing.claims')}>
              <CardContent>
                <Typography variant="h6" component="h2" gutterBottom>
                  {translate('editing.claims')}
                </Typography>
                <ClaimList
                  kind={type}
                  focusId={work.id}
                  read={read}
                  setTitle={setTitle}
                  isReadOnly={isReadOnly}
                  foundIn={foundIn}
                  focus={focus}
                  onSaved={saved}
                  onChanged={changed}
                />
              </CardContent>
            </Card>
          )}
        </Box>
      </RecordTabs>
    </Stack>
  );
};

/** The field that the address leads to, of the record itself or of one of its claims. */
function useFocus(): { readonly claim: string | null; readonly path: string } | null {
  const [search] = useSearchParams();
  const [claim, path] = [search.get('claim'), search.get('field')];
  return useMemo(() => (claim === null && path === null ? null : { claim, path: path ?? '' }), [claim, path]);
}

interface RecordFieldsProps {
  readonly type: NodeType;
  readonly record: AnyRecord;
  readonly issues: readonly FormIssue[];
  readonly isReadOnly: boolean;
  readonly focusPath: string | null;
  readonly onChange: (record: AnyRecord) => void;
}

/** The fields of a record in tabs; a tab says how many of its fields need a look. */
const RecordFields = ({ type, record, issues, isReadOnly, focusPath, onChange }: RecordFieldsProps) => {
  const translate = useTranslate();
  const tabs = tabsOf(type);
  const asked = focusPath?.split('.')[0] ?? '';
  const [open, setOpen] = useState((tabs.find(({ fields }) => Object.hasOwn(fields, asked)) ?? tabs[0])?.name ?? '');
  const form = useRef<HTMLDivElement>(null);
  useFocusField(form, focusPath);
  return (
    <Box ref={form}>
      <Tabs
        value={open}
        onChange={(_event, next: string) => setOpen(next)}
        variant="scrollable"
        sx={{ borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map(({ name, fields }) => {
          const count = issues.filter(({ path }) => Object.hasOwn(fields, path.split('.')[0] ?? '')).length;
          const label = translate(`editing.tabs.${name}`);
          return (
            <Tab
              key={name}
              value={name}
              id={`tab-${name}`}
              aria-controls={`panel-${name}`}
              label={count > 0 ? `${label} (${count})` : label}
            />
          );
        })}
      </Tabs>
      {tabs.map(({ name, fields }) => (
        <CardContent key={name} role="tabpanel" id={`panel-${name}`} aria-labelledby={`tab-${name}`} hidden={open !== name}>
          <Complaints issues={issues} path="" />
          {open === name && (
            <FieldInputs
              fields={fields}
              path=""
              values={record}
              issues={issues}
              isReadOnly={isReadOnly}
              onChange={(values) => onChange(values as AnyRecord)}
            />
          )}
        </CardContent>
      ))}
    </Box>
  );
};

/** Fields that stand in a tab of their own; the others are the first tab. */
const tabFields = {
  words: ['synonyms', 'codes'],
  more: ['slug', 'lastReviewed', 'nextReview', 'storedText', 'licence', 'attribution', 'edition'],
} as const;

function tabsOf(type: NodeType): readonly { readonly name: string; readonly fields: Fields }[] {
  const tabOf = (field: string): string =>
    Object.entries(tabFields).find(([, names]) => (names as readonly string[]).includes(field))?.[0] ?? 'texts';
  return ['texts', ...Object.keys(tabFields)]
    .map((name) => ({ name, fields: Object.fromEntries(Object.entries(type.fields).filter(([field]) => tabOf(field) === name)) }))
    .filter(({ fields }) => Object.keys(fields).length > 0);
}
