/** A text that is no number stays a text, which validation names. Commas group thousands or, elsewhere, stand for the point; 40 % is 0.4. */
export function readNumber(text: string): number | string | undefined {
  const [, digits = '', percent] = /^(.*?)\s*(%?)$/s.exec(text.trim()) ?? [];
  if (digits === '') return percent === '%' ? text : undefined;
  const isGrouped = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(digits);
  const number = Number(isGrouped ? digits.replaceAll(',', '') : digits.replace(',', '.'));
  if (!Number.isFinite(number)) return text;
  return percent === '%' ? Number((number / 100).toPrecision(12)) : number;
}
