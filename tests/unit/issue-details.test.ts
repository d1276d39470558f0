import { expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { causes } from '../../schema/relations/causes.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { source } from '../../schema/nodes/source.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { minimalExampleOf } from '../support/examples.ts';

it.each([
  ['an address', minimalExampleOf(symptom, { slug: '腿' }), { path: 'slug', rule: 'SLUG' }],
  ['a web address', minimalExampleOf(source, { url: 'example.org' }), { path: 'url', rule: 'URL' }],
  ['a number', minimalExampleOf(causes, { frequency: '三成' }), { path: 'frequency', rule: 'NUMBER' }],
  [
    'a whole that is less than its part',
    minimalExampleOf(causes, { frequencyCount: 7, frequencyTotal: 3 }),
    { path: 'frequencyTotal', rule: 'NOT_BELOW', otherField: 'frequencyCount', limit: 7, actual: 3 },
  ],
  [
    'ages the wrong way round',
    minimalExampleOf(causes, { population: { ageFrom: 60, ageTo: 18 } }),
    { path: 'population.ageTo', rule: 'NOT_BELOW', otherField: 'ageFrom', limit: 60, actual: 18 },
  ],
  [
    'a long text',
    minimalExampleOf(source, { edition: 'x'.repeat(101) }),
    { path: 'edition', rule: 'MOST_CHARACTERS', limit: 100, actual: 101 },
  ],
  ['Chinese without English', minimalExampleOf(symptom, { name: { zh: '腿' } }), { path: 'name.en', rule: 'ENGLISH_FIRST' }],
])('tells of %s which rule it breaks, with its bounds, for who says it in another language', (_what, record, details) => {
  expect(validateRecord(model, record)).toMatchObject([details]);
});
