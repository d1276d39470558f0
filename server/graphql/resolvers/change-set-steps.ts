import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { type ChangeSet, longestTitle } from '../../editorial/change-sets/change-set.ts';
import {
  assignChangeSet,
  type Comment,
  commentOnChangeSet,
  type Decision,
  recallChangeSet,
  renameChangeSet,
  reviewChangeSet,
  sendBackChangeSet,
  submitChangeSet,
  withdrawChangeSet,
} from '../../editorial/change-sets/lifecycle.ts';
import { cancelSchedule, publishChangeSet } from '../../editorial/change-sets/publish-change-set.ts';
import { openChangeSet } from '../../editorial/change-sets/write-draft.ts';
import { badUserInput } from '../../errors.ts';
import { editorialOf, editorOf, type RequestContext } from '../context.ts';
import { ChangeSetType, CommentType, decisionEnum, idArgument, mutationArgument } from './change-sets.ts';

const titleArgument = {
  description: `What it is about, at most ${longestTitle} characters. Once published, everybody reads it as the title of the release.`,
};
const versionArgument = {
  nullable: true,
  description: 'Version of the change set that the decision rests on; CONFLICT when it is another by now.',
} as const;

/** The steps of a change set from its first draft to the release, and what people say about it on the way. */
@Resolver()
export class ChangeSetStepsResolver {
  @Mutation(() => ChangeSetType, { description: 'Opens an empty change set.' })
  openChangeSet(
    @Arg('title', () => String, titleArgument) title: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'Why, at most 4000 characters. Once published, everybody reads it as the note of the release.',
    })
    reason: string | null,
    @Arg('onlyIfNone', () => Boolean, {
      nullable: true,
      description: 'Yes: where you have a change set that takes edits, the one touched last is answered and none is opened.',
    })
    onlyIfNone: boolean | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return openChangeSet(editorialOf(context), editorOf(context), { title, reason, onlyIfNone, clientMutationId });
  }

  @Mutation(() => ChangeSetType, {
    description: 'Gives a change set another title. For its author, as long as it is OPEN or CHANGES_REQUESTED.',
  })
  renameChangeSet(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('title', () => String, titleArgument) title: string,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return renameChangeSet(editorialOf(context), editorOf(context), { changeSet, title, expectedVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, { description: 'Sends a change set to review. Every rule must hold by now.' })
  submitChangeSet(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return submitChangeSet(editorialOf(context), editorOf(context), { changeSet, expectedVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, {
    description:
      'Approves a change set or sends it back, also one that is approved and not yet published. Whoever wrote a part of it cannot review it; sending back needs a reason.',
  })
  review(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('decision', () => decisionEnum, { description: 'What you decide.' }) decision: Decision,
    @Arg('reason', () => String, { nullable: true, description: 'Why; needed to send it back.' }) reason: string | null,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return reviewChangeSet(editorialOf(context), editorOf(context), { changeSet, decision, reason, expectedVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, {
    description:
      'Sends an approved change set back instead of publishing it; a schedule is dropped. Whoever wrote a part of it cannot do so.',
  })
  sendBack(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('reason', () => String, { description: 'What has to change, at most 4000 characters.' }) reason: string,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return sendBackChangeSet(editorialOf(context), editorOf(context), { changeSet, reason, expectedVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, {
    description: 'Publishes an approved change set as one release, all or nothing, now or at a time to come.',
  })
  publishChangeSet(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('expectedRelease', () => Int, {
      nullable: true,
      description: 'The content release that the decision rests on; STALE_RELEASE when it is another by now.',
    })
    expectedRelease: number | null,
    @Arg('at', () => String, { nullable: true, description: 'When, ISO 8601 with a time zone; now when left out.' }) at: string | null,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    const when = at == null ? null : readTime(at);
    return publishChangeSet(editorialOf(context), editorOf(context), {
      changeSet,
      expectedRelease,
      at: when,
      expectedVersion,
      clientMutationId,
    });
  }

  @Mutation(() => ChangeSetType, { description: 'Takes a scheduled publish back; the change set stays approved.' })
  cancelSchedule(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return cancelSchedule(editorialOf(context), editorOf(context), { changeSet, clientMutationId });
  }

  @Mutation(() => ChangeSetType, {
    description:
      'Takes a change set that is IN_REVIEW or APPROVED back to writing; an approval and a schedule are dropped. For its author.',
  })
  recall(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return recallChangeSet(editorialOf(context), editorOf(context), { changeSet, expectedVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, { description: 'Gives a change set up; it stays readable.' })
  withdraw(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why.' }) reason: string | null,
    @Arg('expectedVersion', () => Int, versionArgument) expectedVersion: number | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return withdrawChangeSet(editorialOf(context), editorOf(context), { changeSet, reason, expectedVersion, clientMutationId });
  }

  @Mutation(() => ChangeSetType, { description: 'Gives a change set to somebody to look after, or to nobody.' })
  assign(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('userId', () => ID, { nullable: true, description: 'Who; nobody when left out.' })
    userId: string | null | undefined,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<ChangeSet> {
    return assignChangeSet(editorialOf(context), editorOf(context), { changeSet, userId, clientMutationId });
  }

  @Mutation(() => CommentType, { description: 'Says something about a change set, or about one field of one of its records.' })
  comment(
    @Arg('changeSet', () => ID, idArgument) changeSet: string,
    @Arg('text', () => String, { description: 'What to say, at most 4000 characters.' }) text: string,
    @Arg('mentions', () => [ID], { nullable: true, description: 'Ids of the accounts it is for.' }) mentions: string[] | null,
    @Arg('recordId', () => ID, { nullable: true, description: 'The record it is about.' }) recordId: string | null,
    @Arg('path', () => String, { nullable: true, description: 'The field it is about.' }) path: string | null,
    @Arg('clientMutationId', () => String, mutationArgument) clientMutationId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<Comment> {
    return commentOnChangeSet(editorialOf(context), editorOf(context), { changeSet, text, mentions, recordId, path, clientMutationId });
  }
}

function readTime(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || !/(?:Z|[+-]\d\d:?\d\d)$/.test(text))
    throw badUserInput(`at: ${JSON.stringify(text.slice(0, 60))} is no time. Give it as 2026-01-31T12:00:00Z, with a time zone.`);
  return time;
}
