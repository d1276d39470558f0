import { type GraphOptions, Chance, conceptCount, idOfNode } from './graph.ts';

/** Who answers: the product, a GraphQL library for Neo4j behind Apollo, and the driver with a statement written by hand. */
export const contestants = ['ours', 'peer', 'bare'] as const;
export type Contestant = (typeof contestants)[number];

/** What is sent as JSON. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One question in the words of each contestant, with many values of its variables. */
export interface Question {
  readonly title: string;
  readonly asked: readonly Readonly<Record<Contestant, Asked>>[];
  /** What a contestant's answer says, in one form for all. */
  readonly said: Readonly<Record<Contestant, (answer: unknown) => unknown>>;
}

/** The strongest causes of a symptom with what they work through and what helps, for many symptoms. */
export function strongestCauses(options: GraphOptions): Question {
  const chance = new Chance(options.seed);
  const ids = Array.from({ length: 1000 }, () => idOfNode('Symptom', chance.below(conceptCount('Symptom', options))));
  return {
    title: 'strongest causes',
    asked: ids.map((id) => ({
      ours: { query: ourStrongestCauses, variables: { id } },
      peer: { query: peersStrongestCauses, variables: { id } },
      bare: { query: 'strongestCauses', variables: { id } },
    })),
    said: {
      ours: (answer) =>
        (answer as OurCauses).data.symptom.causes.edges.map(({ node, claim }) => [
          node.name,
          claim.frequency,
          claim.certainty,
          ...[node.mechanisms, node.medications, node.foods].map(({ edges }) => edges.map((edge) => edge.node.name)),
        ]),
      peer: (answer) =>
        (answer as PeersCauses).data.symptoms[0]?.causesConnection.edges.map(({ node, properties }) => [
          node.name,
          properties.frequency,
          properties.certainty,
          ...[node.mechanisms, node.medications, node.foods].map((nodes) => nodes.map(({ name }) => name)),
        ]),
      bare: (answer) => (answer as BareAnswer).rows,
    },
  };
}

const ourStrongestCauses = `query StrongestCauses($id: ID!) {
  symptom(id: $id) {
    causes(first: 10, orderBy: [{ frequency: DESC }]) {
      edges {
        claim { frequency certainty }
        node {
          name
          mechanisms(first: 3) { edges { node { name } } }
          medications(first: 3) { edges { node { name } } }
          foods(first: 3) { edges { node { name } } }
        }
      }
    }
  }
}`;

const peersStrongestCauses = `query StrongestCauses($id: ID!) {
  symptoms(where: { id: { eq: $id } }) {
    causesConnection(first: 10, sort: [{ edge: { frequency: DESC } }]) {
      edges {
        properties { frequency certainty }
        node {
          name
          mechanisms(limit: 3, sort: [{ sortName: ASC }]) { name }
          medications(limit: 3, sort: [{ sortName: ASC }]) { name }
          foods(limit: 3, sort: [{ sortName: ASC }]) { name }
        }
      }
    }
  }
}`;

interface Named {
  readonly name: string;
}
interface Edges<T> {
  readonly edges: readonly T[];
}
interface Strength {
  readonly frequency: number;
  readonly certainty: string;
}
interface OurCauses {
  readonly data: {
    readonly symptom: {
      readonly causes: Edges<{
        readonly claim: Strength;
        readonly node: Named & Readonly<Record<'mechanisms' | 'medications' | 'foods', Edges<{ readonly node: Named }>>>;
      }>;
    };
  };
}
interface PeersCauses {
  readonly data: {
    readonly symptoms: readonly {
      readonly causesConnection: Edges<{
        readonly properties: Strength;
        readonly node: Named & Readonly<Record<'mechanisms' | 'medications' | 'foods', readonly Named[]>>;
      }>;
    }[];
  };
}
interface BareAnswer {
  readonly rows: readonly (readonly unknown[])[];
}

/** A place in the list of causes: how each contestant names the item before a page. */
export interface PageStart {
  readonly offset: number;
  readonly cursor: string | null;
  readonly sortName: string;
}

/** A page of causes with some of their symptoms, at these places in the list. */
export function pageOfCauses(where: string, starts: readonly PageStart[]): Question {
  return {
    title: `page at the ${where}`,
    asked: starts.map(({ offset, cursor, sortName }) => ({
      ours: { query: ourPage, variables: { after: cursor } },
      peer: { query: peersPage, variables: { offset } },
      bare: { query: 'pageOfCauses', variables: { after: sortName } },
    })),
    said: {
      ours: (answer) =>
        (answer as OurPage).data.causes.edges.map(({ node }) => [node.name, node.symptoms.edges.map((edge) => edge.node.name)]),
      peer: (answer) =>
        (answer as PeersPage).data.causes.map(({ name, symptomsConnection }) => [
          name,
          symptomsConnection.edges.map(({ node }) => node.name),
        ]),
      bare: (answer) => (answer as BareAnswer).rows,
    },
  };
}

const ourPage = `query Page($after: String) {
  causes(first: 50, after: $after) {
    edges {
      node {
        name
        symptoms(first: 5, orderBy: [{ frequency: DESC }]) { edges { node { name } } }
      }
    }
  }
}`;

const peersPage = `query Page($offset: Int!) {
  causes(limit: 50, offset: $offset, sort: [{ sortName: ASC }]) {
    name
    symptomsConnection(first: 5, sort: [{ edge: { frequency: DESC } }]) { edges { node { name } } }
  }
}`;

type WithSymptoms = Named & { readonly [field in 'symptoms' | 'symptomsConnection']: Edges<{ readonly node: Named }> };
interface OurPage {
  readonly data: { readonly causes: Edges<{ readonly node: WithSymptoms }> };
}
interface PeersPage {
  readonly data: { readonly causes: readonly WithSymptoms[] };
}
