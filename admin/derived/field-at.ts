import type { Field, Fields } from '../../schema/language/field.ts';

/** The field that a path leads to, such as `population.ageFrom`; places of a list and locales are passed over. */
export function fieldAt(fields: Fields, path: string): Field | undefined {
  let inside = fields;
  let found: Field | undefined;
  for (const name of path.split('.')) {
    const next = inside[name];
    if (!next) continue;
    found = next;
    inside = next.kind === 'group' ? next.fields : {};
  }
  return found;
}
