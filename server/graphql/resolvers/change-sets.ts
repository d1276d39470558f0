import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Field, FieldResolver, Float, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { issueCodes, issueRules } from '../../../schema/error-codes.ts';
import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import { vocabulary } from '../../../schema/language/field.ts';
import { validateRecord } from '../../../schema/validation/validate-record.ts';
import { type ChangeSet, changeSetStates, type ChangeSetState } from '../../editorial/change-sets/change-set.ts';
import { type ChangeSetCheck, checkChangeSet, checkRecords } from '../../editorial/change-sets/check.ts';
import type { CheckIssue } from '../../editorial/change-sets/check-issue.ts';
import { basesOf, type DraftEdit, editsOf } from '../../editorial/change-sets/edit.ts';
import type { Comment, Decision } from '../../editorial/change-sets/lifecycle.ts';
import {
  changeSetById,
  type ChangeSetFilter,
  changeSetKey,
  commentsOf,
  countChangeSets,
  listChangeSets,
  listWaiting,
  type Review,
  reviewsOf,
  waitingKey,
} from '../../editorial/change-sets/lists.ts';
import { type Published, publishedRecords } from '../../editorial/current-records.ts';
import { knownForDays } from '../../editorial/editorial.ts';
import { diffRecords, type FieldChange } from '../../../schema/language/record-diff.ts';
import type { Stale } from '../../editorial/publish.ts';
import { badUserInput } from '../../errors.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import type { RequestContext } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import type { DerivedTypes } from '../derived/types.ts';
import { type Connection, declareConnection, readConnection } from './connection.ts';
import { FieldChangeType } from './history.ts';

export const changeSetStateEnum = declareEnum(changeSetStates);
export const decisionEnum = declareEnum(
  vocabulary('ReviewDecision', 'What a reviewer decides.', {
    APPROVE: 'The change set can be published.',
    REQUEST_CHANGES: 'The author has to change something first.',
  }),
);
const actionEnum = declareEnum(
  vocabulary('EditAction', 'What an edit does to a record.', {
    PUT: 'The record shall be as the edit says; created when there is none.',
    RETIRE: 'The record shall leave the published graph.',
  }),
);
const severityEnum = declareEnum(
  vocabulary('IssueSeverity', 'Whether an issue stops a change set.', {
    ERROR: 'The change set cannot be submitted with it.',
    WARNING: 'Worth a look; stops nothing.',
  }),
);
const issueCodeEnum = declareEnum(vocabulary('IssueCode', 'Which rule a record breaks.', issueCodes));
const issueRuleEnum = declareEnum(vocabulary('IssueRule', 'What a value must be, where issues of one code differ by it.', issueRules));

@ObjectType({ description: 'Something wrong with a record of a change set.', simpleResolvers: true })
class ChangeSetIssue {
  @Field(() => ID, { description: 'Id of the record; empty when it is the change set itself.' }) recordId!: string;
  @Field(() => String, { description: 'Where in the record, such as `citations.0.source`; empty for the record as a whole.' })
  path!: string;
  @Field(() => issueCodeEnum, { description: 'Which rule.' }) code!: string;
  @Field(() => String, { description: 'What is wrong and what to do about it.' }) message!: string;
  @Field(() => issueRuleEnum, { nullable: true, description: 'What the value must be; null where the code says it.' }) rule!: string | null;
  @Field(() => Float, { nullable: true, description: 'The bound that was passed: characters of a text, or a number.' })
  limit!: number | null;
  @Field(() => Float, { nullable: true, description: 'What there is instead, in the unit of the bound.' }) actual!: number | null;
  @Field(() => String, { nullable: true, description: 'Name of the field beside it that is the bound.' }) otherField!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of another record that has to do with it.' }) relatedId!: string | null;
  @Field(() => severityEnum, { description: 'Whether it stops the change set.' }) severity!: string;
}

@ObjectType({ description: 'A record that was published since the author of an edit saw it.', simpleResolvers: true })
class EditConflict {
  @Field(() => ID, { description: 'Id of the record.' }) id!: string;
  @Field(() => Int, { description: 'The version the edit starts from.' }) baseVersion!: number;
  @Field(() => Int, { description: 'The version that is published now; 0 when the record was retired.' }) version!: number;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'The record as it is published now.' }) record!: AnyRecord | null;
}

@ObjectType('ChangeSetCheck', {
  description: 'What publishing a change set now would do, and what speaks against it.',
  simpleResolvers: true,
})
class ChangeSetCheckType {
  @Field(() => [ChangeSetIssue], { description: 'Every issue of every record, all at once.' }) issues!: readonly CheckIssue[];
  @Field(() => [EditConflict], { description: 'Records that somebody published since; rebase the change set.' })
  conflicts!: readonly Stale[];
  @Field(() => Int, { description: 'How many records it would create.' }) created!: number;
  @Field(() => Int, { description: 'How many records it would change.' }) changed!: number;
  @Field(() => Int, { description: 'How many records it would retire.' }) retired!: number;
  @Field(() => Int, { description: 'How many edits would change nothing.' }) unchanged!: number;
}

