/** The words of a title that stand before and after the object: a title holds its object at "…", or else at its end. */
export function aroundObject(title: string): readonly [before: string, after: string] {
  const [before = '', after = ''] = title.split('…');
  return [before, after];
}
