import { randomUUID } from 'node:crypto';
import type { Model } from '../../schema/language/define-model.ts';
import type { Actor } from '../audit/audit.ts';
import type { Preview } from '../editorial/change-sets/preview.ts';
import type { Editor, Editorial } from '../editorial/editorial.ts';
import { invariant } from '../errors.ts';
import type { Caller, UserCaller } from '../identity/caller.ts';
import type { Identity } from '../identity/identity.ts';
import type { Requester } from '../identity/identify.ts';
import { type Role, roles } from '../identity/roles.ts';
import type { Reasoner } from '../knowledge/reasoning/reasoner.ts';
import type { Reading } from '../knowledge/select/select.ts';

/** What resolvers get with each request. */
export interface RequestContext extends Reading {
  /** Counted once the operation is known; what the answer says as its cost. */
  records: number | undefined;
  /** Counted with it: how many values the answer may hold. */
  values: number | undefined;
  /** Content releases that the statements of this request read; more than one when a publish came in between. */
  readonly releases: Set<number>;
  /** Names the request in errors and logs. */
  readonly requestId: string;
  /** Who sent the request. Whether that is enough for a field is decided before its resolver runs. */
  readonly caller: Caller;
  readonly requester: Requester;
  /** Accounts and sessions, with the database to write to and the clock. */
  readonly identity: Identity;
  /** What the answer is read from when it is to show a change set as if it were published. */
  readonly preview: Preview | undefined;
  /** Ranks causes in a thread of its own. */
  readonly reasoner: Reasoner;
  /** Told of our own mistakes. */
  readonly report: (error: unknown) => void;
  /** Adds a Set-Cookie header to the answer. */
  readonly setCookie: (header: string) => void;
}

export interface Request {
  readonly model: Model;
  readonly identity: Identity;
  readonly requester: Requester;
  readonly preview: Preview | undefined;
  readonly reasoner: Reasoner;
  readonly report: (error: unknown) => void;
  readonly setCookie: (header: string) => void;
}

/** A fresh context for one request. */
export function requestContext({ model, identity, requester, preview, reasoner, report, setCookie }: Request): RequestContext {
  const releases = new Set<number>();
  return {
    requestId: randomUUID(),
    model,
    runner: preview ?? identity.database,
    preview,
    releases,
    records: undefined,
    values: undefined,
    sawRelease: (release) => void releases.add(release),
    caller: requester.caller,
    requester,
    identity,
    reasoner,
    report,
    setCookie,
  };
}

/** The context of a question that the server asks itself; it may read everything that a person may. */
export const ownContext = (model: Model, identity: Identity, reasoner: Reasoner, report: Request['report']): RequestContext =>
  requestContext({
    model,
    identity,
    requester: { caller: ownCaller, network: '', client: 'server', isSecure: true, isForeign: false },
    preview: undefined,
    reasoner,
    report,
    setCookie: () => {},
  });

/** Nobody signs in as this: no account has it. */
const ownCaller: UserCaller = {
  kind: 'USER',
  user: {
    id: 'server',
    email: '',
    name: 'Aetia',
    roles: Object.keys(roles.values) as Role[],
    state: 'ACTIVE',
    hasTotp: false,
    mustChangePassword: false,
    createdAt: '',
  },
  sessionId: '',
  setup: null,
};

/** The person who is signed in, where the policy lets nobody else through. */
export function userOf({ caller }: RequestContext): UserCaller {
  invariant(caller.kind === 'USER', 'A field for people was reached by somebody else.');
  return caller;
}

/** Who edits, with the name that others see. */
export function editorOf(context: RequestContext): Editor {
  const { user } = userOf(context);
  return { id: user.id, name: user.name, client: context.requester.client };
}

/** What editorial work needs. It reads and writes what is stored, whatever a preview shows. */
export const editorialOf = ({ model, identity: { database, now } }: RequestContext): Editorial => ({ model, database, now });

/** Whoever sent the request, as the audit log names them. */
export function actorOf({ caller, requester }: RequestContext): Actor {
  const id = caller.kind === 'USER' ? caller.user.id : caller.kind === 'API_KEY' ? caller.key.id : null;
  return { id, client: requester.client };
}
