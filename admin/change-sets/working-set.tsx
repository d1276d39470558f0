import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useRef } from 'react';
import { useStore } from 'react-admin';
import { askServer } from '../providers/ask-server.ts';
import { useCan, useViewer } from '../providers/viewer.ts';
import { type ChangeSetHead, mySetsDocument, openSetDocument } from './change-set-documents.ts';

/** The change set that a person's edits go to. */
export interface WorkingSet {
  /** None until the first edit, when it is made. */
  readonly current: ChangeSetHead | undefined;
  /** The person's own change sets that take edits, the one touched last first. */
  readonly mine: readonly ChangeSetHead[];
  readonly isKnown: boolean;
  readonly choose: (id: string) => void;
  readonly open: (title: string) => Promise<string>;
  /** The current change set's id; opens one with this title when there is none. */
  readonly ensure: (title: string) => Promise<string>;
  /** Reads again where the change sets stand. */
  readonly refresh: () => Promise<void>;
}

const WorkingSetContext = createContext<WorkingSet | undefined>(undefined);

export const workingSetsKey = ['working-sets'] as const;

/** Keeps the current change set for every page below. */
export const WorkingSetProvider = ({ children }: { readonly children: ReactNode }) => {
  const client = useQueryClient();
  const { user } = useViewer();
  const canEdit = useCan('EDIT_CHANGE_SETS');
  const [chosenId, setChosenId] = useStore<string | null>(`panel.change-set.${user?.id ?? ''}`, null);
  const { data: mine = noSets, isSuccess } = useQuery({
    queryKey: [...workingSetsKey, user?.id],
    enabled: user !== null && canEdit,
    queryFn: async () => {
      const { changeSets } = await askServer(mySetsDocument, { authorId: user?.id ?? '', states: ['OPEN', 'CHANGES_REQUESTED'] });
      return changeSets.edges.map(({ node }) => node);
    },
  });
  const current = mine.find(({ id }) => id === chosenId) ?? mine[0];
  // Two edits that begin at the same moment must not open two change sets.
  const opening = useRef<Promise<string>>(undefined);
  const value = useMemo<WorkingSet>(() => {
    const refresh = () => client.invalidateQueries({ queryKey: workingSetsKey });
    const open = async (title: string): Promise<string> => {
      const { openChangeSet: set } = await askServer(openSetDocument, { title: title.slice(0, 200) });
      client.setQueryData<readonly ChangeSetHead[]>([...workingSetsKey, user?.id], (before = []) => [set, ...before]);
      setChosenId(set.id);
      return set.id;
    };
    const ensure = async (title: string): Promise<string> => {
      if (current) return current.id;
      opening.current ??= open(title).finally(() => {
        opening.current = undefined;
      });
      return opening.current;
    };
    return { current, mine, isKnown: isSuccess || !canEdit, choose: setChosenId, open, ensure, refresh };
  }, [client, current, mine, isSuccess, canEdit, setChosenId, user?.id]);
  return <WorkingSetContext value={value}>{children}</WorkingSetContext>;
};

const noSets: readonly ChangeSetHead[] = [];

/** The current change set and its switches. */
export function useWorkingSet(): WorkingSet {
  const set = use(WorkingSetContext);
  if (!set) throw new Error('There is no WorkingSetProvider around this page.');
  return set;
}
