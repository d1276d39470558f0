import { expect, it } from 'vitest';
import { isOlder } from '../../server/neo4j/database.ts';

it.each([
  ['5.25.9', '5.26.0', true],
  ['4.4.40', '5.26.0', true],
  ['5.3', '5.26.0', true],
  ['5.26.0', '5.26.0', false],
  ['5.26', '5.26.0', false],
  ['5.27', '5.26.0', false],
  ['2025.10.1', '5.26.0', false],
])('version %s before %s: %s', (version, than, older) => {
  expect(isOlder(version, than)).toBe(older);
});
