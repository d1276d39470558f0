import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { diffRecords, type FieldChange } from '../../../schema/language/record-diff.ts';
import { checkReleases, countDifferences, listDifferences, type RecordDifference } from '../../knowledge/difference.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { RequestContext } from '../context.ts';
import type { DerivedTypes } from '../derived/types.ts';
import { type Connection, declareConnection, readConnection } from './connection.ts';
import { FieldChangeType, revisionActionEnum } from './history.ts';

@ObjectType('RecordDifference', { description: 'A record that is not the same at two releases.', simpleResolvers: true })
class RecordDifferenceType {
  @Field(() => ID, { description: 'Id of the record.' }) recordId!: string;
  @Field(() => String, { description: 'Name of its node type or predicate.' }) recordType!: string;
  @Field(() => revisionActionEnum, { description: 'What became of it.' }) action!: string;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'The record at the older release; null when it was not published.' })
  before!: AnyRecord | null;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'The record at the newer release; null when it was not published.' })
  after!: AnyRecord | null;
  @Field(() => [FieldChangeType], { description: 'How the two differ, in the order of the fields.' }) changes!: readonly FieldChange[];
}

@ObjectType({ description: 'How many records differ between two releases.', simpleResolvers: true })
class DifferenceNumbers {
  @Field(() => Int, { description: 'How many are published at the newer one only.' }) created!: number;
  @Field(() => Int, { description: 'How many are published at both, and not alike.' }) changed!: number;
  @Field(() => Int, { description: 'How many are published at the older one only.' }) retired!: number;
}

/** What lies between two releases. */
export function differenceResolver({ pageInfo }: DerivedTypes): new () => object {
  const connection = declareConnection('RecordDifference', 'records that differ', RecordDifferenceType, pageInfo);

  @ObjectType({ description: 'What lies between two releases.', simpleResolvers: true })
  class Difference {
    @Field(() => DifferenceNumbers, { description: 'How many records differ, counted only when asked for.' }) numbers!: object;
    @Field(() => connection, { description: 'The records that differ, by id.' }) records!: object;
  }

  @Resolver()
  class DifferenceResolver {
    @Query(() => Difference, {
      description: 'What of the graph is not the same at two releases. What was changed and changed back in between is left out.',
    })
    async difference(
      @Arg('from', () => Int, { description: 'Number of the older release; 0 is the empty graph before the first.' }) from: number,
      @Arg('to', () => Int, { description: 'Number of the newer release.' }) to: number,
      @Arg('first', () => Int, { nullable: true, description: 'How many records; 25 unless told, at most 200.' }) first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the record before the page.' }) after: string | null,
      @Ctx() { model, identity: { database } }: RequestContext,
    ): Promise<{ numbers: () => Promise<object>; records: () => Promise<Connection<object>> }> {
      const pair = { from, to };
      await checkReleases(database, pair);
      const shown = ({ recordId, before, after: now }: RecordDifference) => {
        const type = typeOfId(model, recordId);
        return {
          recordId,
          recordType: type?.name ?? '',
          action: before === null ? 'CREATED' : now === null ? 'RETIRED' : 'CHANGED',
          before,
          after: now,
          changes: type ? diffRecords(type, before, now) : [],
        };
      };
      const countAll = async (): Promise<number> => {
        const { created, changed, retired } = await countDifferences(database, pair);
        return created + changed + retired;
      };
      const list = {
        order: `difference:${from}:${to}`,
        keyOf: ({ recordId }: ReturnType<typeof shown>) => recordId,
        read: async (behind: string | undefined, count: number) => (await listDifferences(database, pair, behind ?? '', count)).map(shown),
        count: countAll,
      };
      return { numbers: () => countDifferences(database, pair), records: () => readConnection(list, first, after) };
    }
  }
  return DifferenceResolver;
}
