import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, Float, Info, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import type { Locale } from '../../../schema/language/field.ts';
import { kindName, type NodeType } from '../../../schema/language/node-type.ts';
import type { Shaped } from '../../knowledge/select/projection.ts';
import { conceptByCode } from '../../knowledge/search/concept-by-code.ts';
import { type MatchKind, matchWorth, resolveTerms } from '../../knowledge/search/resolve-terms.ts';
import { mostHits, search } from '../../knowledge/search/search.ts';
import type { RequestContext } from '../context.ts';
import { lookedUpText } from '../looked-up-texts.ts';
import type { DerivedTypes } from '../derived/types.ts';

/** Finding concepts by words and codes. */
export function searchResolver(model: Model, types: DerivedTypes): new () => object {
  const { concept, conceptKind, locale: localeEnum, pageInfo } = types;
  const kinds = new Map(model.concepts.map((type) => [kindName(type), type]));
  const kindNamed = (name: string): NodeType => kinds.get(name) as NodeType;
  const matchKind = Object.fromEntries(Object.keys(matchWorth).map((kind) => [kind, kind]));
  registerEnumType(matchKind, {
    name: 'TermMatchKind',
    description: 'How a term led to a concept.',
    valuesConfig: Object.fromEntries(Object.entries(matchTexts).map(([kind, description]) => [kind, { description }])),
  });

  @ObjectType({ description: 'How many hits are of one kind.', simpleResolvers: true })
  class SearchFacet {
    @Field(() => conceptKind, { description: 'The kind.' }) kind!: string;
    @Field(() => Int, { description: `How many hits there are; counting stops at ${mostHits} of all kinds.` }) count!: number;
  }

  @ObjectType({ description: 'One hit of a search.', simpleResolvers: true })
  class SearchEdge {
    @Field(() => concept, { description: 'The concept found.' }) node!: object;
    @Field(() => Float, { description: 'How well it fits; only the order of hits of one search means something.' }) score!: number;
    @Field(() => [String], {
      description: 'Names that hold words of the search, those words between <em> and </em>, everything else escaped for HTML.',
    })
    highlights!: string[];
    @Field(() => String, { description: 'Where the hit lies in its list; give it as `after`.' }) cursor!: string;
  }

  @ObjectType({ description: 'A page of hits, best first.', simpleResolvers: true })
  class SearchConnection {
    @Field(() => [SearchEdge], { description: 'The hits of the page.' }) edges!: SearchEdge[];
    @Field(() => pageInfo, { description: 'Where the page lies in the list.' }) pageInfo!: object;
    @Field(() => Int, { description: `How many hits there are; counting stops at ${mostHits}.` }) totalCount!: number;
    @Field(() => [SearchFacet], {
      description: 'How many hits there are of each kind, whatever `kinds` asks for; kinds without a hit are left out.',
    })
    facets!: SearchFacet[];
  }

  @ObjectType({ description: 'A concept that a term may mean.', simpleResolvers: true })
  class TermMatch {
    @Field(() => concept, { description: 'The concept.' }) concept!: object;
    @Field(() => matchKind, { description: 'How the term led to it.' }) match!: MatchKind;
    @Field(() => Float, { description: 'How well it fits, 0 to 1; 1 is the name itself or a code.' }) score!: number;
  }

  @ObjectType({ description: 'What a term may mean.', simpleResolvers: true })
  class TermResolution {
    @Field(() => String, { description: 'The term as it was given.' }) text!: string;
    @Field(() => [TermMatch], { description: 'Concepts it may mean, best first, at most 10; empty when nothing is like it.' })
    matches!: TermMatch[];
  }

  @Resolver()
  class SearchResolver {
    @Query(() => concept, {
      nullable: true,
      description: 'The concept that a code of another vocabulary fits best; null when no published concept has it.',
    })
    conceptByCode(
      @Arg('system', () => String, { description: 'Short name of the vocabulary, such as SYMP or ICD10CM, in any case.' }) system: string,
      @Arg('code', () => String, { description: 'The code, exactly as there, without the name of the vocabulary.' }) code: string,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<Shaped | null> {
      return conceptByCode(context, info, system, code);
    }

    @Query(() => SearchConnection, {
      description:
        'Concepts whose names, plain names, synonyms or codes hold the words of a text, in any language, best first. Slips of the pen are forgiven; when no name holds all the words, any of them will do.',
    })
    search(
      @Arg('text', () => String, { description: `Words or a code; no query syntax. ${lookedUpText}` }) text: string,
      @Arg('kinds', () => [conceptKind], { nullable: true, description: 'Only concepts of these kinds.' }) wanted: string[] | null,
      @Arg('first', () => Int, { nullable: true, description: 'How many hits; 25 unless told, at most 200.' }) first: number | null,
      @Arg('after', () => String, { nullable: true, description: 'Cursor of the hit before the page.' }) after: string | null,
      @Arg('locale', () => localeEnum, { nullable: true, description: 'Language whose names come first among the highlights.' })
      locale: Locale | null,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<unknown> {
      return search(context, info, { text, kinds: wanted?.map(kindNamed), locale: locale ?? undefined, first, after });
    }

    @Query(() => [TermResolution], {
      description:
        'What free words mean: for each text the concepts it may stand for, with how they were found. Nothing is ever guessed in silence.',
    })
    resolveTerms(
      @Arg('texts', () => [String], { description: `Terms such as a person would write them, at most 100. ${lookedUpText}` })
      texts: string[],
      @Arg('kind', () => conceptKind, { nullable: true, description: 'Only concepts of this kind.' }) kind: string | null,
      @Arg('locale', () => localeEnum, { nullable: true, description: 'Language of the terms; names of others count a little less.' })
      locale: Locale | null,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<unknown> {
      return resolveTerms(context, info, { texts, kind: kind === null ? undefined : kindNamed(kind), locale: locale ?? undefined });
    }
  }
  return SearchResolver;
}

const matchTexts: Readonly<Record<MatchKind, string>> = {
  CODE: 'The term is a code of the concept.',
  NAME: 'The term is the name.',
  PLAIN_NAME: 'The term is the plain name.',
  EXACT_SYNONYM: 'The term is a synonym that means the same.',
  LAY_SYNONYM: 'The term is what people say who are not clinicians.',
  NARROW_SYNONYM: 'The term is a synonym that means a part of the concept.',
  BROAD_SYNONYM: 'The term is a synonym that means more than the concept.',
  SIMILAR: 'The term is like one of its names: misspelt, in another form, or with other words beside it.',
};
