/** Crockford's alphabet in lower case: no letter that reads like a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Bytes as text that a person can read aloud, 5 bits a character; the number of bits is a multiple of 5. */
export function base32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < (bytes.length * 8) / 5; i++, bits >>= 5n) text = (alphabet[Number(bits & 31n)] ?? '') + text;
  return text;
}
