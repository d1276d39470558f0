import { vocabulary } from './field.ts';

/** The closed vocabularies that more than one type uses. A vocabulary of one type lives in that type's file. */
export const synonymKind = vocabulary('SynonymKind', 'How close a synonym is to the name.', {
  EXACT: 'Means the same.',
  BROAD: 'Means more than the concept.',
  NARROW: 'Means a part of the concept.',
  LAY: 'What people say who are not clinicians.',
});

export const localeChoice = vocabulary('Locale', 'A language of the texts.', {
  en: 'English; complete.',
  zh: 'Chinese (simplified); may lag behind English.',
});

export const codeMatch = vocabulary('CodeMatch', 'How well a code of another vocabulary fits the concept.', {
  EXACT: 'The code means the concept.',
  CLOSE: 'The code means nearly the concept.',
  BROAD: 'The code means more than the concept.',
  NARROW: 'The code means a part of the concept.',
});

export const certainty = vocabulary('Certainty', 'How sure the evidence makes us that a claim holds (GRADE levels).', {
  HIGH: 'Further research is very unlikely to change the claim.',
  MODERATE: 'Further research may change the claim.',
  LOW: 'Further research is likely to change the claim.',
  VERY_LOW: 'The claim is very uncertain.',
  UNGRADED: 'Nobody has graded the evidence yet.',
});

export const knowledgeLevel = vocabulary('KnowledgeLevel', 'Which kind of knowledge a claim is (Biolink).', {
  ASSERTION: 'Somebody states it as known.',
  STATISTICAL: 'It is an association found in data.',
  PREDICTION: 'It is predicted, and not yet observed.',
});

export const agent = vocabulary('Agent', 'Who made a claim (Biolink).', {
  HUMAN: 'A person curated it.',
  AUTOMATED: 'A program took it from a data set.',
});

export const sex = vocabulary('Sex', 'Biological sex, where a claim or a person depends on it.', {
  FEMALE: 'Female.',
  MALE: 'Male.',
});

export const stance = vocabulary('Stance', 'What a citation says about a claim.', {
  SUPPORTS: 'The source says so.',
  REFUTES: 'The source says otherwise.',
});

export const severity = vocabulary('Severity', 'How bad it is.', {
  SEVERE: 'Dangerous or disabling.',
  MODERATE: 'Limits daily life or needs attention.',
  MILD: 'Noticed, without limiting daily life.',
});

export const onset = vocabulary('Onset', 'How soon it comes.', {
  IMMEDIATE: 'Within minutes.',
  HOURS: 'Within hours.',
  DAYS: 'Within days.',
  WEEKS: 'Within weeks.',
  GRADUAL: 'Slowly, over months or years.',
});

export const effect = vocabulary('Effect', 'In which direction one thing changes another.', {
  INCREASES: 'More of it, or stronger.',
  DECREASES: 'Less of it, or weaker.',
  CHANGES: 'Different, with no direction given.',
});

export const efficacy = vocabulary('Efficacy', 'How well something is known to work.', {
  ESTABLISHED: 'Known to work.',
  LIKELY: 'Probably works.',
  UNCERTAIN: 'Not known whether it works.',
  INEFFECTIVE: 'Known not to work; only a negated claim may say so.',
});

export const guidance = vocabulary('Guidance', 'Whom a person should ask before using it.', {
  SELF_CARE: 'A person may do this without asking anybody.',
  PHARMACIST_ADVICE: 'Ask a pharmacist first.',
  UNDER_MEDICAL_GUIDANCE: 'Only under the guidance of a doctor.',
  PRESCRIPTION_ONLY: 'Only on prescription.',
});

export const presence = vocabulary('Presence', 'Whether a finding is there.', {
  PRESENT: 'It is there.',
  ABSENT: 'It was looked for and is not there.',
  UNKNOWN: 'Not known; changes nothing.',
});

export const urgency = vocabulary('Urgency', 'How soon a person should be seen.', {
  EMERGENCY: 'Call the emergency services now.',
  URGENT: 'Be seen today.',
  SOON: 'See a doctor within days.',
  ROUTINE: 'See a doctor at the next occasion.',
  SELF_CARE: 'Can be cared for at home.',
});
