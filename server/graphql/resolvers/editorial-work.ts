import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { dayOf } from '../../../schema/language/day.ts';
import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { vocabulary } from '../../../schema/language/field.ts';
import type { ChangeSet } from '../../editorial/change-sets/change-set.ts';
import type { DraftEdit } from '../../editorial/change-sets/edit.ts';
import { mergeConcepts, type Overlap, rebaseChangeSet, type Rebased, restoreRecord } from '../../editorial/change-sets/from-history.ts';
import { closeProblem, type DueItem, type DueReason, listDue, reportProblem } from '../../editorial/due-for-review.ts';
import { badUserInput } from '../../errors.ts';
import { decodeCursor, encodeCursor } from '../../knowledge/select/cursor.ts';
import { finishPage, type PageInfo, pageOf } from '../../knowledge/select/page.ts';
import { actorOf, editorialOf, editorOf, type RequestContext } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import type { DerivedTypes } from '../derived/types.ts';
import { ChangeSetType, EditType, mutationArgument } from './change-sets.ts';

const reasonEnum = declareEnum(
  vocabulary('DueReason', 'Why somebody should look at a published record.', {
    REVIEW_DATE: 'The day of its next review has come.',
    SOURCE_NOT_CURRENT: 'A source it cites was superseded or retracted.',
    PROBLEM_REPORTED: 'An app reported a problem with it.',
  }),
);

@ObjectType('DueItem', { description: 'A published record that somebody should look at.', simpleResolvers: true })
class DueItemType {
  @Field(() => reasonEnum, { description: 'Why.' }) reason!: DueReason;
  @Field(() => ID, { description: 'Id of the record.' }) recordId!: string;
  @Field(() => String, { description: 'Name of its node type or predicate.' }) recordType!: string;
  @Field(() => String, { description: 'Since when it waits: a day, or a time in ISO 8601 in UTC; empty when nobody knows.' })
  since!: string;
  @Field(() => String, { nullable: true, description: 'What an app said is wrong.' }) text!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the report, to close it.' }) reportId!: string | null;
}

@ObjectType({ description: 'One record to look at.', simpleResolvers: true })
class DueEdge {
  @Field(() => DueItemType, { description: 'The item.' }) node!: DueItem;
  @Field(() => String, { description: 'Where the item lies in its list; give it as `after`.' }) cursor!: string;
}

@ObjectType('Overlap', { description: 'A field that two people changed in ways that do not go together.', simpleResolvers: true })
class OverlapType {
  @Field(() => ID, { description: 'Id of the record.' }) recordId!: string;
  @Field(() => String, { description: 'Which field; empty when one side retired the record.' }) path!: string;
  @Field(() => GraphQLJSON, { nullable: true, description: 'The value both sides started from.' }) base!: unknown;
  @Field(() => GraphQLJSON, { nullable: true, description: 'The value that is published now.' }) theirs!: unknown;
  @Field(() => GraphQLJSON, { nullable: true, description: 'The value of the edit.' }) mine!: unknown;
}

@ObjectType('Rebased', { description: 'What became of a change set that took in what was published since.', simpleResolvers: true })
class RebasedType {
  @Field(() => ChangeSetType, { description: 'The change set.' }) changeSet!: ChangeSet;
  @Field(() => [ID], { description: 'Records whose edit now starts from what is published.' }) rebasedIds!: readonly string[];
  @Field(() => [OverlapType], { description: 'Fields that a person must settle; their edits stay as they were.' })
  overlapping!: readonly Overlap[];
  @Field(() => [GraphQLJSONObject], {
    description:
      'Of each record with such fields: all that goes together taken over from both sides, and in those fields what is published.',
  })
  merged!: readonly AnyRecord[];
}

@ObjectType({ description: 'A problem report that was taken in.', simpleResolvers: true })
class ProblemReport {
  @Field(() => ID, { description: 'Id of the report.' }) id!: string;
}

const into = { nullable: true, description: 'Id of the change set to put it into; a new one when left out.' } as const;

