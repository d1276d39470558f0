import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'react-admin';
import { askServer } from '../providers/ask-server.ts';
import { useCan, useViewer } from '../providers/viewer.ts';
import { type ChangeSetHead, draftStates, mySetsDocument, openSetDocument } from './change-set-documents.ts';

/** The change set that a person's edits go to. */
export interface WorkingSet {
  /** None until the first edit, when it is made. */
  readonly current: ChangeSetHead | undefined;
  /** The person's own change sets that take edits, the one touched last first. */
  readonly mine: readonly ChangeSetHead[];
  readonly isKnown: boolean;
  /** Makes one of the person's own change sets that take edits the current one, also one that came to take them since; nothing happens for others. */
  readonly choose: (id: string) => Promise<void>;
  readonly open: (title: string) => Promise<string>;
  /** The preferred change set while it takes edits, or else the current one; opens one with this title when there is none. */
  readonly ensure: (title: string, preferred?: string) => Promise<string>;
  /** Reads again where the change sets stand. */
  readonly refresh: () => Promise<void>;
}

const WorkingSetContext = createContext<WorkingSet | undefined>(undefined);

const workingSetsKey = ['working-sets'] as const;

/** Keeps the current change set for every page below. */
export const WorkingSetProvider = ({ children }: { readonly children: ReactNode }) => {
  const client = useQueryClient();
  const { user } = useViewer();
  const canEdit = useCan('EDIT_CHANGE_SETS');
  const [chosenId, setChosenId] = useStore<string | null>(`panel.change-set.${user?.id ?? ''}`, null);
  const query = useMemo(
    () => ({
      queryKey: [...workingSetsKey, user?.id],
      queryFn: async (): Promise<readonly ChangeSetHead[]> => {
        const { changeSets } = await askServer(mySetsDocument, { authorId: user?.id ?? '', states: draftStates });
        return changeSets.edges.map(({ node }) => node);
      },
    }),
    [user?.id],
  );
  const { data: mine = noSets, isSuccess } = useQuery({ ...query, enabled: user !== null && canEdit });
  const current = currentOf(mine, chosenId);
  // Edits that begin at the same moment, on whatever page, must not open two change sets.
  const opening = useRef<Promise<string>>(undefined);
  const chosen = useRef(chosenId);
  useEffect(() => {
    chosen.current = chosenId;
  }, [chosenId]);
  const value = useMemo<WorkingSet>(() => {
    const refresh = () => client.invalidateQueries({ queryKey: workingSetsKey });
    const take = (id: string): void => {
      chosen.current = id;
      setChosenId(id);
    };
    const choose = async (id: string): Promise<void> => {
      const has = (sets: readonly ChangeSetHead[]): boolean => sets.some((set) => set.id === id);
      // A reviewer may have sent it back since the list was read.
      if (has(mine) || has(await client.fetchQuery(query))) take(id);
    };
    const open = async (title: string, onlyIfNone = false): Promise<string> => {
      const { openChangeSet: set } = await askServer(openSetDocument, { title: title.slice(0, 200), onlyIfNone });
      // An answer from before must not take the new one away again.
      await client.cancelQueries({ queryKey: query.queryKey });
      client.setQueryData<readonly ChangeSetHead[]>(query.queryKey, (before = []) => [set, ...before]);
      take(set.id);
      return set.id;
    };
    // A page may hold on to this from before the last change set was opened, so it looks at what is known by now.
    const ensure = async (title: string, preferred?: string): Promise<string> => {
      const known = await client.ensureQueryData(query);
      const into = known.find(({ id }) => id === preferred) ?? currentOf(known, chosen.current);
      if (into) return into.id;
      // Nor must edits that begin in two windows, which only the server can see together.
      opening.current ??= open(title, known.length === 0).finally(() => {
        opening.current = undefined;
      });
      return opening.current;
    };
    return { current, mine, isKnown: isSuccess || !canEdit, choose, open: (title) => open(title), ensure, refresh };
  }, [client, query, current, mine, isSuccess, canEdit, setChosenId]);
  return <WorkingSetContext value={value}>{children}</WorkingSetContext>;
};

const noSets: readonly ChangeSetHead[] = [];

/** The chosen one, or the one touched last where nobody ever chose. When the chosen one takes no more edits there is none: another would be a surprise. */
const currentOf = (mine: readonly ChangeSetHead[], chosenId: string | null): ChangeSetHead | undefined =>
  chosenId === null ? mine[0] : mine.find(({ id }) => id === chosenId);

/** The current change set and its switches. */
export function useWorkingSet(): WorkingSet {
  const set = use(WorkingSetContext);
  if (!set) throw new Error('There is no WorkingSetProvider around this page.');
  return set;
}
