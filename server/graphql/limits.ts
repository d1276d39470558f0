import {
  type ASTVisitor,
  GraphQLError,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** The most that one query may hold. */
export const limits = { tokens: 5000, depth: 24, fields: 3000, aliases: 200, rootFields: 30, assessments: 5 } as const;

interface Cost {
  /** Fields of the selection itself, with those of its fragments. */
  readonly own: number;
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  /** How often it asks for causes, each of which takes the database as long as a large list. */
  readonly assessments: number;
}

const nothing: Cost = { own: 0, depth: 0, fields: 0, aliases: 0, assessments: 0 };

/** Refuses queries whose depth, fields, aliases or assessments exceed the limits, with fragments counted wherever they are spread. */
export function limitRule(context: ValidationContext): ASTVisitor {
  const costs = new Map<FragmentDefinitionNode, Cost>();
  const open = new Set<FragmentDefinitionNode>();
  return {
    OperationDefinition(operation) {
      const cost = costOf(operation.selectionSet);
      const refuse = (what: string, count: number, most: number): void =>
        context.reportError(
          new GraphQLError(`The query has ${what} ${count}; ${most} is the most. Ask for less, or in several queries.`, {
            nodes: [operation],
            extensions: { code: 'TOO_COMPLEX' },
          }),
        );
      if (cost.depth > limits.depth) refuse('a depth of', cost.depth, limits.depth);
      if (cost.fields > limits.fields) refuse('a number of fields of', cost.fields, limits.fields);
      if (cost.aliases > limits.aliases) refuse('a number of aliases of', cost.aliases, limits.aliases);
      if (cost.own > limits.rootFields) refuse('a number of top fields of', cost.own, limits.rootFields);
      if (cost.assessments > limits.assessments) refuse('a number of assess fields of', cost.assessments, limits.assessments);
    },
  };

  function costOf(set: SelectionSetNode): Cost {
    let [own, depth, fields, aliases, assessments] = [0, 0, 0, 0, 0];
    for (const selection of set.selections) {
      const cost =
        selection.kind === Kind.FIELD
          ? fieldCost(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? costOf(selection.selectionSet)
            : spreadCost(selection.name.value);
      own += cost.own;
      depth = Math.max(depth, cost.depth);
      fields += cost.fields;
      aliases += cost.aliases;
      assessments += cost.assessments;
    }
    return { own, depth, fields, aliases, assessments };
  }

  function fieldCost(field: FieldNode): Cost {
    // Asking what the schema holds has its own depth and touches no data.
    if (field.name.value === '__schema' || field.name.value === '__type') return { ...nothing, own: 1, depth: 1, fields: 1 };
    const inner = field.selectionSet ? costOf(field.selectionSet) : nothing;
    return {
      own: 1,
      depth: inner.depth + 1,
      fields: inner.fields + 1,
      aliases: inner.aliases + (field.alias ? 1 : 0),
      assessments: inner.assessments + (field.name.value === 'assess' ? 1 : 0),
    };
  }

  function spreadCost(name: string): Cost {
    const fragment = context.getFragment(name);
    // A fragment inside itself is refused by another rule.
    if (!fragment || open.has(fragment)) return nothing;
    const known = costs.get(fragment);
    if (known) return known;
    open.add(fragment);
    const cost = costOf(fragment.selectionSet);
    open.delete(fragment);
    costs.set(fragment, cost);
    return cost;
  }
}
