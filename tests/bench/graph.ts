import type { AnyRecord } from '../../schema/language/record.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import type { RelationType } from '../../schema/language/relation-type.ts';
import { model } from '../../schema/model.ts';
import { idFor } from '../../server/record-id.ts';
import { invariant } from '../../server/errors.ts';

/** What a graph is made from: the same seed and scale make the same records, to the letter. */
export interface GraphOptions {
  readonly seed: number;
  /** 1 is 36,000 concepts and 360,000 claims; a hundredth of both at 0.01. */
  readonly scale: number;
}

/** A graph that means nothing, in the shape of one that does: records as `publish` takes them, concepts and sources before claims. */
export interface Graph {
  readonly nodes: Iterable<AnyRecord>;
  readonly claims: Iterable<AnyRecord>;
}

const nodeCounts: readonly (readonly [kind: string, count: number])[] = [
  ['Source', 300],
  ['Symptom', 8_000],
  ['Cause', 12_000],
  ['Mechanism', 4_000],
  ['Food', 3_000],
  ['Nutrient', 1_000],
  ['Medication', 5_000],
  ['CareMeasure', 2_800],
  ['RedFlag', 200],
];

const claimCounts: readonly (readonly [predicate: string, from: string, to: string, count: number])[] = [
  ['CAUSES', 'Cause', 'Symptom', 120_000],
  ['ACTS_THROUGH', 'Cause', 'Mechanism', 48_000],
  ['TREATS', 'Medication', 'Cause', 60_000],
  ['HELPS_WITH', 'Food', 'Cause', 48_000],
  ['PALLIATES', 'CareMeasure', 'Cause', 24_000],
  ['PRODUCES', 'Mechanism', 'Symptom', 12_000],
  ['LEADS_TO', 'Mechanism', 'Mechanism', 4_000],
  ['TARGETS', 'Medication', 'Mechanism', 8_000],
  ['HAS_SIDE_EFFECT', 'Medication', 'Symptom', 15_000],
  ['INTERACTS_WITH', 'Medication', 'Medication', 8_000],
  ['CONTAINS', 'Food', 'Nutrient', 9_000],
  ['LACK_OF', 'Cause', 'Nutrient', 1_000],
  ['SUBTYPE_OF', 'Cause', 'Cause', 2_400],
  ['REQUIRES', 'RedFlag', 'Symptom', 400],
  ['POINTS_TO', 'RedFlag', 'Cause', 200],
];

/** How many concepts of a kind the graph has. */
export const conceptCount = (kind: string, { scale }: GraphOptions): number =>
  Math.ceil((nodeCounts.find(([name]) => name === kind)?.[1] ?? 0) * scale);

/** The graph of a seed. Reading its parts twice gives the same records twice. */
export function graphOf(options: GraphOptions): Graph {
  const { seed, scale } = options;
  const counts = new Map(nodeCounts.map(([kind]) => [kind, conceptCount(kind, options)]));
  return {
    nodes: {
      *[Symbol.iterator]() {
        const chance = new Chance(seed);
        for (const [kind, count] of counts) {
          const type = model.nodeByName.get(kind);
          invariant(type, `The model has no "${kind}".`);
          for (let i = 0; i < count; i++) yield type.isConcept ? concept(type, i, chance) : source(type, i, chance);
        }
      },
    },
    claims: {
      *[Symbol.iterator]() {
        const chance = new Chance(seed + 1);
        for (const [predicate, from, to, count] of claimCounts) {
          const type = model.relationByName.get(predicate);
          invariant(type, `The model has no "${predicate}".`);
          const ends = pairs(from, to, counts, chance);
          const many = Math.ceil(count * scale);
          for (let i = 0; i < many; i++) yield claim(type, ends(), i, many, counts, chance);
        }
      },
    },
  };
}

/** The id of the i-th node of a kind. */
export function idOfNode(kind: string, i: number): string {
  const type = model.nodeByName.get(kind);
  invariant(type, `The model has no "${kind}".`);
  return idFor(type, `bench ${i}`);
}

