import {
  type FieldNode,
  type FragmentDefinitionNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { tooComplex } from '../errors.ts';
import { changePageSizes } from '../knowledge/history.ts';
import { neighbourhoodSizes } from '../knowledge/neighbourhood.ts';
import { pageSizes } from '../knowledge/select/page.ts';

/** The most records that one answer may hold. */
export const mostRecords = 10_000_000;

/**
 * How many records the answer to an operation may hold at most: 1 for each record named, and for a list its page size times what one
 * item holds. TOO_COMPLEX when that is more than one answer may hold.
 */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const known = new Map<string, number>();
  const cost = setCost(operation.selectionSet, 1);
  if (cost > mostRecords)
    throw tooComplex(
      `The answer may hold ${Number.isSafeInteger(cost) ? cost : 'countless'} records; ${mostRecords} is the most. Ask for smaller pages with \`first\`, or for less at once.`,
    );
  return cost;

  /** `items` is how many items the list around the selection has. */
  function setCost(set: SelectionSetNode, items: number): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += fieldCost(selection, items);
      else if (selection.kind === Kind.INLINE_FRAGMENT) sum += setCost(selection.selectionSet, items);
      else sum += spreadCost(selection.name.value, items);
    }
    return sum;
  }

  function spreadCost(name: string, items: number): number {
    const key = `${items} ${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment ? setCost(fragment.selectionSet, items) : 0;
    known.set(key, cost);
    return cost;
  }

  function fieldCost(field: FieldNode, items: number): number {
    if (!field.selectionSet || field.name.value.startsWith('__')) return 0;
    const name = field.name.value;
    if (name === 'edges') return items * (1 + setCost(field.selectionSet, 1));
    // Lists that are no connections are as long as what they are asked for.
    const asked = lengthOf('ids') ?? lengthOf('texts');
    if (asked !== undefined) return asked * (1 + setCost(field.selectionSet, 1));
    if (name === 'neighbourhood') {
      const size = pageSize(valueOf('first'), neighbourhoodSizes);
      return size * (1 + setCost(field.selectionSet, size));
    }
    return (
      setCost(field.selectionSet, pageSize(valueOf('first') ?? valueOf('last'), name === 'changes' ? changePageSizes : pageSizes)) +
      (singles.has(name) ? 1 : 0)
    );

    function valueOf(argument: string): unknown {
      const given = field.arguments?.find((one) => one.name.value === argument)?.value;
      return given && literal(given);
    }
    function lengthOf(argument: string): number | undefined {
      const value = valueOf(argument);
      return Array.isArray(value) ? value.length : undefined;
    }
  }

  function defaultOf(variable: string): unknown {
    const given = operation.variableDefinitions?.find((one) => one.variable.name.value === variable)?.defaultValue;
    return given && literal(given);
  }

  function literal(value: ValueNode): unknown {
    if (value.kind === Kind.VARIABLE)
      return variables[value.name.value] === undefined ? defaultOf(value.name.value) : variables[value.name.value];
    if (value.kind === Kind.INT) return Number(value.value);
    return value.kind === Kind.LIST ? value.values : undefined;
  }
}

/** Fields outside lists that hold one more record each; those inside an item count with it. */
const singles = new Set(['subject', 'object', 'source', 'replacedBy']);

const pageSize = (asked: unknown, { standard, most }: { readonly standard: number; readonly most: number }): number =>
  typeof asked === 'number' ? Math.min(Math.max(asked, 0), most) : standard;
