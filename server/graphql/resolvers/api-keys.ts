import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { type ApiKey as ApiKeyRecord, createApiKey, listApiKeys, revokeApiKey } from '../../identity/api-keys.ts';
import { changeAccounts } from '../../identity/identity.ts';
import { type RateClass, rateClasses, type Scope, scopes } from '../../identity/roles.ts';
import { actorOf, type RequestContext } from '../context.ts';
import { declareEnum } from '../derived/declare.ts';
import { clientMutationArgument, readMutationId } from './users.ts';

const scopeEnum = declareEnum(scopes);
const rateClassEnum = declareEnum(rateClasses);

@ObjectType({ description: 'A key that an app sends as `Authorization: Bearer …`.', simpleResolvers: true })
export class ApiKey {
  @Field(() => ID, { description: 'Opaque and stable; never reused.' }) id!: string;
  @Field(() => String, { description: 'What the key is for.' }) name!: string;
  @Field(() => String, { description: 'How the key starts, to recognise it by.' }) prefix!: string;
  @Field(() => [scopeEnum], { description: 'What the key may do.' }) scopes!: readonly Scope[];
  @Field(() => rateClassEnum, { description: 'How many requests it may send.' }) rateClass!: RateClass;
  @Field(() => String, { description: 'When it was made, ISO 8601 in UTC.' }) createdAt!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the account that made it.' }) createdBy!: string | null;
  @Field(() => String, { nullable: true, description: 'When it was last used, to the minute; null when it never was.' })
  lastUsedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'When it was revoked; null while it works.' }) revokedAt!: string | null;
}

@ObjectType({ description: 'An API key that was just made.', simpleResolvers: true })
export class NewApiKey {
  @Field(() => ApiKey, { description: 'The key, without its secret.' }) apiKey!: ApiKeyRecord;
  @Field(() => String, {
    nullable: true,
    description: 'The whole key. Shown this once and kept nowhere. Null when a repeated call made nothing.',
  })
  secret!: string | null;
}

/** Managing API keys, for admins. */
@Resolver()
export class ApiKeysResolver {
  @Query(() => [ApiKey], { description: 'All API keys, the newest first, revoked ones too.' })
  apiKeys(@Ctx() { identity }: RequestContext): Promise<ApiKeyRecord[]> {
    return listApiKeys(identity.database);
  }

  @Mutation(() => NewApiKey, { description: 'Makes an API key.' })
  async createApiKey(
    @Arg('name', () => String, { description: 'What the key is for.' }) name: string,
    @Arg('scopes', () => [scopeEnum], { description: 'What the key may do; at least one.' }) wanted: Scope[],
    @Arg('rateClass', () => rateClassEnum, { nullable: true, description: 'How many requests it may send; STANDARD unless told.' })
    rateClass: RateClass | null | undefined,
    @Arg('clientMutationId', () => String, clientMutationArgument) clientMutationId: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<NewApiKey> {
    const { database, now } = context.identity;
    const mutation = readMutationId(clientMutationId);
    const wish = { name, scopes: wanted, rateClass: rateClass ?? 'STANDARD' };
    const { key, secret } = await changeAccounts(database, (transaction) =>
      createApiKey(transaction, wish, actorOf(context), now(), mutation),
    );
    return { apiKey: key, secret };
  }

  @Mutation(() => ApiKey, { description: 'Makes a key useless from its next request on.' })
  revokeApiKey(@Arg('id', () => ID, { description: 'Id of the key.' }) id: string, @Ctx() context: RequestContext): Promise<ApiKeyRecord> {
    const { database, now } = context.identity;
    return changeAccounts(database, (transaction) => revokeApiKey(transaction, id, actorOf(context), now()));
  }
}
