import { defaultFieldResolver, type GraphQLField, type GraphQLSchema } from 'graphql';
import { forbidden, invariant } from '../errors.ts';
import { type Action, mayDo, refusalOf } from '../identity/policy.ts';
import type { RequestContext } from './context.ts';

/**
 * Puts the policy in front of every root field: the one place where it is enforced. Throws when a field has no action, or an action
 * is given for a field that does not exist, so nothing is open by oversight.
 */
export function enforcePolicy(schema: GraphQLSchema, actionOf: ReadonlyMap<string, Action>): void {
  const known = new Set<string>();
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const action = actionOf.get(field.name);
      invariant(action, `${type?.name}.${field.name} has no action. Give it one in the policy.`);
      known.add(field.name);
      guard(field, action, type === schema.getMutationType());
    }
  }
  const stray = [...actionOf.keys()].filter((name) => !known.has(name));
  invariant(stray.length === 0, `The policy has an action for ${stray.join(', ')}, but the schema has no such field.`);
}

function guard(field: GraphQLField<unknown, RequestContext>, action: Action, isMutation: boolean): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args: unknown, context, info) => {
    const { caller, requester, identity } = context;
    // A key in a header is no cookie: no other site can make a browser send it.
    if (isMutation && requester.isForeign && caller.kind !== 'API_KEY')
      throw forbidden('A page of another site sent this. Changes are taken from this site only; PUBLIC_URL names it.');
    if (!mayDo(caller, action, identity.config)) throw refusalOf(caller, action);
    return resolve(source, args, context, info) as unknown;
  };
}
