import { Arg, Ctx, Field, ID, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { type AuditAction, auditActions } from '../../audit/audit.ts';
import { type AuditFilter as AuditFilterRecord, countAudit, listAudit, type ListedAuditEntry } from '../../audit/audit-log.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { badUserInput } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import type { DerivedTypes } from '../derived/types.ts';
import { type Connection, declareConnection, readConnection } from './connection.ts';

const actionEnum = declareEnum(auditActions);

@ObjectType({ description: 'Something that was done, as it was recorded.', simpleResolvers: true })
class AuditEntry {
  @Field(() => Int, { description: '1 for the first; goes up by one with each.' }) number!: number;
  @Field(() => String, { description: 'When, ISO 8601 in UTC.' }) at!: string;
  @Field(() => String, { nullable: true, description: 'Who: id of an account or API key, `shell`, `server`; null when unknown.' })
  actor!: string | null;
  @Field(() => String, { nullable: true, description: 'Name the person has now.' }) actorName!: string | null;
  @Field(() => String, { description: 'Through what, such as `web 203.0.113.9`.' }) client!: string;
  @Field(() => actionEnum, { description: 'What was done.' }) action!: AuditAction;
  @Field(() => String, { nullable: true, description: 'Id of what it was done to.' }) subject!: string | null;
  @Field(() => String, { description: 'Particulars, as JSON.' }) details!: string;
  @Field(() => String, { description: 'SHA-256 over the entry and the hash of the one before.' }) hash!: string;
}

@InputType({ description: 'Which entries to keep; all that is given must hold.' })
class AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Done by this account or API key.' }) actor!: string | null;
  @Field(() => ID, { nullable: true, description: 'Done to this.' }) subject!: string | null;
  @Field(() => [actionEnum], { nullable: true, description: 'One of these.' }) actions!: AuditAction[] | null;
  @Field(() => String, { nullable: true, description: 'At this time or later, ISO 8601.' }) from!: string | null;
  @Field(() => String, { nullable: true, description: 'Before this time, ISO 8601.' }) to!: string | null;
}

@ObjectType({ description: 'Whether the audit log is what was recorded.', simpleResolvers: true })
class AuditState {
  @Field(() => Boolean, { description: 'Whether every entry fits its hash, its number and the one before it.' }) isWhole!: boolean;
  @Field(() => Int, { description: 'How many entries there are; when the log is broken, the number of the first bad one.' })
  number!: number;
  @Field(() => String, {
    nullable: true,
    description: 'Hash of the last entry, to be noted elsewhere; null when the log is broken or empty.',
  })
  hash!: string | null;
  @Field(() => String, { nullable: true, description: 'What is wrong with the first bad entry; null when the log is whole.' })
  problem!: string | null;
}

/** The audit log, for admins. */
export function auditResolver({ pageInfo }: DerivedTypes): new () => object {
  const connection = declareConnection('AuditEntry', 'audit entries', AuditEntry, pageInfo);

  @Resolver()
  class AuditResolver {
    @Query(() => connection, { description: 'What was done, the newest first.' })
    auditLog(
      @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null | undefined,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the item before the page.' }) after: string | null | undefined,
      @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which entries to keep.' }) given: AuditFilter | null | undefined,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<Connection<ListedAuditEntry>> {
      const filter: AuditFilterRecord = {
        actor: given?.actor,
        subject: given?.subject,
        actions: given?.actions,
        from: isoTime(given?.from, 'filter.from'),
        to: isoTime(given?.to, 'filter.to'),
      };
      const list = {
        order: 'auditLog',
        keyOf: (entry: ListedAuditEntry) => entry.number,
        read: (before: number | undefined, count: number) => listAudit(database, filter, before ?? Number.MAX_SAFE_INTEGER, count),
        count: () => countAudit(database, filter),
      };
      return readConnection(list, first, after);
    }

    @Query(() => AuditState, { description: 'Walks the whole audit log and says whether it is what was recorded.' })
    async auditState(@Ctx() { identity: { database } }: RequestContext): Promise<AuditState> {
      const finding = await verifyAudit(database);
      if (!finding.isWhole) return { isWhole: false, number: finding.number, hash: null, problem: finding.reason };
      return { isWhole: true, number: finding.head.number, hash: finding.head.hash || null, problem: null };
    }
  }
  return AuditResolver;
}

/** A time as it is stored. */
function isoTime(text: string | null | undefined, argument: string): string | null {
  if (text == null) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badUserInput(`${argument}: "${text.slice(0, 40)}" is no time. Write it like 2026-01-31T12:00:00Z.`);
  return new Date(time).toISOString();
}
