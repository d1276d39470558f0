import type { AnyRecord } from '../language/record.ts';

/** What tells a claim from others, whoever made it. */
export function claimKey(
  claim: Pick<AnyRecord, 'type' | 'subject' | 'object' | 'negated'> & { readonly [field: string]: unknown },
): string {
  const { ageFrom, ageTo, sex, pregnancy } = (claim['population'] ?? {}) as Record<string, unknown>;
  return JSON.stringify([
    claim.type,
    claim.subject,
    claim.object,
    claim.negated === true,
    ageFrom ?? null,
    ageTo ?? null,
    sex ?? claim['sex'] ?? null,
    pregnancy ?? null,
  ]);
}
