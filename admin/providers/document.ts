/** A GraphQL document with the TypeScript shapes of its answer and its variables; a test holds each against the schema. */
export interface GraphDocument<Result, Variables> {
  readonly text: string;
  /** Never there; carries the types. */
  readonly shapes?: (variables: Variables) => Result;
}

/** Names the shapes of a GraphQL document. */
export const graphDocument = <Result, Variables = Record<string, never>>(text: string): GraphDocument<Result, Variables> => ({ text });
