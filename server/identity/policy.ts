import { vocabulary } from '../../schema/language/field.ts';
import type { Caller, SetupStep } from './caller.ts';
import { forbidden, type KnowledgeError, unauthenticated } from '../errors.ts';
import { type Role, roles, type Scope } from './roles.ts';

/** Who may do one thing. What a caller who names nobody may do, everybody may. */
interface Rule {
  readonly description: string;
  readonly anonymous: 'YES' | 'NO' | 'WHILE_READING_IS_OPEN';
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  /** The steps of setting up an account during which its owner may do this already. */
  readonly during: readonly SetupStep[];
}

const everyRole = Object.keys(roles.values) as Role[];
const nobody = { anonymous: 'NO', roles: [], scopes: [], during: [] } as const;

/** The policy: each action with who may do it. Every root field of the API names one of them; API and panel read nothing else. */
const rules = {
  READ_PUBLISHED: {
    ...nobody,
    description: 'Read what is published.',
    anonymous: 'WHILE_READING_IS_OPEN',
    roles: everyRole,
    scopes: ['READ'],
  },
  REPORT_PROBLEM: { ...nobody, description: 'Report a problem with a record.', roles: everyRole, scopes: ['REPORT'] },
  SIGN_IN: { ...nobody, description: 'Sign in.', anonymous: 'YES' },
  SIGN_OUT: { ...nobody, description: 'Sign out.', anonymous: 'YES' },
  READ_VIEWER: { ...nobody, description: 'Ask who one is and what one may do.', anonymous: 'YES' },
  CHANGE_OWN_PASSWORD: { ...nobody, description: 'Change the own password.', roles: everyRole, during: ['NEW_PASSWORD'] },
  ENROL_TOTP: { ...nobody, description: 'Add a second factor to the own account.', roles: everyRole, during: ['TOTP_ENROLMENT'] },
  CHANGE_OWN_ACCOUNT: { ...nobody, description: 'Change other settings of the own account.', roles: everyRole },
  READ_CHANGE_SETS: { ...nobody, description: 'Read what is proposed.', roles: ['EDITOR', 'REVIEWER', 'PUBLISHER'] },
  PREVIEW_CHANGE_SETS: {
    ...nobody,
    description: 'Read as if a change set were published.',
    roles: ['EDITOR', 'REVIEWER', 'PUBLISHER'],
  },
  EDIT_CHANGE_SETS: { ...nobody, description: 'Propose changes.', roles: ['EDITOR'] },
  REVIEW_CHANGE_SETS: { ...nobody, description: 'Approve changes of others, or ask for more.', roles: ['REVIEWER'] },
  PUBLISH_CHANGE_SETS: { ...nobody, description: 'Publish what was approved, or send it back.', roles: ['PUBLISHER'] },
  MANAGE_USERS: { ...nobody, description: 'Make, change and suspend accounts.', roles: ['ADMIN'] },
  MANAGE_API_KEYS: { ...nobody, description: 'Make and revoke API keys.', roles: ['ADMIN'] },
  READ_AUDIT: { ...nobody, description: 'Read the audit log.', roles: ['ADMIN'] },
} as const satisfies Readonly<Record<string, Rule>>;

export type Action = keyof typeof rules;

/** The actions with what each is, as the API names them. */
export const actions = vocabulary(
  'Action',
  'What a caller may be allowed to do.',
  Object.fromEntries(Object.entries(rules).map(([name, { description }]) => [name, description])) as Record<Action, string>,
);

