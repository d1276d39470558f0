import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { pageSizes } from '../../knowledge/select/page.ts';
import type { Shaped } from '../../knowledge/select/projection.ts';
import { selectByIds } from '../../knowledge/select/select.ts';
import { badUserInput } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { RequestContext } from '../context.ts';
import type { DerivedTypes } from '../derived/types.ts';

/** Reading records whatever their type, by id. */
export function nodeResolver({ node, claim }: DerivedTypes): new () => object {
  @Resolver()
  class NodeResolver {
    @Query(() => node, {
      nullable: true,
      description: 'The concept, claim, source or tombstone with this id; null when it was never published.',
    })
    async node(
      @Arg('id', () => ID, { description: 'Id of a record of any type.' }) id: string,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<Shaped | null> {
      return (await selectByIds(context, info, [id])).get(id) ?? null;
    }

    @Query(() => [node], {
      nullable: 'items',
      description: 'The records with these ids, in the order of the ids, null where one was never published.',
    })
    async nodes(
      @Arg('ids', () => [ID], { description: 'Ids of records of any type, at most 200.' }) ids: string[],
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<(Shaped | null)[]> {
      if (ids.length > pageSizes.most) throw badUserInput(`ids: ${ids.length} are too many. Ask for at most ${pageSizes.most} at once.`);
      const found = await selectByIds(context, info, ids);
      return ids.map((id) => found.get(id) ?? null);
    }

    @Query(() => claim, { nullable: true, description: 'The claim with this id; null when none is published.' })
    async claim(
      @Arg('id', () => ID, { description: 'Id of the claim.' }) id: string,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<Shaped | null> {
      // The selection speaks of claims, so it can only be read from one.
      const isClaim = typeOfId(context.model, id)?.shape === 'relation';
      const found = (await selectByIds(context, info, isClaim ? [id] : [])).get(id);
      return found?.__typename.endsWith('Claim') === true ? found : null;
    }
  }
  return NodeResolver;
}
