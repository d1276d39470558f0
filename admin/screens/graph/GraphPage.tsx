import {
  Alert,
  Box,
  Button,
  Card,
  Chip,
  Link as MuiLink,
  MenuItem,
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
import { Link, useSearchParams } from 'react-router';
import { kindName } from '../../../schema/language/node-type.ts';
import { certainty } from '../../../schema/language/vocabularies.ts';
import { model } from '../../../schema/model.ts';
import { ConceptSearch } from '../../derived/ConceptSearch.tsx';
import { addressOfRecord } from '../../derived/record-types.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { FilterField } from '../../layout/FilterField.tsx';
import { ListState, Screen } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { type DrawnGraph, joined, mostConcepts } from './drawn-graph.ts';
import { neighbourhoodDocument } from './graph-documents.ts';
import { GraphDrawing } from './GraphDrawing.tsx';
import { colorOfKind } from './kind-colors.ts';

/** What lies around a concept, as a drawing and as a table. The address holds the question, so it can be sent to somebody. */
export const GraphPage = () => {
  const [search, setSearch] = useSearchParams();
  const id = search.get('id');
  const translate = useTranslate();
  const set = (changes: Readonly<Record<string, string>>): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  return (
    <Screen title="screens.graph.title" help="screens.graph.help">
      <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap', mb: 1.5 }}>
        <ConceptSearch label={translate('screens.graph.concept')} onPick={(concept) => setSearch({ id: concept.id })} />
        {id !== null && <Filters search={search} onChange={set} />}
      </Stack>
      {id === null ? (
        <Typography color="textSecondary">{translate('screens.graph.choose')}</Typography>
      ) : (
        <Around key={id} id={id} search={search} onMiddle={(next) => set({ id: next })} />
      )}
    </Screen>
  );
};

interface FiltersProps {
  readonly search: URLSearchParams;
  readonly onChange: (changes: Readonly<Record<string, string>>) => void;
}

const listIn = (search: URLSearchParams, name: string): readonly string[] => search.get(name)?.split(',').filter(Boolean) ?? [];

const stepsIn = (search: URLSearchParams): number => Math.min(4, Math.max(1, Number(search.get('steps') ?? 2) || 2));

const Filters = ({ search, onChange }: FiltersProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const words = useModelWords();
  const several = (name: string, label: string, options: readonly { readonly value: string; readonly text: string }[]) => (
    <FilterField
      select
      label={translate(label)}
      value={listIn(search, name)}
      onChange={(event) => onChange({ [name]: (event.target.value as unknown as string[]).join(',') })}
      slotProps={{ select: { multiple: true } }}
      sx={{ minWidth: 160, maxWidth: 260 }}
    >
      {options.map(({ value, text }) => (
        <MenuItem key={value} value={value}>
          {text}
        </MenuItem>
      ))}
    </FilterField>
  );
  return (
    <>
      <FilterField
        select
        label={translate('screens.graph.steps')}
        value={stepsIn(search)}
        onChange={(event) => onChange({ steps: String(event.target.value) })}
        sx={{ minWidth: 90 }}
      >
        {[1, 2, 3, 4].map((steps) => (
          <MenuItem key={steps} value={steps}>
            {steps}
          </MenuItem>
        ))}
      </FilterField>
      {several(
        'kinds',
        'screens.graph.kinds',
        model.concepts.map((type) => ({ value: kindName(type), text: titleOf(type) })),
      )}
      {several(
        'predicates',
        'screens.graph.predicates',
        model.relations.map((type) => ({ value: type.name, text: titleOf(type) })),
      )}
      <FilterField
        select
        label={translate('screens.graph.certainty')}
        value={search.get('certainty') ?? ''}
        onChange={(event) => onChange({ certainty: event.target.value })}
        sx={{ minWidth: 210 }}
      >
        <MenuItem value="">{translate('screens.graph.any')}</MenuItem>
        {Object.keys(certainty.values)
          .filter((level) => level !== 'UNGRADED')
          .map((level) => (
            <MenuItem key={level} value={level}>
              {words.choice('Certainty', level)}
            </MenuItem>
          ))}
      </FilterField>
    </>
  );
};

interface AroundProps {
  readonly id: string;
  readonly search: URLSearchParams;
  readonly onMiddle: (id: string) => void;
}

const Around = ({ id, search, onMiddle }: AroundProps) => {
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
