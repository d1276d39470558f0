import { kindName, type NodeType } from '../../schema/language/node-type.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';

/** The type whose records a resource of the panel holds; a resource is named like the list query of the API. */
export function typeOfResource(resource: string): NodeType {
  const type = model.nodes.find(({ plural }) => plural === resource);
  if (!type) throw new Error(`The model has no records "${resource}".`);
  return type;
}

/** The type an id belongs to; undefined for an id of no type of this model. */
export const typeOfId = (id: string): NodeType | RelationType | undefined => model.typeByPrefix.get(id.slice(0, id.indexOf('_')));

/** Finds the ids of records in a text. */
export const idPattern = /\b[a-z]{3}_\w+/g;

/** The kind of a concept that an answer of the API names, such as CARE_MEASURE. */
export const conceptOfKind = (kind: string): NodeType | undefined => model.concepts.find((type) => kindName(type) === kind);

/** Address of the page of a concept or source within the panel; undefined for a claim, which stands on the pages of its ends. */
export function addressOfRecord(id: string): string | undefined {
  const type = typeOfId(id);
  return type?.shape === 'node' ? `/${type.plural}/${id}` : undefined;
}

/** Address of a field where it is edited; a claim, which must be known for that, stands on the page of its subject. */
export function addressOfField(id: string, path: string, claim: Pick<AnyRecord, 'subject' | 'object'> | undefined): string | undefined {
  const own = addressOfRecord(id);
  if (own !== undefined) return `${own}?${new URLSearchParams({ field: path }).toString()}`;
  const end = addressOfRecord(claim?.subject ?? '') ?? addressOfRecord(claim?.object ?? '');
  return end && `${end}?${new URLSearchParams({ claim: id, field: path }).toString()}`;
}

/** The node type with this name, which an answer of the API calls `__typename` or `recordType`. */
export const nodeTypeNamed = (name: string): NodeType | undefined => model.nodeByName.get(name);
