import { choice, date, text, vocabulary } from '../language/field.ts';
import { recordType } from '../language/node-type.ts';

const sourceKind = vocabulary('SourceKind', 'What kind of publication a source is.', {
  ARTICLE: 'A scientific or health article.',
  GUIDELINE: 'A guideline of a professional body.',
  DATASET: 'A data set.',
  LABEL: 'The official label of a product.',
  BOOK: 'A book.',
  EXPERT: 'A named expert.',
});

const standing = vocabulary('Standing', 'Whether a source still stands.', {
  CURRENT: 'It stands.',
  SUPERSEDED: 'A newer edition replaces it; it takes no new claims.',
  RETRACTED: 'It was withdrawn; it takes no new claims.',
});

export const source = recordType({
  name: 'Source',
  plural: 'sources',
  idPrefix: 'src',
  title: { en: 'Source', zh: '来源' },
  description: 'A publication that claims are taken from.',
  biolink: 'biolink:Publication',
  fields: {
    kind: choice('What kind of publication it is.', sourceKind, { required: true }),
    title: text('Title of the publication.', { required: true, maxLength: 500 }),
    author: text('Author or authors.', { maxLength: 500 }),
    publisher: text('Who published it.', { maxLength: 300 }),
    published: date('Day of publication.', {}),
    edition: text('Version, release or edition.', { maxLength: 100 }),
    url: text('Where it can be read.', { maxLength: 1000, format: 'url' }),
    doi: text('Digital object identifier, such as 10.1000/xyz.', { maxLength: 200, format: 'doi' }),
    pmid: text('PubMed id, digits only.', { maxLength: 20, format: 'pmid' }),
    licence: text('Licence of the text or data.', { maxLength: 200 }),
    attribution: text('The words the licence asks us to show.', { maxLength: 1000 }),
    standing: choice('Whether it still stands.', standing, { required: true }),
    storedText: text('Text of the source, where its licence lets us keep it; quotes are checked against it.', {
      maxLength: 1_000_000,
      multiline: true,
    }),
  },
});
