import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, Float, ID, Info, InputType, Int, Query, registerEnumType, Resolver } from 'type-graphql';
import type { Model } from '../../../schema/language/define-model.ts';
import { invariant } from '../../errors.ts';
import { assess, assessLimits, type Presence } from '../../knowledge/reasoning/assess.ts';
import { explain } from '../../knowledge/reasoning/explain.ts';
import { kindsNamed, pathLimits, pathsBetween } from '../../knowledge/reasoning/paths.ts';
import { answerPaths } from '../../knowledge/reasoning/answer-paths.ts';
import { mostHelping } from '../../knowledge/reasoning/what-helps.ts';
import { mostChecked, safetyCheck } from '../../knowledge/reasoning/safety-check.ts';
import type { RequestContext } from '../context.ts';
import { lookedUpText } from '../looked-up-texts.ts';
import { declareObject } from '../derived/declare.ts';
import type { DerivedTypes } from '../derived/types.ts';

/** From findings to causes, and what harms together: the verbs that reason over claims. */
export function reasoningResolver(model: Model, types: DerivedTypes): new () => object {
  const { claim, concept, conceptKind, locale, enumOf } = types;
  const record = (name: string): new () => object => {
    const type = types.records.get(name);
    invariant(type, `The schema has no ${name}.`);
    return type;
  };
  const [urgency, certainty, sex, presence, severity] = ['Urgency', 'Certainty', 'Sex', 'Presence', 'Severity'].map(enumOf) as [
    object,
    object,
    object,
    object,
    object,
  ];
  const verdict = { CONFLICT: 'CONFLICT', CAUTION: 'CAUTION', NO_RECORD: 'NO_RECORD' };
  registerEnumType(verdict, {
    name: 'SafetyVerdict',
    description: 'What is recorded of two things together. No value means that they are safe.',
    valuesConfig: {
      CONFLICT: { description: 'A contraindication or an interaction that is not called mild is recorded.' },
      CAUTION: {
        description:
          'Something milder is recorded, such as that one worsens or brings about the other, or something about a narrower kind of one of the two.',
      },
      NO_RECORD: { description: 'Nothing is recorded. That does not mean safe.' },
    },
  });
  const inLocale = { locale: { type: () => locale, description: 'Language wanted; English unless told.' } };
  const notice = { type: () => String, description: 'What a person must know who reads the answer.', arguments: inLocale };
  const release = { type: () => Int, description: 'The content release that the answer was worked out from.' };
  const isComplete = {
    type: () => Boolean,
    description: 'No: something that was given was not understood, so nothing was looked for about it; `unresolved` names it. Show it.',
  };

  @InputType({ description: 'A code of another vocabulary.' })
  class CodeInput {
    @Field(() => String, { description: 'Short name of the vocabulary, such as HP or OMIM, in any case.' }) system!: string;
    @Field(() => String, { description: 'The code, exactly as there, without the name of the vocabulary.' }) code!: string;
  }

  @InputType({ description: 'Names a concept in exactly one way.' })
  class ConceptRef {
    @Field(() => ID, { nullable: true, description: 'Its id.' }) id!: string | null;
    @Field(() => String, { nullable: true, description: 'Its readable address.' }) slug!: string | null;
    @Field(() => CodeInput, { nullable: true, description: 'A code that it has.' }) code!: CodeInput | null;
    @Field(() => String, {
      nullable: true,
      description: `One of its names in any language. What is only like a name is never taken for it: it is answered in \`unresolved\`, with what may have been meant. ${lookedUpText}`,
    })
    text!: string | null;
  }

  @InputType({ description: 'Something that was looked for.' })
  class FindingInput {
    @Field(() => ConceptRef, { description: 'The symptom.' }) symptom!: ConceptRef;
    @Field(() => presence, { description: 'Whether it is there.' }) presence!: Presence;
  }

  @InputType({ description: 'What is known of a person. Nothing of it is stored or logged; what is left out counts as not known.' })
  class PersonInput {
    @Field(() => Float, { nullable: true, description: 'Age in years, 0 to 130.' }) ageYears!: number | null;
    @Field(() => sex, { nullable: true, description: 'Biological sex.' }) sex!: string | null;
    @Field(() => Boolean, {
      nullable: true,
      description: 'Whether pregnant. Yes counts as the condition of that name too, so what must not be used in pregnancy is looked for.',
    })
    pregnant!: boolean | null;
    @Field(() => [ConceptRef], {
      nullable: true,
      description: `Causes that are known to be there, at most ${assessLimits.others}.`,
    })
    conditions!: ConceptRef[] | null;
    @Field(() => [ConceptRef], { nullable: true, description: `Medications that are taken, at most ${assessLimits.others}.` })
    medications!: ConceptRef[] | null;
  }

  const step = declareObject('PathStep', 'One claim on a way.', {
    claim: { type: () => claim, description: 'The claim.' },
    from: { type: () => concept, description: 'The end that the way comes from.' },
    to: { type: () => concept, description: 'The end that the way goes to.' },
  });
  const path = declareObject('Path', 'A way from one concept to another, claim by claim; no concept comes twice.', {
    hops: { type: () => Int, description: 'How many claims it has.' },
    steps: { type: () => step, list: true, description: 'The claims in order.' },
  });
  const claims = (description: string) => ({ type: () => claim, list: true, description });
  const unresolved = declareObject('UnresolvedTerm', 'Something that was given and not understood; it counted for nothing.', {
    text: { type: () => String, description: 'What was given.' },
    path: {
      type: () => String,
      description: 'Where it was given, such as `findings.0.symptom`; `person.pregnant` where no concept stands for pregnancy.',
    },
    suggestions: { type: () => concept, list: true, description: 'What may have been meant, the likeliest first.' },
  });
  const understood = declareObject('UnderstoodFinding', 'A finding as it was understood.', {
    given: { type: () => String, description: 'What was given.' },
    symptom: { type: () => record('Symptom'), description: 'The symptom it was taken for.' },
    presence: { type: () => presence, description: 'Whether it is there.' },
    match: {
      type: () => String,
      description:
        'How it was found: ID, SLUG, or as `TermMatchKind` says; REPLACED for an id that was merged into, or replaced by, this symptom.',
    },
    score: { type: () => Float, description: 'How well it fits, 0 to 1.' },
  });
  const firedRedFlag = declareObject('FiredRedFlag', 'A rule whose findings are all as it requires.', {
    redFlag: { type: () => record('RedFlag'), description: 'The rule, with its advice.' },
    urgency: { type: () => urgency, description: 'How soon a person should be seen.' },
    findings: { type: () => record('Symptom'), list: true, description: 'The given findings that made it fire.' },
    claims: claims('What the rule requires, with sources.'),
  });
  const medicationEffect = declareObject('MedicationEffect', 'Something that the person takes, and what it may do to the findings.', {
    medication: { type: () => record('Medication'), description: 'What is taken.' },
    findings: { type: () => record('Symptom'), list: true, description: 'The present findings that it may bring about or worsen.' },
    claims: claims(
      'Claims that it, or a class that it belongs to, has a finding as side effect, triggers or worsens it: those of a finding itself first, then of broader and narrower ones.',
    ),
  });
  const warnedHelp = declareObject('WarnedHelp', 'Something that is listed as help, with what warns of it.', {
    help: { type: () => concept, description: 'What is listed as help.' },
    claims: claims('The warnings that concern it, or a class that it belongs to; the surest first.'),
  });
  const candidate = declareObject('Candidate', 'A cause that findings point to.', {
    cause: { type: () => record('Cause'), description: 'The cause.' },
    matchScore: {
      type: () => Float,
      description:
        'How well the findings fit what is claimed of the cause. Not a probability; only the order within one answer means something.',
    },
    supporting: claims(
      'Claims that present findings fit: of a finding itself, a broader or a narrower one, by the cause itself or by a broader cause.',
    ),
    near: claims(
      'Claims that only have something broader in common with a present finding. They count for the cause, but are no evidence of themselves: such a finding may be the opposite of the present one.',
    ),
    conflicting: claims('Claims that absent findings speak against, and claims that deny a present finding.'),
    unasked: claims('What else is claimed of the cause and was not given, the most frequent first, at most 20.'),
    explanation: {
      type: () => path,
      list: true,
      description: 'The ways from the cause through mechanisms to the findings, the shortest first.',
      arguments: { maxHops: { type: () => Int, description: 'How many claims a way may have; 4 unless told, at most 4.' } },
    },
    medications: claims(`Claims that a medication helps with the cause or relieves a finding, the surest first, at most ${mostHelping}.`),
    foods: claims(`Claims that a food helps with the cause or relieves a finding, the surest first, at most ${mostHelping}.`),
    careMeasures: claims(
      `Claims that a care measure helps with the cause or relieves a finding, the surest first, at most ${mostHelping}.`,
    ),
    warnings: claims(
      `Claims that something harms: what brings about, worsens or triggers the cause or must not be used with it, and what of the help does that to a condition or finding of this person or must not be used with what is taken. All that concern what the person takes or the help listed here, which come first, and others up to ${mostHelping}.`,
    ),
    warnedHelp: {
      type: () => warnedHelp,
      list: true,
      description: 'Which of the help listed here a warning concerns, and which: show it with that help, before anybody takes it for good.',
    },
    medicationCount: { type: () => Int, description: 'How many such claims of medications there are, listed or not.' },
    foodCount: { type: () => Int, description: 'How many such claims of foods there are, listed or not.' },
    careMeasureCount: { type: () => Int, description: 'How many such claims of care measures there are, listed or not.' },
    warningCount: { type: () => Int, description: 'How many warnings there are, listed or not.' },
  });
  const nextFinding = declareObject('NextFinding', 'Something worth asking next.', {
    symptom: { type: () => record('Symptom'), description: 'What to ask for.' },
    informationGain: { type: () => Float, description: 'How much the answer would tell the leading causes apart, in bits.' },
  });
  const assessment = declareObject('Assessment', 'What findings point to.', {
    urgency: {
      type: () => urgency,
      nullable: true,
      description: 'The highest of the red flags that fire. Null: no red flag recorded, which does not mean harmless.',
    },
    redFlags: { type: () => firedRedFlag, list: true, description: 'Rules that fire, the most urgent first; apart from the ranking.' },
    medicationEffects: {
      type: () => medicationEffect,
      list: true,
      description:
        'What the person takes that is said to bring about or worsen present findings; apart from the ranking, whatever the certainty. Empty does not mean that nothing that is taken does.',
    },
    candidates: { type: () => candidate, list: true, description: 'Causes that the findings point to, best first; equal scores by id.' },
    nextFindings: {
      type: () => nextFinding,
      list: true,
      description: 'What to ask next, the most telling first; never what was given or follows from it.',
    },
    findings: { type: () => understood, list: true, description: 'What was given, as it was understood.' },
    unresolved: { type: () => unresolved, list: true, description: 'What was given and not understood.' },
    isRanked: { type: () => Boolean, description: 'No: the causes could not be ranked this time; the red flags stand.' },
    isComplete,
    notice,
    contentRelease: release,
  });
  const pair = declareObject('SafetyPair', 'Two things, and what is recorded of them together.', {
    first: { type: () => concept, description: 'One of the two.' },
    second: { type: () => concept, description: 'The other.' },
    verdict: { type: () => verdict, description: 'What is recorded.' },
    severity: { type: () => severity, nullable: true, description: 'How bad the worst of it is; null where no source says.' },
    claim: { type: () => claim, nullable: true, description: 'The claim that weighs most; null when nothing is recorded.' },
    claims: claims('All claims about the two, the worst first: also of their classes, and of broader and narrower kinds.'),
  });
  const report = declareObject('SafetyReport', 'What is recorded of things that come together.', {
    pairs: { type: () => pair, list: true, description: 'Every pair that can harm together, the worst first.' },
    unresolved: { type: () => unresolved, list: true, description: 'What was given and not understood.' },
    isComplete,
    notice,
    contentRelease: release,
  });
  const sentence = declareObject('ExplainedClaim', 'One claim as a sentence.', {
    text: { type: () => String, description: 'The sentence.', arguments: inLocale },
    claim: { type: () => claim, description: 'The claim it says, with its citations.' },
  });
  const explanation = declareObject('Explanation', 'Why a cause brings a symptom about, claim by claim.', {
    sentences: {
      type: () => sentence,
      list: true,
      description: 'What is claimed of the two, the ways through mechanisms, and last what denies it. Empty: nothing is recorded.',
    },
  });

  @Resolver()
  class ReasoningResolver {
    @Query(() => assessment, {
      description:
        'What findings point to: red flags first, then causes with the claims for and against them, and what to ask next. The same question always gets the same answer from one release.',
    })
    assess(
      @Arg('findings', () => [FindingInput], { description: `What was looked for, at most ${assessLimits.findings} findings.` })
      findings: FindingInput[],
      @Arg('person', () => PersonInput, {
        nullable: true,
        description: 'Leaves out claims that hold for others only, and causes that only others can have.',
      })
      person: PersonInput | null,
      @Arg('first', () => Int, {
        nullable: true,
        description: `How many causes; ${assessLimits.standard} unless told, at most ${assessLimits.most}.`,
      })
      first: number | null,
      @Arg('minCertainty', () => certainty, {
        nullable: true,
        description: 'Only claims that are at least as certain as this. Red flags and warnings are shown whatever their certainty.',
      })
      minCertainty: string | null,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<unknown> {
      return assess(context, info, { findings, person, first, minCertainty });
    }

    @Query(() => report, {
      description: 'What is recorded of medications, foods and conditions together, pair by pair. No answer says safe.',
    })
    safetyCheck(
      @Arg('medications', () => [ConceptRef], { nullable: true, description: `Medications; at most ${mostChecked} things in all.` })
      medications: ConceptRef[] | null,
      @Arg('foods', () => [ConceptRef], { nullable: true, description: 'Foods.' }) foods: ConceptRef[] | null,
      @Arg('conditions', () => [ConceptRef], { nullable: true, description: 'Causes that are there, life states included.' })
      conditions: ConceptRef[] | null,
      @Arg('person', () => PersonInput, {
        nullable: true,
        description: 'Leaves out claims that hold for others only; conditions and medications of the person are checked too.',
      })
      person: PersonInput | null,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<unknown> {
      return safetyCheck(context, info, { medications, foods, conditions, person });
    }

    @Query(() => [path], {
      description:
        'Ways between two concepts, the shortest first and among equals the surest: chains of claims that are all read from subject to object, or all the other way.',
    })
    async paths(
      @Arg('from', () => ID, { description: 'Id of the concept that the ways start at.' }) from: string,
      @Arg('to', () => ID, { description: 'Id of the concept that they lead to.' }) to: string,
      @Arg('via', () => [conceptKind], { nullable: true, description: 'Kinds that must each be on the way, between the ends.' })
      via: string[] | null,
      @Arg('maxHops', () => Int, { nullable: true, description: `How many claims a way may have; at most ${pathLimits.hops}.` })
      maxHops: number | null,
      @Arg('first', () => Int, {
        nullable: true,
        description: `How many ways; ${pathLimits.standard} unless told, at most ${pathLimits.most}.`,
      })
      first: number | null,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<object[]> {
      const found = await pathsBetween(context, { from, to, via: kindsNamed(model.concepts, via ?? []), maxHops, first });
      return answerPaths(context, info, found);
    }

    @Query(() => explanation, {
      description: 'Why a cause brings a symptom about, in sentences that each say one claim with its citations and nothing else.',
    })
    explain(
      @Arg('cause', () => ID, { description: 'Id of the cause.' }) cause: string,
      @Arg('symptom', () => ID, { description: 'Id of the symptom.' }) symptom: string,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<unknown> {
      return explain(context, info, cause, symptom);
    }
  }
  return ReasoningResolver;
}
