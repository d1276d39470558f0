import {
  Alert,
  Box,
  Button,
  Card,
  LinearProgress,
  ListSubheader,
  MenuItem,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { useIssueText } from '../../derived/issue-text.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ColumnHeads } from '../../layout/ColumnHeads.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { FilterField } from '../../layout/FilterField.tsx';
import { Screen } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { openChangeSetDocument, putEditsDocument } from './import-documents.ts';
import { type CellIssue, type ImportPlan, planImport } from './plan-import.ts';
import { mostRows, readTable, type ReadTable, TableError } from './read-table.ts';
import { readText, type ReadText } from './read-text.ts';
import { columnsOfType, guessMapping, templateOf } from './table-columns.ts';

const types: readonly (NodeType | RelationType)[] = [...model.nodes, ...model.relations];

interface GivenFile {
  readonly name: string;
  readonly encoding: ReadText['encoding'];
  readonly table: ReadTable;
}

/** A table of records becomes a change set: choose what it holds, say what its columns mean, see what is wrong, put it in. */
export const ImportPage = () => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const labelOf = useColumnLabel();
  const [typeName, setTypeName] = useState('');
  const [file, setFile] = useState<GivenFile>();
  const [fault, setFault] = useState<unknown>();
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({});
  const type = types.find(({ name }) => name === typeName);
  const plan = useMutation({
    mutationFn: ({ of, table }: { readonly of: NodeType | RelationType; readonly table: ReadTable }) => planImport(of, table, mapping),
  });

  const choose = (name: string): void => {
    setTypeName(name);
    plan.reset();
    const next = types.find((one) => one.name === name);
    if (next && file) setMapping(guessMapping(next, file.table.columns, labelOf));
  };
  const take = async (given: File | undefined): Promise<void> => {
    if (!given || !type) return;
    plan.reset();
    setFault(undefined);
    try {
      const { text, encoding } = readText(new Uint8Array(await given.arrayBuffer()));
      const table = readTable(text);
      setFile({ name: given.name, encoding, table });
      setMapping(guessMapping(type, table.columns, labelOf));
    } catch (error) {
      setFile(undefined);
      setFault(error);
    }
  };

  return (
    <Screen title="screens.import.title" help="screens.import.help">
      <Step number={1} title="screens.import.step_type">
        <Stack direction="row" spacing={2} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          <FilterField
            select
            label={translate('screens.import.type')}
            value={typeName}
            onChange={(event) => choose(event.target.value)}
            sx={{ minWidth: 240 }}
          >
            <ListSubheader>{translate('screens.import.records')}</ListSubheader>
            {model.nodes.map((one) => (
              <MenuItem key={one.name} value={one.name}>
                {titleOf(one)}
              </MenuItem>
            ))}
            <ListSubheader>{translate('screens.import.claims')}</ListSubheader>
            {model.relations.map((one) => (
              <MenuItem key={one.name} value={one.name}>
                {titleOf(one)} ({one.name})
              </MenuItem>
            ))}
          </FilterField>
          {type && (
            <Button href={`data:text/csv;charset=utf-8,${encodeURIComponent(templateOf(type))}`} download={`${type.name}.csv`}>
              {translate('screens.import.template')}
            </Button>
          )}
        </Stack>
        {type && (
          <Typography sx={{ mt: 1 }}>
            {translate(type.shape === 'relation' ? 'screens.import.claim_help' : 'screens.import.record_help')}
          </Typography>
        )}
      </Step>
      {type && (
        <Step number={2} title="screens.import.step_file">
          <Button component="label" variant="outlined">
            {translate('screens.import.choose')}
            <input
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              hidden
              onChange={(event) => {
                void take(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </Button>
          {file && (
            <Typography role="status" sx={{ mt: 1 }}>
              {translate('screens.import.file', { name: file.name, count: file.table.rows.length, encoding: file.encoding })}
            </Typography>
          )}
          <TableFault error={fault} />
        </Step>
      )}
      {type && file && (
        <Step number={3} title="screens.import.step_columns">
          <Mapping
            type={type}
            table={file.table}
            mapping={mapping}
            onChange={(next) => {
              setMapping(next);
              plan.reset();
            }}
          />
          <Button variant="contained" sx={{ mt: 2 }} disabled={plan.isPending} onClick={() => plan.mutate({ of: type, table: file.table })}>
            {translate('screens.import.check')}
          </Button>
          {plan.isPending && <LinearProgress sx={{ mt: 2 }} aria-label={translate('screens.waiting')} />}
          <ErrorNotice error={plan.error} />
        </Step>
      )}
      {file && plan.data && (
        <Step number={4} title="screens.import.step_result">
          <Result plan={plan.data} title={file.name} />
        </Step>
      )}
    </Screen>
  );
};

const Step = ({ number, title, children }: { readonly number: number; readonly title: string; readonly children: ReactNode }) => {
  const id = useId();
  return (
    <Card variant="outlined" component="section" aria-labelledby={id} sx={{ p: 2, mb: 2 }}>
      <Typography id={id} component="h2" variant="h6" sx={{ mb: 1.5 }}>
        {number}. {useTranslate()(title)}
      </Typography>
      {children}
    </Card>
  );
};

/** A column in words: the labels of its parts. */
function useColumnLabel(): (column: string) => string {
  const words = useModelWords();
  const translate = useTranslate();
  return (column) => {
    if (column === 'id') return translate('screens.import.id');
    if (column === 'subject' || column === 'object' || column === 'negated') return translate(`screens.changes.${column}`);
    return column
      .split('_')
      .map((part) => (part === 'en' || part === 'zh' ? translate(`screens.changes.language_${part}`) : words.label(part)))
      .join(' · ');
  };
}

const TableFault = ({ error }: { readonly error: unknown }) => {
  const translate = useTranslate();
  if (error == null) return null;
  if (!(error instanceof TableError)) return <ErrorNotice error={error} />;
  return (
    <Alert severity="error" role="alert" sx={{ mt: 1 }}>
      {translate(`screens.import.faults.${error.reason}`, { line: error.line, most: mostRows })}
    </Alert>
  );
};

interface MappingProps {
  readonly type: NodeType | RelationType;
  readonly table: ReadTable;
  readonly mapping: Readonly<Record<string, string>>;
  readonly onChange: (mapping: Readonly<Record<string, string>>) => void;
}

const Mapping = ({ type, table, mapping, onChange }: MappingProps) => {
  const translate = useTranslate();
  const labelOf = useColumnLabel();
  const taken = new Set(Object.values(mapping));
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={translate('screens.import.step_columns')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('screens.import.column')}</TableCell>
            <TableCell>{translate('screens.import.example')}</TableCell>
            <TableCell>{translate('screens.import.means')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {table.columns.map((column) => (
            <TableRow key={column}>
              <TableCell component="th" scope="row">
                {column}
              </TableCell>
              <TableCell sx={{ maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                {table.rows.find(({ cells }) => cells[column] !== '')?.cells[column]}
              </TableCell>
              <TableCell>
                <FilterField
                  select
                  hiddenLabel
                  value={mapping[column] ?? ''}
                  onChange={(event) => onChange({ ...mapping, [column]: event.target.value })}
                  slotProps={{
                    select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': translate('screens.import.means_of', { column }) } },
                  }}
                  sx={{ minWidth: 240 }}
                >
                  <MenuItem value="">{translate('screens.import.ignore')}</MenuItem>
                  {columnsOfType(type).map((target) => (
                    <MenuItem key={target} value={target} disabled={taken.has(target) && mapping[column] !== target}>
                      {labelOf(target)}
                    </MenuItem>
                  ))}
                </FilterField>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
};

/** So many edits go into the change set with one question. */
const editsAtOnce = 100;

const Result = ({ plan, title: fileName }: { readonly plan: ImportPlan; readonly title: string }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { current, refresh } = useWorkingSet();
  const [goesTo, setGoesTo] = useState<'NEW' | 'CURRENT'>('NEW');
  const [title, setTitle] = useState(translate('screens.import.default_title', { name: fileName }));
  const [mutation] = useState(() => crypto.randomUUID());
  const [done, setDone] = useState(0);
  const put = useMutation({
    mutationFn: async () => {
      const changeSet =
        goesTo === 'CURRENT' && current ? current.id : (await askServer(openChangeSetDocument, { title, mutation })).openChangeSet.id;
      for (let from = 0; from < plan.edits.length; from += editsAtOnce) {
        const edits = plan.edits.slice(from, from + editsAtOnce);
        // A repeat after an error in the middle writes nothing twice.
        await askServer(putEditsDocument, { changeSet, edits, mutation: `${mutation} ${from}` });
        setDone(from + edits.length);
      }
      return changeSet;
    },
    onSuccess: async (id) => {
      await refresh();
      await navigate(`/change-sets/${id}`);
    },
  });
  const errors = plan.issues.filter(({ isError }) => isError);
  const { created, changed, unchanged } = plan;
  return (
    <>
      <Alert severity={errors.length > 0 ? 'error' : 'success'} role="status" sx={{ mb: 2 }}>
        {errors.length > 0
          ? translate('screens.import.errors', { count: errors.length })
          : translate('screens.import.ready', { created, changed, unchanged })}
      </Alert>
      {plan.issues.length > 0 && <IssueTable issues={plan.issues} />}
      {errors.length === 0 && (
        <Stack direction="row" spacing={2} useFlexGap sx={{ mt: 2, flexWrap: 'wrap', alignItems: 'center' }}>
          {current && (
            <FilterField
              select
              label={translate('screens.import.into')}
              value={goesTo}
              onChange={(event) => setGoesTo(event.target.value === 'CURRENT' ? 'CURRENT' : 'NEW')}
              sx={{ minWidth: 220, maxWidth: 360 }}
            >
              <MenuItem value="NEW">{translate('screens.import.into_new')}</MenuItem>
              <MenuItem value="CURRENT">{translate('editing.current_set', { title: current.title })}</MenuItem>
            </FilterField>
          )}
          {(goesTo === 'NEW' || !current) && (
            <FilterField
              label={translate('screens.import.set_title')}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              sx={{ minWidth: 320 }}
            />
          )}
          <Button variant="contained" disabled={put.isPending || title.trim() === ''} onClick={() => put.mutate()}>
            {translate('screens.import.put', { count: plan.edits.length })}
          </Button>
        </Stack>
      )}
      {put.isPending && (
        <LinearProgress
          variant="determinate"
          value={(100 * done) / plan.edits.length}
          aria-label={translate('screens.waiting')}
          sx={{ mt: 2 }}
        />
      )}
      <ErrorNotice error={put.error} />
    </>
  );
};

/** What kind of problem it is, and for English readers its own words as well; other records by name, or by the line they stand in. */
const CellIssueText = ({ issue: { column, field, code, message, relatedId, relatedLine } }: { readonly issue: CellIssue }) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const textOf = useIssueText();
  const kind = translate(`issues.${code}`);
  const text =
    locale !== 'en' && relatedLine !== undefined
      ? translate('editing.issue_about', { text: kind, name: translate('screens.import.line_number', { line: relatedLine }) })
      : textOf({ path: column, code, message, relatedId }, field);
  return locale === 'en' && text !== kind ? (
    <>
      {kind}
      <Typography variant="body2" color="textSecondary">
        {text}
      </Typography>
    </>
  ) : (
    text
  );
};

/** More issues than this make a page slow and nobody wiser. */
const mostShown = 200;

const IssueTable = ({ issues }: { readonly issues: readonly CellIssue[] }) => {
  const translate = useTranslate();
  const labelOf = useColumnLabel();
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={translate('screens.import.issues')}>
        <ColumnHeads in="screens.import." names={['line', 'column', 'severity', 'problem']} />
        <TableBody>
          {issues.slice(0, mostShown).map((issue, i) => (
            <TableRow key={i}>
              <TableCell>{issue.line}</TableCell>
              <TableCell>{labelOf(issue.column)}</TableCell>
              <TableCell>{translate(issue.isError ? 'screens.import.error' : 'screens.import.warning')}</TableCell>
              <TableCell>
                <CellIssueText issue={issue} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {issues.length > mostShown && (
        <Typography sx={{ p: 1 }}>{translate('screens.import.more_issues', { count: issues.length - mostShown })}</Typography>
      )}
    </Box>
  );
};
