import 'reflect-metadata';
import { Arg, Field, InputType, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Vocabulary } from '../../../schema/language/field.ts';

/** A class that type-graphql knows as a type, an enum object, or a scalar. */
export type TypeReference = object | (new () => object);

/** One field of a derived type. `list` is a list of non-null items; `items: 'nullable'` lets items be null. */
export interface FieldDeclaration {
  readonly type: () => TypeReference;
  readonly description: string;
  readonly list?: boolean;
  readonly nullable?: boolean;
  readonly arguments?: { readonly [name: string]: ArgumentDeclaration };
}

export interface ArgumentDeclaration {
  readonly type: () => TypeReference;
  readonly description: string;
  readonly list?: boolean;
}

export type FieldDeclarations = { readonly [name: string]: FieldDeclaration };
type TypeClass = new () => object;

/** Declares an object type by calling type-graphql's decorators as functions. */
export function declareObject(
  name: string,
  description: string,
  fields: FieldDeclarations,
  interfaces: readonly TypeClass[] = [],
): TypeClass {
  const type = namedClass(name);
  declareFields(type, fields);
  ObjectType(name, { description, implements: interfaces as TypeClass[], simpleResolvers: true })(type);
  return type;
}

/** Declares an interface; the objects handed out carry their type's name. */
export function declareInterface(
  name: string,
  description: string,
  fields: FieldDeclarations,
  interfaces: readonly TypeClass[] = [],
): TypeClass {
  const type = namedClass(name);
  declareFields(type, fields);
  InterfaceType(name, {
    description,
    implements: interfaces as TypeClass[],
    resolveType: (value: { __typename: string }) => value.__typename,
  })(type);
  return type;
}

/** Declares an input type; its fields are optional. */
export function declareInput(name: string, description: string, fields: FieldDeclarations): TypeClass {
  const type = namedClass(name);
  declareFields(type, fields);
  InputType(name, { description })(type);
  return type;
}

/** Declares an enum of a vocabulary. */
export function declareEnum({ name, description, values }: Vocabulary): object {
  const members = Object.fromEntries(Object.keys(values).map((value) => [value, value]));
  registerEnumType(members, {
    name,
    description,
    valuesConfig: Object.fromEntries(Object.entries(values).map(([value, text]) => [value, { description: text }])),
  });
  return members;
}

/** A class of this name, for type-graphql's metadata; nothing is ever made of it. */
function namedClass(name: string): TypeClass {
  return { [name]: class {} }[name] as TypeClass;
}

function declareFields(type: TypeClass, fields: FieldDeclarations): void {
  const prototype = type.prototype as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) {
    const reference = field.list === true ? () => [field.type()] as never : (field.type as () => never);
    const options = { description: field.description, nullable: field.nullable === true };
    if (!field.arguments) {
      Field(reference, options)(prototype, name);
      continue;
    }
    // Read by `attachReaders`; declared as a method because only methods have arguments.
    const method = { value: () => undefined, writable: true, configurable: true };
    Object.defineProperty(prototype, name, method);
    for (const [i, [argument, declared]] of Object.entries(field.arguments).entries())
      Arg(argument, declared.list === true ? () => [declared.type()] as never : (declared.type as () => never), {
        description: declared.description,
        nullable: true,
      })(prototype, name, i);
    Field(reference, options)(prototype, name, method);
  }
}
