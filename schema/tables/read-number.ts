import { isShareField, type NumberField } from '../language/field.ts';

/**
 * The number that a cell or an input of a field holds; undefined when it is none. It is written with digits and a point, 40 % of a share is
 * 0.4, and full-width characters count as the plain ones. A comma is a point where it cannot stand for thousands, as in 2,5; in 2,500 it
 * might be either, so that this is no number.
 */
export function readNumber(field: NumberField, text: string): number | undefined {
  const plain = halfWidth(text).replaceAll('\u2212', '-').trim();
  const [, digits = '', percent = ''] = /^(.*?)\s*(%?)$/.exec(plain) ?? [];
  const number = decimal.test(digits) ? Number(digits.replace(',', '.')) : Number.NaN;
  if (!Number.isFinite(number)) return undefined;
  if (percent === '') return number;
  return isShareField(field) ? Number((number / 100).toPrecision(12)) : undefined;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+|\d+,(?!\d{3}(?!\d))\d*|0,\d+)(?:e[+-]?\d+)?$/i;

/** The text with the letters, digits and signs of Chinese keyboards as plain ones. */
const halfWidth = (text: string): string =>
  text.replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
