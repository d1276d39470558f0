import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { vocabulary } from '../../../schema/language/field.ts';
import { badUserInput } from '../../errors.ts';
import { changeAccounts } from '../../identity/identity.ts';
import { hashPassword } from '../../identity/password.ts';
import { type Role, roles } from '../../identity/roles.ts';
import { newOneTimePassword } from '../../identity/secrets.ts';
import type { User as UserRecord, UserState } from '../../identity/user.ts';
import {
  activateUser,
  countUsers,
  createUser,
  listUsers,
  readNewUser,
  resetPassword,
  resetTotp,
  setRoles,
  suspendUser,
  userById,
} from '../../identity/users.ts';
import { actorOf, type RequestContext } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import type { DerivedTypes } from '../derived/types.ts';
import { type Connection, declareConnection, readConnection } from './connection.ts';

export const roleEnum = declareEnum(roles);
const stateEnum = declareEnum(
  vocabulary('UserState', 'Whether an account can be used.', {
    ACTIVE: 'Its owner can sign in.',
    SUSPENDED: 'Nobody can sign in to it.',
  }),
);

@ObjectType({ description: 'An account of a person.', simpleResolvers: true })
export class User {
  @Field(() => ID, { description: 'Opaque and stable; never reused.' }) id!: string;
  @Field(() => String, { description: 'Email address to sign in with, in lower case.' }) email!: string;
  @Field(() => String, { description: 'How others see the person.' }) name!: string;
  @Field(() => [roleEnum], { description: 'What the person may do.' }) roles!: readonly Role[];
  @Field(() => stateEnum, { description: 'Whether the account can be used.' }) state!: UserState;
  @Field(() => Boolean, { description: 'Whether a second factor is asked for at sign-in.' }) hasTotp!: boolean;
  @Field(() => Boolean, { description: 'Whether the password was handed out and must be changed first.' }) mustChangePassword!: boolean;
  @Field(() => String, { description: 'When the account was made, ISO 8601 in UTC.' }) createdAt!: string;
}

@ObjectType({ description: 'An account and the password to hand to its owner.', simpleResolvers: true })
class UserWithPassword {
  @Field(() => User, { description: 'The account.' }) user!: UserRecord;
  @Field(() => String, {
    nullable: true,
    description: 'Shown this once; its owner must change it at the first sign-in. Null when a repeated call made nothing.',
  })
  oneTimePassword!: string | null;
}

const idArgument = { description: 'Id of the account.' };