/** The action that each hand-written root field needs. A field that is missing here stops the start. */
export const fieldActions: Readonly<Record<string, Action>> = {
  node: 'READ_PUBLISHED',
  nodes: 'READ_PUBLISHED',
  claim: 'READ_PUBLISHED',
  contentRelease: 'READ_PUBLISHED',
  releases: 'READ_PUBLISHED',
  search: 'READ_PUBLISHED',
  resolveTerms: 'READ_PUBLISHED',
  assess: 'READ_PUBLISHED',
  safetyCheck: 'READ_PUBLISHED',
  paths: 'READ_PUBLISHED',
  explain: 'READ_PUBLISHED',
  conceptByCode: 'READ_PUBLISHED',
  changes: 'READ_PUBLISHED',
  history: 'READ_PUBLISHED',
  recordAt: 'READ_PUBLISHED',
  neighbourhood: 'READ_PUBLISHED',
  contentNumbers: 'READ_PUBLISHED',
  difference: 'READ_PUBLISHED',

  viewer: 'READ_VIEWER',
  signIn: 'SIGN_IN',
  signOut: 'SIGN_OUT',
  changePassword: 'CHANGE_OWN_PASSWORD',
  enrolTotp: 'ENROL_TOTP',
  confirmTotp: 'ENROL_TOTP',
  disableTotp: 'CHANGE_OWN_ACCOUNT',
  newRecoveryCodes: 'CHANGE_OWN_ACCOUNT',
  sessions: 'CHANGE_OWN_ACCOUNT',
  endSession: 'CHANGE_OWN_ACCOUNT',
  changeOwnName: 'CHANGE_OWN_ACCOUNT',

  user: 'MANAGE_USERS',
  users: 'MANAGE_USERS',
  createUser: 'MANAGE_USERS',
  setRoles: 'MANAGE_USERS',
  suspendUser: 'MANAGE_USERS',
  activateUser: 'MANAGE_USERS',
  resetPassword: 'MANAGE_USERS',
  resetTotp: 'MANAGE_USERS',

  apiKeys: 'MANAGE_API_KEYS',
  createApiKey: 'MANAGE_API_KEYS',
  revokeApiKey: 'MANAGE_API_KEYS',

  auditLog: 'READ_AUDIT',
  auditState: 'READ_AUDIT',

  changeSet: 'READ_CHANGE_SETS',
  changeSets: 'READ_CHANGE_SETS',
  reviewQueue: 'READ_CHANGE_SETS',
  checkChangeSet: 'READ_CHANGE_SETS',
  comment: 'READ_CHANGE_SETS',
  assign: 'READ_CHANGE_SETS',
  openChangeSet: 'EDIT_CHANGE_SETS',
  renameChangeSet: 'EDIT_CHANGE_SETS',
  putEdit: 'EDIT_CHANGE_SETS',
  putEdits: 'EDIT_CHANGE_SETS',
  checkRecords: 'EDIT_CHANGE_SETS',
  retire: 'EDIT_CHANGE_SETS',
  dropEdit: 'EDIT_CHANGE_SETS',
  submitChangeSet: 'EDIT_CHANGE_SETS',
  recall: 'EDIT_CHANGE_SETS',
  withdraw: 'EDIT_CHANGE_SETS',
  restore: 'EDIT_CHANGE_SETS',
  merge: 'EDIT_CHANGE_SETS',
  rebase: 'EDIT_CHANGE_SETS',
  dueForReview: 'READ_CHANGE_SETS',
  workbench: 'READ_CHANGE_SETS',
  recordTitles: 'READ_CHANGE_SETS',
  openEdits: 'READ_CHANGE_SETS',
  closeProblem: 'READ_CHANGE_SETS',
  reportProblem: 'REPORT_PROBLEM',
  review: 'REVIEW_CHANGE_SETS',
  sendBack: 'PUBLISH_CHANGE_SETS',
  publishChangeSet: 'PUBLISH_CHANGE_SETS',
  cancelSchedule: 'PUBLISH_CHANGE_SETS',
};

/** What of the configuration the policy depends on. */
export interface PolicySettings {
  readonly requiresApiKey: boolean;
}

/** Whether the caller may do this. */
export function mayDo(caller: Caller, action: Action, { requiresApiKey }: PolicySettings): boolean {
  const rule: Rule = rules[action];
  if (rule.anonymous === 'YES' || (rule.anonymous === 'WHILE_READING_IS_OPEN' && !requiresApiKey)) return true;
  switch (caller.kind) {
    case 'ANONYMOUS':
      return false;
    case 'API_KEY':
      return rule.scopes.some((scope) => caller.key.scopes.includes(scope));
    case 'USER':
      if (caller.setup !== null && !rule.during.includes(caller.setup)) return false;
      return rule.roles.some((role) => caller.user.roles.includes(role));
  }
}

/** Everything the caller may do, in the order of the table. */
export const allowedActions = (caller: Caller, settings: PolicySettings): Action[] =>
  (Object.keys(rules) as Action[]).filter((action) => mayDo(caller, action, settings));

/** Why the caller may not do this, and what would help. */
export function refusalOf(caller: Caller, action: Action): KnowledgeError {
  const rule: Rule = rules[action];
  const what = `${action} (${rule.description.slice(0, -1).toLowerCase()})`;
  const keyHelps = rule.scopes.length > 0 ? `an API key with the scope ${rule.scopes.join(' or ')}` : undefined;
  switch (caller.kind) {
    case 'ANONYMOUS':
      return unauthenticated(`${what} needs an account${keyHelps ? ` or ${keyHelps}` : ''}. Sign in${keyHelps ? ' or send the key' : ''}.`);
    case 'API_KEY':
      return forbidden(`${what} needs ${keyHelps ?? 'a person who is signed in'}; this API key has ${caller.key.scopes.join(', ')}.`);
    case 'USER':
      if (caller.setup === 'NEW_PASSWORD') return forbidden('Your password was given to you. Change it before anything else.');
      if (caller.setup === 'TOTP_ENROLMENT') return forbidden('Your role needs a second factor. Add one before anything else.');
      return forbidden(`${what} needs the role ${rule.roles.join(' or ')}; you have ${caller.user.roles.join(', ')}. Ask an admin.`);
  }
}
