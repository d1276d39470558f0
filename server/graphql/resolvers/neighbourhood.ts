import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, ID, Info, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import { kindName } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { neighbourhood, neighbourhoodSizes, neighbourhoodSteps } from '../../knowledge/neighbourhood.ts';
import type { RequestContext } from '../context.ts';
import type { DerivedTypes } from '../derived/types.ts';

/** What lies around a concept. */
export function neighbourhoodResolver(model: Model, types: DerivedTypes): new () => object {
  const { claim, concept, conceptKind } = types;
  const [predicate, certainty] = [types.enumOf('Predicate'), types.enumOf('Certainty')];
  const kinds = new Map(model.concepts.map((type) => [kindName(type), type]));

  @ObjectType({ description: 'A concept of a neighbourhood.', simpleResolvers: true })
  class Neighbour {
    @Field(() => concept, { description: 'The concept.' }) concept!: object;
    @Field(() => Int, { description: 'How many claims lead to it from the concept in the middle, on the shortest way; 0 for that one.' })
    steps!: number;
  }

  @ObjectType({ description: 'The concepts around one, and the claims between them.', simpleResolvers: true })
  class Neighbourhood {
    @Field(() => [Neighbour], { description: 'The concept in the middle first, then what lies around it, the nearest first.' })
    neighbours!: Neighbour[];
    @Field(() => [claim], { description: 'Every claim that joins two of these concepts, the surest first; none that denies something.' })
    claims!: object[];
    @Field(() => Boolean, { description: 'Whether more lies within as many steps than is shown.' }) isTruncated!: boolean;
  }

  @Resolver()
  class NeighbourhoodResolver {
    @Query(() => Neighbourhood, {
      nullable: true,
      description: 'What lies around a concept: what claims lead to within some steps, in any direction. Null when it is not published.',
    })
    neighbourhood(
      @Arg('id', () => ID, { description: 'Id of the concept in the middle.' }) id: string,
      @Arg('steps', () => Int, {
        nullable: true,
        description: `How far; ${neighbourhoodSteps.standard} unless told, at most ${neighbourhoodSteps.most}.`,
      })
      steps: number | null,
      @Arg('first', () => Int, {
        nullable: true,
        description: `How many concepts; ${neighbourhoodSizes.standard} unless told, at most ${neighbourhoodSizes.most}.`,
      })
      first: number | null,
      @Arg('kinds', () => [conceptKind], { nullable: true, description: 'Only concepts of these kinds around it.' })
      wanted: string[] | null,
      @Arg('predicates', () => [predicate], { nullable: true, description: 'Only by claims of these predicates.' })
      predicates: string[] | null,
      @Arg('minCertainty', () => certainty, { nullable: true, description: 'Only by claims that are at least as certain as this.' })
      minCertainty: string | null,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<object | null> {
      return neighbourhood(context, info, {
        id,
        steps,
        first,
        kinds: wanted?.flatMap((name) => kinds.get(name) ?? []),
        predicates: predicates?.flatMap((name): RelationType[] => {
          const relation = model.relationByName.get(name);
          return relation ? [relation] : [];
        }),
        minCertainty,
      });
    }
  }
  return NeighbourhoodResolver;
}
