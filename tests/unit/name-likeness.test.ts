import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameLikeness, sharesWord } from '../../server/knowledge/search/name-likeness.ts';

it.each([
  ['the same, written otherwise', 'Leg Cramp', 'leg-cramp', 1],
  ['words in another order', 'cramp of leg', 'leg of cramp', 1],
  ['a letter changed places', 'abcd', 'abdc', 0.75],
  ['nothing in common', 'abcd', 'wxyz', 0],
])('knows how alike names are: %s', (_what, a, b, likeness) => {
  expect(nameLikeness(a, b)).toBe(likeness);
});

it.each([
  ['fast heartbeat', 'Rapid heart beat', false],
  ['constipated', 'constipation', true],
  ['dihorea', 'diarrhea', true],
  ["can't poop", "can't sleep", false],
  ['feeling cold', 'feeling sick', false],
  ['HIV', 'hives', false],
  ['back pain', 'pain in the calf', true],
  ['葡萄柚', '葡萄', true],
  ['痒', '瘙痒', true],
  ['口苦', '口腔溃疡', false],
])('of %j and %j share a word: %s', (a, b, share) => {
  expect([sharesWord(a, b), sharesWord(b, a)]).toEqual([share, share]);
});

it('gives the same to whoever asks for a least likeness, as far as it is reached', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'é', '痛'), maxLength: 12 });
  fc.assert(
    fc.property(name, name, fc.constantFrom(0.5, 0.75, 0.88), (a, b, least) => {
      const likeness = nameLikeness(a, b);
      expect([likeness, 0]).toContain(nameLikeness(a, b, least));
      if (likeness >= least) expect(nameLikeness(a, b, least)).toBe(likeness);
    }),
  );
});
