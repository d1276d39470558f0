import type { Locale } from './field.ts';

/** A value of a field, as JSON. */
export type Value = string | number | boolean | Texts | ValueGroup | readonly ValueGroup[];
export type Texts = { readonly [locale in Locale]?: string | undefined };
export interface ValueGroup {
  readonly [field: string]: string | number | boolean | Texts | undefined;
}

/** A record of any type of the model: what validation, storage, publishing and history work with. */
export interface AnyRecord {
  /** Name of the node type or predicate. */
  readonly type: string;
  readonly id: string;
  /** On claims only. */
  readonly subject?: string;
  readonly object?: string;
  readonly negated?: boolean | undefined;
  readonly [field: string]: unknown;
}
