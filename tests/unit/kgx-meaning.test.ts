import { expect, it } from 'vitest';
import { meaningOf } from '../../seed/importers/kgx/meaning.ts';

const told = (...categories: readonly string[]): unknown => {
  const found = meaningOf(categories);
  return 'reason' in found ? found.reason : [found.kind.name, found.fields];
};

it('knows what a category means by the model, and by what is usual', () => {
  expect(told('NamedThing', 'Disease')).toEqual(['Cause', { causeKind: 'DISEASE' }]);
  expect(told('LifeStage')).toEqual(['Cause', { causeKind: 'LIFE_STATE' }]);
  expect(told('Drug', 'ChemicalEntity')).toEqual(['Medication', { medicationKind: 'SUBSTANCE' }]);
  expect(told('DiseaseOrPhenotypicFeature', 'PhenotypicFeature')).toEqual(['Symptom', {}]);
  expect(told('Pathway')).toEqual(['Mechanism', {}]);
});

it('makes nothing of a category that does not tell what is meant', () => {
  expect(told('ChemicalEntity')).toBe('ChemicalEntity means more than one thing here');
  expect(told('BehavioralExposure')).toBe('BehavioralExposure means more than one thing here');
  expect(told('Publication', 'InformationContentEntity')).toBe('InformationContentEntity does not tell the urgency of a RedFlag');
  expect(told('Gene', 'NamedThing')).toBe('no kind for Gene, NamedThing');
});
