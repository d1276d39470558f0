import type { Issue } from '../error-codes.ts';
import { isStale } from '../language/day.ts';
import type { Model } from '../language/define-model.ts';
import type { Fields } from '../language/field.ts';
import { isObject } from '../language/is-object.ts';
import type { AnyRecord } from '../language/record.ts';

/** Whether a text holds Chinese characters. */
export const holdsHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** What is worth a second look at one record by itself; it stops nothing. `today` is a calendar day, `YYYY-MM-DD`. */
export function doubtsAboutRecord(model: Model, record: AnyRecord, today: string): Issue[] {
  const type = model.nodeByName.get(record.type) ?? model.relationByName.get(record.type);
  if (!type) return [];
  return [...hanInEnglish(type.fields, record, ''), ...otherShare(record), ...publishedInFuture(record, today)];
}

/** A next review that an edit sets to a day that has passed: the record is due at once. */
export function doubtsAboutNextReview(record: AnyRecord, before: AnyRecord | undefined, today: string): Issue[] {
  const due = record['nextReview'];
  if (!isStale(record, today) || due === before?.['nextReview']) return [];
  return [{ path: 'nextReview', code: 'IN_PAST', message: `${String(due)} has passed already, so the record counts as stale at once.` }];
}

type Values = Readonly<Record<string, unknown>>;

function hanInEnglish(fields: Fields, values: Values, at: string): Issue[] {
  return Object.entries(fields).flatMap(([name, field]): Issue[] => {
    const [path, value] = [`${at}${name}`, values[name]];
    if (field.kind === 'group')
      return Array.isArray(value)
        ? value.flatMap((item, i) => (isObject(item) ? hanInEnglish(field.fields, item, `${path}.${i}.`) : []))
        : isObject(value)
          ? hanInEnglish(field.fields, value, `${path}.`)
          : [];
    if (field.kind !== 'text') return [];
    const isEnglish = field.perLocale === true || values['locale'] === 'en';
    const [english, place] = field.perLocale === true ? [isObject(value) ? value['en'] : undefined, `${path}.en`] : [value, path];
    if (!isEnglish || typeof english !== 'string' || !holdsHan(english)) return [];
    const message = 'This English text holds Chinese characters. Put it in its own language.';
    return [{ path: place, code: 'WRONG_LANGUAGE', message }];
  });
}

/** A share may be rounded as it is written, and to whole percents. */
function otherShare({ frequency, frequencyCount: count, frequencyTotal: total }: AnyRecord): Issue[] {
  if (typeof frequency !== 'number' || typeof count !== 'number' || typeof total !== 'number' || total < 1 || count > total) return [];
  const decimals = Math.max(2, /\.(\d+)$/.exec(String(frequency))?.[1]?.length ?? 0);
  if (Math.abs(frequency - count / total) <= 0.5 * 10 ** -decimals + Number.EPSILON) return [];
  const message = `${frequency} is not the share of ${count} among ${total}, which is ${Number((count / total).toPrecision(3))}.`;
  return [{ path: 'frequency', code: 'CONTRADICTS_COUNT', message }];
}

function publishedInFuture({ published }: AnyRecord, today: string): Issue[] {
  if (typeof published !== 'string' || published <= today) return [];
  return [{ path: 'published', code: 'IN_FUTURE', message: `${published} is yet to come.` }];
}
