import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode, type ValueNode, valueFromASTUntyped } from 'graphql';
import { tooComplex } from '../errors.ts';
import { mostCharacters } from '../knowledge/search/search-terms.ts';

/** The most texts that one query may have looked up, and the most characters of them together, which is what the database takes its time for. */
export const mostLookedUp = { texts: 200, characters: 5000 } as const;

/** How long texts may be, for whoever gives one. */
export const lookedUpText = `A text has at most ${mostCharacters} characters; all that one query looks up are at most ${mostLookedUp.texts}, with ${mostLookedUp.characters} characters together.`;

/** The fields that look up texts: each that is given as one of these, wherever in their arguments. */
const fields = new Set(['search', 'resolveTerms', 'assess', 'safetyCheck']);
const names = new Set(['text', 'texts']);

/** TOO_COMPLEX for an operation whose fields look up more texts than one query may, all of them together. */
export function refuseManyTexts(
  { definitions }: DocumentNode,
  { selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): void {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  const variables: Record<string, unknown> = { ...Object.fromEntries(defaults), ...given };
  const found = argumentsIn(selectionSet).flatMap((value) => textsIn(valueFromASTUntyped(value, variables)));
  const characters = found.reduce((sum, text) => sum + text.length, 0);
  if (found.length > mostLookedUp.texts)
    throw tooComplex(`The query looks up ${found.length} texts; ${mostLookedUp.texts} is the most. Ask in several queries.`);
  if (characters > mostLookedUp.characters)
    throw tooComplex(
      `The texts that the query looks up have ${characters} characters together; ${mostLookedUp.characters} is the most. Give fewer words, or ask in several queries.`,
    );

  /** The arguments of fields that look up texts, each as an object of one. */
  function argumentsIn({ selections }: SelectionSetNode): ValueNode[] {
    return selections.flatMap((selection): ValueNode[] => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return argumentsIn(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value);
        return fragment && 'selectionSet' in fragment ? argumentsIn(fragment.selectionSet as SelectionSetNode) : [];
      }
      return fields.has(selection.name.value)
        ? [{ kind: Kind.OBJECT, fields: (selection.arguments ?? []).map(({ name, value }) => ({ kind: Kind.OBJECT_FIELD, name, value })) }]
        : [];
    });
  }
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    names.has(name) ? [inner].flat().filter((one): one is string => typeof one === 'string') : textsIn(inner),
  );
}
