import {
  Alert,
  Box,
  Button,
  Card,
  Chip,
  Link as MuiLink,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
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
  const titleOf = useTypeTitle();
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
    // The results are new objects each time; what they hold is not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp, locale],
  );
  const expand = useCallback((concept: string): void => {
    setSelected(concept);
    setExpanded((before) => (before.includes(concept) ? before : [...before, concept]));
  }, []);
  const keepPng = useCallback((next: (() => Blob) | undefined) => setPng(() => next), []);
  const verbOf = (predicate: string): string => {
    const type = model.relationByName.get(predicate);
    return type ? titleOf(type) : predicate;
  };
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
      <ClaimTable graph={graph} verbOf={verbOf} onExpand={expand} />
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

interface ClaimTableProps {
  readonly graph: DrawnGraph;
  readonly verbOf: (predicate: string) => string;
  readonly onExpand: (id: string) => void;
}

/** The same claims as a table: each end leads to its record and can be expanded from the keyboard. */
const ClaimTable = ({ graph, verbOf, onExpand }: ClaimTableProps) => {
  const translate = useTranslate();
  const words = useModelWords();
  const nameOf = new Map(graph.concepts.map(({ id, name }) => [id, name]));
  const end = (id: string) => (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
      <MuiLink component={Link} to={addressOfRecord(id) ?? '/'}>
        {nameOf.get(id) ?? id}
      </MuiLink>
      <Button size="small" onClick={() => onExpand(id)} aria-label={translate('screens.graph.expand_name', { name: nameOf.get(id) ?? id })}>
        {translate('screens.graph.expand')}
      </Button>
    </Stack>
  );
  return (
    <Card variant="outlined" component="section" aria-labelledby="graph-table" sx={{ overflowX: 'auto' }}>
      <Typography id="graph-table" component="h2" variant="h6" sx={{ p: 2, pb: 1 }}>
        {translate('screens.graph.table', { count: graph.claims.length })}
      </Typography>
      <Table size="small" aria-labelledby="graph-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('screens.changes.subject')}</TableCell>
            <TableCell>{translate('screens.graph.predicate')}</TableCell>
            <TableCell>{translate('screens.changes.object')}</TableCell>
            <TableCell>{words.label('certainty')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {graph.claims.map(({ id, predicate, certainty: level, subject, object }) => (
            <TableRow key={id} hover>
              <TableCell>{end(subject.id)}</TableCell>
              <TableCell>{verbOf(predicate)}</TableCell>
              <TableCell>{end(object.id)}</TableCell>
              <TableCell>{words.choice('Certainty', level)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
};

function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
