import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, ID, Info, Query, Resolver } from 'type-graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { badUserInput } from '../../errors.ts';
import { type ListArguments, selectOne, selectPage } from '../../knowledge/select/select.ts';
import type { RequestContext } from '../context.ts';
import { filterArguments, pageArguments, type DerivedTypes } from './types.ts';

/** The resolver class with the queries that every node type has: one record, and a page of them. */
export function deriveQueries(model: Model, types: DerivedTypes): new () => object {
  class DerivedQueries {}
  for (const type of model.nodes) {
    declareOne(DerivedQueries.prototype, type, types);
    declarePage(DerivedQueries.prototype, type, types);
  }
  Resolver()(DerivedQueries);
  return DerivedQueries;
}

/** The names of a node type's two queries. */
export const queryNames = (type: NodeType): { readonly one: string; readonly page: string } => ({
  one: type.name.charAt(0).toLowerCase() + type.name.slice(1),
  page: type.plural,
});

function declareOne(prototype: object, type: NodeType, types: DerivedTypes): void {
  const { one: name } = queryNames(type);
  const hasSlug = type.isConcept;
  const read = (id: string | null | undefined, slug: string | null | undefined, context: RequestContext, info: GraphQLResolveInfo) => {
    if ((id == null) === (slug == null)) throw badUserInput(hasSlug ? `${name}: give either id or slug.` : `${name}: give the id.`);
    return id == null ? selectOne(context, info, type, 'slug', slug ?? '') : selectOne(context, info, type, 'id', id);
  };
  const method = {
    value: hasSlug
      ? read
      : (id: string | null | undefined, context: RequestContext, info: GraphQLResolveInfo) => read(id, null, context, info),
    writable: true,
    configurable: true,
  };
  Object.defineProperty(prototype, name, method);
  let at = 0;
  Arg('id', () => ID, { nullable: true, description: 'Id of the record.' })(prototype, name, at++);
  if (hasSlug) Arg('slug', () => String, { nullable: true, description: 'Readable address of the record.' })(prototype, name, at++);
  Ctx()(prototype, name, at++);
  Info()(prototype, name, at);
  Query(() => types.records.get(type.name) as never, {
    nullable: true,
    description: `The ${type.title.en.toLowerCase()} with this id${hasSlug ? ' or slug' : ''}; null when none is published.`,
  })(prototype, name, method);
}

function declarePage(prototype: object, type: NodeType, types: DerivedTypes): void {
  const list = types.lists.get(type.name);
  if (!list) return;
  const method = {
    value: (args: ListArguments, context: RequestContext, info: GraphQLResolveInfo) => selectPage(context, info, type, args),
    writable: true,
    configurable: true,
  };
  Object.defineProperty(prototype, type.plural, method);
  class ListArgs {}
  for (const [argument, declared] of Object.entries({ ...pageArguments, ...filterArguments(list.filter, list.order) }))
    Field('list' in declared ? () => [declared.type()] as never : (declared.type as () => never), {
      nullable: true,
      description: declared.description,
    })(ListArgs.prototype, argument);
  ArgsType()(ListArgs);
  Args(() => ListArgs)(prototype, type.plural, 0);
  Ctx()(prototype, type.plural, 1);
  Info()(prototype, type.plural, 2);
  Query(() => list.connection as never, {
    description: `Published ${type.plural}, by ${type.isConcept ? 'name' : 'id'} unless asked otherwise.`,
  })(prototype, type.plural, method);
}
