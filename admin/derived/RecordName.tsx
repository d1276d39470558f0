import { Link as MuiLink } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { Link } from 'react-router';
import type { Locale } from '../../schema/language/field.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { askServer } from '../providers/ask-server.ts';
import type { Population } from '../../schema/validation/populations-overlap.ts';
import { ClaimPhrase } from './ClaimPhrase.tsx';
import { type NamedRecord, recordNamesDocument } from './record-name-documents.ts';
import { addressOfRecord, idPattern, typeOfId } from './record-types.ts';
import { usePanelLocale, useTypeTitle } from './words.ts';

/** The most ids that one question may name. */
const mostIds = 200;

const Names = createContext<ReadonlyMap<string, NamedRecord>>(new Map());

/** Asks once for the names of many records; `RecordName` inside shows them. */
export const RecordNames = ({ ids, children }: { readonly ids: readonly string[]; readonly children: ReactNode }) => {
  const locale = usePanelLocale();
  const wanted = [...new Set(ids)].toSorted();
  const { data } = useQuery({
    queryKey: ['record-names', locale, wanted],
    queryFn: () => readNames(wanted, locale),
    placeholderData: keepPreviousData,
    enabled: wanted.length > 0,
  });
  return <Names value={data ?? new Map()}>{children}</Names>;
};

async function readNames(ids: readonly string[], locale: Locale): Promise<Map<string, NamedRecord>> {
  const pages = Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, i) => ids.slice(i * mostIds, (i + 1) * mostIds));
  const answers = await Promise.all(pages.map((some) => askServer(recordNamesDocument, { ids: some, locale })));
  return new Map(answers.flatMap(({ nodes }) => nodes.flatMap((node) => (node ? [[node.id, node] as const] : []))));
}

/** What to call a record that `RecordNames` around asked for; its id as long as nothing is known of it. */
export function useNamesAround(): (id: string) => string {
  const names = useContext(Names);
  return (id) => names.get(id)?.name ?? names.get(id)?.title ?? id;
}

/** Ids that must be named to tell of a record: its own, and of a claim its ends. */
export const idsToName = (id: string, ...records: readonly (AnyRecord | null)[]): string[] => [
  id,
  ...records.flatMap((record) => [record?.subject, record?.object].filter((end) => end !== undefined)),
];

/** Ids that a text speaks of. */
export const idsIn = (text: string | null | undefined): readonly string[] => text?.match(idPattern) ?? [];

/** A text that speaks of records by their ids, with their names instead, which lead to their pages. */
export const TextWithRecords = ({ text }: { readonly text: string }) => {
  const ids = idsIn(text);
  return text.split(idPattern).map((part, i) => (
    <span key={`${i} ${part}`}>
      {part}
      {ids[i] !== undefined && <RecordName id={ids[i]} />}
    </span>
  ));
};

interface RecordNameProps {
  readonly id: string;
  /** A state of the record that somebody knows already, for one that is not published. */
  readonly record?: AnyRecord | null | undefined;
  /** Without links, for places such as a button that may hold none. */
  readonly isPlain?: boolean;
}

/** A record by name, leading to its page: a concept, a source, or a claim as a sentence whose ends lead to theirs, with those it holds for. */
export const RecordName = ({ id, record, isPlain = false }: RecordNameProps) => {
  const names = useContext(Names);
  const locale = usePanelLocale();
  const titleOf = useTypeTitle();
  const named = names.get(id);
  const type = typeOfId(id);
  if (type?.shape !== 'relation')
    return <RecordLink id={id} text={named?.name ?? named?.title ?? nameIn(record, locale) ?? id} isPlain={isPlain} />;
  const [subject, object] = [named?.subject?.id ?? record?.subject, named?.object?.id ?? record?.object];
  const isNegated = named?.negated ?? record?.negated === true;
  if (subject === undefined || object === undefined) return <span>{`${titleOf(type)} ${id}`}</span>;
  return (
    <span>
      <ClaimPhrase
        predicate={named?.predicate ?? type.name}
        isNegated={isNegated}
        subject={<RecordLink id={subject} text={named?.subject?.name ?? names.get(subject)?.name ?? subject} isPlain={isPlain} />}
        object={<RecordLink id={object} text={named?.object?.name ?? names.get(object)?.name ?? object} isPlain={isPlain} />}
        population={record ? (record['population'] as Population | undefined) : named?.population}
      />
    </span>
  );
};

const RecordLink = ({ id, text, isPlain }: { readonly id: string; readonly text: string; readonly isPlain: boolean }) => {
  const address = addressOfRecord(id);
  return isPlain || address === undefined ? (
    <span>{text}</span>
  ) : (
    <MuiLink component={Link} to={address}>
      {text}
    </MuiLink>
  );
};

function nameIn(record: AnyRecord | null | undefined, locale: Locale): string | undefined {
  const { name, title } = (record ?? {}) as { readonly name?: Readonly<Record<string, string>>; readonly title?: string };
  return name?.[locale] ?? name?.['en'] ?? title;
}
