import { idFor } from '../../../server/record-id.ts';
import { source } from '../../../schema/nodes/source.ts';
import { type Citation, pubmedSource, type SourceRecord } from '../importer.ts';

/** The page that a reference of a path names, and where on it; undefined for what is no address. */
export function referenceOf(text: string): (Required<Pick<Citation, 'source'>> & Pick<Citation, 'locator'>) | undefined {
  const doi = /^(?:DOI:\s*)?(?:https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/\S+)$/i.exec(text.trim())?.[1];
  if (doi !== undefined)
    return { source: page(`doi/${doi.toLowerCase()}`, { kind: 'ARTICLE', title: `DOI ${doi}`, doi, url: `https://doi.org/${doi}` }) };
  const address = /^https?:\/\/\S+$/.exec(text.trim())?.[0];
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { host, pathname, hash, href } = new URL(address);
  const pmid = /^(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov\/pubmed)\/(\d{1,9})\/?$/.exec(host + pathname)?.[1];
  if (pmid !== undefined) return { source: pubmedSource(pmid) };
  const url = hash === '' ? href : href.slice(0, -hash.length);
  const anchor = decoded(hash.slice(1)).replaceAll(/[-_]+/g, ' ').trim();
  return {
    source: page(`url/${url}`, { ...kindAndTitle(host, pathname), url }),
    ...(anchor === '' ? {} : { locator: anchor.slice(0, 200) }),
  };
}

const page = (key: string, fields: Omit<SourceRecord, 'type' | 'id' | 'standing'>): SourceRecord => ({
  type: source.name,
  id: idFor(source, key),
  ...fields,
  standing: 'CURRENT',
});

function kindAndTitle(host: string, pathname: string): Pick<SourceRecord, 'kind' | 'title'> {
  const last = decoded(pathname.replace(/\/$/, '').split('/').at(-1) ?? '').replaceAll('_', ' ');
  if (host === 'go.drugbank.com') return { kind: 'DATASET', title: `DrugBank ${last}` };
  if (host.endsWith('uniprot.org')) return { kind: 'DATASET', title: `UniProt ${last}` };
  if (host === 'en.wikipedia.org') return { kind: 'ARTICLE', title: `Wikipedia: ${last}` };
  return { kind: 'ARTICLE', title: `${host.replace(/^www\./, '')}${last === '' ? '' : `: ${last}`}`.slice(0, 300) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return text;
  }
}
