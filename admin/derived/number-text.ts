import type { NumberField } from '../../schema/language/field.ts';
import { isShare, shareText } from './share.ts';
import { useModelWords } from './words.ts';

/** A number of a field as people write it: a share as a percentage with at most so many digits, whole minutes for seconds, anything else with its unit. */
export function useNumberText(): (field: NumberField, value: number, digits?: number) => string {
  const words = useModelWords();
  return (field, value, digits) => {
    if (isShare(field, value)) return shareText(value, digits);
    if (field.unit === 's' && value >= 60 && value % 60 === 0) return `${value / 60} ${words.unit('min')}`;
    return field.unit === undefined ? `${value}` : `${value} ${words.unit(field.unit)}`;
  };
}
