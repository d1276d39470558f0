import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { predicatesRead } from '../../server/knowledge/reasoning/predicates.ts';

const questions = Object.entries(predicatesRead).map(([question, of]) => [question, of(model).map(({ name }) => name)] as const);

describe('the predicates that reasoning reads', () => {
  it('are found by their roles and the kinds they join', () => {
    expect(Object.fromEntries(questions)).toEqual({
      harmsTogether: ['TRIGGERS', 'WORSENS', 'CONTRAINDICATED_IN', 'INTERACTS_WITH', 'HAS_SIDE_EFFECT'],
      harmsCause: ['TRIGGERS', 'WORSENS', 'CONTRAINDICATED_IN', 'HAS_SIDE_EFFECT'],
      helpHarms: ['TRIGGERS', 'WORSENS', 'CONTRAINDICATED_IN', 'HAS_SIDE_EFFECT'],
      helpHarmsWithMedication: ['INTERACTS_WITH'],
      helpsCause: ['TREATS', 'PALLIATES', 'PREVENTS', 'HELPS_WITH'],
      helpsFinding: ['RELIEVES'],
      medicationBringsOn: ['TRIGGERS', 'WORSENS', 'HAS_SIDE_EFFECT'],
      causeBringsOn: ['CAUSES', 'TRIGGERS', 'WORSENS'],
      causeToMechanism: ['ACTS_THROUGH'],
      mechanismToMechanism: ['LEADS_TO'],
      mechanismToFinding: ['PRODUCES'],
    });
  });

  it.each(model.relations.map((relation) => [relation.name, relation] as const))('hold %s, or it says why not', (name, { reasoning }) => {
    const isRead = questions.some(([, names]) => names.includes(name));
    expect(isRead).toBe(reasoning !== 'NOT_READ' && reasoning !== 'BY_NAME');
  });

  it('are named by no other code, but for those that are known by name', async () => {
    const known = new Set(['SUBTYPE_OF', ...model.relations.filter(({ reasoning }) => reasoning === 'BY_NAME').map(({ name }) => name)]);
    const names = model.relations.map(({ name }) => name).filter((name) => !known.has(name));
    const named = new RegExp(`[:|'"](?:NOT_)?(?:${names.join('|')})\\b`);
    const found: string[] = [];
    for (const folder of ['server', 'admin', 'schema'])
      for (const file of await readdir(folder, { recursive: true })) {
        // What leaves for another format, and what declares a predicate, speaks of it by name.
        if (!/\.tsx?$/.test(file) || /^(?:exchange\/formats|relations|contract)\//.test(file)) continue;
        for (const line of (await readFile(join(folder, file), 'utf8')).split('\n')) if (named.test(line)) found.push(`${file}: ${line}`);
      }
    expect(found).toEqual([]);
  });
});
