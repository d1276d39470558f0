/** A readable address of at most so many characters from a name: small letters and digits, joined by single hyphens. '' where it has none. */
export const slugOf = (name: string, maxLength = 160): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, maxLength)
    .replace(/-$/, '');
