import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { enforcePolicy } from '../../server/graphql/enforce-policy.ts';
import { graphqlSchema, rootFieldActions } from '../../server/graphql/schema.ts';
import { createApiKey } from '../../server/identity/api-keys.ts';
import { changeAccounts } from '../../server/identity/identity.ts';
import type { Action } from '../../server/identity/policy.ts';
import { type Role, roles, type Scope } from '../../server/identity/roles.ts';
import { write } from '../../server/neo4j/statement.ts';
import { type Client, type House, useHouses } from '../support/accounts.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const open = await useHouses(database);

const everyRole = Object.keys(roles.values) as Role[];
const people = [...everyRole, 'every role'];
const nameless = ['nobody', 'suspended', 'expired session'];
const keys = ['key to READ', 'key to REPORT'];
const unfinished = ['must change password', 'must add second factor'];
const everybody = [...nameless, ...keys, ...people, ...unfinished];

/** Who may do what, written down a second time on purpose. */
const mayDo: Readonly<Record<Action, readonly string[]>> = {
  READ_PUBLISHED: everybody,
  REPORT_PROBLEM: [...people, 'key to REPORT'],
  SIGN_IN: everybody,
  SIGN_OUT: everybody,
  READ_VIEWER: everybody,
  CHANGE_OWN_PASSWORD: [...people, 'must change password'],
  ENROL_TOTP: [...people, 'must add second factor'],
  CHANGE_OWN_ACCOUNT: people,
  READ_CHANGE_SETS: ['EDITOR', 'REVIEWER', 'PUBLISHER', 'every role'],
  PREVIEW_CHANGE_SETS: ['EDITOR', 'REVIEWER', 'PUBLISHER', 'every role'],
  EDIT_CHANGE_SETS: ['EDITOR', 'every role'],
  REVIEW_CHANGE_SETS: ['REVIEWER', 'every role'],
  PUBLISH_CHANGE_SETS: ['PUBLISHER', 'every role'],
  MANAGE_USERS: ['ADMIN', 'every role'],
  MANAGE_API_KEYS: ['ADMIN', 'every role'],
  READ_AUDIT: ['ADMIN', 'every role'],
};

/** The same where reading needs a key: all that differs. */
const mayDoBehindKeys: Readonly<Record<Action, readonly string[]>> = { ...mayDo, READ_PUBLISHED: [...people, 'key to READ'] };

const schema = graphqlSchema(model);
const actionOf = rootFieldActions(model);
const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.values(type?.getFields() ?? {}).map((field) => ({ field, kind: type === schema.getMutationType() ? 'mutation' : 'query' })),
);

/** A call of the field with something in every argument it needs; most are refused for what they say, after the policy let them in. */
function callOf({ field, kind }: (typeof fields)[number]): string {
  const needed = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literal(type)}`);
  return `${kind} { ${field.name}${needed.length > 0 ? `(${needed.join(', ')})` : ''}${selection(field)} }`;
}

const selection = ({ type }: GraphQLField<unknown, unknown>): string => (isCompositeType(getNamedType(type)) ? ' { __typename }' : '');

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{${needed.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')}}`;
  }
  return { Int: '1', Float: '1', Boolean: 'false', JSONObject: '{}' }[type.name] ?? '"nothing"';
}

