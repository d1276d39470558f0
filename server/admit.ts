import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
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
): { admit: onRequestAsyncHookHandler; contextOf: (request: FastifyRequest, reply: FastifyReply) => RequestContext } {
  const requesters = new WeakMap<FastifyRequest, Requester>();
  return {
    async admit(request) {
      const { headers, ip, protocol } = request;
      const requester = await identify(identity, { headers, address: ip, isSecure: protocol === 'https' });
      requesters.set(request, requester);
      refusePreview(identity, requester, request);
    },
    contextOf(request, reply) {
      const requester = requesters.get(request);
      invariant(requester, 'A request came in by another door.');
      const changeSet = previewIn(request);
      const preview = changeSet === undefined ? undefined : previewOf(model, identity.database, changeSet);
      return requestContext({
        model,
        identity,
        requester,
        preview,
        reasoner,
        report,
        setCookie: (header) => void reply.header('set-cookie', header),
      });
    },
  };
}

const previewIn = ({ headers }: FastifyRequest) => readPreviewHeader([headers['x-preview-change-set']].flat()[0]);

/** What is not published is shown to those who may see it, and the rest is told before anything is read. */
function refusePreview(identity: Identity, { caller }: Requester, request: FastifyRequest): void {
  if (previewIn(request) === undefined) return;
  if (!mayDo(caller, 'PREVIEW_CHANGE_SETS', identity.config)) throw refusalOf(caller, 'PREVIEW_CHANGE_SETS');
}
