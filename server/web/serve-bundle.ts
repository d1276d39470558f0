import { relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyPluginAsync } from 'fastify';
import type { BuiltBundle } from './prepare-bundle.ts';

/**
 * What a page of ours may load: nothing from elsewhere, no inline script. Editors and component libraries set styles as they go, and
 * the editor's fonts are in its style sheet.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Hands out a build under the path it is mounted at: its page, and files that never change under names that hold their hash. */
export const serveBundle =
  ({ path, folder }: BuiltBundle): FastifyPluginAsync =>
  async (app) => {
    // Whoever asks for what lies outside is told what everybody is told.
    app.setErrorHandler<FastifyError>((error, _request, reply) => {
      if (error.statusCode !== 403) throw error;
      reply.callNotFound();
    });
    await app.register(fastifyStatic, {
      root: folder,
      prefix: `${path}/`,
      // Those that `compressFolder` made.
      preCompressed: true,
      cacheControl: false,
      setHeaders(response, file) {
        const isHashed = relative(folder, file).startsWith(`assets${sep}`);
        response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        if (/\.html(\.gz)?$/.test(file)) response.header('content-security-policy', contentSecurityPolicy);
      },
    });
    app.get(path, (_request, reply) => reply.sendFile('index.html'));
  };
