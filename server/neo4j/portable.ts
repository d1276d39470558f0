import { DateTime, isDateTime } from 'neo4j-driver';
import { invariant } from '../errors.ts';

/** A value of a property as JSON says it: texts, flags, fractions and lists of texts as they are, the rest with its type. */
type Portable =
  string | number | boolean | readonly string[] | { readonly type: string; readonly value: readonly (number | string | null)[] };
export type PortableProperties = Readonly<Record<string, Portable>>;

/** Cypher for all properties of `n` with their types, as `portableOf` reads them. */
export const portableColumn = '[key IN keys(n) | [key, n[key], valueType(n[key])]]';

/** A value of `portableColumn`, names in order, so that equal properties are equal text. */
export function portableOf(column: unknown): PortableProperties {
  const triples = column as readonly (readonly [name: string, value: unknown, type: string])[];
  return Object.fromEntries(
    [...triples].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value, type]) => [name, valueOf(name, value, type)]),
  );
}

function valueOf(name: string, value: unknown, type: string): Portable {
  const bare = type.replace(/ NOT NULL$/, '');
  if (bare === 'STRING' || bare === 'FLOAT' || bare === 'BOOLEAN') return value as string | number | boolean;
  if (bare === 'LIST<STRING NOT NULL>' || bare === 'LIST<NOTHING>') return value as readonly string[];
  if (bare === 'INTEGER') {
    invariant(Number.isSafeInteger(value), `The property ${name} holds the number ${String(value)}, which is too large for JSON.`);
    return { type: bare, value: [value as number] };
  }
  invariant(isDateTime(value), `The property ${name} holds a value of the type ${bare}, which nothing here writes.`);
  const { year, month, day, hour, minute, second, nanosecond, timeZoneOffsetSeconds, timeZoneId } = value as unknown as DateTime<number>;
  return {
    type: bare,
    value: [year, month, day, hour, minute, second, nanosecond, timeZoneOffsetSeconds ?? null, timeZoneId ?? null],
  };
}

/** Properties as a statement takes them. */
export function propertiesFromPortable(properties: PortableProperties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, parameterOf(name, value)]));
}

function parameterOf(name: string, portable: Portable): unknown {
  if (typeof portable !== 'object' || !('type' in portable)) return portable;
  const { type, value } = portable;
  if (type === 'INTEGER') return BigInt(value[0] as number);
  invariant(type === 'ZONED DATETIME', `The property ${name} is of the type ${type}, which this version does not know.`);
  const [year, month, day, hour, minute, second, nanosecond, offset, zone] = value as readonly number[];
  // An offset is enough to name the moment; the zone's name comes with it where there is one.
  return new DateTime(
    year ?? 0,
    month ?? 0,
    day ?? 0,
    hour ?? 0,
    minute ?? 0,
    second ?? 0,
    nanosecond ?? 0,
    offset ?? undefined,
    (zone as unknown as string | null) ?? undefined,
  );
}
