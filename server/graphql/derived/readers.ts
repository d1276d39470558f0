import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { Locale } from '../../../schema/language/field.ts';
import { typeOfId } from '../../neo4j/mapping.ts';
import { encodeCursor } from '../../knowledge/select/cursor.ts';
import { kindName } from './types.ts';

type Source = Readonly<Record<string, unknown>>;
type Reader = GraphQLFieldResolver<Source, unknown>;

/**
 * Gives the derived types the readers of what the read path hands over. They are plain functions set on the finished schema:
 * nothing between the executor and the value, which is what a list of a thousand fields costs.
 */
export function attachReaders(schema: GraphQLSchema, model: Model): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const record = model.nodeByName.get(type.name) ?? model.relations.find(({ claimName }) => claimName === type.name);
    const fields = type.getFields();
    for (const field of Object.values(fields)) {
      if (field.name === 'cursor' && type.name.endsWith('Edge')) field.resolve = readCursor;
      else if ((field.name === 'node' || field.name === 'claim') && type.name.endsWith('Edge')) field.resolve = readSelected;
      else if (type.name === 'Citation' && field.name === 'source') field.resolve = readSelected;
      if (!record) continue;
      const declared = record.fields[field.name];
      if (declared?.kind === 'text' && declared.perLocale === true) {
        field.resolve = readText(field.name);
        const locale = fields[`${field.name}Locale`];
        if (locale) locale.resolve = readTextLocale(field.name);
      } else if (field.name === 'stale') {
        field.resolve = readStale;
      } else if (record.shape === 'relation') {
        if (field.name === 'predicate') field.resolve = ({ id }) => typeOfId(model, id as string)?.name;
        if (field.name === 'subject' || field.name === 'object' || field.name === 'citations') field.resolve = readSelected;
      } else if (record.isConcept && field.name === 'kind') {
        const kind = kindName(record);
        field.resolve = () => kind;
      } else if (isConnection(field.type.toString())) {
        field.resolve = readSelected;
      }
    }
  }
}

const isConnection = (typeName: string): boolean => typeName.endsWith('Connection!');

/** What the read path put under the key this field has in the answer. */
const readSelected: Reader = (source, _args, _context, info) => source[`@${info.path.key}`];

const readText =
  (name: string): Reader =>
  (source, { locale }: { locale?: Locale | null }) =>
    source[`${name}_${locale ?? 'en'}`] ?? source[`${name}_en`];

const readTextLocale =
  (name: string): Reader =>
  (source, { locale }: { locale?: Locale | null }) => {
    if (locale && source[`${name}_${locale}`] != null) return locale;
    return source[`${name}_en`] == null ? null : 'en';
  };

const readStale: Reader = ({ nextReview }) => typeof nextReview === 'string' && nextReview < new Date().toISOString().slice(0, 10);

const readCursor: Reader = ({ order, cursorValues }) => encodeCursor(order as string, cursorValues as (string | number)[]);
