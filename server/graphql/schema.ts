import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import type { Model } from '../../schema/language/define-model.ts';
import { type Action, fieldActions } from '../identity/policy.ts';
import { deriveQueries, queryNames } from './derived/queries.ts';
import { attachReaders } from './derived/readers.ts';
import { deriveTypes } from './derived/types.ts';
import { enforcePolicy } from './enforce-policy.ts';
import { AccountResolver } from './resolvers/account.ts';
import { ApiKeysResolver } from './resolvers/api-keys.ts';
import { auditResolver } from './resolvers/audit.ts';
import { ChangeSetEditsResolver } from './resolvers/change-set-edits.ts';
import { ChangeSetStepsResolver } from './resolvers/change-set-steps.ts';
import { changeSetsResolvers } from './resolvers/change-sets.ts';
import { contentNumbersResolver } from './resolvers/content-numbers.ts';
import { differenceResolver } from './resolvers/difference.ts';
import { editorialWorkResolver } from './resolvers/editorial-work.ts';
import { historyResolver } from './resolvers/history.ts';
import { neighbourhoodResolver } from './resolvers/neighbourhood.ts';
import { nodeResolver } from './resolvers/node.ts';
import { reasoningResolver } from './resolvers/reasoning.ts';
import { Release, ReleaseResolver } from './resolvers/release.ts';
import { searchResolver } from './resolvers/search.ts';
import { usersResolver } from './resolvers/users.ts';
import { workbenchResolver } from './resolvers/workbench.ts';

/** The executable GraphQL schema of a model: types and lists derived from it, verbs written by hand. */
export function graphqlSchema(model: Model): GraphQLSchema {
  const types = deriveTypes(model);
  const schema = buildSchemaSync({
    resolvers: [
      deriveQueries(model, types),
      nodeResolver(types),
      searchResolver(model, types),
      reasoningResolver(model, types),
      ReleaseResolver,
      historyResolver(types),
      differenceResolver(types),
      neighbourhoodResolver(model, types),
      contentNumbersResolver(types),
      ...changeSetsResolvers(model, types),
      ChangeSetStepsResolver,
      ChangeSetEditsResolver,
      editorialWorkResolver(model, types),
      workbenchResolver(model),
      AccountResolver,
      usersResolver(types),
      ApiKeysResolver,
      auditResolver(types),
    ],
    orphanedTypes: [...types.all, Release],
    validate: false,
  });
  describeRoots(schema);
  attachReaders(schema, model, types);
  enforcePolicy(schema, rootFieldActions(model));
  return schema;
}

/** type-graphql has no place for the descriptions of the types that operations start at. */
function describeRoots(schema: GraphQLSchema): void {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query)
    query.description = 'Everything that can be read: one record, a page of records, any record by its id, and what was published when.';
  if (mutation) mutation.description = 'Everything that can be changed, by callers who may.';
}

/** The action of every root field; what is derived from the model only reads what is published. */
export const rootFieldActions = (model: Model): ReadonlyMap<string, Action> =>
  new Map([
    ...model.nodes.flatMap((type) => Object.values(queryNames(type)).map((name) => [name, 'READ_PUBLISHED'] as const)),
    ...Object.entries(fieldActions),
  ]);
