import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, validateSchema } from 'graphql';
import { expect, it } from 'vitest';
import * as vocabularies from '../../schema/language/vocabularies.ts';
import { model } from '../../schema/model.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';

const schema = graphqlSchema(model);
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Everything a reader of the schema meets, with its place. */
const places: readonly (readonly [place: string, thing: Described])[] = [
  ...types.map((type) => [type.name, type] as const),
  ...types.flatMap((type) => {
    const below = (things: readonly Described[]) => things.map((thing) => [`${type.name}.${thing.name}`, thing] as const);
    if (isEnumType(type)) return below(type.getValues());
    if (isInputObjectType(type)) return below(Object.values(type.getFields()));
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const fields = Object.values(type.getFields());
    return [
      ...below(fields),
      ...fields.flatMap((field) => field.args.map((argument) => [`${type.name}.${field.name}(${argument.name})`, argument] as const)),
    ];
  }),
];

it('is a valid schema', () => {
  expect(validateSchema(schema).map(({ message }) => message)).toEqual([]);
});

it('describes every type, field, argument, input field and enum value', () => {
  expect(places.length).toBeGreaterThan(1000);
  expect(places.filter(([, { description }]) => !description?.trim()).map(([place]) => place)).toEqual([]);
});

it('describes each in a sentence: a capital, and a full stop at the end', () => {
  const ours = places.filter(([place]) => !['Boolean', 'Float', 'ID', 'Int', 'String'].includes(place));
  const odd = ours.filter(([, { description = '' }]) => !/^[\p{Lu}\d`].*\.$/su.test(description ?? ''));
  expect(odd.map(([place, { description }]) => `${place}: ${description}`)).toEqual([]);
});

it('describes a vocabulary by its own meaning, not by the field that uses it first', () => {
  const described = types.filter(isEnumType).flatMap(({ name, description }) => {
    const own = Object.values(vocabularies).find((one) => one.name === name);
    return own ? [[name, description, own.description]] : [];
  });
  expect(described.length).toBe(Object.keys(vocabularies).length);
  expect(described.filter(([, shown, own]) => shown !== own)).toEqual([]);
});
