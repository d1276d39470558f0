interface Edge<Node> {
  readonly node: Node;
}

/** What a page of a list leads to, each once: several claims may lead to the same. */
export const distinctNodes = <Node extends { readonly id: string }>(edges: readonly Edge<Node>[]): Node[] => [
  ...new Map(edges.map(({ node }) => [node.id, node])).values(),
];
