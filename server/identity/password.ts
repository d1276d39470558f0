import { hash, verify } from '@node-rs/argon2';
import type { Issue, IssueDetails } from '../../schema/error-codes.ts';
import { badUserInput } from '../errors.ts';
import { commonWords } from './common-passwords.ts';
import { unwritable } from './user.ts';

/** How long a password may be, in characters after normalisation. */
const passwordLength = { least: 12, most: 128 } as const;

/** argon2id with the memory and passes that OWASP's Password Storage Cheat Sheet names first for one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(normal(password), cost);

/** Whether the password is the one that was hashed; takes as long for a wrong one. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, normal(password));

/** Refuses what can be nobody's password, so that no work is spent on it. */
export function refuseImpossiblePassword(password: string): void {
  if (password.length > passwordLength.most * 8 || unwritable.test(password))
    throw badUserInput(`password: this cannot be a password. One has ${passwordLength.least} to ${passwordLength.most} characters.`);
}

/** What keeps a text from becoming the password of this account; empty when nothing does. Which characters it mixes is no matter. */
export function passwordIssues(password: string, path: string, account: { readonly email: string; readonly name: string }): Issue[] {
  const issue = (code: Issue['code'], message: string, details: IssueDetails = {}): Issue[] => [{ path, code, message, ...details }];
  if (unwritable.test(password)) return issue('BAD_FORMAT', 'A password holds no control characters.');
  const text = normal(password);
  const length = Array.from(text).length;
  if (length < passwordLength.least)
    return issue('TOO_SHORT', `A password has at least ${passwordLength.least} characters.`, {
      rule: 'LEAST_CHARACTERS',
      limit: passwordLength.least,
      actual: length,
    });
  if (length > passwordLength.most)
    return issue('TOO_LONG', `A password has at most ${passwordLength.most} characters.`, {
      rule: 'MOST_CHARACTERS',
      limit: passwordLength.most,
      actual: length,
    });
  if (isCommon(text)) return issue('TOO_COMMON', 'This password is among the first that anybody would try. Choose another.');
  if (isAbout(text, account))
    return issue('TOO_COMMON', 'This password is little more than the name or address of the account. Choose another.');
  return [];
}

/** One text however it was typed: composed or not, in full width or not. */
const normal = (password: string): string => password.normalize('NFKC');

function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  if (isRepetition(text) || isSequence(text)) return true;
  const core = plainLetters(text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, ''));
  if (core === '') return false;
  return commonWords.reduce((rest, word) => rest.replaceAll(word, ' '), core).search(/\p{L}/u) < 0;
}

/** Whether a block of up to six characters is all there is, again and again. */
function isRepetition(text: string): boolean {
  for (let size = 1; size <= 6; size++)
    if (
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length)
    )
      return true;
  return false;
}

/** Whether the characters only count up or down: 1234…, zyx…; 9 goes on with 0. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  return [1, -1].some((step) => steps.every((one) => one === step || one === -9 * step));
}

/** Digits and signs that stand for letters, as the letters. */
const plainLetters = (text: string): string => text.replaceAll(/[013457@$!]/g, (sign) => standIns[sign] ?? sign);
const standIns: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };

/** Whether fewer than eight characters are left without the account's name and address. */
function isAbout(password: string, { email, name }: { readonly email: string; readonly name: string }): boolean {
  const words = [email, ...email.split('@'), name, ...name.split(/\s+/)]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 3);
  let rest = password.toLowerCase();
  for (const word of words.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '');
  return rest.length < password.length && rest.length < 8;
}
