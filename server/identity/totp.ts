import { Secret, TOTP } from 'otpauth';
import type { Runner } from '../neo4j/statement.ts';
import { hashOf, newRecoveryCodes, plainRecoveryCode } from './secrets.ts';

/** What an authenticator app is given, once. */
export interface TotpEnrolment {
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

export const newTotp = (email: string): TotpEnrolment => {
  const totp = totpOf(new Secret({ size: 20 }).base32, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
};

/** The time step of RFC 6238 that a code is right for, one step early or late allowed; undefined when for none. */
export function stepOf(secret: string, code: string, at: Date): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = at.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: 1 });
  return delta === null ? undefined : TOTP.counter({ timestamp }) + delta;
}

const totpOf = (secret: string, label = ''): TOTP => new TOTP({ issuer: 'Aetia', label, secret });

/** How an owner proved to have the second factor. */
export type SecondFactor = 'TOTP' | 'RECOVERY_CODE';

/**
 * Accepts a code of the account's second factor and makes it worthless: a time step works once, and none before it, a recovery
 * code works once. Undefined when the code is not accepted.
 */
export async function spendCode(transaction: Runner, userId: string, code: string, at: Date): Promise<SecondFactor | undefined> {
  if (code.length > 64) return undefined;
  const [row] = await transaction.run({
    text: 'MATCH (u:User {id: $userId}) RETURN u.totpSecret, coalesce(u.totpLastStep, 0), coalesce(u.recoveryCodeHashes, [])',
    params: { userId },
  });
  const [secret, lastStep, hashes] = row ?? [];
  if (typeof secret !== 'string') return undefined;
  const step = stepOf(secret, code, at);
  if (step !== undefined) {
    if (step <= (lastStep as number)) return undefined;
    await transaction.run({ text: 'MATCH (u:User {id: $userId}) SET u.totpLastStep = $step', params: { userId, step } });
    return 'TOTP';
  }
  const hash = hashOf(plainRecoveryCode(code));
  if (!(hashes as string[]).includes(hash)) return undefined;
  await transaction.run({
    text: 'MATCH (u:User {id: $userId}) SET u.recoveryCodeHashes = [one IN u.recoveryCodeHashes WHERE one <> $hash]',
    params: { userId, hash },
  });
  return 'RECOVERY_CODE';
}

/** Replaces an account's recovery codes and answers the new ones, which are stored only as hashes. */
export async function replaceRecoveryCodes(transaction: Runner, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await transaction.run({
    text: 'MATCH (u:User {id: $userId}) SET u.recoveryCodeHashes = $hashes',
    params: { userId, hashes: codes.map((code) => hashOf(plainRecoveryCode(code))) },
  });
  return codes;
}
