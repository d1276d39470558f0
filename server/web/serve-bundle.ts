import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
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
export async function serveBundle({ folder }: BuiltBundle): Promise<Router> {
  const compressed = await compressedFilesOf(folder);
  const router = Router();
  router.use(preferCompressed(compressed));
  router.use(
    express.static(folder, {
      redirect: false,
      cacheControl: false,
      setHeaders: (response, file) => {
        const isHashed = relative(folder, file).startsWith(`assets${sep}`);
        response.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        response.set('Vary', 'Accept-Encoding');
        if (/\.html(\.gz)?$/.test(file)) response.set('Content-Security-Policy', contentSecurityPolicy);
      },
    }),
  );
  return router;
}

/** Sends the copy that `compressFolder` made to whoever can read it. */
const preferCompressed =
  (compressed: ReadonlySet<string>): RequestHandler =>
  (request, response, next) => {
    const path = request.path === '/' ? '/index.html' : request.path;
    const isCompressed = compressed.has(path) && request.acceptsEncodings('gzip') !== false;
    if (isCompressed) response.type(extname(path)).set('Content-Encoding', 'gzip');
    request.url = isCompressed ? `${path}.gz` : path;
    next();
  };

async function compressedFilesOf(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.gz'))
      .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/').slice(0, -'.gz'.length)}`),
  );
}
