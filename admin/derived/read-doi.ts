/** A DOI without what often stands in front of it: an address of doi.org, or `doi:`. */
export const readDoi = (text: string): string => text.replace(/^\s*(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi:\s*)/i, '');
