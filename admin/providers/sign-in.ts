import {
  changePasswordDocument,
  confirmTotpDocument,
  type Credentials,
  enrolTotpDocument,
  type SignInAnswer,
  signInDocument,
  signOutDocument,
  type TotpSecret,
  type Viewer,
} from './account-documents.ts';
import { askServer } from './ask-server.ts';

// A refused password must not open the dialog that asks for a password.
const here = { waitsForSession: false } as const;

export const signIn = async (credentials: Credentials): Promise<SignInAnswer> =>
  (await askServer(signInDocument, credentials, here)).signIn;

export const signOut = async (): Promise<void> => void (await askServer(signOutDocument, {}, here));

export const changePassword = async (currentPassword: string, newPassword: string): Promise<Viewer> =>
  (await askServer(changePasswordDocument, { currentPassword, newPassword }, here)).changePassword;

export const enrolTotp = async (): Promise<TotpSecret> => (await askServer(enrolTotpDocument, {}, here)).enrolTotp;

export const confirmTotp = async (code: string): Promise<{ readonly codes: readonly string[]; readonly viewer: Viewer }> =>
  (await askServer(confirmTotpDocument, { code }, here)).confirmTotp;
