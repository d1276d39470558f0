import type { AnyRecord } from '../../schema/language/record.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import { slugOf } from '../../schema/language/slug.ts';
import { holdsHan } from '../../schema/validation/doubts-about-record.ts';

/** The first state of a record that shall be made under this name, which is a Chinese one where it holds Chinese characters. */
export function newRecord(type: NodeType, name: string): AnyRecord {
  if (type.isConcept && holdsHan(name)) return { type: type.name, id: '', name: { zh: name } };
  if (type.isConcept) return { type: type.name, id: '', name: name === '' ? undefined : { en: name }, slug: slugOf(name) || undefined };
  return { type: type.name, id: '', title: name === '' ? undefined : name, standing: 'CURRENT' };
}

/** A changed record with its address renamed after its English name, as long as the address was made of the name before. */
export function withSlug(before: AnyRecord, after: AnyRecord): AnyRecord {
  const [old, now] = [englishName(before), englishName(after)];
  const isOwn = before['slug'] !== undefined && before['slug'] !== '' && before['slug'] !== slugOf(old);
  if (old === now || isOwn || !('name' in after)) return after;
  return { ...after, slug: slugOf(now) || undefined };
}

const englishName = (record: AnyRecord): string => (record['name'] as { readonly en?: string } | undefined)?.en ?? '';
