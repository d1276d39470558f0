import { Box, Stack, Tab, Tabs } from '@mui/material';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslate } from 'react-admin';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { Waiting } from '../../layout/Screen.tsx';
import { withChanges } from '../graph/graph-question.ts';
import { GraphFilters } from '../graph/GraphFilters.tsx';
import { RecordHistory } from '../history/RecordHistory.tsx';
import { WhereUsed } from './WhereUsed.tsx';

const GraphAround = lazy(async () => ({ default: (await import('../graph/GraphAround.tsx')).GraphAround }));

interface RecordTabsProps {
  readonly type: NodeType;
  readonly id: string;
  readonly isPublished: boolean;
  /** The page where the record is edited. */
  readonly children: ReactNode;
}

/** The sides of a record: where it is edited, where it is used, what lies around it, what happened to it. The address says which is open. */
export const RecordTabs = ({ type, id, isPublished, children }: RecordTabsProps) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const location = useLocation();
  const [search, setSearch] = useSearchParams();
  const names = ['edit', 'uses', ...(isPublished && type.isConcept ? ['graph'] : []), ...(isPublished ? ['history'] : [])];
  const open = names.find((name) => name === search.get('side')) ?? 'edit';
  // A page that is not saved yet knows by its state that it is new.
  const set = (changes: Readonly<Record<string, string>>): void =>
    setSearch((before) => withChanges(before, changes), { replace: true, state: location.state as unknown });
  return (
    <Box>
      <Tabs
        value={open}
        onChange={(_event, name: string) => set({ side: name === 'edit' ? '' : name })}
        aria-label={translate('editing.sides.label')}
        sx={{ mb: 2, borderBottom: 1, borderColor: 'divider' }}
      >
        {names.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`side-${name}`}
            aria-controls={`side-panel-${name}`}
            label={translate(`editing.sides.${name}`)}
          />
        ))}
      </Tabs>
      {names.map((name) => (
        <Box key={name} role="tabpanel" id={`side-panel-${name}`} aria-labelledby={`side-${name}`} hidden={open !== name}>
          {/* What is typed on the first side stays while somebody looks at another one. */}
          {name === 'edit' && children}
          {name === 'uses' && open === name && <WhereUsed type={type} id={id} />}
          {name === 'graph' && open === name && (
            <Suspense fallback={<Waiting />}>
              <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap', mb: 1.5 }}>
                <GraphFilters search={search} onChange={set} />
              </Stack>
              <GraphAround id={id} search={search} onMiddle={(middle) => void navigate(`/graph?id=${middle}`)} />
            </Suspense>
          )}
          {name === 'history' && open === name && <RecordHistory id={id} />}
        </Box>
      ))}
    </Box>
  );
};
