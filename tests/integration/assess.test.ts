import { beforeAll, describe, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

interface Named {
  readonly name: string;
}
interface AnsweredCandidate {
  readonly cause: Named & { readonly slug: string };
  readonly matchScore: number;
  readonly supporting: readonly {
    readonly object: Named;
    readonly citations: readonly { readonly source: { readonly title: string } }[];
  }[];
  readonly conflicting: readonly { readonly object: Named }[];
  readonly unasked: readonly { readonly object: Named }[];
  readonly explanation: readonly { readonly hops: number; readonly steps: readonly { readonly from: Named; readonly to: Named }[] }[];
  readonly medications: readonly { readonly subject: Named; readonly guidance?: string }[];
}
interface Assessed {
  readonly assess: {
    readonly urgency: string | null;
    readonly redFlags: readonly { readonly redFlag: Named; readonly urgency: string; readonly findings: readonly Named[] }[];
    readonly candidates: readonly AnsweredCandidate[];
    readonly nextFindings: readonly { readonly symptom: { readonly slug: string }; readonly informationGain: number }[];
    readonly unresolved: readonly { readonly text: string; readonly suggestions: readonly Named[] }[];
    readonly findings: readonly { readonly given: string; readonly symptom: Named; readonly match: string }[];
    readonly isRanked: boolean;
    readonly notice: string;
    readonly contentRelease: number;
  };
}

const query = `query ($findings: [FindingInput!]!, $person: PersonInput, $first: Int, $minCertainty: Certainty) {
  assess(findings: $findings, person: $person, first: $first, minCertainty: $minCertainty) {
    urgency isRanked contentRelease notice
    redFlags { redFlag { name } urgency findings { name } claims { id citations { source { title } } } }
    candidates {
      cause { name slug } matchScore
      supporting { id object { name } citations { locator source { title } } }
      conflicting { object { name } } unasked { object { name } }
      explanation { hops steps { claim { id predicate } from { name } to { name } } }
      medications { subject { name } ... on BenefitClaim { guidance } } foods { id } careMeasures { id } warnings { id }
    }
    nextFindings { symptom { slug } informationGain }
    findings { given symptom { name } match } unresolved { text suggestions { name } }
  }
}`;

const present = (...slugs: string[]) => slugs.map((slug) => ({ symptom: { slug }, presence: 'PRESENT' }));
const absent = (...slugs: string[]) => slugs.map((slug) => ({ symptom: { slug }, presence: 'ABSENT' }));
const unknown = (...slugs: string[]) => slugs.map((slug) => ({ symptom: { slug }, presence: 'UNKNOWN' }));

const assessed = async (findings: readonly object[], more: object = {}): Promise<Assessed['assess']> =>
  (await api.data<Assessed>(query, { findings, ...more })).assess;

const scoresOf = ({ candidates }: Assessed['assess']): Record<string, number> =>
  Object.fromEntries(candidates.map(({ cause, matchScore }) => [cause.slug, matchScore]));

describe('a leg cramp', () => {
  it.each([
    [['numbness-of-hands-and-feet'], 'hypocalcemia', 2],
    [['bulging-leg-veins'], 'lower-extremity-varicose-veins', 4],
    [['low-back-pain', 'radiating-leg-pain'], 'lumbar-disc-herniation', 3],
  ])('with %j points first to its cause, with the way there, help and sources', async (others, cause, hops) => {
    const { candidates, urgency, isRanked } = await assessed(present('leg-cramp', ...others));
    expect(isRanked).toBe(true);
    expect(urgency).toBeNull();
    const [first] = candidates;
    expect(first?.cause.slug).toBe(cause);
    expect(first?.supporting).toHaveLength(others.length + 1);
    for (const { citations } of first?.supporting ?? []) expect(citations[0]?.source.title).toBe('How to quickly relieve leg cramp pain');
    expect(first?.explanation[0]?.hops).toBe(hops);
    expect(first?.explanation[0]?.steps.at(-1)?.to.name).toBe('Leg cramp');
    expect(first?.medications.map(({ guidance }) => guidance)).toEqual([
      'UNDER_MEDICAL_GUIDANCE',
      'UNDER_MEDICAL_GUIDANCE',
      'UNDER_MEDICAL_GUIDANCE',
    ]);
  });

  it('without numbness lowers the one cause that claims it, and says so', async () => {
    const before = scoresOf(await assessed(present('leg-cramp')));
    const answer = await assessed([...present('leg-cramp'), ...absent('numbness-of-hands-and-feet')]);
    const after = scoresOf(answer);
    expect(Object.keys(after).filter((slug) => after[slug] !== before[slug])).toEqual(['hypocalcemia']);
    expect(after['hypocalcemia']).toBeLessThan(before['hypocalcemia'] ?? 0);
    const lowered = answer.candidates.find(({ cause }) => cause.slug === 'hypocalcemia');
    expect(lowered?.conflicting.map(({ object }) => object.name)).toEqual(['Numbness of hands and feet']);
  });

  it('that comes often brings the red flag', async () => {
    const { redFlags, urgency, findings } = await assessed([{ symptom: { text: 'frequent cramps' }, presence: 'PRESENT' }]);
    expect(redFlags).toHaveLength(1);
    expect(redFlags[0]?.findings.map(({ name }) => name)).toEqual(['Frequent leg cramps']);
    expect(urgency).toBe(redFlags[0]?.urgency);
    expect(findings).toEqual([{ given: 'frequent cramps', symptom: { name: 'Frequent leg cramps' }, match: 'BROAD_SYNONYM' }]);
  });

  it('that does not come often brings none, and says that this is no promise', async () => {
    const { redFlags, urgency, notice } = await assessed([...present('leg-cramp'), ...absent('frequent-leg-cramps')]);
    expect([redFlags, urgency]).toEqual([[], null]);
    expect(notice).toContain('that does not mean that they are harmless');
  });
});
