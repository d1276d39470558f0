import { vocabulary } from '../../schema/language/field.ts';

/** What people may do; a person has one or more of them. */
export const roles = vocabulary('Role', 'What a person may do; a person may have several.', {
  READER: 'Reads what is published where reading needs an account.',
  EDITOR: 'Proposes changes.',
  REVIEWER: 'Approves changes of others, or asks for more.',
  PUBLISHER: 'Publishes what was approved.',
  ADMIN: 'Manages accounts and API keys and reads the audit log; neither edits, reviews nor publishes by that.',
});
export type Role = keyof typeof roles.values;

/** What an API key may do. */
export const scopes = vocabulary('ApiKeyScope', 'What an API key may do.', {
  READ: 'Read what is published.',
  REPORT: 'Report problems.',
});
export type Scope = keyof typeof scopes.values;

/** How many requests an API key may send; the numbers are settings. */
export const rateClasses = vocabulary(
  'RateClass',
  'How many requests an API key may send a minute; the numbers are settings of the server.',
  {
    STANDARD: 'What most apps need.',
    HIGH: 'For apps with many readers.',
    UNLIMITED: 'No limit; for programs of the own house.',
  },
);
export type RateClass = keyof typeof rateClasses.values;
