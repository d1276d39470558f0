import { nutrient } from '../../schema/nodes/nutrient.ts';
import type { ConceptItem } from './importer.ts';

/** A nutrient of a table of USDA, whose number all its tables share. */
interface ListedNutrient {
  /** Its code in the table at hand. */
  readonly code: string;
  /** Such as 301. */
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly at: string;
}

/** A nutrient by its code and number. Elements are written as people call them: "Calcium, Ca" is Calcium. */
export function nutrientItem({ code, number, name, unit, at }: ListedNutrient): ConceptItem {
  const element = /^([A-Z][a-z]+), [A-Z][a-z]?$/.exec(name)?.[1];
  const shared = `USDA.NUTRIENT:${number}`;
  return {
    what: 'CONCEPT',
    kind: nutrient,
    code,
    sameAs: number === '' || shared === code ? [] : [shared],
    name: { en: element ?? (name === 'Energy' && unit.toLowerCase() === 'kj' ? 'Energy (kilojoules)' : name) },
    synonyms: element === undefined ? [] : [{ text: name, kind: 'EXACT', locale: 'en' }],
    at,
  };
}

/** The qualifiers of an amount in 100 grams of food, or what is wrong with it. A unit that the model has not is told in the note. */
export function amountOf(amount: string, unit: string): Readonly<Record<string, unknown>> | string {
  const value = Number(amount);
  if (amount.trim() === '' || !Number.isFinite(value) || value < 0) return `"${amount}" is no amount.`;
  const known = units[unit.toLowerCase()];
  if (known === undefined) return `"${unit}" is no unit this importer knows.`;
  return {
    amount: value,
    unit: known,
    per: 'PER_100_G',
    ...(known === 'OTHER' ? { note: { en: `The unit is ${otherUnits[unit.toLowerCase()] ?? unit}.` } } : {}),
  };
}

const units: Readonly<Record<string, string>> = {
  g: 'GRAM',
  mg: 'MILLIGRAM',
  ug: 'MICROGRAM',
  µg: 'MICROGRAM',
  kcal: 'KILOCALORIE',
  kj: 'KILOJOULE',
  iu: 'INTERNATIONAL_UNIT',
  sp_gr: 'OTHER',
  unit: 'OTHER',
};

const otherUnits: Readonly<Record<string, string>> = { sp_gr: 'specific gravity, which has none', unit: 'not said' };
