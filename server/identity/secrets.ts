import { createHash, randomBytes } from 'node:crypto';
import { base32 } from '../base32.ts';

/** 256 random bits as text that fits a cookie or a header. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Matches what `newToken` makes. */
export const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** What is stored of a random secret; a slow hash is for secrets that people choose. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A password to hand over once: 100 random bits in groups that can be read aloud. */
export const newOneTimePassword = (): string => grouped(base32(randomBytes(15)).slice(0, 20), 5);

/** Codes that stand in for a lost device, 80 random bits each. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, () => grouped(base32(randomBytes(10)), 4));

/** A recovery code as it is hashed, however it was typed. */
export const plainRecoveryCode = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]/g, '');

const grouped = (text: string, size: number): string =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size)).join('-');
