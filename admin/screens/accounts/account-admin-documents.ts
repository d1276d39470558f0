import { graphDocument } from '../../providers/document.ts';
import type { ConnectionPage } from '../../providers/use-answer.ts';

/** What people may do, in the order of the policy. */
export const roleNames = ['READER', 'EDITOR', 'REVIEWER', 'PUBLISHER', 'ADMIN'] as const;

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly state: 'ACTIVE' | 'SUSPENDED';
  readonly hasTotp: boolean;
  readonly mustChangePassword: boolean;
  readonly createdAt: string;
}

const account = 'id email name roles state hasTotp mustChangePassword createdAt';

export const accountsDocument = graphDocument<
  { readonly users: ConnectionPage<Account> },
  {
    readonly text?: string | undefined;
    readonly role?: string | undefined;
    readonly state?: string | undefined;
    readonly after?: string | undefined;
  }
>(`query Accounts($text: String, $role: Role, $state: UserState, $after: String) {
  users(text: $text, role: $role, state: $state, after: $after) { edges { node { ${account} } } pageInfo { hasNextPage endCursor } totalCount } }`);

export interface WithPassword {
  readonly user: Account;
  readonly oneTimePassword: string | null;
}

export const createUserDocument = graphDocument<
  { readonly createUser: WithPassword },
  { readonly email: string; readonly name: string; readonly roles: readonly string[]; readonly mutation: string }
>(`mutation CreateUser($email: String!, $name: String!, $roles: [Role!]!, $mutation: String) {
  createUser(email: $email, name: $name, roles: $roles, clientMutationId: $mutation) { user { ${account} } oneTimePassword } }`);

export const setRolesDocument = graphDocument<{ readonly setRoles: Account }, { readonly id: string; readonly roles: readonly string[] }>(
  `mutation SetRoles($id: ID!, $roles: [Role!]!) { setRoles(id: $id, roles: $roles) { ${account} } }`,
);

interface ById {
  readonly id: string;
}
export const suspendUserDocument = graphDocument<{ readonly suspendUser: Account }, ById>(
  `mutation SuspendUser($id: ID!) { suspendUser(id: $id) { ${account} } }`,
);
export const activateUserDocument = graphDocument<{ readonly activateUser: Account }, ById>(
  `mutation ActivateUser($id: ID!) { activateUser(id: $id) { ${account} } }`,
);
export const resetPasswordDocument = graphDocument<{ readonly resetPassword: WithPassword }, ById>(
  `mutation ResetPassword($id: ID!) { resetPassword(id: $id) { user { ${account} } oneTimePassword } }`,
);
export const resetTotpDocument = graphDocument<{ readonly resetTotp: Account }, ById>(
  `mutation ResetTotp($id: ID!) { resetTotp(id: $id) { ${account} } }`,
);

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly rateClass: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

const key = 'id name prefix scopes rateClass createdAt lastUsedAt revokedAt';

export const scopeNames = ['READ', 'REPORT'] as const;
export const rateClassNames = ['STANDARD', 'HIGH', 'UNLIMITED'] as const;

export const apiKeysDocument = graphDocument<{ readonly apiKeys: readonly ApiKey[] }>(`query ApiKeys { apiKeys { ${key} } }`);

export const createApiKeyDocument = graphDocument<
  { readonly createApiKey: { readonly apiKey: ApiKey; readonly secret: string | null } },
  { readonly name: string; readonly scopes: readonly string[]; readonly rateClass: string; readonly mutation: string }
>(`mutation CreateApiKey($name: String!, $scopes: [ApiKeyScope!]!, $rateClass: RateClass, $mutation: String) {
  createApiKey(name: $name, scopes: $scopes, rateClass: $rateClass, clientMutationId: $mutation) { apiKey { ${key} } secret } }`);

export const revokeApiKeyDocument = graphDocument<{ readonly revokeApiKey: ApiKey }, ById>(
  `mutation RevokeApiKey($id: ID!) { revokeApiKey(id: $id) { ${key} } }`,
);
