import { expect, it } from 'vitest';
import { newRecord } from '../../admin/derived/new-record.ts';
import { slugOf } from '../../schema/language/slug.ts';
import { model } from '../../schema/model.ts';
import { food } from '../../schema/nodes/food.ts';
import { validateRecord } from '../../schema/validation/validate-record.ts';
import { slugFor } from '../../seed/importers/running/slug.ts';

it.each([
  ['Béchamel sauce', 'bechamel-sauce'],
  ['  Ménière’s disease (left) ', 'meniere-s-disease-left'],
  ['Vitamin B₁₂', 'vitamin-b12'],
  ['肌肉痉挛', ''],
])('makes %j the address %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

it('cuts a long name to an address that fits the rules', () => {
  const name = `${'a'.repeat(159)} b`;
  expect(slugOf(name)).toBe('a'.repeat(159));
  const record = { ...newRecord(food, name), id: 'foo_00000001' };
  expect(validateRecord(model, record)).toEqual([]);
});

it('cuts long codes and addresses that others have to ones that fit the rules', () => {
  const code = `LONG:${'9'.repeat(33)}-1`;
  const slugs = new Set<string>();
  for (let i = 0; i < 3; i++) slugs.add(slugFor(`${'a'.repeat(108)} b`, code, (slug) => slugs.has(slug)));
  for (const slug of slugs) expect(validateRecord(model, { type: 'Food', id: 'foo_00000001', slug, name: { en: 'x' } }), slug).toEqual([]);
  expect(slugs.size).toBe(3);
});
