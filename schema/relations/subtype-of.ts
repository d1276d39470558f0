import { relationType } from '../language/relation-type.ts';

export const subtypeOf = relationType({
  name: 'SUBTYPE_OF',
  idPrefix: 'sub',
  title: { en: 'is a subtype of', zh: '属于' },
  description: 'The subject is a special case of the object.',
  biolink: 'biolink:subclass_of',
  reasoning: 'BY_NAME',
  ends: 'SAME_KIND',
  fields: {},
});
