import { slugOf } from '../../../schema/language/slug.ts';

/** A readable address for a concept: its name, with its code after it where another concept has the name. */
export function slugFor(name: string, code: string, isTaken: (slug: string) => boolean): string {
  const [plain, withCode] = [slugOf(name, 120), slugOf(code, 39)];
  const wanted = plain === '' ? withCode : plain;
  if (!isTaken(wanted)) return wanted;
  const longer = `${wanted}-${withCode}`;
  for (let i = 2; ; i++) {
    const slug = i === 2 ? longer : `${slugOf(longer, 150)}-${i}`;
    if (!isTaken(slug)) return slug;
  }
}
