import { graphDocument } from './document.ts';

/** What the server's policy can allow; the panel shows what the viewer may do, and the server decides again. */
export type Action =
  | 'READ_PUBLISHED'
  | 'REPORT_PROBLEM'
  | 'CHANGE_OWN_PASSWORD'
  | 'ENROL_TOTP'
  | 'CHANGE_OWN_ACCOUNT'
  | 'READ_CHANGE_SETS'
  | 'PREVIEW_CHANGE_SETS'
  | 'EDIT_CHANGE_SETS'
  | 'REVIEW_CHANGE_SETS'
  | 'PUBLISH_CHANGE_SETS'
  | 'MANAGE_USERS'
  | 'MANAGE_API_KEYS'
  | 'READ_AUDIT';

/** What is still to do before an account may do what its roles say. */
export type SignInStep = 'TOTP_CODE' | 'NEW_PASSWORD' | 'TOTP_ENROLMENT';

export interface Viewer {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly hasTotp: boolean } | null;
  readonly roles: readonly string[];
  readonly can: readonly Action[];
  readonly needs: SignInStep | null;
}

/** The fields of `Viewer`, for documents that answer one. */
export const viewerFields = 'user { id name email hasTotp } roles can needs';

export const viewerDocument = graphDocument<{ viewer: Viewer }>(`query Viewer { viewer { ${viewerFields} } }`);

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly totpCode?: string | undefined;
}

export interface SignInAnswer {
  readonly needs: SignInStep | null;
  readonly viewer: Viewer;
}

export interface TotpSecret {
  readonly secret: string;
  readonly uri: string;
}

export const signInDocument = graphDocument<{ signIn: SignInAnswer }, Credentials>(
  `mutation SignIn($email: String!, $password: String!, $totpCode: String) {
    signIn(email: $email, password: $password, totpCode: $totpCode) { needs viewer { ${viewerFields} } } }`,
);
export const signOutDocument = graphDocument<{ signOut: boolean }>('mutation SignOut { signOut }');
export const changePasswordDocument = graphDocument<{ changePassword: Viewer }, { currentPassword: string; newPassword: string }>(
  `mutation ChangePassword($currentPassword: String!, $newPassword: String!) {
    changePassword(currentPassword: $currentPassword, newPassword: $newPassword) { ${viewerFields} } }`,
);
export const enrolTotpDocument = graphDocument<{ enrolTotp: TotpSecret }>('mutation EnrolTotp { enrolTotp { secret uri } }');
export const confirmTotpDocument = graphDocument<{ confirmTotp: { codes: readonly string[]; viewer: Viewer } }, { code: string }>(
  `mutation ConfirmTotp($code: String!) { confirmTotp(code: $code) { codes viewer { ${viewerFields} } } }`,
);
