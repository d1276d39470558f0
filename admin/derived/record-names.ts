import { createContext, use, useSyncExternalStore } from 'react';
import type { Locale } from '../../schema/language/field.ts';
import { groupBy } from '../../schema/language/group-by.ts';
import { type ChangeSetHead, type RecordTitle, titlesDocument } from '../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../change-sets/working-set.tsx';
import { askServer } from '../providers/ask-server.ts';
import { usePopulationWords } from './population-words.ts';
import { useSentence } from './predicate-words.ts';
import { typeOfId } from './record-types.ts';
import { usePanelLocale } from './words.ts';

/** Titles by id as the panel learnt them, behind their scope where a page has one, and what it has asked for. */
const titles = new Map<string, RecordTitle>();
const asked = new Set<string>();
const listeners = new Set<() => void>();
interface Wish {
  readonly id: string;
  readonly changeSet: string | undefined;
  readonly scope: string;
}
let wanted: Wish[] = [];
let edition = 0;

/** Takes over titles that an answer brought along. */
export function learnTitles(list: readonly RecordTitle[], scope = ''): void {
  if (list.length === 0) return;
  for (const title of list) titles.set(scope + title.id, title);
  edition += 1;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The change set whose edits name the records of a page, whoever looks at it; without one it is the person's own. */
export const NamingSet = createContext<Pick<ChangeSetHead, 'id' | 'version'> | undefined>(undefined);

/** The title of a record by its id. One that is not known yet is asked for, and the page shows it when it has come. */
export function useRecordTitles(): (id: string) => RecordTitle | undefined {
  const set = use(NamingSet);
  const { current } = useWorkingSet();
  useSyncExternalStore(subscribe, () => edition);
  return (id) => {
    // A version of a change set never changes, and what it says of a record is not what other pages shall say.
    const scope = set ? `${set.id} ${set.version} ` : '';
    const title = titles.get(scope + id);
    if (!title) want(id, (set ?? current)?.id, scope);
    return title ?? titles.get(id);
  };
}

/** What to call a record by its id, a claim by its sentence, with those it holds for. */
export function useRecordNames(): (id: string) => string {
  const locale = usePanelLocale();
  const sentenceOf = useSentence();
  const populationOf = usePopulationWords();
  const titleOf = useRecordTitles();
  const nameOf = (id: string): string => {
    const title = titleOf(id);
    const type = typeOfId(id);
    if (title?.claim && type) {
      const { subjectId, objectId, negated, population } = title.claim;
      const [subject = '', object = ''] = [subjectId, objectId].map((end) => (end === '' ? '…' : nameOf(end)));
      return `${sentenceOf(type.name, negated, subject, object)}${populationOf(population)}`;
    }
    return title ? nameIn(title, locale) : '…';
  };
  return nameOf;
}

const nameIn = ({ texts, id }: RecordTitle, locale: Locale): string => texts[locale] || texts['en'] || id;

/** The most titles that one question may ask for. */
export const mostTitles = 1000;

/** Ids that a page wants while it is drawn are asked for together afterwards. */
function want(id: string, changeSet: string | undefined, scope: string): void {
  const key = `${changeSet ?? ''} ${scope}${id}`;
  if (id === '' || asked.has(key)) return;
  asked.add(key);
  wanted.push({ id, changeSet, scope });
  if (wanted.length > 1) return;
  queueMicrotask(() => {
    const questions = groupBy(wanted, (one) => `${one.changeSet ?? ''} ${one.scope}`);
    wanted = [];
    for (const wishes of questions.values())
      for (let from = 0; from < wishes.length; from += mostTitles) askFor(wishes.slice(from, from + mostTitles));
  });
}

function askFor(wishes: readonly Wish[]): void {
  const [first] = wishes;
  if (!first) return;
  // A name that does not come leaves its place empty; nothing else depends on it.
  askServer(titlesDocument, { ids: wishes.map(({ id }) => id), changeSet: first.changeSet }).then(
    ({ recordTitles }) => learnTitles(recordTitles, first.scope),
    () => {},
  );
}
