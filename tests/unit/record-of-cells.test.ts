import { describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { cellsOf, columnsOf } from '../../schema/tables/columns.ts';
import { columnOfPath, recordOfCells } from '../../schema/tables/record-of-cells.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { exampleOf, minimalExampleOf } from '../support/examples.ts';

const types = [...model.nodes, ...model.relations].map((type) => [type.name, type] as const);
const symptom = model.nodes[0];
const causes = model.relationByName.get('CAUSES');
if (!symptom || !causes) throw new Error('The model lacks what is tested.');

describe('a row of a table', () => {
  it.each(types)('reads back every %s that was written as one', (_name, type) => {
    for (const record of [exampleOf(type), exampleOf(type, {}, { variant: 1 }), minimalExampleOf(type)]) {
      const { subject = '', object = '' } = record;
      const cells = { ...cellsOf(type.fields, record), ...(type.shape === 'relation' && { subject, object, negated: 'false' }) };
      const texts = Object.fromEntries(Object.entries(cells).map(([column, value]) => [column, String(value)]));
      expect(recordOfCells(type, record.id, texts)).toEqual({ record, issues: [] });
    }
  });

  it('takes lists as people write them', () => {
    const { record, issues } = recordOfCells(symptom, 'sym_00000001', {
      slug: 'leg-cramp',
      name_en: ' Leg cramp ',
      synonyms: 'calf cramp | LAY | en; charley horse\n小腿抽筋 | EXACT | zh;',
      codes: 'SYMP:0000123; HP | 0000456 | BROAD',
    });
    expect(issues).toEqual([]);
    expect(record).toEqual({
      type: 'Symptom',
      id: 'sym_00000001',
      slug: 'leg-cramp',
      name: { en: 'Leg cramp' },
      synonyms: [
        { text: 'calf cramp', kind: 'LAY', locale: 'en' },
        { text: 'charley horse', kind: 'EXACT', locale: 'en' },
        { text: '小腿抽筋', kind: 'EXACT', locale: 'zh' },
      ],
      codes: [
        { system: 'SYMP', code: '0000123', match: 'EXACT' },
        { system: 'HP', code: '0000456', match: 'BROAD' },
      ],
    });
    expect(recordOfCells(causes, 'csc_00000001', { citations: 'src_00000001 | page 3' }).record['citations']).toEqual([
      { source: 'src_00000001', locator: 'page 3', stance: 'SUPPORTS' },
    ]);
  });

  it('names the cells that cannot be read', () => {
    const { issues } = recordOfCells(causes, 'csc_00000001', {
      frequency: '1,500',
      frequencyCount: 'many',
      negated: 'perhaps',
      population_pregnancy: 'x',
      citations: '[{]',
    });
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      ['negated', 'WRONG_TYPE'],
      ['population_pregnancy', 'WRONG_TYPE'],
      ['citations', 'BAD_FORMAT'],
      ['frequency', 'WRONG_TYPE'],
      ['frequencyCount', 'WRONG_TYPE'],
    ]);
  });

  it.each(types)('finds the column of every issue of %s', (_name, type) => {
    const columns = new Set(['id', 'subject', 'object', 'negated', ...columnsOf(type.fields)]);
    const broken = Object.fromEntries(Object.keys(type.fields).map((field) => [field, {}]));
    for (const { path } of validateRecord(model, { type: type.name, id: 'x', ...broken }))
      expect(columns.has(columnOfPath(type, path)) || path.split('.').length > 1, path).toBe(true);
    expect([columnOfPath(type, 'name.en'), columnOfPath(type, 'population.ageFrom')]).toEqual(['name_en', 'population_ageFrom']);
  });
});