/** A client for each kind of caller; made anew for each call, because a call may end a session. */
async function callers(house: House): Promise<Map<string, () => Promise<Client>>> {
  const person = async (name: string, has: readonly Role[], change = ''): Promise<() => Promise<Client>> => {
    const user = await house.user(name, has, { mustChangePassword: name === 'beginner' });
    const set = { text: `MATCH (u:User {id: $id}) SET u.totpSecret = 'NOTASECRET' ${change}`, params: { id: user.id } };
    if (name !== 'enrolling') await write(database, set);
    return () => house.signedIn(user);
  };
  const key = async (scope: Scope): Promise<() => Promise<Client>> => {
    const wish = { name: scope, scopes: [scope], rateClass: 'STANDARD' } as const;
    const made = await changeAccounts(database, (transaction) =>
      createApiKey(transaction, wish, { id: 'test', client: 'test' }, house.now(), null),
    );
    return () => Promise.resolve(house.client({ authorization: `Bearer ${made.secret ?? ''}` }));
  };
  const all = new Map<string, () => Promise<Client>>();
  all.set('nobody', () => Promise.resolve(house.client()));
  // The session stays, as if nothing but the state had changed.
  all.set('suspended', await person('sleeper', everyRole, `, u.state = 'SUSPENDED'`));
  const late = await person('late', everyRole);
  all.set('expired session', async () => {
    const client = await late();
    await write(database, { text: 'MATCH (s:Session) SET s.endsAt = $at', params: { at: house.now().toISOString() } });
    return client;
  });
  all.set('key to READ', await key('READ'));
  all.set('key to REPORT', await key('REPORT'));
  for (const role of everyRole) all.set(role, await person(role.toLowerCase(), [role]));
  all.set('every role', await person('everything', everyRole));
  all.set('must change password', await person('beginner', everyRole));
  all.set('must add second factor', await person('enrolling', everyRole));
  return all;
}

describe.each([
  ['open', { AETIA_REQUIRE_TOTP: 'true' }, mayDo],
  ['behind keys', { AETIA_REQUIRE_TOTP: 'true', AETIA_REQUIRE_API_KEY: 'true' }, mayDoBehindKeys],
])('where reading is %s', (_what, env, table) => {
  it('each root field lets in whom its action lets in, and nobody else', async () => {
    const house = await open(env);
    const wrong: string[] = [];
    for (const [name, clientOf] of await callers(house)) {
      for (const one of fields) {
        const { code } = await (await clientOf()).ask(callOf(one));
        const isExpected = table[actionOf.get(one.field.name) ?? 'MANAGE_USERS'].includes(name);
        const refusal = nameless.includes(name) ? 'UNAUTHENTICATED' : 'FORBIDDEN';
        const isFine = isExpected ? code !== 'UNAUTHENTICATED' && code !== 'FORBIDDEN' : code === refusal;
        if (!isFine) wrong.push(`${name} at ${callOf(one)}: ${String(code)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('a viewer is told exactly what the table says', async () => {
    const house = await open(env);
    const told: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const [name, clientOf] of await callers(house)) {
      const { viewer } = await (await clientOf()).get<{ viewer: { can: string[] } }>('{ viewer { can } }');
      told[name] = viewer.can;
      expected[name] = Object.entries(table).flatMap(([action, who]) => (who.includes(name) ? [action] : []));
    }
    expect(told).toEqual(expected);
  });
});

it('needs an action for every root field', () => {
  const open = buildSchema('type Query { known: Int forgotten: Int }');
  expect(() => enforcePolicy(open, new Map([['known', 'READ_PUBLISHED']]))).toThrow('Query.forgotten has no action.');
  const mutation = buildSchema('type Query { known: Int } type Mutation { change: Int }');
  expect(() => enforcePolicy(mutation, new Map([['known', 'READ_PUBLISHED']]))).toThrow('Mutation.change has no action.');
});

it('needs a root field for every action given', () => {
  const actions = new Map<string, Action>([
    ['known', 'READ_PUBLISHED'],
    ['gone', 'MANAGE_USERS'],
  ]);
  expect(() => enforcePolicy(buildSchema('type Query { known: Int }'), actions)).toThrow('The policy has an action for gone');
});

it('describes every type, field, argument and value', () => {
  const missing: string[] = [];
  const look = (path: string, described: { readonly description?: string | null | undefined }): void => {
    if (!described.description) missing.push(path);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (!['Query', 'Mutation'].includes(type.name)) look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  expect(missing).toEqual([]);
});
