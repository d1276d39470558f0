import { Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { dayOf } from '../../../schema/language/day.ts';
import { contentNumbers, type ContentNumbers as Numbers } from '../../knowledge/content-numbers.ts';
import { currentRelease } from '../../knowledge/releases.ts';
import type { RequestContext } from '../context.ts';
import type { DerivedTypes } from '../derived/types.ts';

@ObjectType({ description: 'How many sources there are.', simpleResolvers: true })
class SourceNumbers {
  @Field(() => Int, { description: 'How many are published.' }) count!: number;
  @Field(() => Int, { description: 'How many were superseded or retracted.' }) notCurrent!: number;
  @Field(() => Int, { description: 'How many are past the day of their next review.' }) stale!: number;
}

/** How much is published, and how well it is founded. */
export function contentNumbersResolver({ conceptKind, enumOf }: DerivedTypes): new () => object {
  const [predicateEnum, certaintyEnum] = [enumOf('Predicate'), enumOf('Certainty')];

  @ObjectType({ description: 'How many concepts of a kind there are.', simpleResolvers: true })
  class KindNumbers {
    @Field(() => conceptKind, { description: 'The kind.' }) kind!: string;
    @Field(() => Int, { description: 'How many are published.' }) count!: number;
    @Field(() => Int, { description: 'How many of them have a Chinese name.' }) withChineseName!: number;
    @Field(() => Int, { description: 'How many are past the day of their next review.' }) stale!: number;
  }

  @ObjectType({ description: 'How many claims of a predicate there are.', simpleResolvers: true })
  class PredicateNumbers {
    @Field(() => predicateEnum, { description: 'The predicate.' }) predicate!: string;
    @Field(() => Int, { description: 'How many claims are published, those that deny it too.' }) count!: number;
  }

  @ObjectType({ description: 'How many claims of a certainty there are.', simpleResolvers: true })
  class CertaintyNumbers {
    @Field(() => certaintyEnum, { description: 'The certainty.' }) certainty!: string;
    @Field(() => Int, { description: 'How many claims are published.' }) count!: number;
  }

  @ObjectType({ description: 'How many claims there are, and how well they are founded.', simpleResolvers: true })
  class ClaimNumbers {
    @Field(() => Int, { description: 'How many are published.' }) count!: number;
    @Field(() => Int, { description: 'How many of them deny something.' }) denying!: number;
    @Field(() => Int, { description: 'How many rest on one source alone.' }) withOneSource!: number;
    @Field(() => Int, { description: 'How many are past the day of their next review.' }) stale!: number;
    @Field(() => [PredicateNumbers], { description: 'How many of each predicate, in the order of the model.' })
    byPredicate!: PredicateNumbers[];
    @Field(() => [CertaintyNumbers], { description: 'How many of each certainty, the surest first.' })
    byCertainty!: CertaintyNumbers[];
  }

  @ObjectType({ description: 'How much is published, and how well it is founded.', simpleResolvers: true })
  class ContentNumbers {
    @Field(() => [KindNumbers], { description: 'Concepts, by kind.' }) concepts!: KindNumbers[];
    @Field(() => SourceNumbers, { description: 'Sources.' }) sources!: SourceNumbers;
    @Field(() => ClaimNumbers, { description: 'Claims.' }) claims!: ClaimNumbers;
  }

  /** The numbers of one release on one day. Counting reads the whole graph, and nothing else changes them. */
  let known: { readonly key: string; readonly numbers: Promise<Numbers> } | undefined;

  @Resolver()
  class ContentNumbersResolver {
    @Query(() => ContentNumbers, { description: 'How much is published, and how well it is founded.' })
    async contentNumbers(@Ctx() context: RequestContext): Promise<Numbers> {
      const today = dayOf(context.identity.now());
      if (context.preview) return contentNumbers(context, today);
      const { number, publishedAt } = await currentRelease(context);
      const key = `${number} ${publishedAt} ${today}`;
      if (known?.key === key) return known.numbers;
      const counting = { key, numbers: contentNumbers(context, today) };
      known = counting;
      // What failed is counted again by the next who asks.
      counting.numbers.catch(() => {
        if (known === counting) known = undefined;
      });
      return counting.numbers;
    }
  }
  return ContentNumbersResolver;
}
