import type { Model } from '../../schema/language/define-model.ts';
import type { Fields } from '../../schema/language/field.ts';

/**
 * What records of a model can be made of, a part each: kinds, predicates with what they may join, fields, and the values of closed
 * vocabularies. A version that lacks one of them would read it wrongly or not at all.
 */
export function shapeOf(model: Model): string[] {
  const types = [...model.nodes, ...model.relations].flatMap(({ name, fields }) => [name, ...partsOf(name, fields)]);
  const ends = model.relations.flatMap((relation) =>
    model.endsOf(relation).map(({ from, to }) => `${relation.name} from ${from.name} to ${to.name}`),
  );
  return [...types, ...ends].toSorted((a, b) => (a < b ? -1 : 1));
}

const partsOf = (owner: string, fields: Fields): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const part = `${owner}.${name}`;
    if (field.kind === 'group') return [part, ...partsOf(part, field.fields)];
    return field.kind === 'choice' ? [part, ...Object.keys(field.values).map((value) => `${part} ${value}`)] : [part];
  });
