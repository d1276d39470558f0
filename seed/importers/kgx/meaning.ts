import type { Fields } from '../../../schema/language/field.ts';
import { groupBy } from '../../../schema/language/group-by.ts';
import { conceptFields, type NodeType } from '../../../schema/language/node-type.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { columnsOf } from '../../../schema/tables/columns.ts';
import { recordOfCells, type RowReading } from '../../../schema/tables/record-of-cells.ts';
import { ownPrefix, prefix } from '../../../server/exchange/formats/kgx.ts';
import { typeOfId } from '../../../server/neo4j/mapping.ts';

/** What a node of KGX is here: a kind, with values of its own fields. */
export interface Meaning {
  readonly kind: NodeType;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * What a node is, by the first of its categories that means one thing alone and tells, with what is usual, all that the kind asks for; or
 * why it is nothing. So wide categories make no concepts of other graphs' nodes: ChemicalEntity, which several kinds have, and
 * InformationContentEntity, which does not tell how urgent a red flag is.
 */
export function meaningOf(categories: readonly string[]): Meaning | { readonly reason: string } {
  const reasons: string[] = [];
  for (const category of [...categories, ...categories.flatMap((one) => near[one] ?? [])]) {
    const [only, ...others] = meanings.get(category) ?? [];
    if (!only) continue;
    const fields: Readonly<Record<string, unknown>> = { ...usual[only.kind.name], ...only.fields };
    const untold = Object.entries(ownFields(only.kind)).flatMap(([name, field]) =>
      field.required === true && fields[name] === undefined ? [name] : [],
    );
    if (others.length > 0) reasons.push(`${category} means more than one thing here`);
    else if (untold.length > 0) reasons.push(`${category} does not tell the ${untold.join(', ')} of a ${only.kind.name}`);
    else return { kind: only.kind, fields };
  }
  return { reason: reasons[0] ?? `no kind for ${categories.join(', ')}` };
}

/** Everything that each category of Biolink means, as the model declares it. */
const meanings = groupByCategory(
  model.concepts.flatMap((kind) => {
    const { field, categories } = kind.biolinkBy ?? { field: '', categories: {} };
    return [
      { category: kind.biolink, kind, fields: {} },
      ...Object.entries(categories).map(([value, category]) => ({ category, kind, fields: { [field]: value } })),
    ];
  }),
);

function groupByCategory(all: readonly (Meaning & { readonly category: string })[]): ReadonlyMap<string, readonly Meaning[]> {
  return groupBy(all, ({ category }) => category.replace(/^biolink:/, ''));
}

/** Other categories of Biolink that come near one of the model's. */
const near: Readonly<Record<string, string>> = {
  DiseaseOrPhenotypicFeature: 'Disease',
  ClinicalFinding: 'PhenotypicFeature',
  PhysiologicalProcess: 'BiologicalProcess',
  PathologicalProcess: 'BiologicalProcess',
  MolecularActivity: 'BiologicalProcess',
  Pathway: 'BiologicalProcess',
};

/** What nodes of a kind usually are, in fields that it asks for, where their category does not tell. */
const usual: Readonly<Record<string, Meaning['fields']>> = { Cause: { causeKind: 'DISEASE' }, Medication: { medicationKind: 'SUBSTANCE' } };

/** Fields with columns of their own in our exports: of concepts those that not every kind has, of claims all but citations and reviews. */
function ownFields({ fields }: NodeType | RelationType): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !toldOtherwise.has(name)));
}
const toldOtherwise = new Set([...Object.keys(conceptFields), 'citations', 'knowledgeLevel', 'agent']);

/** The column of an export that a field's column stands in. */
const exportColumn = (column: string): string => shareColumns[column] ?? ownPrefix + column;
const shareColumns: Readonly<Record<string, string>> = {
  frequency: 'has_quotient',
  frequencyCount: 'has_count',
  frequencyTotal: 'has_total',
};

const columnsFor = (types: readonly (NodeType | RelationType)[]): readonly string[] => [
  ...new Set(types.flatMap((type) => columnsOf(ownFields(type)).map(exportColumn))),
];

/** The columns of our own exports in which these fields stand. */
export const ownColumns = { nodes: columnsFor(model.concepts), edges: columnsFor(model.relations) };

/** What a row of our own exports is, by its id and columns, with what of them cannot be read; undefined for rows of other graphs. */
export function ownRow(
  id: string,
  values: Readonly<Record<string, unknown>>,
): (Pick<RowReading, 'issues'> & { readonly type: NodeType | RelationType; readonly fields: Meaning['fields'] }) | undefined {
  const ownId = id.startsWith(`${prefix}:`) ? id.slice(prefix.length + 1) : '';
  const type = typeOfId(model, ownId);
  if (!type) return undefined;
  const cells = Object.fromEntries(
    columnsOf(ownFields(type)).map((column) => [column, String((values[exportColumn(column)] ?? '') as string | number | boolean)]),
  );
  const { record, issues } = recordOfCells(type, ownId, cells);
  const { type: _type, id: _id, ...fields } = record;
  return { type, fields, issues };
}
