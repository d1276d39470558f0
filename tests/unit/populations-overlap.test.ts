import { expect, it } from 'vitest';
import { type Population, populationsOverlap } from '../../schema/validation/populations-overlap.ts';

it.each<[string, Population | undefined, Population | undefined, boolean]>([
  ['everybody and everybody', undefined, {}, true],
  ['adults and everybody', { ageFrom: 18 }, undefined, true],
  ['adults and who is 18 at most', { ageFrom: 18 }, { ageTo: 18 }, true],
  ['adults and children', { ageFrom: 18 }, { ageTo: 17 }, false],
  ['an age within an age', { ageFrom: 18, ageTo: 65 }, { ageFrom: 30, ageTo: 40 }, true],
  ['newborns and everybody from birth', { ageTo: 0 }, { ageFrom: 0 }, true],
  ['women and adults', { sex: 'FEMALE' }, { ageFrom: 18 }, true],
  ['women and men', { sex: 'FEMALE' }, { sex: 'MALE' }, false],
  ['in pregnancy and outside it', { pregnancy: true }, { pregnancy: false }, false],
  ['in pregnancy and everybody', { pregnancy: true }, { sex: null, pregnancy: null }, true],
  ['in pregnancy and men', { pregnancy: true }, { sex: 'MALE' }, false],
  ['outside pregnancy and men', { pregnancy: false }, { sex: 'MALE' }, true],
])('knows whether populations overlap: %s', (_what, one, other, overlap) => {
  expect([populationsOverlap(one, other), populationsOverlap(other, one)]).toEqual([overlap, overlap]);
});
