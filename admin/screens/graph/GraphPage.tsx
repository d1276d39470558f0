import { Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { ConceptSearch } from '../../derived/ConceptSearch.tsx';
import { Screen } from '../../layout/Screen.tsx';
import { GraphAround } from './GraphAround.tsx';
import { GraphFilters } from './GraphFilters.tsx';
import { withChanges } from './graph-question.ts';

/** What lies around a concept, as a drawing and as a table. The address holds the question, so it can be sent to somebody. */
export const GraphPage = () => {
  const [search, setSearch] = useSearchParams();
  const id = search.get('id');
  const translate = useTranslate();
  const set = (changes: Readonly<Record<string, string>>): void => setSearch((before) => withChanges(before, changes));
  return (
    <Screen title="screens.graph.title" help="screens.graph.help">
      <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap', mb: 1.5 }}>
        <ConceptSearch label={translate('screens.graph.concept')} onPick={(concept) => setSearch({ id: concept.id })} />
        {id !== null && <GraphFilters search={search} onChange={set} />}
      </Stack>
      {id === null ? (
        <Typography color="textSecondary">{translate('screens.graph.choose')}</Typography>
      ) : (
        <GraphAround key={id} id={id} search={search} onMiddle={(next) => set({ id: next })} />
      )}
    </Screen>
  );
};
