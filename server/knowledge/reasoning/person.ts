import { badUserInput } from '../../errors.ts';
import type { IndexedPopulation } from './index-data.ts';

/** What is known of a person; what is not said is not known. */
export interface Person {
  readonly ageYears: number | null;
  readonly sex: string | null;
  readonly pregnant: boolean | null;
}

/** The person as the API gets it; BAD_USER_INPUT for an age that nobody has, and for what would leave out the warnings of a pregnancy. */
export function personOf(given: { [field in keyof Person]?: Person[field] | undefined } | null | undefined): Person {
  const { ageYears = null, sex = null, pregnant = null } = given ?? {};
  if (ageYears !== null && !(ageYears >= 0 && ageYears <= 130))
    throw badUserInput(`person.ageYears: ${ageYears} is out of range. Give 0 to 130 years.`);
  if (pregnant === true && sex === 'MALE')
    throw badUserInput(
      'person.sex: MALE leaves out what is claimed of women, and with it of those who are pregnant, as person.pregnant says. Leave out one of them.',
    );
  return { ageYears, sex, pregnant };
}

/** What must not be used by a pregnant person is claimed of a life state: it is found by its name, as if it were among the conditions. */
const pregnancy = { text: 'pregnancy' };
export const lifeStatesPath = 'person.pregnant';
export const lifeStatesOf = (given: { readonly pregnant?: boolean | null } | null | undefined): readonly { readonly text: string }[] =>
  given?.pregnant === true ? [pregnancy] : [];

/** Whether what holds for a population can hold for the person: only what is known to differ rules it out. */
export function holdsFor({ ageFrom, ageTo, sex, pregnancy }: IndexedPopulation, person: Person): boolean {
  if (person.ageYears !== null && ((ageFrom !== null && person.ageYears < ageFrom) || (ageTo !== null && person.ageYears > ageTo)))
    return false;
  if (person.sex !== null && sex !== null && person.sex !== sex) return false;
  return person.pregnant === null || pregnancy === null || person.pregnant === pregnancy;
}
