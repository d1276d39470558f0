import { defineModel } from './language/define-model.ts';
import { careMeasure } from './nodes/care-measure.ts';
import { cause } from './nodes/cause.ts';
import { food } from './nodes/food.ts';
import { mechanism } from './nodes/mechanism.ts';
import { medication } from './nodes/medication.ts';
import { nutrient } from './nodes/nutrient.ts';
import { redFlag } from './nodes/red-flag.ts';
import { source } from './nodes/source.ts';
import { symptom } from './nodes/symptom.ts';
import { actsThrough } from './relations/acts-through.ts';
import { causes } from './relations/causes.ts';
import { contains } from './relations/contains.ts';
import { contraindicatedIn } from './relations/contraindicated-in.ts';
import { hasSideEffect } from './relations/has-side-effect.ts';
import { helpsWith } from './relations/helps-with.ts';
import { interactsWith } from './relations/interacts-with.ts';
import { lackOf } from './relations/lack-of.ts';
import { leadsTo } from './relations/leads-to.ts';
import { palliates } from './relations/palliates.ts';
import { pointsTo } from './relations/points-to.ts';
import { prevents } from './relations/prevents.ts';
import { produces } from './relations/produces.ts';
import { relieves } from './relations/relieves.ts';
import { requires } from './relations/requires.ts';
import { subtypeOf } from './relations/subtype-of.ts';
import { targets } from './relations/targets.ts';
import { treats } from './relations/treats.ts';
import { triggers } from './relations/triggers.ts';
import { worsens } from './relations/worsens.ts';

/** The knowledge model: every kind of record and every predicate. A new one is a file beside the others and its name here. */
export const model = defineModel({
  nodes: [symptom, cause, mechanism, food, nutrient, medication, careMeasure, redFlag, source],
  relations: [
    causes,
    actsThrough,
    leadsTo,
    triggers,
    produces,
    treats,
    palliates,
    relieves,
    prevents,
    helpsWith,
    worsens,
    targets,
    contraindicatedIn,
    interactsWith,
    hasSideEffect,
    contains,
    lackOf,
    subtypeOf,
    requires,
    pointsTo,
  ],
});
