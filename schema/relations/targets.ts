import { choice } from '../language/field.ts';
import { relationType } from '../language/relation-type.ts';
import { effect } from '../language/vocabularies.ts';
import { mechanism } from '../nodes/mechanism.ts';
import { medication } from '../nodes/medication.ts';

export const targets = relationType({
  name: 'TARGETS',
  idPrefix: 'tgt',
  title: { en: 'targets', zh: '作用于' },
  description: 'A medication acts on a mechanism.',
  biolink: 'biolink:affects',
  reasoning: 'NOT_READ',
  ends: [{ from: medication, forward: 'mechanisms', to: mechanism, backward: 'medications' }],
  fields: { effect: choice('In which direction the medication changes the mechanism.', effect, {}) },
});
