/** How many steps the address asks for. */
export const stepsIn = (search: URLSearchParams): number => Math.min(4, Math.max(1, Number(search.get('steps') ?? 2) || 2));

/** Values of the address that stand together in one part of it. */
export const listIn = (search: URLSearchParams, name: string): readonly string[] => search.get(name)?.split(',').filter(Boolean) ?? [];

/** The address with other values; an empty one goes. */
export function withChanges(before: URLSearchParams, changes: Readonly<Record<string, string>>): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}
