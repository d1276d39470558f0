import {
  getNamedType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { dayOf, isStale } from '../../../schema/language/day.ts';
import type { Model } from '../../../schema/language/define-model.ts';
import type { GroupField, Locale } from '../../../schema/language/field.ts';
import { encodeCursor } from '../../knowledge/select/cursor.ts';
import { edgeKey } from '../../knowledge/select/projection.ts';
import { kindName } from '../../../schema/language/node-type.ts';
import type { DerivedTypes } from './types.ts';

type Source = Readonly<Record<string, unknown>>;
type Reader = GraphQLFieldResolver<Source, unknown>;

/**
 * Gives the derived types the readers of what the read path hands over. They are plain functions set on the finished schema:
 * nothing between the executor and the value, which is what a list of a thousand fields costs.
 */
export function attachReaders(schema: GraphQLSchema, model: Model, types: DerivedTypes): void {
  const read = new Set([...types.all.map(({ name }) => name), ...selecting, ...reasoned]);
  const groups = groupsOf(model);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !read.has(type.name)) continue;
    const record = model.nodeByName.get(type.name) ?? model.relations.find(({ claimName }) => claimName === type.name);
    const fields = type.getFields();
    for (const field of Object.values(fields)) {
      if (field.name === 'cursor' && type.name.endsWith('Edge')) field.resolve = readCursor;
      else if ((field.name === 'node' || field.name === 'claim') && type.name.endsWith('Edge') && isRecord(field.type))
        field.resolve = readOfEdge;
      else if (selectedElsewhere.has(`${type.name}.${field.name}`) || isReasoned(type.name, field)) field.resolve = readSelected;
      const declared = (record ?? groups.get(type.name))?.fields[field.name];
      if (declared?.kind === 'text' && declared.perLocale === true) {
        field.resolve = readText(field.name);
        const locale = fields[`${field.name}Locale`];
        if (locale) locale.resolve = readTextLocale(field.name);
      }
      if (!record) continue;
      if (declared?.kind === 'group' && declared.fields['locale']) {
        field.resolve = readInLocale(field.name);
      } else if (field.name === 'stale') {
        field.resolve = readStale;
      } else if (record.shape === 'relation') {
        if (field.name === 'predicate') field.resolve = () => record.name;
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

/** Groups of fields by the name of their type. */
const groupsOf = (model: Model): Map<string, GroupField> =>
  new Map(
    [...model.nodes, ...model.relations].flatMap(({ fields }) =>
      Object.values(fields).flatMap((field) => (field.kind === 'group' ? [[field.name, field] as const] : [])),
    ),
  );

/** Hand-written types that hold what the read path selected. */
const selecting = ['SearchEdge', 'TermMatch', 'ChangeEdge', 'RevisionEdge', 'Neighbourhood', 'Neighbour'];

/** Hand-written types whose fields that lead to objects, or take an argument, are put in place by reasoning. */
const reasoned = new Set([
  'Assessment',
  'UnderstoodFinding',
  'FiredRedFlag',
  'Candidate',
  'WarnedHelp',
  'MedicationEffect',
  'NextFinding',
  'UnresolvedTerm',
  'Path',
  'PathStep',
  'SafetyReport',
  'SafetyPair',
  'Explanation',
  'ExplainedClaim',
]);

/** Fields outside edges and connections that lead to another record. */
const selectedElsewhere = new Set([
  'Citation.source',
  'TermMatch.concept',
  'Retired.replacedBy',
  'Neighbourhood.neighbours',
  'Neighbourhood.claims',
  'Neighbour.concept',
]);

/** Whether it is something with an id of its own, which the read path projects; a change or a revision only tells of one. */
const isRecord = (output: GraphQLOutputType): boolean => {
  const type = getNamedType(output);
  return isInterfaceType(type) || (isObjectType(type) && type.getInterfaces().length > 0);
};

const isReasoned = (type: string, field: GraphQLField<unknown, unknown>): boolean =>
  reasoned.has(type) && (isCompositeType(getNamedType(field.type)) || field.args.length > 0);

const isConnection = (typeName: string): boolean => typeName.endsWith('Connection!');

/** What the read path put under the key this field has in the answer. */
const readSelected: Reader = (source, _args, _context, info) => source[`@${info.path.key}`];

/** The same on an edge, whose path is its connection's field for edges, its place there, and the field. */
const readOfEdge: Reader = (source, _args, _context, { path }) => source[edgeKey(path.prev?.prev?.key, path.key)];

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

const readInLocale =
  (name: string): Reader =>
  (source, { locale }: { locale?: Locale | null }) => {
    const items = source[name] as readonly { readonly locale: string }[];
    return locale == null ? items : items.filter((item) => item.locale === locale);
  };

const readStale: Reader = (source) => isStale(source, dayOf(new Date()));

const readCursor: Reader = ({ order, cursorValues }) => encodeCursor(order as string, cursorValues as (string | number)[]);
