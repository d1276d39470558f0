import { Alert, Box, Button, Card, MenuItem, Stack, Table, TableBody, TableCell, TableRow, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { useTime } from '../../derived/use-time.ts';
import { usePanelLocale } from '../../derived/words.ts';
import { ColumnHeads } from '../../layout/ColumnHeads.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { FilterField } from '../../layout/FilterField.tsx';
import { ListState, MoreButton, Screen } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useAnswer, useConnection } from '../../providers/use-answer.ts';
import { auditActionsDocument, type AuditFilter, auditLogDocument, auditStateDocument } from './audit-documents.ts';

/** Who did what, when, through what; narrowed by each of these, with the state of the chain on demand. */
export const AuditPage = () => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const { time } = useTime();
  const [search, setSearch] = useSearchParams();
  const { nodes, totalCount, ...list } = useConnection(auditLogDocument, { filter: filterOf(search) }, ({ auditLog }) => auditLog);
  const set = (name: string, value: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <Screen title="screens.audit.title" help="screens.audit.help">
      <ChainState />
      <Filters search={search} onChange={set} />
      <Card variant="outlined" sx={{ overflowX: 'auto' }}>
        <ListState {...list} isEmpty={nodes.length === 0} emptyText="screens.audit.nothing">
          <Typography sx={{ px: 2, pt: 1.5 }} color="textSecondary" role="status">
            {translate('screens.audit.count', { count: (totalCount ?? nodes.length).toLocaleString(locale) })}
          </Typography>
          <Table size="small" aria-label={translate('screens.audit.title')}>
            <ColumnHeads in="screens.audit." names={['number', 'at', 'who', 'what', 'subject', 'client', 'details']} />
            <TableBody>
              {nodes.map(({ number, at, actor, actorName, action, subject, client, details }) => (
                <TableRow key={number} hover>
                  <TableCell>{number}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{time(at)}</TableCell>
                  <TableCell>
                    {actor === null ? (
                      translate('screens.audit.nobody')
                    ) : (
                      <Button size="small" onClick={() => set('actor', actor)} sx={{ textAlign: 'left' }}>
                        {actorName ?? actor}
                      </Button>
                    )}
                  </TableCell>
                  <TableCell>{translate(`screens.audit_actions.${action}`)}</TableCell>
                  <TableCell>
                    {subject !== null && (
                      <Button size="small" onClick={() => set('subject', subject)}>
                        {subject}
                      </Button>
                    )}
                  </TableCell>
                  <TableCell>{client}</TableCell>
                  <TableCell sx={{ fontFamily: 'monospace', fontSize: 12, maxWidth: 360, wordBreak: 'break-all' }}>
                    {details === '{}' ? '' : details}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <MoreButton {...list} />
        </ListState>
      </Card>
    </Screen>
  );
};

const filterOf = (search: URLSearchParams): AuditFilter => ({
  actor: search.get('actor') ?? undefined,
  subject: search.get('subject') ?? undefined,
  actions: search.get('actions')?.split(','),
  from: startOf(search.get('from'), 0),
  // The last day counts to its end.
  to: startOf(search.get('to'), 1),
});

/** The start of a day of the browser's calendar, some days later. */
function startOf(day: string | null, later: number): string | undefined {
  if (day === null || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

interface FiltersProps {
  readonly search: URLSearchParams;
  readonly onChange: (name: string, value: string) => void;
}

const Filters = ({ search, onChange }: FiltersProps) => {
  const translate = useTranslate();
  const { data } = useAnswer(auditActionsDocument, {});
  const day = (name: 'from' | 'to') => (
    <FilterField
      type="date"
      label={translate(`screens.audit.${name}`)}
      value={search.get(name) ?? ''}
      onChange={(event) => onChange(name, event.target.value)}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
  const id = (name: 'actor' | 'subject') => (
    <FilterField
      label={translate(`screens.audit.${name}_id`)}
      value={search.get(name) ?? ''}
      onChange={(event) => onChange(name, event.target.value.trim())}
    />
  );
  return (
    <Stack direction="row" spacing={1.5} useFlexGap sx={{ my: 2, flexWrap: 'wrap' }}>
      <FilterField
        select
        label={translate('screens.audit.what')}
        value={search.get('actions')?.split(',') ?? []}
        onChange={(event) => onChange('actions', (event.target.value as unknown as string[]).join(','))}
        slotProps={{ select: { multiple: true } }}
        sx={{ minWidth: 220, maxWidth: 360 }}
      >
        {(data?.__type.enumValues ?? []).map(({ name }) => (
          <MenuItem key={name} value={name}>
            {translate(`screens.audit_actions.${name}`)}
          </MenuItem>
        ))}
      </FilterField>
      {id('actor')}
      {id('subject')}
      {day('from')}
      {day('to')}
    </Stack>
  );
};

const ChainState = () => {
  const translate = useTranslate();
  const verify = useMutation({ mutationFn: () => askServer(auditStateDocument, {}) });
  const state = verify.data?.auditState;
  return (
    <Box>
      <Button variant="outlined" disabled={verify.isPending} onClick={() => verify.mutate()}>
        {translate('screens.audit.verify')}
      </Button>
      {state && (
        <Alert severity={state.isWhole ? 'success' : 'error'} sx={{ mt: 1, wordBreak: 'break-word' }}>
          {state.isWhole
            ? translate('screens.audit.whole', { count: state.number, hash: state.hash ?? '–' })
            : translate('screens.audit.broken', { number: state.number })}
        </Alert>
      )}
      <ErrorNotice error={verify.error} />
    </Box>
  );
};
