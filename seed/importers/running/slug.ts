/** A readable address for a concept: its name, with its code after it where another concept has the name. */
export function slugFor(name: string, code: string, isTaken: (slug: string) => boolean): string {
  const [plain, withCode] = [slugged(name).slice(0, 120).replace(/-+$/, ''), slugged(code).slice(0, 39)];
  const wanted = plain === '' ? withCode : plain;
  if (!isTaken(wanted)) return wanted;
  const longer = `${wanted.slice(0, 120)}-${withCode}`;
  for (let i = 2; ; i++) {
    const slug = i === 2 ? longer : `${longer.slice(0, 150)}-${i}`;
    if (!isTaken(slug)) return slug;
  }
}

const slugged = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
