import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { pageSizes } from '../../knowledge/select/page.ts';
import { badUserInput } from '../../errors.ts';
import { currentRelease, type ReleaseRecord, releasesBefore } from '../../knowledge/releases.ts';
import type { RequestContext } from '../context.ts';

@ObjectType({ description: 'A published change of the graph.', simpleResolvers: true })
export class Release {
  @Field(() => Int, { description: '1 for the first; goes up by one with each.' }) number!: number;
  @Field(() => String, { description: 'What it is about.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'What a reader should know of it.' }) note!: string | null;
  @Field(() => String, { description: 'When it was published, ISO 8601 in UTC.' }) publishedAt!: string;
  @Field(() => Int, { description: 'How many records it created.' }) created!: number;
  @Field(() => Int, { description: 'How many records it changed.' }) changed!: number;
  @Field(() => Int, { description: 'How many records it retired.' }) retired!: number;
}

@Resolver()
export class ReleaseResolver {
  @Query(() => Release, { description: 'The state of the graph that is published now.' })
  contentRelease(@Ctx() context: RequestContext): Promise<ReleaseRecord> {
    return currentRelease(context);
  }

  @Query(() => [Release], { description: 'Published releases, newest first.' })
  releases(
    @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null,
    @Arg('before', () => Int, { nullable: true, description: 'Only releases with a smaller number.' }) before: number | null,
    @Ctx() context: RequestContext,
  ): Promise<ReleaseRecord[]> {
    const count = first ?? pageSizes.standard;
    if (count < 0 || count > pageSizes.most) throw badUserInput(`first: ${count} is out of range. Ask for 0 to ${pageSizes.most}.`);
    return releasesBefore(context, before, count);
  }
}
