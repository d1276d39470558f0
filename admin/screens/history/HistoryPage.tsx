import { Accordion, AccordionDetails, AccordionSummary, Box, Button, Card, Chip, MenuItem, Stack, Typography } from '@mui/material';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { ConceptSearch } from '../../derived/ConceptSearch.tsx';
import { FieldChanges, idsInChanges } from '../../derived/FieldChanges.tsx';
import { idsToName, RecordName, RecordNames } from '../../derived/RecordName.tsx';
import { typeOfId } from '../../derived/record-types.ts';
import { useTime } from '../../derived/use-time.ts';
import { useTypeTitle } from '../../derived/words.ts';
import { FilterField } from '../../layout/FilterField.tsx';
import { ListState, MoreButton, Screen } from '../../layout/Screen.tsx';
import { useAnswer, useConnection } from '../../providers/use-answer.ts';
import { differenceDocument, type RecordDifference, releasesDocument } from './history-documents.ts';
import { RecordHistory } from './RecordHistory.tsx';
import { RestoreButton } from './RestoreButton.tsx';

/** What was published when: the releases, the difference of any two, and the chain of one record. */
export const HistoryPage = () => {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  const id = search.get('id');
  return (
    <Screen title="screens.history.title" help="screens.history.help">
      <Box sx={{ mb: 2, maxWidth: 520 }}>
        <ConceptSearch label={translate('screens.history.find')} onPick={(concept) => setSearch({ id: concept.id })} />
      </Box>
      {id === null ? (
        <Releases search={search} onPair={(from, to) => setSearch({ from: String(from), to: String(to) })} />
      ) : (
        <>
          <Stack direction="row" spacing={2} sx={{ mb: 1, alignItems: 'center' }}>
            <Typography component="h2" variant="h6">
              <RecordNames ids={[id]}>
                <RecordName id={id} />
              </RecordNames>
            </Typography>
            <Button size="small" onClick={() => setSearch({})}>
              {translate('screens.history.all')}
            </Button>
          </Stack>
          <RecordHistory id={id} />
        </>
      )}
    </Screen>
  );
};

interface ReleasesProps {
  readonly search: URLSearchParams;
  readonly onPair: (from: number, to: number) => void;
}

const Releases = ({ search, onPair }: ReleasesProps) => {
  const translate = useTranslate();
  const { time } = useTime();
  const { data, error, isPending } = useAnswer(releasesDocument, {});
  const newest = data?.contentRelease.number ?? 0;
  const to = numberIn(search, 'to') ?? newest;
  const from = numberIn(search, 'from') ?? Math.max(0, to - 1);
  const releases = data?.releases ?? [];
  const choices = [...releases.map(({ number, title }) => ({ number, title })), { number: 0, title: translate('screens.history.empty') }];
  const choose = (label: string, value: number, isOk: (number: number) => boolean, onChoose: (number: number) => void) => (
    <FilterField
      select
      label={translate(label)}
      value={choices.some(({ number }) => number === value) ? value : ''}
      onChange={(event) => onChoose(Number(event.target.value))}
      sx={{ minWidth: 260 }}
    >
      {choices
        .filter(({ number }) => isOk(number))
        .map(({ number, title }) => (
          <MenuItem key={number} value={number}>
            {translate('editing.labelled', { label: translate('screens.history.release', { number }), text: title })}
          </MenuItem>
        ))}
    </FilterField>
  );
  return (
    <ListState error={error} isPending={isPending} isEmpty={newest === 0} emptyText="screens.history.no_releases">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: '380px 1fr' }, alignItems: 'start' }}>
        <Card variant="outlined" component="section" aria-labelledby="releases" sx={{ p: 2, maxHeight: { lg: '75vh' }, overflowY: 'auto' }}>
          <Typography id="releases" component="h2" variant="h6">
            {translate('screens.history.releases')}
          </Typography>
          <Box component="ol" reversed sx={{ listStyle: 'none', p: 0, m: 0, borderLeft: 2, borderColor: 'divider' }}>
            {releases.map(({ number, title, note, publishedAt, created, changed, retired }) => (
              <Box component="li" key={number} sx={{ pl: 1.5, py: 0.5 }}>
                <Button
                  onClick={() => onPair(number - 1, number)}
                  aria-pressed={from === number - 1 && to === number}
                  sx={{ justifyContent: 'flex-start', textAlign: 'left', p: 0.5 }}
                >
                  {translate('editing.labelled', { label: translate('screens.history.release', { number }), text: title })}
                </Button>
                <Typography variant="body2" color="textSecondary" sx={{ pl: 0.5 }}>
                  {time(publishedAt)} · {translate('screens.history.numbers', { created, changed, retired })}
                  {note && <span> · {note}</span>}
                </Typography>
              </Box>
            ))}
          </Box>
        </Card>
        <Card variant="outlined" component="section" aria-labelledby="difference" sx={{ p: 2, minWidth: 0 }}>
          <Typography id="difference" component="h2" variant="h6" sx={{ mb: 1 }}>
            {translate('screens.history.difference')}
          </Typography>
          <Stack direction="row" spacing={2} useFlexGap sx={{ mb: 2, flexWrap: 'wrap' }}>
            {choose(
              'screens.history.from',
              from,
              (number) => number < to,
              (number) => onPair(number, to),
            )}
            {choose(
              'screens.history.to',
              to,
              (number) => number > 0,
              (number) => onPair(Math.min(from, number - 1), number),
            )}
          </Stack>
          <Difference key={`${from} ${to}`} from={from} to={to} />
        </Card>
      </Box>
    </ListState>
  );
};

