import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { vocabulary } from '../../../schema/language/field.ts';
import type { ApiKey as ApiKeyRecord } from '../../identity/api-keys.ts';
import { type Caller, callerOf } from '../../identity/caller.ts';
import {
  changeOwnName,
  changePassword,
  confirmTotp,
  disableTotp,
  endOwnSession,
  enrolTotp,
  type Owner,
  renewRecoveryCodes,
} from '../../identity/own-account.ts';
import { type Action, actions, allowedActions, type PolicySettings } from '../../identity/policy.ts';
import type { Role } from '../../identity/roles.ts';
import { sessionCookie } from '../../identity/session-cookie.ts';
import { sessionsOf } from '../../identity/sessions.ts';
import { signIn, signOut } from '../../identity/sign-in.ts';
import type { TotpEnrolment as TotpEnrolmentRecord } from '../../identity/totp.ts';
import type { User as UserRecord } from '../../identity/user.ts';
import { userById } from '../../identity/users.ts';
import { type RequestContext, userOf } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import { ApiKey } from './api-keys.ts';
import { roleEnum, User } from './users.ts';

const actionEnum = declareEnum(actions);
const stepEnum = declareEnum(
  vocabulary('SignInStep', 'What is still to do before everything is allowed.', {
    TOTP_CODE: 'Call signIn again with a code of the second factor; nobody is signed in yet.',
    NEW_PASSWORD: 'Call changePassword.',
    TOTP_ENROLMENT: 'Call enrolTotp, then confirmTotp.',
  }),
);
type SignInStep = 'TOTP_CODE' | 'NEW_PASSWORD' | 'TOTP_ENROLMENT';

@ObjectType({ description: 'Who sends the request, and what they may do.', simpleResolvers: true })
export class Viewer {
  @Field(() => User, { nullable: true, description: 'The account signed in; null when none is.' }) user!: UserRecord | null;
  @Field(() => ApiKey, { nullable: true, description: 'The API key sent; null when none was.' }) apiKey!: ApiKeyRecord | null;
  @Field(() => [roleEnum], { description: 'Roles of the account; none for others.' }) roles!: readonly Role[];
  @Field(() => [actionEnum], { description: 'Everything the caller may do now.' }) can!: readonly Action[];
  @Field(() => stepEnum, { nullable: true, description: 'What the account needs before anything else; null when nothing.' })
  needs!: SignInStep | null;
}

@ObjectType({ description: 'How far a sign-in has come.', simpleResolvers: true })
export class SignIn {
  @Field(() => stepEnum, { nullable: true, description: 'What is still to do; null when nothing.' }) needs!: SignInStep | null;
  @Field(() => Viewer, { description: 'Who is signed in now.' }) viewer!: Viewer;
}

@ObjectType({ description: 'A secret for an authenticator app. Shown this once.', simpleResolvers: true })
class TotpEnrolment {
  @Field(() => String, { description: 'The secret in base32, to type in.' }) secret!: string;
  @Field(() => String, { description: 'The same as an otpauth address, for a QR code.' }) uri!: string;
}

@ObjectType({ description: 'Codes that stand in for a lost device, each once. Shown this once.', simpleResolvers: true })
export class RecoveryCodes {
  @Field(() => [String], { description: 'The codes.' }) codes!: string[];
  @Field(() => Viewer, { description: 'Who is signed in, and what they may do now.' }) viewer!: Viewer;
}

@ObjectType({ description: 'A time that the own account was signed in and has not been signed out.', simpleResolvers: true })
export class OwnSession {
  @Field(() => ID, { description: 'Id of the session, to end it.' }) id!: string;
  @Field(() => String, { description: 'Through what it was opened, such as `web 203.0.113.9`; empty when nobody noted it.' })
  client!: string;
  @Field(() => String, { description: 'When it was opened, ISO 8601 in UTC.' }) createdAt!: string;
  @Field(() => String, { description: 'When it was last used, to the minute.' }) usedAt!: string;
  @Field(() => Boolean, { description: 'Whether it is the one that asks.' }) isCurrent!: boolean;
}

const codeArgument = { description: 'A code of the authenticator app, or a recovery code.' };

/** Signing in and out, and the own account. */
@Resolver()
export class AccountResolver {
  @Query(() => Viewer, { description: 'Who sends the request, and what they may do.' })
  viewer(@Ctx() { caller, identity }: RequestContext): Viewer {
    return viewerOf(caller, identity.config);
  }

