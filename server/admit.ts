import type { Request, RequestHandler, Response } from 'express';
import type { Model } from '../schema/language/define-model.ts';
import { invariant } from './errors.ts';
import { previewOf, readPreviewHeader } from './editorial/change-sets/preview.ts';
import { type RequestContext, requestContext } from './graphql/context.ts';
import type { Identity } from './identity/identity.ts';
import type { Reasoner } from './knowledge/reasoning/reasoner.ts';
import { identify, type Requester } from './identity/identify.ts';
import { mayDo, refusalOf } from './identity/policy.ts';

/** The door of the API: who sends a request is found out, or the request refused, before its body is read. */
export function admission(
  model: Model,
  identity: Identity,
  reasoner: Reasoner,
  report: (error: unknown) => void,
): { admit: RequestHandler; contextOf: (request: Request, response: Response) => RequestContext } {
  const requesters = new WeakMap<Request, Requester>();
  return {
    admit(request, _response, next) {
      identify(identity, { headers: request.headers, address: request.ip ?? '', isSecure: request.secure })
        .then((requester) => {
          requesters.set(request, requester);
          refusePreview(identity, requester, request);
        })
        .then(() => next(), next);
    },
    contextOf(request, response) {
      const requester = requesters.get(request);
      invariant(requester, 'A request came in by another door.');
      const changeSet = readPreviewHeader(request.get(previewHeader));
      const preview = changeSet === undefined ? undefined : previewOf(model, identity.database, changeSet);
      return requestContext({
        model,
        identity,
        requester,
        preview,
        reasoner,
        report,
        setCookie: (header) => void response.append('set-cookie', header),
      });
    },
  };
}

const previewHeader = 'x-preview-change-set';

/** What is not published is shown to those who may see it, and the rest is told before anything is read. */
function refusePreview(identity: Identity, { caller }: Requester, request: Request): void {
  if (readPreviewHeader(request.get(previewHeader)) === undefined) return;
  if (!mayDo(caller, 'PREVIEW_CHANGE_SETS', identity.config)) throw refusalOf(caller, 'PREVIEW_CHANGE_SETS');
}
