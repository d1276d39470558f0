/** What a frequency of dismech says. */
export type StatedFrequency =
  | { readonly kind: 'SHARE'; readonly share: number }
  /** The finding is known to be absent. */
  | { readonly kind: 'EXCLUDED' }
  /** A word without a number. */
  | { readonly kind: 'WORD' };

/**
 * The share of people that a frequency stands for: the middle of its band in the Human Phenotype Ontology (HP:0040279 and below). The file
 * writes the bands in ten ways; COMMON is read as FREQUENT and RARE as VERY_RARE, as their names are no bands. Undefined for an unknown word.
 */
export const statedFrequency = (word: string): StatedFrequency | undefined => frequencies[word.toUpperCase()];

const share = (value: number): StatedFrequency => ({ kind: 'SHARE', share: value });

const frequencies: Readonly<Record<string, StatedFrequency>> = {
  OBLIGATE: share(1),
  HP_0040280: share(1),
  VERY_FREQUENT: share(0.9),
  HP_0040281: share(0.9),
  FREQUENT: share(0.55),
  COMMON: share(0.55),
  HP_0040282: share(0.55),
  OCCASIONAL: share(0.17),
  HP_0040283: share(0.17),
  VERY_RARE: share(0.03),
  RARE: share(0.03),
  HP_0040284: share(0.03),
  EXCLUDED: { kind: 'EXCLUDED' },
  HP_0040285: { kind: 'EXCLUDED' },
  VARIABLE: { kind: 'WORD' },
};
