import { type Frequencies, frequenciesWhere, inheritedLog } from './frequencies.ts';
import { aboveOf, markAbove, markBelow } from './hierarchy.ts';
import { type NextFinding, nextFindings } from './next-findings.ts';
import { rowOf } from './index-data.ts';
import { holdsFor, type Person } from './person.ts';
import { claimId, type RankingIndex } from './ranking-index.ts';
import { bestCauses } from './score.ts';

/** How many claims of a cause are shown that nobody has asked about yet, and how many leading causes the next findings tell apart. */
export const mostUnasked = 20;
const mostLeading = 20;

/** A question for the ranking. */
export interface RankingQuery {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** Given as not known: never asked again, and counted for nothing. */
  readonly unknown: readonly string[];
  readonly person: Person;
  /** How many certainties count, the surest first. */
  readonly certainties: number;
  readonly first: number;
}

interface RankedCause {
  readonly cause: string;
  readonly score: number;
  /** Ids of the symptoms that the supporting claims speak of. */
  readonly symptoms: readonly string[];
  /** Ids of claims. */
  readonly supporting: readonly string[];
  /** Of what only has a broader finding in common with a present one. */
  readonly near: readonly string[];
  readonly conflicting: readonly string[];
  readonly unasked: readonly string[];
}

export interface Ranked {
  readonly release: number;
  readonly candidates: readonly RankedCause[];
  /** Whether something is given as absent of which a present finding is a kind. */
  readonly isContradictory: boolean;
  readonly nextFindings: readonly NextFinding[];
}

/** Ranks all causes by how well their claims fit the findings, best first; equal scores go by id. */
export function rank(index: RankingIndex, query: RankingQuery): Ranked {
  const places = (ids: readonly string[]): number[] =>
    [...new Set(ids)].flatMap((id) => index.symptomPlaces.get(id) ?? []).sort((a, b) => a - b);
  const [present, absent, unknown] = [places(query.present), places(query.absent), places(query.unknown)];
  const frequencies = frequenciesFor(index, query);
  const best = bestCauses(index, frequencies, { present, absent }, Math.max(query.first, mostLeading));
  const marks = marksOf(index, present, absent);
  return {
    release: index.release,
    candidates: best.slice(0, query.first).map(({ cause, score }) => ({
      cause: index.causeIds[cause] ?? '',
      score,
      ...partsOf(index, frequencies, cause, marks),
    })),
    isContradictory: absent.some((finding) => marks.aboveAny[finding] === 1),
    nextFindings: nextFindings(index, frequencies, best.slice(0, mostLeading), { present, absent, unknown }),
  };
}

/** How often causes bring symptoms about by the claims that count for this person and are certain enough, and which causes the person cannot have. */
function frequenciesFor(index: RankingIndex, { person, certainties }: RankingQuery): Frequencies {
  const holds = index.populations.map((population) => holdsFor(population, person));
  if (holds.every(Boolean) && certainties >= 5) return index.frequencies;
  const { causeBounds, causeIds, claimPopulations, claimCertainties, narrowed } = index;
  // Persons are alike in this: most questions find what an earlier one had worked out.
  const key = `${certainties} ${holds.map(Number).join('')}`;
  const known = narrowed.get(key);
  if (known) return known;
  const frequencies = frequenciesWhere(
    index,
    index.frequencies,
    (claim) => holds[claimPopulations[claim] as number] === true && (claimCertainties[claim] as number) < certainties,
    Uint8Array.from(causeIds, (_, cause) => (rowOf(causeBounds, cause).every((population) => holds[population]) ? 0 : 1)),
  );
  narrowed.set(key, frequencies);
  return frequencies;
}

/** Which symptoms are related to the findings of a question. */
interface Marks {
  readonly present: readonly number[];
  /** For each symptom side by side which of the present findings are it or narrower. */
  readonly above: Uint8Array;
  readonly aboveAny: Uint8Array;
  readonly belowAbsent: Uint8Array;
}

function marksOf(index: RankingIndex, present: readonly number[], absent: readonly number[]): Marks {
  const count = present.length;
  const above = index.workspace.bytes('above each present', index.symptomIds.length * count).fill(0);
  for (const [f, finding] of present.entries()) for (const one of aboveOf(index, finding)) above[one * count + f] = 1;
  return {
    present,
    above,
    aboveAny: markAbove(index, 'above any present', present),
    belowAbsent: markBelow(index, 'below any absent', absent),
  };
}

