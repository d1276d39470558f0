import { useSyncExternalStore } from 'react';
import type { Locale } from '../../schema/language/field.ts';
import { type RecordTitle, titlesDocument } from '../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../change-sets/working-set.tsx';
import { askServer } from '../providers/ask-server.ts';
import { usePanelLocale } from './words.ts';

/** Titles by id as the panel learnt them, and ids that it has asked for. */
const titles = new Map<string, RecordTitle>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
let wanted: string[] = [];
let edition = 0;

/** Takes over titles that an answer brought along. */
export function learnTitles(list: readonly RecordTitle[]): void {
  if (list.length === 0) return;
  for (const title of list) titles.set(title.id, title);
  edition += 1;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What to call a record by its id. A name that is not known yet is asked for, and the page shows it when it has come. */
export function useRecordNames(): (id: string) => string {
  const locale = usePanelLocale();
  const { current } = useWorkingSet();
  useSyncExternalStore(subscribe, () => edition);
  return (id) => {
    const title = titles.get(id);
    if (title) return nameIn(title, locale);
    want(id, current?.id);
    return '…';
  };
}

/** The title of a record, as far as the panel has learnt it. */
export const knownTitle = (id: string): RecordTitle | undefined => titles.get(id);

const nameIn = ({ texts, id }: RecordTitle, locale: Locale): string => texts[locale] || texts['en'] || id;

/** Ids that a page wants while it is drawn are asked for together afterwards. */
function want(id: string, changeSet: string | undefined): void {
  const key = `${changeSet ?? ''} ${id}`;
  if (id === '' || asked.has(key)) return;
  asked.add(key);
  wanted.push(id);
  if (wanted.length > 1) return;
  queueMicrotask(() => {
    const ids = wanted;
    wanted = [];
    // A name that does not come leaves its place empty; nothing else depends on it.
    askServer(titlesDocument, { ids, changeSet }).then(
      ({ recordTitles }) => learnTitles(recordTitles),
      () => {},
    );
  });
}