function numberIn(search: URLSearchParams, name: string): number | undefined {
  const value = Number(search.get(name) ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}

const Difference = ({ from, to }: { readonly from: number; readonly to: number }) => {
  const translate = useTranslate();
  const { nodes, first, ...list } = useConnection(differenceDocument, { from, to }, ({ difference }) => difference.records);
  return (
    <ListState {...list} isEmpty={nodes.length === 0} emptyText="screens.history.no_difference">
      <Typography sx={{ mb: 1 }}>{first && translate('screens.history.numbers', { ...first.difference.numbers })}</Typography>
      <RecordNames
        ids={nodes.flatMap(({ recordId, before, after, changes }) => [...idsToName(recordId, before, after), ...idsInChanges(changes)])}
      >
        {nodes.map((difference) => (
          <DifferentRecord key={difference.recordId} {...difference} from={from} />
        ))}
      </RecordNames>
      <MoreButton {...list} />
    </ListState>
  );
};

const colorOfAction = { CREATED: 'success', CHANGED: 'info', RETIRED: 'error' } as const;

const DifferentRecord = ({ recordId, action, before, after, changes, from }: RecordDifference & { readonly from: number }) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const type = typeOfId(recordId);
  return (
    <Accordion variant="outlined" disableGutters slotProps={{ heading: { component: 'h3' }, transition: { unmountOnExit: true } }}>
      <AccordionSummary expandIcon={<ExpandMore />} aria-controls={`difference-${recordId}`} id={`difference-of-${recordId}`}>
        <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
          <Chip size="small" variant="outlined" color={colorOfAction[action]} label={translate(`screens.history.actions.${action}`)} />
          <Typography component="span" variant="body2">
            <RecordName id={recordId} record={after ?? before} isPlain />
          </Typography>
          {type?.shape === 'node' && (
            <Typography component="span" variant="body2" color="textSecondary">
              {titleOf(type)}
            </Typography>
          )}
        </Stack>
      </AccordionSummary>
      <AccordionDetails id={`difference-${recordId}`} sx={{ overflowX: 'auto' }}>
        <Stack direction="row" spacing={2} useFlexGap sx={{ mb: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <RecordName id={recordId} record={after ?? before} />
          {before && <RestoreButton id={recordId} release={from} />}
        </Stack>
        <FieldChanges recordId={recordId} changes={changes} />
      </AccordionDetails>
    </Accordion>
  );
};
