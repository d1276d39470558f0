import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { ChangeSet, ChangeSetState } from '../../editorial/change-sets/change-set.ts';
import type { DraftEdit } from '../../editorial/change-sets/edit.ts';
import {
  mostClaims,
  type OpenEdit,
  openEdits,
  type RecordTitle,
  titlesOf,
  type Workbench,
  workbenchOf,
} from '../../editorial/change-sets/workbench.ts';
import { badUserInput } from '../../errors.ts';
import { pageOf } from '../../knowledge/select/page.ts';
import type { RequestContext } from '../context.ts';
import { changeSetStateEnum, ChangeSetType, EditType } from './change-sets.ts';

@ObjectType('WorkRecord', { description: 'A record as an editor works on it: published, and in a change set.', simpleResolvers: true })
class WorkRecordType {
  @Field(() => ID, { description: 'Id of the record.' }) id!: string;
  @Field(() => String, { description: 'Name of its node type or predicate.' }) recordType!: string;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'The record as it is published now; null when it is not.' })
  published!: AnyRecord | null;
  @Field(() => Int, { description: 'The version that is published now; 0 when none is.' }) publishedVersion!: number;
  @Field(() => EditType, { nullable: true, description: 'The edit of the change set; null when it has none of this record.' })
  edit!: DraftEdit | null;
}

@ObjectType('TitleOfClaim', { description: 'What a claim is called by, besides its predicate.', simpleResolvers: true })
class TitleOfClaim {
  @Field(() => ID, { description: 'Id of the subject; empty in a draft that has none yet.' }) subjectId!: string;
  @Field(() => ID, { description: 'Id of the object; empty in a draft that has none yet.' }) objectId!: string;
  @Field(() => Boolean, { description: 'Whether it says that this is not so.' }) negated!: boolean;
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'For whom it holds, as the record says; null for everybody.' })
  population!: object | null;
}

@ObjectType('RecordTitle', { description: 'What to call a record that others name.', simpleResolvers: true })
class RecordTitleType {
  @Field(() => ID, { description: 'Id of the record.' }) id!: string;
  @Field(() => String, { description: 'Name of its node type or predicate.' }) recordType!: string;
  @Field(() => GraphQLJSONObject, { description: 'Its name or title by locale; of a claim nothing.' }) texts!: RecordTitle['texts'];
  @Field(() => String, { nullable: true, description: 'Whether a source still stands; null for anything else.' }) standing!: string | null;
  @Field(() => TitleOfClaim, { nullable: true, description: 'Of a claim what it joins; null for anything else.' })
  claim!: RecordTitle['claim'];
}

@ObjectType('Workbench', { description: 'Everything that an editor’s page of one record needs.', simpleResolvers: true })
class WorkbenchType {
  @Field(() => WorkRecordType, { description: 'The record.' }) record!: object;
  @Field(() => [WorkRecordType], { description: `Claims that it is an end of, published or in the change set; at most ${mostClaims}.` })
  claims!: readonly object[];
  @Field(() => Int, { description: 'How many such claims there are.' }) claimCount!: number;
  @Field(() => [RecordTitleType], { description: 'What to call the ends and sources of these claims.' }) titles!: readonly RecordTitle[];
}

@ObjectType('OpenEdit', { description: 'An edit that is not published yet, with its change set.', simpleResolvers: true })
class OpenEditType {
  @Field(() => EditType, { description: 'The edit.' }) edit!: DraftEdit;
  @Field(() => ChangeSetType, { description: 'The change set it is part of.' }) changeSet!: ChangeSet;
}

const setArgument = { nullable: true, description: 'Id of the change set whose edits come along; none when left out.' } as const;

/** What an editor's pages read: records with their drafts, names, and what else is being changed. */
export function workbenchResolver(model: Model): new () => object {
  @Resolver()
  class WorkbenchResolver {
    @Query(() => WorkbenchType, {
      nullable: true,
      description: 'A concept or source with its claims as an editor works on them; null when neither the graph nor the change set has it.',
    })
    async workbench(
      @Arg('id', () => ID, { description: 'Id of the concept or source.' }) id: string,
      @Arg('changeSet', () => ID, setArgument) changeSet: string | null | undefined,
      @Arg('skipClaims', () => Int, { nullable: true, description: 'How many claims to leave out at the start; none unless told.' })
      skipClaims: number | null | undefined,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<Workbench | null> {
      if (skipClaims != null && skipClaims < 0) throw badUserInput(`skipClaims: ${skipClaims} is below 0.`);
      return (await workbenchOf(model, database, id, changeSet ?? null, skipClaims ?? 0)) ?? null;
    }

    @Query(() => [RecordTitleType], {
      description:
        'What to call these records, and the ends of claims among them; what is retired as it was last. Ids that nothing has are left out.',
    })
    recordTitles(
      @Arg('ids', () => [ID], { description: 'Ids of the records, at most 1000.' }) ids: string[],
      @Arg('changeSet', () => ID, setArgument) changeSet: string | null | undefined,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<readonly RecordTitle[]> {
      if (ids.length > 1000) throw badUserInput(`ids: ${ids.length} are too many at once; 1000 is the most.`);
      return titlesOf(model, database, ids, changeSet ?? null);
    }

    @Query(() => [OpenEditType], {
      description: 'Edits of change sets that are neither published nor given up, the one changed last first.',
    })
    openEdits(
      @Arg('changeSet', () => ID, { nullable: true, description: 'Only those of this change set.' }) changeSet: string | null | undefined,
      @Arg('exceptChangeSet', () => ID, { nullable: true, description: 'Only those of other change sets than this.' })
      exceptChangeSet: string | null | undefined,
      @Arg('states', () => [changeSetStateEnum], { nullable: true, description: 'Only those of change sets in one of these states.' })
      states: ChangeSetState[] | null | undefined,
      @Arg('authorId', () => ID, { nullable: true, description: 'Only those of change sets that this person opened.' })
      authorId: string | null | undefined,
      @Arg('recordIds', () => [ID], { nullable: true, description: 'Only those of these records.' }) recordIds: string[] | null | undefined,
      @Arg('recordType', () => String, { nullable: true, description: 'Only those of records of this node type or predicate.' })
      recordType: string | null | undefined,
      @Arg('isNew', () => Boolean, { nullable: true, description: 'Yes: only records that are not published yet. No: only others.' })
      isNew: boolean | null | undefined,
      @Arg('mentions', () => ID, { nullable: true, description: 'Only those that change this record or name it.' })
      mentions: string | null | undefined,
      @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null | undefined,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<readonly OpenEdit[]> {
      const filter = {
        changeSet: changeSet ?? null,
        exceptChangeSet: exceptChangeSet ?? null,
        states: states ?? null,
        authorId: authorId ?? null,
        recordIds: recordIds ?? null,
        recordType: recordType ?? null,
        isNew: isNew ?? null,
        mentions: mentions ?? null,
      };
      return openEdits(database, filter, pageOf({ first: first ?? null }, 'openEdits', 1).size);
    }
  }
  return WorkbenchResolver;
}
