import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { vocabulary } from '../../../schema/language/field.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { diffRecords, type FieldChange } from '../../../schema/language/record-diff.ts';
import { changesSince, historyOf, recordAt, type RevisionInChain, type RevisionRecord } from '../../knowledge/history.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { RequestContext } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import type { DerivedTypes } from '../derived/types.ts';

@ObjectType('FieldChange', { description: 'A difference between two states of a record.', simpleResolvers: true })
export class FieldChangeType {
  @Field(() => String, {
    description:
      'Which field: `slug`, `name.en`, `population.ageFrom`; `citations.+` is an item that came to a list, `citations.-` one that went, and `citations` the list in another order.',
  })
  path!: string;
  @Field(() => GraphQLJSON, { nullable: true, description: 'The value before; null for nothing.' }) before!: unknown;
  @Field(() => GraphQLJSON, { nullable: true, description: 'The value after; null for nothing.' }) after!: unknown;
}

export const revisionActionEnum = declareEnum(
  vocabulary('RevisionAction', 'What a release did to a record.', {
    CREATED: 'It published the record, for the first time or again after it was retired.',
    CHANGED: 'It published another state of the record.',
    RETIRED: 'It took the record out of the graph.',
  }),
);

/** What was published when: all changes for apps that keep a copy, and the chain of one record. */
export function historyResolver({ pageInfo }: DerivedTypes): new () => object {
  @ObjectType({ description: 'What one release did to one record.', simpleResolvers: true })
  class Change {
    @Field(() => ID, { description: 'Id of the record.' }) id!: string;
    @Field(() => String, { description: 'Name of its node type or predicate, such as Symptom or CAUSES.' }) recordType!: string;
    @Field(() => revisionActionEnum, { description: 'What was done.' }) action!: string;
    @Field(() => Int, { description: 'Number of the release.' }) release!: number;
    @Field(() => String, { description: 'When it was published, ISO 8601 in UTC.' }) publishedAt!: string;
    @Field(() => Int, { description: 'Version of the record since then.' }) version!: number;
    @Field(() => GraphQLJSONObject, { nullable: true, description: 'The whole record as it was published; null when it was retired.' })
    record!: AnyRecord | null;
    @Field(() => String, { nullable: true, description: 'Why it was retired; null otherwise.' }) reason!: string | null;
    @Field(() => ID, { nullable: true, description: 'Id of the record that took its place when it was retired; null when none did.' })
    replacedById!: string | null;
  }

  @ObjectType({ description: 'One change in the order of all.', simpleResolvers: true })
  class ChangeEdge {
    @Field(() => Change, { description: 'The change.' }) node!: Change;
    @Field(() => String, { description: 'Where the change lies in the order of all; give it as `since`.' }) cursor!: string;
  }

  @ObjectType({ description: 'A page of changes, oldest first.', simpleResolvers: true })
  class ChangeConnection {
    @Field(() => [ChangeEdge], { description: 'The changes of the page.' }) edges!: ChangeEdge[];
    @Field(() => pageInfo, { description: 'Where the page lies in the order of all changes.' }) pageInfo!: object;
  }

  @ObjectType({ description: 'What one release did to a record, seen from the record.', simpleResolvers: true })
  class Revision {
    @Field(() => ID, { description: 'Id of the record that it is a revision of.' }) recordId!: string;
    @Field(() => String, { description: 'Name of its node type or predicate, such as Symptom or CAUSES.' }) recordType!: string;
    @Field(() => Int, { description: 'Version of the record since then.' }) version!: number;
    @Field(() => Int, { description: 'Number of the release.' }) release!: number;
    @Field(() => revisionActionEnum, { description: 'What was done.' }) action!: string;
    @Field(() => String, { description: 'When it was published, ISO 8601 in UTC.' }) publishedAt!: string;
    @Field(() => String, { description: 'What the release is about.' }) title!: string;
    @Field(() => String, { nullable: true, description: 'What a reader should know of the release.' }) note!: string | null;
    @Field(() => GraphQLJSONObject, { nullable: true, description: 'The whole record as it was published; null when it was retired.' })
    record!: AnyRecord | null;
    @Field(() => GraphQLJSONObject, {
      nullable: true,
      description: 'The whole record as it was until then; null when it was not published.',
    })
    before!: AnyRecord | null;
    @Field(() => String, { nullable: true, description: 'Why it was retired; null otherwise.' }) reason!: string | null;
    @Field(() => ID, { nullable: true, description: 'Id of the record that took its place when it was retired; null when none did.' })
    replacedById!: string | null;
  }

  @ObjectType({ description: 'One revision in the chain of a record.', simpleResolvers: true })
  class RevisionEdge {
    @Field(() => Revision, { description: 'The revision.' }) node!: Revision;
    @Field(() => String, { description: 'Where the revision lies in the chain; give it as `after`.' }) cursor!: string;
  }

  @ObjectType({ description: 'A page of the revisions of a record, newest first.', simpleResolvers: true })
  class RevisionConnection {
    @Field(() => [RevisionEdge], { description: 'The revisions of the page.' }) edges!: RevisionEdge[];
    @Field(() => pageInfo, { description: 'Where the page lies in the chain.' }) pageInfo!: object;
  }

  @Resolver(() => Revision)
  class HistoryResolver {
    @Query(() => ChangeConnection, {
      description:
        'Everything that was published, oldest first, for apps that keep a copy. Put each `record` in place of the one with its id, take out what was retired, and keep the cursor of the last change you applied: from there the next call goes on. All of it from the start is the graph as it is now, and at no point a claim lacks its ends.',
    })
    async changes(
      @Arg('since', () => String, { nullable: true, description: 'Cursor of the last change you have; left out, from the very first.' })
      since: string | null,
      @Arg('first', () => Int, { nullable: true, description: 'How many changes; 100 unless told, at most 500.' }) first: number | null,
      @Ctx() context: RequestContext,
    ): Promise<unknown> {
      const { edges, pageInfo: info } = await changesSince(context, since, first);
      return { pageInfo: info, edges: edges.map((edge) => ({ ...edge, node: changeOf(edge.node) })) };
    }

    @Query(() => RevisionConnection, {
      description:
        'What happened to a record of any type, newest first; empty for an id that was never published. Of a concept, `withClaims` tells as well what happened to the claims that start or end at it, and to those that did before they were retired.',
    })
    history(
      @Arg('id', () => ID, { description: 'Id of the record, published or retired.' }) id: string,
      @Arg('first', () => Int, { nullable: true, description: 'How many revisions; 25 unless told, at most 200.' }) first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the revision before the page.' }) after: string | null,
      @Arg('withClaims', () => Boolean, {
        nullable: true,
        description: 'Whether to tell of the claims of a concept as well; not unless asked.',
      })
      withClaims: boolean | null,
      @Ctx() context: RequestContext,
    ): Promise<unknown> {
      return historyOf(context, id, { first, after, withClaims: withClaims === true });
    }

    @Query(() => GraphQLJSONObject, {
      nullable: true,
      description: 'The record as it was published at a release; null when it was not.',
    })
    recordAt(
      @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
      @Arg('release', () => Int, { description: 'Number of the release; 0 is before the first.' }) release: number,
      @Ctx() context: RequestContext,
    ): Promise<AnyRecord | null> {
      return recordAt(context, id, release);
    }

    @FieldResolver(() => String, { nullable: true, description: 'Who wrote the release; null for callers without an account.' })
    author(@Root() revision: RevisionInChain, @Ctx() context: RequestContext): string | null {
      return mayKnowAuthors(context) ? revision.author : null;
    }

    @FieldResolver(() => String, {
      nullable: true,
      description: 'Who approved the release; null for callers without an account, and when nobody had to.',
    })
    approver(@Root() revision: RevisionInChain, @Ctx() context: RequestContext): string | null {
      return mayKnowAuthors(context) ? revision.approver : null;
    }

    @FieldResolver(() => [FieldChangeType], {
      name: 'changes',
      description: 'How the record differs from the revision before, in the order of its fields.',
    })
    changesOfFields(@Root() { recordId, before, record }: RevisionInChain, @Ctx() { model }: RequestContext): FieldChange[] {
      const type = typeOfId(model, recordId);
      return type ? diffRecords(type, before, record) : [];
    }
  }
  return HistoryResolver;
}

const changeOf = ({ recordId, ...change }: RevisionRecord) => ({ ...change, id: recordId });

/** Whether the caller may see who wrote and approved what: people with an account may. */
const mayKnowAuthors = ({ caller }: RequestContext): boolean => caller.kind === 'USER';
