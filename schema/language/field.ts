/** The locales texts are written in. `en` is complete, the others may lag. */
export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

/** One text in each locale it exists in. */
export type Texts = { readonly en: string } & { readonly [locale in Exclude<Locale, 'en'>]?: string | undefined };

interface FieldBase {
  /** Product text: GraphQL documentation and form help, written for an editor. */
  readonly description: string;
  readonly required?: boolean;
}

/** Words. `perLocale` texts hold one wording per locale; `unique` texts differ between all records of a type. */
export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly maxLength: number;
  readonly perLocale?: boolean;
  readonly unique?: boolean;
  readonly multiline?: boolean;
  readonly format?: TextFormat;
}
export type TextFormat = 'slug' | 'url' | 'doi' | 'pmid' | 'code-system';

/** A number, with its bounds (inclusive) and unit. */
export interface NumberField extends FieldBase {
  readonly kind: 'number';
  readonly min?: number;
  readonly max?: number;
  readonly isInteger?: boolean;
  readonly unit?: string;
  /** Name of a number beside it that it may not be below. */
  readonly notBelow?: string;
}

/** One value of a closed vocabulary, whose name and meaning every field that uses it shares. */
export interface ChoiceField<V extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> extends FieldBase {
  readonly kind: 'choice';
  readonly name: string;
  readonly meaning: string;
  readonly values: V;
}

/** Yes, no, or not said. */
interface FlagField extends FieldBase {
  readonly kind: 'flag';
}

/** A calendar day, `YYYY-MM-DD`. */
export interface DateField extends FieldBase {
  readonly kind: 'date';
  /** Name of a day beside it that it may not be before. */
  readonly notBelow?: string;
}

/** The id of a record of another type. */
interface ReferenceField extends FieldBase {
  readonly kind: 'reference';
  readonly to: string;
}

/** Fields that belong together; a list of them when `many`. The fields of a list are scalars: no number, no locale, no group. */
export interface GroupField<F extends Fields = Fields, M extends boolean = boolean> extends FieldBase {
  readonly kind: 'group';
  readonly name: string;
  readonly many: M;
  readonly fields: F;
}

export type Field = TextField | NumberField | ChoiceField | FlagField | DateField | ReferenceField | GroupField;
export interface Fields {
  readonly [name: string]: Field;
}

export const text = <const O extends Omit<TextField, 'kind' | 'description'>>(description: string, options: O) =>
  ({ kind: 'text', description, ...options }) as const;

export const number = <const O extends Omit<NumberField, 'kind' | 'description'>>(description: string, options: O) =>
  ({ kind: 'number', description, ...options }) as const;

/** A share, 0 to 1. */
export const ratio = (description: string) => number(description, { min: 0, max: 1 });

/** Whether the numbers of a field are shares, which people write as percentages. */
export const isShareField = ({ min, max }: NumberField): boolean => min === 0 && max === 1;

export const choice = <const V extends Readonly<Record<string, string>>, const O extends { readonly required?: boolean }>(
  description: string,
  vocabulary: Vocabulary<V>,
  options: O,
) =>
  ({ kind: 'choice', description, name: vocabulary.name, meaning: vocabulary.description, values: vocabulary.values, ...options }) as const;

export const flag = (description: string) => ({ kind: 'flag', description }) as const;

export const date = <const O extends Pick<DateField, 'notBelow'>>(description: string, options: O) =>
  ({ kind: 'date', description, ...options }) as const;

export const reference = <const O extends { readonly to: string; readonly required?: boolean }>(description: string, options: O) =>
  ({ kind: 'reference', description, ...options }) as const;

export const group = <const N extends string, const F extends Fields>(name: N, description: string, fields: F) =>
  ({ kind: 'group', name, description, many: false, fields }) as const;

export const listOf = <const N extends string, const F extends Fields, const O extends { readonly required?: boolean }>(
  name: N,
  description: string,
  fields: F,
  options: O,
) => ({ kind: 'group', name, description, many: true, fields, ...options }) as const;

/** A closed list of values with what each means. */
export interface Vocabulary<V extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> {
  readonly name: string;
  readonly description: string;
  readonly values: V;
}

export const vocabulary = <const V extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  values: V,
): Vocabulary<V> => ({
  name,
  description,
  values,
});

type ValueOf<F extends Field> = F extends { readonly kind: 'text'; readonly perLocale: true }
  ? Texts
  : F extends { readonly kind: 'number' }
    ? number
    : F extends { readonly kind: 'flag' }
      ? boolean
      : F extends { readonly kind: 'choice'; readonly values: infer V }
        ? keyof V & string
        : F extends { readonly kind: 'group'; readonly many: true; readonly fields: infer G extends Fields }
          ? readonly RecordOf<G>[]
          : F extends { readonly kind: 'group'; readonly fields: infer G extends Fields }
            ? RecordOf<G>
            : string;

/** The TypeScript shape of a record with these fields. */
export type RecordOf<T extends Fields> = {
  readonly [K in keyof T as T[K] extends { readonly required: true } ? K : never]: ValueOf<T[K]>;
} & {
  readonly [K in keyof T as T[K] extends { readonly required: true } ? never : K]?: ValueOf<T[K]> | undefined;
};
