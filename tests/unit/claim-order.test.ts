import { expect, it } from 'vitest';
import { inOrder } from '../../admin/screens/record/claim-order.ts';

const claim = (id: string, object: string, more: object, isNew = false) => {
  const record = { type: 'CAUSES', id, subject: 'cau_1', object, ...more };
  return { id, recordType: 'CAUSES', published: isNew ? null : record, publishedVersion: isNew ? 0 : 1, edit: null };
};

const order = (...claims: ReturnType<typeof claim>[]): string[] => inOrder(claims, ({ object = '' }) => object, 'en').map(({ id }) => id);

it('reads new claims first, then the most frequent, the surest, and by name', () => {
  expect(
    order(
      claim('low', 'a', { certainty: 'LOW' }),
      claim('zebra', 'zebra', { certainty: 'HIGH' }),
      claim('ant', 'Ant', { certainty: 'HIGH' }),
      claim('rare', 'c', { certainty: 'LOW', frequency: 0.01 }),
      claim('often', 'd', { certainty: 'UNGRADED', frequency: 0.9 }),
      claim('new', 'e', {}, true),
    ),
  ).toEqual(['new', 'often', 'rare', 'ant', 'zebra', 'low']);
});

it('puts what is known to work before what is surer', () => {
  expect(
    order(
      claim('unsaid', 'a', { certainty: 'HIGH' }),
      claim('likely', 'b', { certainty: 'HIGH', efficacy: 'LIKELY' }),
      claim('works', 'c', { certainty: 'LOW', efficacy: 'ESTABLISHED' }),
    ),
  ).toEqual(['works', 'likely', 'unsaid']);
});
