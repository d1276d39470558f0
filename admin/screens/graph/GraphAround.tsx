import {
  Alert,
  Box,
  Button,
  Card,
  Chip,
  Stack,
  type SxProps,
  Table,
  TableCell,
  TableHead,
  TableRow,
  type Theme,
  Typography,
} from '@mui/material';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTheme, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { kindName } from '../../../schema/language/node-type.ts';
import { model } from '../../../schema/model.ts';
import { addressOfRecord } from '../../derived/record-types.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ListState } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { type DrawnGraph, joined, mostConcepts } from './drawn-graph.ts';
import { neighbourhoodDocument } from './graph-documents.ts';
import { stepsIn } from './graph-question.ts';
import { GraphDrawing } from './GraphDrawing.tsx';
import { colorOfKind } from './kind-colors.ts';

interface GraphAroundProps {
  readonly id: string;
  readonly search: URLSearchParams;
  readonly onMiddle: (id: string) => void;
}

/** What lies around a concept: a drawing and the same claims as a table. */
export const GraphAround = ({ id, search, onMiddle }: GraphAroundProps) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  const [selected, setSelected] = useState<string>();
  const [png, setPng] = useState<() => Blob>();
  const steps = stepsIn(search);
  const filter = { kinds: search.get('kinds') ?? '', predicates: search.get('predicates') ?? '', certainty: search.get('certainty') ?? '' };
  const results = useQueries({
    queries: [id, ...expanded].map((middle, i) => ({
      queryKey: ['neighbourhood', middle, i === 0 ? steps : 1, filter, locale],
      queryFn: () =>
        askServer(neighbourhoodDocument, {
          id: middle,
          steps: i === 0 ? steps : 1,
          first: mostConcepts,
          kinds: filter.kinds === '' ? undefined : filter.kinds.split(','),
          predicates: filter.predicates === '' ? undefined : filter.predicates.split(','),
          minCertainty: filter.certainty === '' ? undefined : filter.certainty,
          locale,
        }),
      placeholderData: keepPreviousData,
    })),
  });
  const stamp = results.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  const graph = useMemo(
    () => joined(results.flatMap(({ data }) => data?.neighbourhood ?? [])),
    // oxlint-disable-next-line react/exhaustive-deps -- the results are new objects each time; what they hold is not.
    [stamp, locale],
  );
  const expand = useCallback((concept: string): void => {
    setSelected(concept);
    setExpanded((before) => (before.includes(concept) ? before : [...before, concept]));
  }, []);
  // A thousand claims as a table take longer than the drawing, which must not wait for them.
  const tabled = useDeferredValue(graph, noGraph);
  const keepPng = useCallback((next: (() => Blob) | undefined) => setPng(() => next), []);
  const verbOf = useVerb();
  const [first] = results;
  const chosen = graph.concepts.find((concept) => concept.id === selected);
  return (
    <ListState
      isPending={first?.isPending ?? true}
      error={results.find(({ error }) => error)?.error}
      isEmpty={graph.concepts.length === 0}
      emptyText="screens.graph.unknown"
    >
      {graph.isTruncated && (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('screens.graph.truncated', { count: graph.concepts.length })}
        </Alert>
      )}
      <Card variant="outlined" sx={{ mb: 2 }}>
        <Stack direction="row" spacing={1} useFlexGap sx={{ p: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <Legend graph={graph} />
          <Box sx={{ flex: 1 }} />
          {chosen && (
            <>
              <Typography>{chosen.name}</Typography>
              <Button size="small" component={Link} to={addressOfRecord(chosen.id) ?? '/'}>
                {translate('screens.graph.open')}
              </Button>
              <Button size="small" onClick={() => onMiddle(chosen.id)}>
                {translate('screens.graph.middle')}
              </Button>
            </>
          )}
          <Button size="small" variant="outlined" disabled={!png} onClick={() => png && save(png(), 'graph.png')}>
            {translate('screens.graph.png')}
          </Button>
        </Stack>
        <GraphDrawing graph={graph} middle={id} selected={selected} verbOf={verbOf} onPick={expand} onReady={keepPng} />
      </Card>
      <ClaimTable graph={tabled} onExpand={expand} />
    </ListState>
  );
};

