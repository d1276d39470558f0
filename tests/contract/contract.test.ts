import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { contractOf } from '../../server/contract.ts';

it.each(Object.entries(contractOf(model)))('commits %s as the model emits it', async (name, text) => {
  const committed = await readFile(resolve(import.meta.dirname, '../../schema/contract', name), 'utf8');
  expect(committed === text, `schema/contract/${name} is stale; npm run contract writes it anew`).toBe(true);
});
