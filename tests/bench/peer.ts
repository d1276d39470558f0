import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Neo4jGraphQL } from '@neo4j/graphql';
import neo4j from 'neo4j-driver';
import { env } from 'node:process';

/** The types that the questions need, on the graph as it is; concepts are found by the label that their ids are unique under. */
const typeDefs = `#graphql
  type Symptom @node(labels: ["Symptom", "Concept"]) {
    id: ID!
    name: String! @alias(property: "name_en")
    sortName: String!
    causes: [Cause!]! @relationship(type: "CAUSES", direction: IN, properties: "Causes")
  }
  type Cause @node {
    id: ID!
    name: String! @alias(property: "name_en")
    sortName: String!
    symptoms: [Symptom!]! @relationship(type: "CAUSES", direction: OUT, properties: "Causes")
    mechanisms: [Mechanism!]! @relationship(type: "ACTS_THROUGH", direction: OUT)
    medications: [Medication!]! @relationship(type: "TREATS", direction: IN)
    foods: [Food!]! @relationship(type: "HELPS_WITH", direction: IN)
  }
  type Mechanism @node {
    name: String! @alias(property: "name_en")
    sortName: String!
  }
  type Medication @node {
    name: String! @alias(property: "name_en")
    sortName: String!
  }
  type Food @node {
    name: String! @alias(property: "name_en")
    sortName: String!
  }
  type Causes @relationshipProperties {
    frequency: Float
    certainty: String!
  }
`;

const driver = neo4j.driver(env['NEO4J_URI'] ?? '', neo4j.auth.basic(env['NEO4J_USER'] ?? '', env['NEO4J_PASSWORD'] ?? ''));
const library = new Neo4jGraphQL({ typeDefs, driver });
const server = new ApolloServer({ schema: await library.getSchema() });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: () => Promise.resolve({ sessionConfig: { database: 'neo4j' } }),
});
console.log(`API       ${url}`);