/** The claims behind a score. */
function partsOf(
  index: RankingIndex,
  frequencies: Frequencies,
  cause: number,
  { present, above, aboveAny, belowAbsent }: Marks,
): Pick<RankedCause, 'symptoms' | 'supporting' | 'near' | 'conflicting' | 'unasked'> {
  const { causeSources, pairStarts, pairSymptoms, pairClaims, claimStarts, claimSymptoms, claimIsNegated, information } = index;
  const { logs, ofClaims } = frequencies;
  const count = present.length;
  // What says most of each finding; of what is the finding itself, broader or narrower; and of what the cause itself claims that says no
  // less than the finding.
  const [strongest, fitting, own] = [new Strongest(count), new Strongest(count), new Strongest(count)];
  const shared = new Float64Array(count);
  for (let s = causeSources.starts[cause] ?? 0; s < (causeSources.starts[cause + 1] ?? 0); s++) {
    const source = causeSources.items[s] ?? 0;
    const lowered = source === cause ? 0 : inheritedLog;
    for (let pair = pairStarts[source] ?? 0; pair < (pairStarts[source + 1] ?? 0); pair++) {
      const log = logs[pair] ?? Number.NEGATIVE_INFINITY;
      if (log === Number.NEGATIVE_INFINITY) continue;
      shared.fill(0);
      let left = count;
      for (const one of aboveOf(index, pairSymptoms[pair] ?? 0)) {
        if (aboveAny[one] === 0) continue;
        // The first that both have is the most telling.
        for (let f = 0; f < count; f++)
          if (shared[f] === 0 && above[one * count + f] === 1) {
            shared[f] = information[one] as number;
            left--;
          }
        if (left === 0) break;
      }
      for (let f = 0; f < count; f++) {
        if (shared[f] === 0) continue;
        const value = (shared[f] as number) + log + lowered;
        strongest.add(f, pair, value);
        const isNarrow = shared[f] === information[present[f] as number];
        if (isNarrow || above[(pairSymptoms[pair] as number) * count + f] === 1) fitting.add(f, pair, value);
        if (isNarrow && source === cause) own.add(f, pair, value);
      }
    }
  }
  const claimsOf = (pairs: readonly number[]): Set<number> => {
    const claims = new Set<number>();
    for (const pair of pairs)
      for (let claim = pairClaims[pair] ?? 0; claim < (pairClaims[pair + 1] ?? 0); claim++)
        if ((ofClaims[claim] ?? -1) > 0) claims.add(claim);
    return claims;
  };
  const supporting = claimsOf([...fitting.pairs(), ...own.pairs()]);
  // What only has something broader in common with a finding counts for the cause as well, but may be the opposite of the finding.
  const near = [...claimsOf(strongest.pairs())].filter((claim) => !supporting.has(claim));
  const conflicting: number[] = [];
  const unasked: number[] = [];
  for (let claim = claimStarts[cause] ?? 0; claim < (claimStarts[cause + 1] ?? 0); claim++) {
    const symptom = claimSymptoms[claim] ?? 0;
    if (claimIsNegated[claim] === 1) {
      if (aboveAny[symptom] === 1) conflicting.push(claim);
    } else if ((ofClaims[claim] ?? -1) > 0) {
      if (belowAbsent[symptom] === 1) conflicting.push(claim);
      else if (!supporting.has(claim) && aboveAny[symptom] === 0) unasked.push(claim);
    }
  }
  unasked.sort((a, b) => (ofClaims[b] ?? 0) - (ofClaims[a] ?? 0) || a - b);
  const ids = (claims: Iterable<number>): string[] => Array.from(claims, (claim) => claimId(index, claim));
  const symptoms = [...new Set(Array.from(supporting, (claim) => index.symptomIds[claimSymptoms[claim] ?? 0] ?? ''))];
  return {
    symptoms,
    supporting: ids(supporting),
    near: ids(near),
    conflicting: ids(conflicting),
    unasked: ids(unasked.slice(0, mostUnasked)),
  };
}

/** The pairs with the highest value for each finding. */
class Strongest {
  readonly #values: Float64Array;
  readonly #pairs: number[][];

  constructor(findings: number) {
    this.#values = new Float64Array(findings).fill(Number.NEGATIVE_INFINITY);
    this.#pairs = Array.from({ length: findings }, () => []);
  }

  add(finding: number, pair: number, value: number): void {
    const highest = this.#values[finding] as number;
    if (value < highest) return;
    if (value > highest) this.#pairs[finding] = [];
    this.#values[finding] = value;
    this.#pairs[finding]?.push(pair);
  }

  pairs(): number[] {
    return this.#pairs.flat();
  }
}
