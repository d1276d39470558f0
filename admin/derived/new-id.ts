/** A new id for a record of a type, as the server makes them: the type's prefix and 80 random bits. Ids are never reused. */
export function newId({ idPrefix }: { readonly idPrefix: string }): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => digits[byte % digits.length]);
  return `${idPrefix}_${letters.join('')}`;
}
