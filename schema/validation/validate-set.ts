import type { Issue, IssueDetails } from '../error-codes.ts';
import type { Model } from '../language/define-model.ts';
import type { NodeType } from '../language/node-type.ts';
import type { AnyRecord } from '../language/record.ts';
import type { RelationType } from '../language/relation-type.ts';
import { type Population, populationsOverlap } from './populations-overlap.ts';

/** A problem of one record of a set. */
export interface RecordIssue extends Issue {
  readonly recordId: string;
  /** Id of another record that has to do with it. */
  readonly relatedId?: string | undefined;
}

/** What the rules must know of a source. */
export interface SourceFacts {
  readonly standing: string;
  readonly storedText?: string | undefined;
}

/** What the graph holds around a set of claims; the set's own records come first in every answer. */
export interface Facts {
  /** Whether a concept of this id will exist. */
  hasConcept(id: string): boolean;
  /** The source of this id, when it will exist. */
  source(id: string): SourceFacts | undefined;
  /** Whether the claim cited this source before; a source that no longer stands keeps its old claims. */
  citedBefore(claimId: string, sourceId: string): boolean;
  /** Positive claims that will join these two ends, the given one among them. */
  claimsBetween(subject: string, object: string): readonly AnyRecord[];
}

/** Everything wrong with a claim in its surroundings: its ends, its sources and its neighbours (rules 1, 3, 4 and 5 of the model). */
export function validateClaim(model: Model, type: RelationType, claim: AnyRecord, facts: Facts): RecordIssue[] {
  const issues: RecordIssue[] = [];
  const report: Report = (path, code, message, details) => {
    issues.push({ recordId: claim.id, path, code, message, ...details });
  };
  checkEnds(model, type, claim, facts, report);
  checkCitations(claim, facts, report);
  checkExclusions(model, type, claim, facts, report);
  return issues;
}

/** What is worth a second look at a claim in its surroundings: what helps and what harms, between the same two ends, for some of the same people. */
export function doubtsAboutClaim(model: Model, type: RelationType, claim: AnyRecord, facts: Pick<Facts, 'claimsBetween'>): RecordIssue[] {
  const excluded = opposedTo(model, type, claim, facts, 'excludes').filter((other) => populationKey(other) !== populationKey(claim));
  return [...excluded, ...opposedTo(model, type, claim, facts, 'contrasts')]
    .filter((other) => populationsOverlap(populationOf(other), populationOf(claim)))
    .map((other) => ({
      recordId: claim.id,
      relatedId: other.id,
      path: 'type',
      code: 'BENEFIT_BESIDE_HARM',
      message: `The claim ${claim.id} says ${type.name}, and the claim ${other.id} says ${other.type} of the same two ends, both for some of the same people. Say in their populations for whom which holds, or leave them if both are right.`,
    }));
}

type Report = (path: string, code: Issue['code'], message: string, details?: IssueDetails) => void;

function checkEnds(model: Model, type: RelationType, claim: AnyRecord, facts: Facts, report: Report): void {
  const { subject = '', object = '' } = claim;
  const [from, to] = [kindOf(model, subject), kindOf(model, object)];
  const ends = model.endsOf(type);
  const fits = ends.some((pair) => (pair.from === from && pair.to === to) || (type.isSymmetric && pair.from === to && pair.to === from));
  if (!fits) {
    const allowed = ends.map((pair) => `${pair.from.name} → ${pair.to.name}`).join(', ');
    report(
      ends.some((pair) => pair.from === from) ? 'object' : 'subject',
      'WRONG_END',
      `${type.name} cannot join ${from?.name ?? 'an unknown kind'} → ${to?.name ?? 'an unknown kind'}. It joins ${allowed}.`,
    );
    return;
  }
  for (const [path, id] of [
    ['subject', subject],
    ['object', object],
  ] as const) {
    if (!facts.hasConcept(id)) report(path, 'MISSING_END', `The concept ${id} is neither published nor part of this set.`);
  }
}

function kindOf(model: Model, id: string): NodeType | undefined {
  const type = model.typeByPrefix.get(id.slice(0, id.indexOf('_')));
  return type?.shape === 'node' && type.isConcept ? type : undefined;
}

/** Citations of the wrong shape are left to `validateRecord`. */
function checkCitations(claim: AnyRecord, facts: Facts, report: Report): void {
  for (const [i, citation] of listOf(claim['citations']).entries()) {
    const { source: id, quote } = (citation ?? {}) as { readonly source?: unknown; readonly quote?: unknown };
    if (typeof id !== 'string' || id === '') continue;
    const source = facts.source(id);
    if (!source) {
      report(`citations.${i}.source`, 'MISSING_SOURCE', `The source ${id} is neither published nor part of this set.`);
      continue;
    }
    if (source.standing !== 'CURRENT' && !facts.citedBefore(claim.id, id))
      report(`citations.${i}.source`, 'SOURCE_NOT_CURRENT', `The source ${id} is ${source.standing} and takes no new claims.`);
    if (typeof quote === 'string' && !(source.storedText ?? '').includes(quote))
      report(
        `citations.${i}.quote`,
        'QUOTE_NOT_IN_SOURCE',
        source.storedText === undefined
          ? `The text of source ${id} is not stored, so the quote cannot be checked. Store the text or leave the quote out.`
          : `The quote is not an exact part of the stored text of source ${id}.`,
        source.storedText === undefined ? { rule: 'STORED_TEXT' } : {},
      );
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function checkExclusions(model: Model, type: RelationType, claim: AnyRecord, facts: Facts, report: Report): void {
  for (const other of opposedTo(model, type, claim, facts, 'excludes')) {
    if (populationKey(other) === populationKey(claim))
      report(
        'type',
        'BENEFIT_AND_HARM',
        `${type.name} contradicts the claim ${other.id} (${other.type}) between the same two ends for the same population.`,
      );
  }
}

/** Claims between the same ends whose predicate does not go with this one's, as either of the two declares. */
function opposedTo(
  model: Model,
  type: RelationType,
  claim: AnyRecord,
  facts: Pick<Facts, 'claimsBetween'>,
  declaration: 'excludes' | 'contrasts',
): AnyRecord[] {
  if (claim.negated === true) return [];
  return facts
    .claimsBetween(claim.subject ?? '', claim.object ?? '')
    .filter(
      (other) =>
        other.id !== claim.id &&
        other.negated !== true &&
        (type[declaration].includes(other.type) || model.relationByName.get(other.type)?.[declaration].includes(type.name) === true),
    );
}

const populationOf = (claim: AnyRecord): Population => (claim['population'] ?? {}) as Population;

function populationKey(claim: AnyRecord): string {
  const { ageFrom, ageTo, sex, pregnancy } = populationOf(claim);
  return JSON.stringify([ageFrom ?? null, ageTo ?? null, sex ?? null, pregnancy ?? null]);
}
