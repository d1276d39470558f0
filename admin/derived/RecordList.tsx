import AddIcon from '@mui/icons-material/Add';
import { Alert, Box, Button, Checkbox, Chip, Link as MuiLink, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import {
  BulkActionsToolbar,
  BulkExportButton,
  ColumnsButton,
  DataTable,
  ExportButton,
  FilterButton,
  List,
  Pagination,
  SearchInput,
  SelectInput,
  TextInput,
  TopToolbar,
  useListContext,
  useNavigate,
  useNotify,
  useResourceContext,
  useTranslate,
} from 'react-admin';
import { Link } from 'react-router';
import type { Field } from '../../schema/language/field.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import { draftStates, type OpenEdit, openEditsDocument, reviewStates } from '../change-sets/change-set-documents.ts';
import { Heading } from '../layout/Screen.tsx';
import { askServer } from '../providers/ask-server.ts';
import { mostInPage } from '../providers/data-provider.ts';
import { useCan, useViewer } from '../providers/viewer.ts';
import { ErrorNotice } from '../layout/ErrorNotice.tsx';
import { RetireButton } from '../screens/record/RetireButton.tsx';
import { listedFields, type ListedRecord } from './list-documents.ts';
import { lacksOf, type ListFilter, recordStates } from './list-filter.ts';
import { newId } from './new-id.ts';
import { typeOfResource } from './record-types.ts';
import { useSetTitle } from './set-title.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from './words.ts';

/** How long nobody types before a list is asked for again; the framework's half a second is felt as waiting. */
const typingPauseMs = 200;

/** The list of the records of a type: search, filters that can be kept, columns, and what is being changed. */
export const RecordList = () => {
  const type = typeOfResource(useResourceContext() ?? '');
  const words = useModelWords();
  const filters = useFilters(type);
  return (
    <List
      key={type.name}
      title={words.list(type)}
      filters={filters}
      actions={<ListActions type={type} />}
      empty={false}
      debounce={typingPauseMs}
      perPage={25}
      pagination={<Pagination rowsPerPageOptions={[25, 50, 100]} />}
      sx={{ '& .RaList-main, & .RaList-content': { minWidth: 0 } }}
      {...(type.isConcept && { sort: { field: 'name', order: 'ASC' as const } })}
    >
      <Heading text={words.list(type)} />
      <NewRecords type={type} />
      <MostInSets />
      <BulkActionsToolbar>
        <BulkActions />
      </BulkActionsToolbar>
      <RecordTable type={type} />
    </List>
  );
};

/** Filters of a type: words, where a record stands, what it lacks, each vocabulary, and texts. */
function useFilters(type: NodeType) {
  const translate = useTranslate();
  const words = useModelWords();
  const choices = Object.entries(type.fields).flatMap(([name, field]) => (field.kind === 'choice' ? [{ name, field }] : []));
  const texts = Object.entries(type.fields).flatMap(([name, field]) =>
    field.kind === 'text' && field.multiline !== true && !['slug', 'name', 'title'].includes(name) ? [name] : [],
  );
  const label = type.isConcept ? translate('editing.list.search') : translate('editing.list.search_sources');
  return [
    <SearchInput key="q" source="q" alwaysOn placeholder={label} slotProps={{ htmlInput: { 'aria-label': label } }} sx={{ width: 320 }} />,
    <SelectInput
      key="state"
      source="state"
      label={translate('editing.list.state')}
      choices={recordStates.map((id) => ({ id, name: translate(`editing.list.states.${id}`) }))}
      translateChoice={false}
    />,
    <SelectInput
      key="lacks"
      source="lacks"
      label={translate('editing.list.lacks')}
      choices={lacksOf(type).map(({ id, field, locale }) => ({
        id,
        name: locale
          ? translate('editing.in_locale', { field: words.label(field), locale: words.choice('Locale', locale) })
          : words.label(field),
      }))}
      translateChoice={false}
    />,
    ...choices.map(({ name, field }) => (
      <SelectInput
        key={name}
        source={name}
        label={words.label(name)}
        choices={Object.keys(field.values).map((id) => ({ id, name: words.choice(field.name, id) }))}
        translateChoice={false}
      />
    )),
    ...texts.map((name) => <TextInput key={name} source={name} label={words.label(name)} />),
  ];
}

const ListActions = ({ type }: { readonly type: NodeType }) => (
  <TopToolbar>
    <FilterButton />
    <ColumnsButton />
    <ExportButton />
    <NewRecordButton type={type} />
  </TopToolbar>
);

/** Opens the page of a record that does not exist yet. */
const NewRecordButton = ({ type }: { readonly type: NodeType }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const titleOf = useTypeTitle();
  if (!useCan('EDIT_CHANGE_SETS')) return null;
  return (
    <Button
      size="small"
      variant="contained"
      startIcon={<AddIcon />}
      onClick={() => navigate(`/${type.plural}/${newId(type)}`, { state: { isNew: true } })}
    >
      {translate('editing.new_record', { type: titleOf(type) })}
    </Button>
  );
};

/** How many new records are named above a list. */
const mostNew = 20;

/** Records that only change sets have so far; no list of the graph holds them. */
const NewRecords = ({ type }: { readonly type: NodeType }) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const canRead = useCan('READ_CHANGE_SETS');
  const { data = [] } = useQuery({
    queryKey: ['open-edits', 'new', type.name],
    enabled: canRead,
    queryFn: async () => (await askServer(openEditsDocument, { recordType: type.name, isNew: true, first: mostNew + 1 })).openEdits,
  });
  if (data.length === 0) return null;
  return (
    <Alert severity="info" icon={false} sx={{ mb: 1 }}>
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography variant="body2">{translate('editing.list.new_in_sets')}</Typography>
        {data.slice(0, mostNew).map(({ edit, changeSet }) => {
          const texts = (edit.record?.['name'] ?? { en: edit.record?.['title'] }) as Readonly<Record<string, string | undefined>>;
          const address = { pathname: `/${type.plural}/${edit.recordId}` };
          return (
            <Chip
              key={`${changeSet.id} ${edit.recordId}`}
              size="small"
              clickable
              component={Link}
              to={address}
              label={`${texts[locale] ?? texts['en'] ?? '…'} (${changeSet.title})`}
            />
          );
        })}
        {data.length > mostNew && (
          <Button size="small" component={Link} to="/queues">
            {translate('editing.list.more_new')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
};

/** Says so where a list by change sets holds no more than can be asked for at once. */
const MostInSets = () => {
  const translate = useTranslate();
  const { filterValues, total = 0 } = useListContext();
  const { state } = filterValues as ListFilter;
  if (state === undefined || state === 'STALE' || total < mostInPage) return null;
  return (
    <Alert severity="info" sx={{ mb: 1 }}>
      {translate('editing.list.most_in_sets', { count: mostInPage })}
    </Alert>
  );
};

/** Columns that are shown until somebody chooses others. */
const shownFirst = ['name', 'plainName', 'title', 'kind', 'publisher', 'published', 'standing', 'nextReview'];

const RecordTable = ({ type }: { readonly type: NodeType }) => {
  const words = useModelWords();
  const translate = useTranslate();
  const locale = usePanelLocale();
  const edits = useOpenEdits();
  const fields = listedFields(type).toSorted((a, b) => rank(a) - rank(b));
  const own = Object.keys(type.fields).filter((name) => type.fields[name]?.kind === 'choice');
  const hidden = [
    ...fields.filter((name) => !shownFirst.includes(name) && !own.includes(name)),
    // What a list is sorted by is seen.
    ...(type.isConcept && locale === 'en' ? ['name.zh'] : []),
  ];
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <DataTable bulkActionButtons={false} rowClick={(id) => `/${type.plural}/${id}`} hiddenColumns={hidden} empty={<EmptyList />}>
        <DataTable.Col
          source="chosen"
          label={translate('editing.list.chosen')}
          disableSort
          render={(record: ListedRecord) => <ChosenBox id={record.id} name={nameOfListed(record, locale)} />}
        />
        {fields.map((name) => {
          const field = type.fields[name];
          if (!field) return null;
          return (
            <DataTable.Col
              key={name}
              source={name}
              label={name === 'name' ? translate('editing.list.name_sorted') : words.label(name)}
              disableSort={!isSortable(type, name)}
              render={(record: ListedRecord) => {
                const text = shownValue(field, record[name], locale, words);
                return name === 'name' || name === 'title' ? <RowLink to={`/${type.plural}/${record.id}`}>{text}</RowLink> : text;
              }}
            />
          );
        })}
        {type.isConcept && otherNameColumn(locale, translate)}
        <DataTable.Col
          source="state"
          label={translate('editing.list.state')}
          disableSort
          render={(record: ListedRecord) => <StateChips record={record} edits={edits.filter(({ edit }) => edit.recordId === record.id)} />}
        />
      </DataTable>
    </Box>
  );
};

/** What a row is called, as a link: it is reached by keyboard, and can be opened in a window of its own. */
const RowLink = ({ to, children }: { readonly to: string; readonly children: string }) => (
  <MuiLink component={Link} to={to} color="inherit" underline="hover" onClick={(event) => event.stopPropagation()}>
    {children}
  </MuiLink>
);

const rank = (name: string): number => {
  const at = shownFirst.indexOf(name);
  return at === -1 ? shownFirst.length : at;
};

function otherNameColumn(locale: 'en' | 'zh', translate: (key: string) => string) {
  const other = locale === 'en' ? 'zh' : 'en';
  return (
    <DataTable.Col
      source={`name.${other}`}
      label={translate(`editing.list.name_${other}`)}
      disableSort
      render={(record: ListedRecord) => (record['name'] as Readonly<Record<string, string>> | undefined)?.[other] ?? '–'}
    />
  );
}

/** What the API can order a list by. */
function isSortable(type: NodeType, name: string): boolean {
  const field = type.fields[name];
  if (field?.kind === 'text')
    return name === 'name' || name === 'slug' || (!type.isConcept && !['title', 'author', 'url', 'attribution'].includes(name));
  return true;
}

function shownValue(field: Field, value: unknown, locale: 'en' | 'zh', words: ReturnType<typeof useModelWords>): string {
  if (value === undefined || value === null) return '–';
  if (field.kind === 'text' && field.perLocale === true) {
    const texts = value as Readonly<Record<string, string | undefined>>;
    return texts[locale] ?? texts['en'] ?? '–';
  }
  return field.kind === 'choice' ? words.choice(field.name, value as string) : String(value as string | number);
}

/** Edits of the records on this page that are not published yet. */
function useOpenEdits(): readonly OpenEdit[] {
  const { data = [] } = useListContext<ListedRecord>();
  const canRead = useCan('READ_CHANGE_SETS');
  const ids = data.map(({ id }) => id);
  const { data: edits = [] } = useQuery({
    queryKey: ['open-edits', 'page', ids],
    enabled: canRead && ids.length > 0,
    queryFn: async () => (await askServer(openEditsDocument, { recordIds: ids, first: 200 })).openEdits,
  });
  return edits;
}

/** Where a record stands: published, in a draft of the person's own, in review, stale. */
const StateChips = ({ record, edits }: { readonly record: ListedRecord; readonly edits: readonly OpenEdit[] }) => {
  const translate = useTranslate();
  const { user } = useViewer();
  const isMine = edits.some(({ changeSet }) => changeSet.authorId === user?.id && draftStates.includes(changeSet.state));
  const isInReview = edits.some(({ changeSet }) => reviewStates.includes(changeSet.state));
  const isOthers = !isMine && !isInReview && edits.length > 0;
  return (
    <Stack direction="row" spacing={0.5} useFlexGap sx={{ flexWrap: 'wrap' }}>
      <Chip size="small" variant="outlined" label={translate('editing.list.states.PUBLISHED')} />
      {isMine && <Chip size="small" color="info" label={translate('editing.list.states.MINE')} />}
      {isInReview && <Chip size="small" color="secondary" label={translate('editing.list.states.IN_REVIEW')} />}
      {isOthers && <Chip size="small" label={translate('editing.list.states.OTHERS')} />}
      {record.stale && <Chip size="small" color="warning" variant="outlined" label={translate('editing.list.states.STALE')} />}
    </Stack>
  );
};

const EmptyList = () => {
  const translate = useTranslate();
  const { filterValues, setFilters, error } = useListContext();
  if (error) return <ErrorNotice error={error} />;
  const isFiltered = Object.keys(filterValues as object).length > 0;
  return (
    <Box sx={{ p: 4, textAlign: 'center' }}>
      <Typography>{translate(isFiltered ? 'editing.list.nothing_fits' : 'editing.list.nothing_yet')}</Typography>
      {isFiltered && <Button onClick={() => setFilters({})}>{translate('ra.navigation.clear_filters')}</Button>}
    </Box>
  );
};

/** Chooses one record for what is done with several; the box is called by the record's name. */
const ChosenBox = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const translate = useTranslate();
  const { selectedIds, onToggleItem } = useListContext<ListedRecord>();
  return (
    <Checkbox
      size="small"
      sx={{ p: 0 }}
      checked={selectedIds.includes(id)}
      slotProps={{ input: { 'aria-label': translate('editing.list.choose', { name }) } }}
      onClick={(event) => event.stopPropagation()}
      onChange={() => onToggleItem(id)}
    />
  );
};

function nameOfListed(record: ListedRecord, locale: 'en' | 'zh'): string {
  const texts = record['name'] as Readonly<Record<string, string | undefined>> | undefined;
  return texts?.[locale] ?? texts?.['en'] ?? (record['title'] as string | undefined) ?? record.id;
}

const BulkActions = () => (
  <>
    {useCan('EDIT_CHANGE_SETS') && <BulkRetireButton />}
    <BulkExportButton />
  </>
);

/** Puts the retirement of the chosen records into the current change set. */
const BulkRetireButton = () => {
  const notify = useNotify();
  const type = typeOfResource(useResourceContext() ?? '');
  const titleOfSet = useSetTitle();
  const { data = [], selectedIds, onUnselectItems, refetch } = useListContext<ListedRecord>();
  const chosen = data.filter(({ id }) => selectedIds.includes(id));
  return (
    <RetireButton
      records={chosen}
      setTitle={() => titleOfSet(type, `${chosen.length}`)}
      onRetired={() => {
        onUnselectItems();
        void refetch();
        notify('editing.list.retired', { type: 'success', messageArgs: { smart_count: chosen.length } });
      }}
    />
  );
};
