import { describe, expect, it } from 'vitest';
import { previewedSymptom } from '../../admin/screens/change-set/previewed-symptom.ts';
import type { AnyRecord } from '../../schema/language/record.ts';

const edit = (record: AnyRecord, base: AnyRecord | null = null) => ({ recordId: record.id, action: 'PUT' as const, record, base });
const retirement = (base: AnyRecord) => ({ recordId: base.id, action: 'RETIRE' as const, record: null, base });
const food: AnyRecord = { type: 'Food', id: 'foo_00000000' };
const symptom: AnyRecord = { type: 'Symptom', id: 'sym_00000000' };
const claimOn = (object: string): AnyRecord => ({ type: 'CAUSES', id: 'csc_00000000', subject: 'cau_00000000', object });

describe('the symptom that a preview asks about', () => {
  it('is the first that the edits change themselves or by a claim', () => {
    expect(previewedSymptom([edit(food), edit(claimOn('sym_11111111')), edit(symptom)])).toBe('sym_11111111');
    expect(previewedSymptom([edit(food), edit(symptom), edit(claimOn('sym_11111111'))])).toBe(symptom.id);
  });

  it('is also one that loses a claim', () => {
    expect(previewedSymptom([retirement(claimOn('sym_11111111'))])).toBe('sym_11111111');
  });

  it('is none that is retired', () => {
    expect(previewedSymptom([retirement(symptom), retirement(claimOn(symptom.id))])).toBeUndefined();
  });

  it('is none where nothing touches a symptom', () => {
    expect(previewedSymptom([edit(food)])).toBeUndefined();
  });
});
