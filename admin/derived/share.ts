import { isShareField, type NumberField } from '../../schema/language/field.ts';

/** Whether a number of a field is written as a percentage. What cannot be a share is not, so that it is seen for what it is. */
export const isShare = (field: NumberField, value: number): boolean => isShareField(field) && value >= 0 && value <= 1;

/** A share as a percentage, such as `37.5 %`, with at most so many digits that count. */
export const shareText = (share: number, digits = 12): string => `${Number((share * 100).toPrecision(digits))} %`;
