import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, passwordIssues, refuseImpossiblePassword } from '../../server/identity/password.ts';

const account = { email: 'rosalind.franklin@example.org', name: 'Rosalind Franklin' };
const codesFor = (password: string): string[] => passwordIssues(password, 'password', account).map(({ code }) => code);

describe('a password is accepted', () => {
  it.each([
    ['a sentence', 'seven herons over a grey estuary'],
    ['only digits that follow no rule', '40718529630417'],
    ['only lower case letters', 'vjqkwmzhtbxo'],
    ['12 characters', 'k9#Lw2!vTq0z'],
    ['128 characters', 'xk3mq9wz7tbv1nhc'.repeat(7) + 'p0dj5rlg8s2fy6a4'],
    ['words of any script', '七只苍鹭飞过灰色的河口边'],
    ['signs beyond the basic plane', '🦉🐟🌊🪶🌾🐚🦀🌙🪨🌿🐸🦢'],
    ['a common word among others', 'password for the herons'],
    ['the own name among others', 'franklin took photo fifty-one'],
  ])('when it is %s', (_what, password) => {
    expect(codesFor(password)).toEqual([]);
  });
});

describe('a password is refused', () => {
  it.each([
    ['shorter than 12 characters', 'k9#Lw2!vTq0', 'TOO_SHORT'],
    ['12 UTF-16 units but 6 characters', '🦉🐟🌊🪶🌾🐚', 'TOO_SHORT'],
    ['longer than 128 characters', 'k9#Lw2!vTq0z'.repeat(11), 'TOO_LONG'],
    ['longer than 128 once it is normalised', '\ufdfa'.repeat(100), 'TOO_LONG'],
    ['holding NUL', 'seven\0herons over', 'BAD_FORMAT'],
    ['holding half a character', 'seven \ud83e herons over', 'BAD_FORMAT'],
    ['a common word with digits', 'password2026!', 'TOO_COMMON'],
    ['a common word in disguise', 'P@$$w0rd!!!!!', 'TOO_COMMON'],
    ['common words in a row', 'Admin-Password-1', 'TOO_COMMON'],
    ['common in full width', 'ｐａｓｓｗｏｒｄ１２３４', 'TOO_COMMON'],
    ['one character again and again', 'aaaaaaaaaaaaaa', 'TOO_COMMON'],
    ['one block again and again', 'abc123abc123abc1', 'TOO_COMMON'],
    ['counting up', '1234567890123', 'TOO_COMMON'],
    ['counting down', 'zyxwvutsrqpon', 'TOO_COMMON'],
    ['the own address', 'rosalind.franklin@example.org', 'TOO_COMMON'],
    ['the own name and a year', 'RosalindFranklin1952', 'TOO_COMMON'],
  ])('when it is %s', (_what, password, code) => {
    expect(codesFor(password)).toEqual([code]);
  });
});

it('names the field in the path of an issue', () => {
  expect(passwordIssues('short', 'newPassword', account)).toEqual([
    {
      path: 'newPassword',
      code: 'TOO_SHORT',
      message: 'A password has at least 12 characters.',
      rule: 'LEAST_CHARACTERS',
      limit: 12,
      actual: 5,
    },
  ]);
});

it('stores argon2id with 19 MiB, two passes and one lane, salted', async () => {
  const [one, two] = await Promise.all([hashPassword('seven herons'), hashPassword('seven herons')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
});

it('knows a password again however its accents were typed, and no other', async () => {
  const hash = await hashPassword('un été près du delta');
  expect(await isPassword(hash, 'un e\u0301te\u0301 pre\u0300s du delta')).toBe(true);
  expect(await isPassword(hash, 'un ete pres du delta')).toBe(false);
});

it.each(['x'.repeat(1025), 'seven\0herons', '\ud83e'])('spends no work on what nobody can have as a password', (password) => {
  expect(() => refuseImpossiblePassword(password)).toThrow('cannot be a password');
});
