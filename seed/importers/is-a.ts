import type { NodeType } from '../../schema/language/node-type.ts';
import { subtypeOf } from '../../schema/relations/subtype-of.ts';
import { byCode, type ClaimItem } from './importer.ts';

/** The claim that a term of an ontology is a case of another, with both codes as the locator. */
export const isAItem = (kind: NodeType, id: string, parent: string, at: string): ClaimItem => ({
  what: 'CLAIM',
  predicate: subtypeOf,
  subject: byCode(kind, id),
  object: byCode(kind, parent),
  citations: [{ locator: `${id}, is_a ${parent}` }],
  at,
});
