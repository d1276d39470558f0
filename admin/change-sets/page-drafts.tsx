import { createContext, type ReactNode, use, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslate } from 'react-admin';
import { useBlocker } from 'react-router';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { WorkRecord } from './change-set-documents.ts';
import { Draft, type DraftOptions, type DraftView, type SaveState } from './draft.ts';

/** The drafts of one page together. */
interface PageDrafts {
  readonly add: (draft: Draft) => () => void;
  /** Saves what is left, and resolves to whether all is saved. */
  readonly saveAll: () => Promise<boolean>;
  readonly state: () => SaveState;
  readonly watch: (listener: () => void) => () => void;
}

const PageDraftsContext = createContext<PageDrafts | undefined>(undefined);

/** Watches over the drafts of a page: nothing that was typed is lost by leaving it. */
export const PageDraftsProvider = ({ children }: { readonly children: ReactNode }) => {
  const translate = useTranslate();
  const [drafts] = useState(() => {
    const all = new Set<Draft>();
    const listeners = new Set<() => void>();
    const tell = (): void => listeners.forEach((listener) => listener());
    return {
      all,
      state: () => worstState(all),
      watch: (listener: () => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      add: (draft: Draft) => {
        all.add(draft);
        const stop = draft.subscribe(tell);
        tell();
        return () => {
          stop();
          all.delete(draft);
          tell();
        };
      },
      saveAll: async () => {
        await Promise.all([...all].map((draft) => draft.save()));
        return ![...all].some((draft) => draft.hasUnsaved);
      },
    };
  });
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if ([...drafts.all].some((draft) => draft.hasUnsaved)) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [drafts]);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && [...drafts.all].some((draft) => draft.hasUnsaved),
  );
  const isLeaving = useRef(false);
  useEffect(() => {
    if (blocker.state !== 'blocked' || isLeaving.current) return;
    isLeaving.current = true;
    void drafts.saveAll().then((isSaved) => {
      isLeaving.current = false;
      if (!isSaved && !window.confirm(translate('ra.message.unsaved_changes'))) return blocker.reset();
      for (const draft of drafts.all) void draft.abandon();
      blocker.proceed();
    });
  }, [blocker, drafts, translate]);
  return <PageDraftsContext value={drafts}>{children}</PageDraftsContext>;
};

/** The drafts of the page around. */
export function usePageDrafts(): PageDrafts {
  const drafts = use(PageDraftsContext);
  if (!drafts) throw new Error('There is no PageDraftsProvider around this page.');
  return drafts;
}

export interface DraftHandle extends DraftView {
  readonly change: (record: AnyRecord) => void;
  readonly save: () => Promise<void>;
  readonly settle: (side: 'mine' | 'theirs') => void;
  readonly abandon: () => Promise<void>;
}

/** A draft of a record, as it was read for a change set, that is saved as it is typed, and once more when its page goes. */
export function useDraft(work: WorkRecord, changeSet: string | undefined, options: DraftOptions, start?: AnyRecord): DraftHandle {
  const { add } = usePageDrafts();
  const [draft, setDraft] = useState(() => new Draft(work, changeSet, options, start));
  const isOutdated = draft.isOutdated(work, changeSet);
  if (isOutdated) setDraft(new Draft(work, changeSet, options, start));
  useEffect(() => {
    draft.follow(options, work, changeSet);
  });
  useEffect(() => {
    const remove = add(draft);
    return () => {
      void draft.save();
      remove();
    };
  }, [draft, add]);
  const view = useSyncExternalStore(draft.subscribe, draft.view);
  return { ...view, change: draft.change, save: draft.save, settle: draft.settle, abandon: draft.abandon };
}

/** How much of what was typed on this page is saved: the worst of its drafts. */
export const usePageSaveState = (): SaveState => {
  const { watch, state } = usePageDrafts();
  return useSyncExternalStore(watch, state);
};

function worstState(drafts: Iterable<Draft>): SaveState {
  const order: readonly SaveState[] = ['FAILED', 'SAVING', 'PENDING', 'SAVED', 'UNTOUCHED'];
  const states = new Set([...drafts].map((draft) => draft.view().saveState));
  return order.find((state) => states.has(state)) ?? 'UNTOUCHED';
}