  @Mutation(() => SignIn, {
    description: 'Starts a session, which the answer’s cookie carries. Says what is still to do when the password alone is not enough.',
  })
  async signIn(
    @Arg('email', () => String, { description: 'Email address of the account.' }) email: string,
    @Arg('password', () => String, { description: 'Password of the account.' }) password: string,
    @Arg('totpCode', () => String, { ...codeArgument, nullable: true }) totpCode: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SignIn> {
    const { identity, requester } = context;
    const result = await signIn(identity, requester, { email, password, totpCode });
    if (result === 'TOTP_CODE') return { needs: result, viewer: viewerOf(context.caller, identity.config) };
    context.setCookie(sessionCookie(result.token, requester.isSecure, identity.config.session));
    const viewer = viewerOf(result.caller, identity.config);
    return { needs: viewer.needs, viewer };
  }

  @Mutation(() => Boolean, { description: 'Ends the session; answers whether there was one.' })
  async signOut(@Ctx() { identity, requester, setCookie }: RequestContext): Promise<boolean> {
    const hasEnded = await signOut(identity, requester);
    setCookie(sessionCookie(null, requester.isSecure, identity.config.session));
    return hasEnded;
  }

  @Mutation(() => Viewer, { description: 'Changes the own password and ends the account’s other sessions.' })
  async changePassword(
    @Arg('currentPassword', () => String, { description: 'The password until now.' }) currentPassword: string,
    @Arg('newPassword', () => String, { description: 'The password from now on; 12 to 128 characters of any kind.' }) newPassword: string,
    @Ctx() context: RequestContext,
  ): Promise<Viewer> {
    await changePassword(context.identity, ownerOf(context), { currentPassword, newPassword });
    return viewerNow(context);
  }

  @Query(() => [OwnSession], { description: 'Sessions of the own account that have not ended, the one used last first.' })
  async sessions(@Ctx() context: RequestContext): Promise<OwnSession[]> {
    const { database, config, now } = context.identity;
    const { user, sessionId } = userOf(context);
    return (await sessionsOf(database, user.id, config.session, now())).map((one) => ({ ...one, isCurrent: one.id === sessionId }));
  }

  @Mutation(() => Boolean, { description: 'Ends a session of the own account; NOT_FOUND when it is none.' })
  async endSession(
    @Arg('id', () => ID, { description: 'Id of the session.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    await endOwnSession(context.identity, ownerOf(context), id);
    return true;
  }

  @Mutation(() => Viewer, { description: 'Changes how others see the own person.' })
  async changeOwnName(
    @Arg('name', () => String, { description: 'The name from now on, at most 120 characters.' }) name: string,
    @Ctx() context: RequestContext,
  ): Promise<Viewer> {
    await changeOwnName(context.identity, ownerOf(context), name);
    return viewerNow(context);
  }

  @Mutation(() => TotpEnrolment, { description: 'Makes a secret for an authenticator app; confirmTotp turns it on.' })
  enrolTotp(@Ctx() context: RequestContext): Promise<TotpEnrolmentRecord> {
    return enrolTotp(context.identity, ownerOf(context));
  }

  @Mutation(() => RecoveryCodes, { description: 'Turns the second factor on, given a code of the new secret.' })
  async confirmTotp(
    @Arg('code', () => String, { description: 'A code of the authenticator app.' }) code: string,
    @Ctx() context: RequestContext,
  ): Promise<RecoveryCodes> {
    const codes = await confirmTotp(context.identity, ownerOf(context), code);
    return { codes, viewer: await viewerNow(context) };
  }

  @Mutation(() => Viewer, { description: 'Turns the own second factor off.' })
  async disableTotp(@Arg('code', () => String, codeArgument) code: string, @Ctx() context: RequestContext): Promise<Viewer> {
    await disableTotp(context.identity, ownerOf(context), code);
    return viewerNow(context);
  }

  @Mutation(() => RecoveryCodes, { description: 'Replaces the recovery codes; the old ones work no longer.' })
  async newRecoveryCodes(@Arg('code', () => String, codeArgument) code: string, @Ctx() context: RequestContext): Promise<RecoveryCodes> {
    const codes = await renewRecoveryCodes(context.identity, ownerOf(context), code);
    return { codes, viewer: await viewerNow(context) };
  }
}

const ownerOf = (context: RequestContext): Owner => ({ caller: userOf(context), client: context.requester.client });

/** The viewer after the own account was changed. */
async function viewerNow(context: RequestContext): Promise<Viewer> {
  const { identity } = context;
  const { user, sessionId } = userOf(context);
  const now = await userById(identity.database, user.id);
  return viewerOf(callerOf({ id: sessionId, user: now }, identity.config), identity.config);
}

const viewerOf = (caller: Caller, settings: PolicySettings): Viewer => ({
  user: caller.kind === 'USER' ? caller.user : null,
  apiKey: caller.kind === 'API_KEY' ? caller.key : null,
  roles: caller.kind === 'USER' ? caller.user.roles : [],
  can: allowedActions(caller, settings),
  needs: caller.kind === 'USER' ? caller.setup : null,
});
