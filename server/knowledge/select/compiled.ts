import { type FieldNode, type FragmentDefinitionNode, type GraphQLResolveInfo, type GraphQLSchema, Kind, visit } from 'graphql';

/**
 * Makes something of what a field selects, once: the same place in the same document, with the same values of the variables inside
 * the selection, gets what was made before. The field's own arguments are no part of it. What is made must not change afterwards.
 */
export function compiledOnce<T extends object>(info: GraphQLResolveInfo, compile: () => T): T {
  const [node, other] = info.fieldNodes;
  // Several places that ask for the field under one key are rare; together they are no place of a document.
  if (!node || other) return compile();
  const place = placeOf(node, info);
  const key = JSON.stringify(place.variables.map((name) => (name in info.variableValues ? [info.variableValues[name]] : [])));
  if (key.length > longestKey) return compile();
  const known = place.compiled.get(key);
  if (known) return known as T;
  const made = compile();
  const [oldest] = place.compiled.size < mostPerPlace ? [] : place.compiled.keys();
  if (oldest !== undefined) place.compiled.delete(oldest);
  place.compiled.set(key, made);
  return made;
}

/** A field in a parsed document, which lives as long as the document is kept. */
interface Place {
  readonly schema: GraphQLSchema;
  /** Names of the variables that the selection uses, its fragments included. */
  readonly variables: readonly string[];
  readonly compiled: Map<string, object>;
}

const places = new WeakMap<FieldNode, Place>();

/** Bounds what one document can hold on to; cursors inside a selection differ from call to call. */
const mostPerPlace = 20;
const longestKey = 1000;

function placeOf(node: FieldNode, { schema, fragments }: GraphQLResolveInfo): Place {
  const known = places.get(node);
  if (known?.schema === schema) return known;
  const place = { schema, variables: variablesIn(node, fragments), compiled: new Map<string, object>() };
  places.set(node, place);
  return place;
}

function variablesIn(field: FieldNode, fragments: GraphQLResolveInfo['fragments']): string[] {
  const names = new Set<string>();
  const seen = new Set<FragmentDefinitionNode>();
  const look = (inside: FieldNode['selectionSet'] | FragmentDefinitionNode): void => {
    if (!inside) return;
    visit(inside, {
      Variable: ({ name }) => void names.add(name.value),
      [Kind.FRAGMENT_SPREAD]: ({ name }) => {
        const fragment = fragments[name.value];
        if (!fragment || seen.has(fragment)) return;
        seen.add(fragment);
        look(fragment);
      },
    });
  };
  look(field.selectionSet);
  return [...names];
}