function concept(type: NodeType, i: number, chance: Chance): AnyRecord {
  const name = `${chance.words(1, 3)} ${i}`;
  const hasChinese = chance.below(2) === 0;
  return {
    ...requiredChoices(type, chance),
    type: type.name,
    id: idOfNode(type.name, i),
    slug: name.toLowerCase().replaceAll(' ', '-'),
    name: { en: name, ...(hasChinese && { zh: `${chance.chinese(2, 6)}${i}` }) },
    summary: { en: `${chance.words(12, 30)}.`, ...(hasChinese && { zh: `${chance.chinese(20, 40)}。` }) },
    synonyms: Array.from({ length: chance.below(4) }, () => ({ text: chance.words(1, 3), kind: 'EXACT', locale: 'en' })),
    codes: [{ system: 'BENCH', code: String(i), match: 'EXACT' }],
  };
}

/** A value for each vocabulary that a type requires, such as the kind of a cause. */
const requiredChoices = ({ fields }: NodeType | RelationType, chance: Chance): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.kind === 'choice' && field.required === true ? [[name, chance.one(Object.keys(field.values))]] : [],
    ),
  );

const source = (type: NodeType, i: number, chance: Chance): AnyRecord => ({
  ...requiredChoices(type, chance),
  type: type.name,
  id: idOfNode(type.name, i),
  title: `${chance.words(4, 10)} ${i}`,
  publisher: chance.words(1, 2),
  url: `https://example.org/${i}`,
  standing: 'CURRENT',
});

/** Pairs of ids, no two the same. Half point to what many others point to as well, so that some nodes are far denser than most. */
function pairs(from: string, to: string, counts: ReadonlyMap<string, number>, chance: Chance): () => readonly [string, string] {
  const [fromCount, toCount] = [counts.get(from) ?? 0, counts.get(to) ?? 0];
  const seen = new Set<number>();
  return () => {
    for (;;) {
      const subject = chance.below(fromCount);
      const object = chance.below(2) === 0 ? chance.below(toCount) : chance.low(toCount);
      const key = subject * toCount + object;
      if (seen.has(key) || (from === to && subject === object)) continue;
      seen.add(key);
      return [idOfNode(from, subject), idOfNode(to, object)];
    }
  };
}

function claim(
  type: RelationType,
  [subject, object]: readonly [string, string],
  i: number,
  count: number,
  counts: ReadonlyMap<string, number>,
  chance: Chance,
): AnyRecord {
  const fields = Object.keys(type.fields);
  return {
    ...requiredChoices(type, chance),
    type: type.name,
    id: idFor(type, `bench ${i}`),
    subject,
    object,
    citations: Array.from({ length: 1 + chance.below(2) }, (_, row) => ({
      source: idOfNode('Source', chance.below(counts.get('Source') ?? 0)),
      locator: `Table ${i}, row ${row}`,
      stance: 'SUPPORTS',
    })),
    // No two are the same, so there is one right order. The factor is a prime that no count is a multiple of.
    ...(fields.includes('frequency') && { frequency: ((i * 48_271) % count) / count }),
    ...(fields.includes('efficacy') && { efficacy: chance.one(['ESTABLISHED', 'LIKELY', 'UNCERTAIN']) }),
    ...(fields.includes('guidance') && { guidance: chance.one(['SELF_CARE', 'PHARMACIST_ADVICE', 'PRESCRIPTION_ONLY']) }),
  };
}

/** Numbers and words by chance, the same ones for the same seed (Marsaglia's xorshift, 32 bits). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    // A state of 0 would stay 0.
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  }

  /** From 0 up to, but not including, 1. */
  share(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 2 ** 32;
  }

  below(count: number): number {
    return Math.floor(this.share() * count);
  }

  /** Below `count` as well, small numbers more often: the first tenth gets a third of all. */
  low(count: number): number {
    return Math.floor(this.share() ** 2 * count);
  }

  one<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    invariant(item !== undefined, 'There is nothing to choose from.');
    return item;
  }

  words(least: number, most: number): string {
    const words = Array.from({ length: least + this.below(most - least + 1) }, () =>
      Array.from({ length: 2 + this.below(3) }, () => this.one(consonants) + this.one(vowels)).join(''),
    );
    const text = words.join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  chinese(least: number, most: number): string {
    return Array.from({ length: least + this.below(most - least + 1) }, () => String.fromCharCode(0x4e00 + this.below(3000))).join('');
  }
}

const consonants = 'bdfgklmnprstvz'.split('');
const vowels = 'aeiou'.split('');
