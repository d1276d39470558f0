import {
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
  type FragmentSpreadNode,
  type InlineFragmentNode,
} from 'graphql';

/** What a selection is read with. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: { readonly [name: string]: FragmentDefinitionNode };
  readonly variableValues: { readonly [name: string]: unknown };
}

/** One field of an answer: its name in the schema and every place that asks for it under the same key. */
export interface SelectedField {
  readonly name: string;
  readonly key: string;
  readonly nodes: FieldNode[];
}

/** The fields that these places select on an object type, by answer key, with fragments and @skip/@include settled. */
export function selectedFields(
  context: SelectionContext,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Map<string, SelectedField> {
  const fields = new Map<string, SelectedField>();
  const seen = new Set<string>();
  for (const { selectionSet } of nodes) if (selectionSet) collect(context, type, selectionSet, fields, seen);
  return fields;
}

function collect(
  context: SelectionContext,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  fields: Map<string, SelectedField>,
  seen: Set<string>,
): void {
  for (const selection of selectionSet.selections) {
    if (!isIncluded(context, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const known = fields.get(key);
      if (known) known.nodes.push(selection);
      else fields.set(key, { name: selection.name.value, key, nodes: [selection] });
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : namedFragment(context, selection, seen);
    if (fragment && matches(context, type, fragment)) collect(context, type, fragment.selectionSet, fields, seen);
  }
}

function namedFragment(context: SelectionContext, { name }: FragmentSpreadNode, seen: Set<string>): FragmentDefinitionNode | undefined {
  if (seen.has(name.value)) return undefined;
  seen.add(name.value);
  return context.fragments[name.value];
}

function matches(
  { schema }: SelectionContext,
  type: GraphQLObjectType,
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

function isIncluded({ variableValues }: SelectionContext, node: FieldNode | FragmentSpreadNode | InlineFragmentNode): boolean {
  if (!node.directives || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false;
}