/** Managing accounts, for admins. */
export function usersResolver({ pageInfo }: DerivedTypes): new () => object {
  const connection = declareConnection('User', 'accounts', User, pageInfo);

  @Resolver()
  class UsersResolver {
    @Query(() => User, { nullable: true, description: 'The account with this id; NOT_FOUND when there is none.' })
    user(@Arg('id', () => ID, idArgument) id: string, @Ctx() { identity }: RequestContext): Promise<UserRecord> {
      return userById(identity.database, id);
    }

    @Query(() => connection, { description: 'All accounts, by email address.' })
    users(
      @Arg('first', () => Int, { nullable: true, description: 'How many; 25 unless told, at most 200.' }) first: number | null | undefined,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the item before the page.' }) after: string | null | undefined,
      @Arg('text', () => String, { nullable: true, description: 'Only those with this in name or email address.' })
      text: string | null | undefined,
      @Arg('role', () => roleEnum, { nullable: true, description: 'Only those with this role.' }) role: Role | null | undefined,
      @Arg('state', () => stateEnum, { nullable: true, description: 'Only those in this state.' }) state: UserState | null | undefined,
      @Ctx() { identity: { database } }: RequestContext,
    ): Promise<Connection<UserRecord>> {
      const filter = { text, role, state };
      const list = {
        order: 'users',
        keyOf: (user: UserRecord) => user.email,
        read: (from: string | undefined, count: number) => listUsers(database, filter, from ?? '', count),
        count: () => countUsers(database, filter),
      };
      return readConnection(list, first, after);
    }

    @Mutation(() => UserWithPassword, { description: 'Makes an account with a one-time password.' })
    async createUser(
      @Arg('email', () => String, { description: 'Email address to sign in with.' }) email: string,
      @Arg('name', () => String, { description: 'How others see the person.' }) name: string,
      @Arg('roles', () => [roleEnum], { description: 'What the person may do; at least one.' }) wanted: Role[],
      @Arg('clientMutationId', () => String, clientMutationArgument) clientMutationId: string | null | undefined,
      @Ctx() context: RequestContext,
    ): Promise<UserWithPassword> {
      const { database, now } = context.identity;
      const mutation = readMutationId(clientMutationId);
      const user = readNewUser({ email, name, roles: wanted });
      const oneTimePassword = newOneTimePassword();
      const account = { ...user, passwordHash: await hashPassword(oneTimePassword), mustChangePassword: true };
      const made = await changeAccounts(database, (transaction) => createUser(transaction, account, actorOf(context), now(), mutation));
      return { user: made.user, oneTimePassword: made.isNew ? oneTimePassword : null };
    }

    @Mutation(() => User, { description: 'Gives an account these roles and no others, from its next request on.' })
    setRoles(
      @Arg('id', () => ID, idArgument) id: string,
      @Arg('roles', () => [roleEnum], { description: 'What the person may do; at least one.' }) wanted: Role[],
      @Ctx() context: RequestContext,
    ): Promise<UserRecord> {
      const { database, now } = context.identity;
      return changeAccounts(database, (transaction) => setRoles(transaction, id, wanted, actorOf(context), now()));
    }

    @Mutation(() => User, { description: 'Ends an account’s sessions and lets nobody sign in to it.' })
    suspendUser(@Arg('id', () => ID, idArgument) id: string, @Ctx() context: RequestContext): Promise<UserRecord> {
      const { database, now } = context.identity;
      return changeAccounts(database, (transaction) => suspendUser(transaction, id, actorOf(context), now()));
    }

    @Mutation(() => User, { description: 'Takes a suspension back.' })
    activateUser(@Arg('id', () => ID, idArgument) id: string, @Ctx() context: RequestContext): Promise<UserRecord> {
      const { database, now } = context.identity;
      return changeAccounts(database, (transaction) => activateUser(transaction, id, actorOf(context), now()));
    }

    @Mutation(() => UserWithPassword, { description: 'Gives an account a one-time password and ends its sessions.' })
    async resetPassword(@Arg('id', () => ID, idArgument) id: string, @Ctx() context: RequestContext): Promise<UserWithPassword> {
      const { database, now } = context.identity;
      const oneTimePassword = newOneTimePassword();
      const passwordHash = await hashPassword(oneTimePassword);
      const user = await changeAccounts(database, (transaction) => resetPassword(transaction, id, passwordHash, actorOf(context), now()));
      return { user, oneTimePassword };
    }

    @Mutation(() => User, { description: 'Removes the second factor of an owner who lost it, and ends the account’s sessions.' })
    resetTotp(@Arg('id', () => ID, idArgument) id: string, @Ctx() context: RequestContext): Promise<UserRecord> {
      const { database, now } = context.identity;
      return changeAccounts(database, (transaction) => resetTotp(transaction, id, actorOf(context), now()));
    }
  }
  return UsersResolver;
}

export const clientMutationArgument = {
  nullable: true,
  description: 'A text of your own for this call: sent again, it answers what was made the first time instead of making more.',
};

/** A `clientMutationId` as it is kept; null when there is none, BAD_USER_INPUT when it is too long to be kept. */
export function readMutationId(clientMutationId: string | null | undefined): string | null {
  if (clientMutationId != null && clientMutationId.length > 200) throw badUserInput('clientMutationId: at most 200 characters.');
  return clientMutationId ?? null;
}
