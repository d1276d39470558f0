import { useTranslate } from 'react-admin';
import type { Population } from '../../schema/validation/populations-overlap.ts';

/** For whom a claim holds, in brackets behind its sentence, such as ` (in women, from 18 years)`; empty when it holds for everybody. */
export function usePopulationWords(): (population: Population | null | undefined) => string {
  const translate = useTranslate();
  return (population) => {
    const { ageFrom, ageTo, sex, pregnancy } = population ?? {};
    const ages = ageFrom == null ? (ageTo == null ? undefined : 'up_to') : ageTo == null ? 'from' : 'between';
    const words = [
      sex && translate(`editing.population.${sex}`),
      ages && translate(`editing.population.${ages}`, { from: ageFrom, to: ageTo }),
      pregnancy != null && translate(`editing.population.${pregnancy ? 'pregnant' : 'not_pregnant'}`),
    ].filter(Boolean);
    return words.length === 0 ? '' : translate('editing.population.only', { words: words.join(translate('editing.comma')) });
  };
}