/** What editors do besides writing: restoring, merging, rebasing, and the queue of what to look at. */
export function editorialWorkResolver(model: Model, { pageInfo }: DerivedTypes): new () => object {
  @ObjectType({ description: 'A page of records to look at, what waits longest first.', simpleResolvers: true })
  class DueConnection {
    @Field(() => [DueEdge], { description: 'The items of the page.' }) edges!: DueEdge[];
    @Field(() => pageInfo, { description: 'Where the page lies in the list.' }) pageInfo!: PageInfo;
  }

  @Resolver()
  class EditorialWorkResolver {
    @Query(() => DueConnection, {
      description:
        'Published records that somebody should look at: review dates that have passed, sources that no longer stand, problems reported.',
    })
    async dueForReview(
      @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the item before the page.' }) after: string | null,
      @Arg('reason', () => reasonEnum, { nullable: true, description: 'Only those for this reason.' }) reason: DueReason | null,
      @Arg('recordType', () => String, { nullable: true, description: 'Only records of this node type or predicate.' })
      recordType: string | null,
      @Ctx() { identity: { database, now } }: RequestContext,
    ): Promise<DueConnection> {
      if (recordType != null && !model.nodeByName.has(recordType) && !model.relationByName.has(recordType))
        throw badUserInput(`recordType: "${recordType}" is no type of record.`);
      const page = pageOf({ first, after }, 'dueForReview', 1);
      const behind = after == null ? undefined : (decodeCursor('dueForReview', 1, after, 'after')[0] as string);
      const filter = { reason: reason ?? null, recordType: recordType ?? null };
      const items = await listDue(model, database, filter, dayOf(now()), behind, page.size + 1);
      const { rows, info } = finishPage(items, page, ({ key }) => [key]);
      return { edges: rows.map((node) => ({ node, cursor: encodeCursor('dueForReview', [node.key]) })), pageInfo: info };
    }

    @Mutation(() => EditType, {
      description: 'Puts a record back as it was published at a release: makes an edit, which goes through review like any other.',
    })
    restore(
      @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
      @Arg('release', () => Int, { description: 'The release to go back to.' }) release: number,
      @Arg('changeSet', () => ID, into) changeSet: string | null,
      @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
      @Ctx() context: RequestContext,
    ): Promise<DraftEdit> {
      return restoreRecord(editorialOf(context), editorOf(context), { id, release, changeSet, clientMutationId });
    }

    @Mutation(() => ChangeSetType, {
      description:
        'Puts the edits into a change set that make one concept of two: claims move, equal ones fold, the old id leads to the new one.',
    })
    merge(
      @Arg('into', () => ID, { description: 'Id of the concept that stays.' }) stays: string,
      @Arg('from', () => ID, { description: 'Id of the concept that goes.' }) from: string,
      @Arg('changeSet', () => ID, into) changeSet: string | null,
      @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
      @Ctx() context: RequestContext,
    ): Promise<ChangeSet> {
      return mergeConcepts(editorialOf(context), editorOf(context), { into: stays, from, changeSet, clientMutationId });
    }

    @Mutation(() => RebasedType, {
      description: 'Takes into a change set what was published since: changes of different fields are both kept, the others are named.',
    })
    rebase(
      @Arg('changeSet', () => ID, { description: 'Id of the change set.' }) changeSet: string,
      @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
      @Ctx() context: RequestContext,
    ): Promise<Rebased> {
      return rebaseChangeSet(editorialOf(context), editorOf(context), { changeSet, clientMutationId });
    }

    @Mutation(() => ProblemReport, {
      description: 'Reports that something is wrong with a published record; editors find it in their queue.',
    })
    reportProblem(
      @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
      @Arg('text', () => String, { description: 'What is wrong, at most 2000 characters; nothing about a patient.' }) text: string,
      @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
      @Ctx() context: RequestContext,
    ): Promise<ProblemReport> {
      const { id: reporter, client } = actorOf(context);
      return reportProblem(editorialOf(context), { id: reporter ?? '', name: '', client }, { id, text, clientMutationId });
    }

    @Mutation(() => ProblemReport, { description: 'Says that a reported problem was dealt with; it leaves the queue.' })
    closeProblem(
      @Arg('id', () => ID, { description: 'Id of the report.' }) id: string,
      @Arg('note', () => String, { nullable: true, description: 'What was done, at most 2000 characters.' }) note: string | null,
      @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
      @Ctx() context: RequestContext,
    ): Promise<ProblemReport> {
      return closeProblem(editorialOf(context), editorOf(context), { id, note, clientMutationId });
    }
  }
  return EditorialWorkResolver;
}
