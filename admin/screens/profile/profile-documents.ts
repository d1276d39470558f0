import { type Viewer, viewerFields } from '../../providers/account-documents.ts';
import { graphDocument } from '../../providers/document.ts';

export interface OwnSession {
  readonly id: string;
  readonly client: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly isCurrent: boolean;
}

export const sessionsDocument = graphDocument<{ readonly sessions: readonly OwnSession[] }>(
  'query Sessions { sessions { id client createdAt usedAt isCurrent } }',
);
export const endSessionDocument = graphDocument<{ readonly endSession: boolean }, { readonly id: string }>(
  'mutation EndSession($id: ID!) { endSession(id: $id) }',
);
export const changeOwnNameDocument = graphDocument<{ readonly changeOwnName: Viewer }, { readonly name: string }>(
  `mutation ChangeOwnName($name: String!) { changeOwnName(name: $name) { ${viewerFields} } }`,
);
export const disableTotpDocument = graphDocument<{ readonly disableTotp: Viewer }, { readonly code: string }>(
  `mutation DisableTotp($code: String!) { disableTotp(code: $code) { ${viewerFields} } }`,
);
export const newRecoveryCodesDocument = graphDocument<
  { readonly newRecoveryCodes: { readonly codes: readonly string[] } },
  { readonly code: string }
>('mutation NewRecoveryCodes($code: String!) { newRecoveryCodes(code: $code) { codes } }');