const Legend = ({ graph }: { readonly graph: DrawnGraph }) => {
  const titleOf = useTypeTitle();
  const [theme] = useTheme();
  const mode = theme === 'dark' ? 'dark' : 'light';
  const kinds = new Set(graph.concepts.map(({ kind }) => kind));
  return model.concepts
    .filter((type) => kinds.has(kindName(type)))
    .map((type) => (
      <Chip
        key={type.name}
        size="small"
        variant="outlined"
        label={titleOf(type)}
        icon={<Box aria-hidden sx={{ width: 12, height: 12, borderRadius: '50%', bgcolor: colorOfKind(kindName(type), mode) }} />}
      />
    ));
};

const noGraph: DrawnGraph = { concepts: [], claims: [], isTruncated: false };

/** What a predicate is called in the language of the panel, by its name. */
function useVerb(): (predicate: string) => string {
  const titleOf = useTypeTitle();
  return (predicate) => {
    const type = model.relationByName.get(predicate);
    return type ? titleOf(type) : predicate;
  };
}

interface ClaimTableProps {
  readonly graph: DrawnGraph;
  readonly onExpand: (id: string) => void;
}

/** The same claims as a table: each end leads to its record and can be expanded from the keyboard. */
const ClaimTable = memo(({ graph, onExpand }: ClaimTableProps) => {
  const translate = useTranslate();
  const words = useModelWords();
  const verbOf = useVerb();
  const nameOf = new Map(graph.concepts.map(({ id, name }) => [id, name]));
  // Plain elements, styled by the table: library components for thousands of ends take seconds to make.
  const end = (id: string) => (
    <div className="end">
      <Link to={addressOfRecord(id) ?? '/'}>{nameOf.get(id) ?? id}</Link>
      <button
        type="button"
        onClick={() => onExpand(id)}
        aria-label={translate('screens.graph.expand_name', { name: nameOf.get(id) ?? id })}
      >
        {translate('screens.graph.expand')}
      </button>
    </div>
  );
  return (
    <Card variant="outlined" component="section" aria-labelledby="graph-table" sx={{ overflowX: 'auto' }}>
      <Typography id="graph-table" component="h2" variant="h6" sx={{ p: 2, pb: 1 }}>
        {translate('screens.graph.table', { count: graph.claims.length })}
      </Typography>
      <Table size="small" aria-labelledby="graph-table" sx={claimTableStyle}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('screens.changes.subject')}</TableCell>
            <TableCell>{translate('screens.graph.predicate')}</TableCell>
            <TableCell>{translate('screens.changes.object')}</TableCell>
            <TableCell>{words.label('certainty')}</TableCell>
          </TableRow>
        </TableHead>
        <tbody>
          {graph.claims.map(({ id, predicate, certainty: level, subject, object }) => (
            <tr key={id}>
              <td>{end(subject.id)}</td>
              <td>{verbOf(predicate)}</td>
              <td>{end(object.id)}</td>
              <td>{words.choice('Certainty', level)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
});

const claimTableStyle: SxProps<Theme> = {
  typography: 'body2',
  '& td': { px: 2, py: 0.75, borderBottom: 1, borderColor: 'divider' },
  '& tr:hover td': { bgcolor: 'action.hover' },
  '& .end': { display: 'flex', gap: 1, alignItems: 'center', justifyContent: 'space-between' },
  '& a': { color: 'primary.main' },
  '& button': {
    border: 0,
    borderRadius: 1,
    px: 0.75,
    py: 0.5,
    font: 'inherit',
    fontWeight: 500,
    color: 'primary.main',
    bgcolor: 'transparent',
    cursor: 'pointer',
    '&:hover': { bgcolor: 'action.hover' },
  },
};

function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
