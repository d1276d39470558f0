import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import type { Model } from '../../schema/language/define-model.ts';
import { deriveQueries } from './derived/queries.ts';
import { attachReaders } from './derived/readers.ts';
import { deriveTypes } from './derived/types.ts';
import { nodeResolver } from './resolvers/node.ts';
import { Release, ReleaseResolver, Retired } from './resolvers/release.ts';

/** The executable GraphQL schema of a model: types and lists derived from it, verbs written by hand. */
export function graphqlSchema(model: Model): GraphQLSchema {
  const types = deriveTypes(model);
  const schema = buildSchemaSync({
    resolvers: [deriveQueries(model, types), nodeResolver(types), ReleaseResolver],
    orphanedTypes: [...types.all, Release, Retired],
    validate: false,
  });
  attachReaders(schema, model);
  return schema;
}