@ObjectType('Comment', { description: 'What somebody said about a change set.', simpleResolvers: true })
export class CommentType {
  @Field(() => ID, { description: 'Id of the comment.' }) id!: string;
  @Field(() => ID, { description: 'Who said it.' }) authorId!: string;
  @Field(() => String, { description: 'Name of who said it.' }) authorName!: string;
  @Field(() => String, { description: 'What was said.' }) text!: string;
  @Field(() => [ID], { description: 'Whom it is for.' }) mentionIds!: readonly string[];
  @Field(() => ID, { nullable: true, description: 'The record it is about; null for the whole set.' }) recordId!: string | null;
  @Field(() => String, { nullable: true, description: 'The field it is about.' }) path!: string | null;
  @Field(() => String, { description: 'When, ISO 8601 in UTC.' }) at!: string;
}

@ObjectType('Review', { description: 'A decision of a reviewer.', simpleResolvers: true })
class ReviewType {
  @Field(() => ID, { description: 'Id of the review.' }) id!: string;
  @Field(() => decisionEnum, { description: 'What was decided.' }) decision!: Decision;
  @Field(() => String, { nullable: true, description: 'Why.' }) reason!: string | null;
  @Field(() => ID, { description: 'Who decided.' }) reviewerId!: string;
  @Field(() => String, { description: 'Name of who decided.' }) reviewerName!: string;
  @Field(() => Int, { description: 'Version of the change set that was looked at.' }) version!: number;
  @Field(() => String, { description: 'When, ISO 8601 in UTC.' }) at!: string;
}

/** An edit with the record as it is published now and as it was before the edit, where somebody read that already. */
type EditInList = DraftEdit & { readonly published?: Published | undefined; readonly base?: AnyRecord | undefined };

@ObjectType('Edit', { description: 'One record of a change set as it shall become, or its retirement.', simpleResolvers: true })
export class EditType {
  @Field(() => ID, { description: 'Id of the change set.' }) changeSet!: string;
  @Field(() => ID, { description: 'Id of the record.' }) recordId!: string;
  @Field(() => String, { description: 'Name of its node type or predicate.' }) recordType!: string;
  @Field(() => actionEnum, { description: 'What it does.' }) action!: string;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'The whole record after it; null for a retirement.' })
  record!: AnyRecord | null;
  @Field(() => String, { nullable: true, description: 'Why the record shall be retired.' }) reason!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the record that shall stand in its place.' }) replacedById!: string | null;
  @Field(() => Int, { description: 'The published version it starts from; 0 for a new record.' }) baseVersion!: number;
  @Field(() => Int, { description: 'Version of the edit; give it as `expectedVersion` with the next change of it.' }) version!: number;
  @Field(() => String, { description: 'When it was last changed, ISO 8601 in UTC.' }) updatedAt!: string;
  @Field(() => ID, { description: 'Who changed it last.' }) updatedBy!: string;
}

@ObjectType('ChangeSet', {
  description: 'A proposal to change the graph: edits that are reviewed and published together.',
  simpleResolvers: true,
})
export class ChangeSetType {
  @Field(() => ID, { description: 'Id of the change set.' }) id!: string;
  @Field(() => String, { description: 'What it is about; becomes the title of the release.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'Why; becomes the note of the release, which everybody reads.' }) reason!:
    string | null;
  @Field(() => changeSetStateEnum, { description: 'Where it stands.' }) state!: ChangeSetState;
  @Field(() => String, { nullable: true, description: 'Why it was sent back or given up.' }) stateReason!: string | null;
  @Field(() => ID, { description: 'Who opened it.' }) authorId!: string;
  @Field(() => String, { description: 'Name of who opened it.' }) authorName!: string;
  @Field(() => [ID], { description: 'Everybody who edited it; none of them can approve it.' }) contributorIds!: readonly string[];
  @Field(() => ID, { nullable: true, description: 'Who looks after it.' }) assigneeId!: string | null;
  @Field(() => Int, { description: 'Goes up with each change; give it as `expectedVersion` of a decision.' }) version!: number;
  @Field(() => String, { description: 'When it was opened, ISO 8601 in UTC.' }) createdAt!: string;
  @Field(() => String, { description: 'When it was last changed, ISO 8601 in UTC.' }) updatedAt!: string;
  @Field(() => String, { nullable: true, description: 'When it was last submitted, ISO 8601 in UTC.' }) submittedAt!: string | null;
  @Field(() => ID, { nullable: true, description: 'Who approved it.' }) approverId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of who approved it.' }) approverName!: string | null;
  @Field(() => String, { nullable: true, description: 'When it was approved, ISO 8601 in UTC.' }) approvedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'When it was published, ISO 8601 in UTC.' }) publishedAt!: string | null;
  @Field(() => Int, { nullable: true, description: 'The release it became.' }) release!: number | null;
  @Field(() => String, { nullable: true, description: 'When it will be published by itself, ISO 8601 in UTC.' }) scheduledAt!:
    string | null;
  @Field(() => ID, { nullable: true, description: 'Who scheduled it.' }) scheduledBy!: string | null;
  @Field(() => String, { nullable: true, description: 'Why a scheduled publish did not happen.' }) scheduleProblem!: string | null;
  @Field(() => String, { nullable: true, description: 'The error code of that, such as CONFLICT.' }) scheduleProblemCode!: string | null;
}

