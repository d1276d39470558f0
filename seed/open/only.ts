import type { ClaimItem, ConceptItem, Importer, Item, Opened } from '../importers/importer.ts';

/** The importer, with only the concepts that are wanted and the claims between them; everything it says of them stays as it is. */
export const only = (importer: Importer, isWanted: (concept: ConceptItem) => boolean): Importer => ({
  ...importer,
  async open(files, options): Promise<Opened> {
    const opened = await importer.open(files, options);
    return { ...opened, items: () => wanted(opened, isWanted) };
  },
});

async function* wanted(opened: Opened, isWanted: (concept: ConceptItem) => boolean): AsyncGenerator<Item> {
  const unwanted = new Set<string>();
  const isLeftOut = ({ kinds, codes }: ClaimItem['subject']): boolean =>
    kinds.some(({ name }) => codes.some((code) => unwanted.has(`${name} ${code}`)));
  for await (const item of opened.items()) {
    if (item.what === 'CONCEPT' && !isWanted(item)) unwanted.add(`${item.kind.name} ${item.code}`);
    else if (item.what !== 'CLAIM' || (!isLeftOut(item.subject) && !isLeftOut(item.object))) yield item;
  }
}
