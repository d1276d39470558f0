import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { tooComplex } from '../errors.ts';
import { changePageSizes } from '../knowledge/history.ts';
import { mostClaims, neighbourhoodSizes } from '../knowledge/neighbourhood.ts';
import { assessLimits } from '../knowledge/reasoning/assess.ts';
import { mostNext } from '../knowledge/reasoning/next-findings.ts';
import { pathLimits } from '../knowledge/reasoning/paths.ts';
import { mostUnasked } from '../knowledge/reasoning/rank.ts';
import { mostSuggestions } from '../knowledge/reasoning/resolve-references.ts';
import { mostPairs } from '../knowledge/reasoning/safety-check.ts';
import { mostHelping } from '../knowledge/reasoning/what-helps.ts';
import { mostMatches } from '../knowledge/search/resolve-terms.ts';
import { pageSizes } from '../knowledge/select/page.ts';

/** What an answer may hold at most. */
export interface Cost {
  readonly records: number;
  /** Texts, numbers and the like in all records: what the answer takes in memory. */
  readonly values: number;
}

/** The most that one answer may hold; of the values a fifth of a gigabyte in the database. */
export const mostInAnswer: Cost = { records: 2_000_000, values: 3_000_000 };

/** As many as the field around is asked for. */
const asked = Symbol('asked');

/** What a list counts for whose length only the graph tells; few are longer. */
const usual = 20;

/** How often a part of a record that may be there several times, such as a synonym, counts. */
const severalTimes = 4;

/** How many records lists hold at most that are no pages; by their names, and by their types where a name has several sizes. */
export const listSizes: Readonly<Record<string, number | typeof asked>> = {
  // Its sources are counted one by one.
  citations: 0,
  candidates: asked,
  supporting: usual,
  near: usual,
  conflicting: usual,
  unasked: mostUnasked,
  explanation: usual,
  medications: mostHelping,
  foods: mostHelping,
  careMeasures: mostHelping,
  warnings: mostHelping,
  // Medications, foods and care measures.
  warnedHelp: 3 * mostHelping,
  redFlags: usual,
  medicationEffects: usual,
  findings: usual,
  nextFindings: mostNext,
  unresolved: usual,
  suggestions: mostSuggestions,
  matches: mostMatches,
  paths: asked,
  steps: pathLimits.hops,
  sentences: usual,
  pairs: mostPairs,
  claims: usual,
  'Neighbourhood.claims': mostClaims,
  neighbours: asked,
};

/** Page sizes of fields that have their own. */
const ownSizes: Readonly<Record<string, PageSizes>> = {
  changes: changePageSizes,
  neighbourhood: neighbourhoodSizes,
  assess: assessLimits,
  paths: pathLimits,
};

interface PageSizes {
  readonly standard: number;
  readonly most: number;
}

/** Costs of operations whose sizes no variable decides, for as long as their documents are kept. */
const fixedCosts = new WeakMap<OperationDefinitionNode, { readonly schema: GraphQLSchema; readonly cost: Cost }>();

/**
 * How much the answer to an operation may hold at most: 1 for each record and each value named, and for a list its size times what one
 * item holds. TOO_COMPLEX when that is more than one answer may hold.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Cost {
  const before = fixedCosts.get(operation);
  if (before?.schema === schema) return before.cost;
  let isFixed = true;
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const known = new Map<string, Cost>();
  const cost = setCost(operation.selectionSet, schema.getRootType(operation.operation), 1);
  for (const what of ['records', 'values'] as const)
    if (cost[what] > mostInAnswer[what])
      throw tooComplex(
        `The answer may hold ${Number.isSafeInteger(cost[what]) ? cost[what] : 'countless'} ${what}; ${mostInAnswer[what]} is the most. Ask for smaller pages with \`first\`, or for less at once.`,
      );
  if (isFixed) fixedCosts.set(operation, { schema, cost });
  return cost;

  /** `items` is how many items the field around was asked for. */
  function setCost(set: SelectionSetNode, type: GraphQLNamedType | null | undefined, items: number): Cost {
    let sum = nothing;
    for (const selection of set.selections) {
      const cost =
        selection.kind === Kind.FIELD
          ? fieldCost(selection, type, items)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? spreadCost(selection.name.value, items)
            : setCost(selection.selectionSet, selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type, items);
      sum = { records: sum.records + cost.records, values: sum.values + cost.values };
    }
    return sum;
  }

  function spreadCost(name: string, items: number): Cost {
    const key = `${items} ${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment ? setCost(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), items) : nothing;
    known.set(key, cost);
    return cost;
  }

  function fieldCost(field: FieldNode, type: GraphQLNamedType | null | undefined, items: number): Cost {
    const name = field.name.value;
    if (!field.selectionSet) return oneValue;
    if (name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) return nothing;
    const definition = type.getFields()[name];
    if (!definition) return nothing;
    const page = pageSize(valueOf('first') ?? valueOf('last'), ownSizes[name] ?? pageSizes);
    const inner = setCost(field.selectionSet, getNamedType(definition.type), page);
    if (!isListType(getNullableType(definition.type))) return times(1, inner, singles.has(name) ? 1 : 0);
    if (name === 'edges') return times(items, inner);
    // Named one by one.
    const given = lengthOf('ids') ?? lengthOf('texts');
    if (given !== undefined) return times(given, inner);
    const size = listSizes[`${type.name}.${name}`] ?? listSizes[name] ?? 0;
    if (size === 0) return { records: inner.records, values: severalTimes * inner.values };
    return times(size === asked ? (ownSizes[name] ? page : items) : size, inner);

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
    if (value.kind === Kind.VARIABLE) {
      isFixed = false;
      return variables[value.name.value] === undefined ? defaultOf(value.name.value) : variables[value.name.value];
    }
    if (value.kind === Kind.INT) return Number(value.value);
    return value.kind === Kind.LIST ? value.values : undefined;
  }
}

const nothing: Cost = { records: 0, values: 0 };
const oneValue: Cost = { records: 0, values: 1 };

/** So many items of which each is a record, unless told, and holds something. */
const times = (items: number, inner: Cost, records = 1): Cost => ({
  records: items * (records + inner.records),
  values: items * inner.values,
});

/** Fields outside lists that hold one more record each; those inside an item count with it. */
const singles = new Set(['subject', 'object', 'source', 'replacedBy']);

const pageSize = (given: unknown, { standard, most }: PageSizes): number =>
  typeof given === 'number' ? Math.min(Math.max(given, 0), most) : standard;