export const idArgument = { description: 'Id of the change set.' };
export const mutationArgument = {
  nullable: true,
  description: `A text of your own; a repeat with the same one changes nothing and answers alike, for ${knownForDays} days at least.`,
} as const;

/** Change sets and their edits, to read. */
export function changeSetsResolvers(model: Model, { pageInfo }: DerivedTypes): readonly (new () => object)[] {
  const connection = declareConnection('ChangeSet', 'change sets', ChangeSetType, pageInfo);
  const typeNames = new Set([...model.nodeByName.keys(), ...model.relationByName.keys()]);

  // Arguments that are left out come as undefined, which the database takes for a parameter that was forgotten.
  const filterOf = (filter: { readonly [K in keyof ChangeSetFilter]?: ChangeSetFilter[K] | undefined }): ChangeSetFilter => {
    if (filter.recordType != null && !typeNames.has(filter.recordType))
      throw badUserInput(`recordType: "${filter.recordType}" is no type of record. Types: ${[...typeNames].join(', ')}.`);
    return {
      states: filter.states ?? null,
      authorId: filter.authorId ?? null,
      assigneeId: filter.assigneeId ?? null,
      recordType: filter.recordType ?? null,
      recordId: filter.recordId ?? null,
    };
  };

  @Resolver(() => EditType)
  class EditResolver {
    @FieldResolver(() => GraphQLJSONObject, { nullable: true, description: 'The record as it is published now; null when it is not.' })
    async published(@Root() edit: EditInList, @Ctx() context: RequestContext): Promise<AnyRecord | null> {
      return (await publishedOf(edit, context))?.record ?? null;
    }

    @FieldResolver(() => Int, { description: 'The version that is published now; 0 when none is.' })
    async publishedVersion(@Root() edit: EditInList, @Ctx() context: RequestContext): Promise<number> {
      return (await publishedOf(edit, context))?.version ?? 0;
    }

    @FieldResolver(() => GraphQLJSONObject, {
      nullable: true,
      description: 'The record as it was at `baseVersion`, before the edit, whatever was published since; null for a new one.',
    })
    async base(@Root() edit: EditInList, @Ctx() context: RequestContext): Promise<AnyRecord | null> {
      return (await baseOf(edit, context)) ?? null;
    }

    @FieldResolver(() => [FieldChangeType], {
      description: 'What the edit changes: how the record after it differs from `base`, also once it is published.',
    })
    async changes(@Root() edit: EditInList, @Ctx() context: RequestContext): Promise<readonly FieldChange[]> {
      const type = typeOfId(model, edit.recordId);
      return type ? diffRecords(type, (await baseOf(edit, context)) ?? null, edit.record) : [];
    }

    @FieldResolver(() => [ChangeSetIssue], {
      description: 'What is wrong with the record by itself; `checkChangeSet` looks around it as well.',
    })
    issues(@Root() { record, recordId }: EditInList): readonly CheckIssue[] {
      if (record === null) return [];
      return validateRecord(model, record).map((issue) => ({ ...issue, recordId, relatedId: null, severity: 'ERROR' }));
    }
  }

  const publishedOf = async (edit: EditInList, { identity }: RequestContext): Promise<Published | undefined> =>
    'published' in edit ? edit.published : (await publishedRecords(model, identity.database, [edit.recordId])).get(edit.recordId);

  const baseOf = async (edit: EditInList, { identity }: RequestContext): Promise<AnyRecord | undefined> =>
    'base' in edit ? edit.base : (await basesOf(identity.database, [edit])).get(edit.recordId);

  @Resolver(() => ChangeSetType)
  class ChangeSetResolver {
    @FieldResolver(() => [EditType], { description: 'Its edits, in the order they were begun.' })
    async edits(@Root() { id }: ChangeSet, @Ctx() { identity: { database } }: RequestContext): Promise<readonly EditInList[]> {
      const edits = await editsOf(database, id);
      const published = await publishedRecords(
        model,
        database,
        edits.map(({ recordId }) => recordId),
      );
      const outdated = edits.filter(({ recordId, baseVersion }) => baseVersion !== (published.get(recordId)?.version ?? 0));
      const bases = await basesOf(database, outdated);
      const isOutdated = new Set(outdated);
      return edits.map((edit) => {
        const now = published.get(edit.recordId);
        return { ...edit, published: now, base: isOutdated.has(edit) ? bases.get(edit.recordId) : now?.record };
      });
    }

    @FieldResolver(() => [CommentType], { description: 'What people said about it, the oldest first.' })
    comments(@Root() { id }: ChangeSet, @Ctx() { identity: { database } }: RequestContext): Promise<readonly Comment[]> {
      return commentsOf(database, id);
    }

    @FieldResolver(() => [ReviewType], { description: 'What reviewers decided, the oldest first.' })
    reviews(@Root() { id }: ChangeSet, @Ctx() { identity: { database } }: RequestContext): Promise<readonly Review[]> {
      return reviewsOf(database, id);
    }

    @Query(() => ChangeSetType, { nullable: true, description: 'The change set with this id; NOT_FOUND when there is none.' })
    changeSet(@Arg('id', () => ID, idArgument) id: string, @Ctx() { identity: { database } }: RequestContext): Promise<ChangeSet> {
      return changeSetById(database, id);
    }

    @Query(() => connection, { description: 'Change sets, the one touched last first.' })
    changeSets(
      @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the item before the page.' }) after: string | null,
      @Arg('states', () => [changeSetStateEnum], { nullable: true, description: 'Only those in one of these states.' })
      states: ChangeSetState[] | null,
      @Arg('authorId', () => ID, { nullable: true, description: 'Only those that this person opened.' }) authorId: string | null,
      @Arg('assigneeId', () => ID, { nullable: true, description: 'Only those that this person looks after.' }) assigneeId: string | null,
      @Arg('recordType', () => String, { nullable: true, description: 'Only those that edit a record of this type.' })
      recordType: string | null,
      @Arg('recordId', () => ID, { nullable: true, description: 'Only those that edit this record.' }) recordId: string | null,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<Connection<ChangeSet>> {
      const filter = filterOf({ states, authorId, assigneeId, recordType, recordId });
      const list = {
        order: 'changeSets',
        keyOf: changeSetKey,
        read: (behind: string | undefined, count: number) => listChangeSets(database, filter, behind, count),
        count: () => countChangeSets(database, filter),
      };
      return readConnection(list, first, after);
    }

    @Query(() => connection, { description: 'Change sets that wait for a review, the one that waits longest first.' })
    reviewQueue(
      @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the item before the page.' }) after: string | null,
      @Arg('assigneeId', () => ID, { nullable: true, description: 'Only those that this person looks after.' }) assigneeId: string | null,
      @Arg('recordType', () => String, { nullable: true, description: 'Only those that edit a record of this type.' })
      recordType: string | null,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<Connection<ChangeSet>> {
      const filter = filterOf({ states: ['IN_REVIEW'], assigneeId, recordType });
      const list = {
        order: 'reviewQueue',
        keyOf: waitingKey,
        read: (behind: string | undefined, count: number) => listWaiting(database, filter, behind, count),
        count: () => countChangeSets(database, filter),
      };
      return readConnection(list, first, after);
    }

    @Query(() => ChangeSetCheckType, {
      description:
        'Everything that speaks against publishing a change set now, found by publishing it in a transaction that is taken back.',
    })
    async checkChangeSet(
      @Arg('changeSet', () => ID, idArgument) id: string,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<ChangeSetCheck> {
      await changeSetById(database, id);
      return checkChangeSet(model, database, id);
    }

    @Query(() => ChangeSetCheckType, {
      description:
        'Everything that would speak against publishing records, by themselves or with a change set they were put into; nothing about other edits of the set. Writes nothing.',
    })
    async checkRecords(
      @Arg('records', () => [GraphQLJSONObject], {
        description: 'The whole records: `type`, `id`, their fields, for claims `subject` and `object`; at most 2000.',
      })
      records: AnyRecord[],
      @Arg('changeSet', () => ID, { nullable: true, description: 'Id of the change set they would be put into.' }) changeSet: string | null,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<ChangeSetCheck> {
      if (records.length > 2000) throw badUserInput(`records: ${records.length} are too many. Give at most 2000 at once.`);
      if (changeSet != null) await changeSetById(database, changeSet);
      return checkRecords(model, database, changeSet ?? null, records);
    }
  }
  return [ChangeSetResolver, EditResolver];
}
