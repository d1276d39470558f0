import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { ChangeSet } from '../../editorial/change-sets/change-set.ts';
import type { DraftEdit } from '../../editorial/change-sets/edit.ts';
import { dropEdit, mostEdits, putEdit, putEdits, putRetirement } from '../../editorial/change-sets/write-draft.ts';
import { editorialOf, editorOf, type RequestContext } from '../context.ts';
import { ChangeSetType, EditType, idArgument, mutationArgument } from './change-sets.ts';

@InputType({ description: 'A record to put into a change set.' })
class EditInput {
  @Field(() => GraphQLJSONObject, { description: 'The whole record, as for `putEdit`.' }) record!: AnyRecord;
  @Field(() => Int, { description: 'Version you saw, as for `putEdit`; 0 for a new record.' }) expectedVersion!: number;
}

/** What is put into a change set and taken out of it. */
@Resolver()
export class ChangeSetEditsResolver {
  @Mutation(() => EditType, {
    description:
      'Puts a record into a change set, whole, as it shall become. A draft may be incomplete; the rules are checked when the set is submitted. Takes a review or an approval back.',
  })
  putEdit(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('record', () => GraphQLJSONObject, {
      description: 'The whole record: `type`, its fields, for a claim `subject` and `object`. Without `id` it is a new one.',
    })
    record: AnyRecord,
    @Arg('expectedVersion', () => Int, {
      description: 'Version you saw: of the edit when the set has one of this record, else of the published record, 0 for a new one.',
    })
    expectedVersion: number,
    @Arg('baseVersion', () => Int, {
      nullable: true,
      description: 'The published version that the record takes into account by now, after a conflict was settled by hand.',
    })
    baseVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<DraftEdit> {
    return putEdit(editorialOf(context), editorOf(context), { changeSet, record, expectedVersion, baseVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, {
    description: `Puts several records into a change set, all or none, at most ${mostEdits}; each as \`putEdit\` does.`,
  })
  putEdits(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('edits', () => [EditInput], { description: 'The records.' }) edits: EditInput[],
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return putEdits(editorialOf(context), editorOf(context), { changeSet, edits, clientMutationId });
  }

  @Mutation(() => EditType, { description: 'Puts the retirement of a published record into a change set.' })
  retire(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
    @Arg('reason', () => String, { description: 'Why; stays with the tombstone.' }) reason: string,
    @Arg('replacedById', () => ID, { nullable: true, description: 'Id of the record that stands in its place.' })
    replacedById: string | null,
    @Arg('expectedVersion', () => Int, {
      description: 'Version you saw: of the edit when the set has one, else of the published record.',
    })
    expectedVersion: number,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<DraftEdit> {
    return putRetirement(editorialOf(context), editorOf(context), {
      changeSet,
      id,
      reason,
      replacedById,
      expectedVersion,
      clientMutationId,
    });
  }

  @Mutation(() => ChangeSetType, { description: 'Takes an edit out of a change set.' })
  dropEdit(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('id', () => ID, { description: 'Id of the record.' }) id: string,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'Version of the edit that you saw.' })
    expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return dropEdit(editorialOf(context), editorOf(context), { changeSet, id, expectedVersion, clientMutationId });
  }
}
