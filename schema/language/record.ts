import type { Locale } from './field.ts';

/** A text in each language that it has. */
export type Texts = { readonly [locale in Locale]?: string | undefined };

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
