import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { bundles } from '../../server/web/bundles.ts';
import { prepareBundles } from '../../server/web/prepare-bundle.ts';
import { useDatabase } from '../support/database.ts';

const database = await useDatabase();
const web = await prepareBundles(bundles, { report: () => {} });
const server = await (await createApp({ database, config: readConfig({}), web })).listen(0, '127.0.0.1');
afterAll(() => server.close());

const headersOf = ({ headers }: Response, ...names: string[]): (string | null)[] => names.map((name) => headers.get(name));

/** The files that a page names. */
const filesNamedBy = (page: string): string[] => [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');

it.each(bundles.map(({ path }) => path))(
  'answers %s with a page that may load nothing from elsewhere and lie in no frame',
  async (path) => {
    const response = await fetch(server.url + path);
    expect(response.status).toBe(200);
    expect(headersOf(response, 'content-type', 'cache-control', 'x-content-type-options', 'referrer-policy')).toEqual([
      'text/html; charset=utf-8',
      'no-cache',
      'nosniff',
      'same-origin',
    ]);
    const policy = response.headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]),
    );
    expect(policy.filter((rule) => /https?:|\*|unsafe-eval|blob:/.test(rule))).toEqual([]);
    const page = await response.text();
    expect(page).toBe(await (await fetch(`${server.url}${path}/`)).text());
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|\son[a-z]+=/);
  },
);

it('leads from the bare address to the panel', async () => {
  const response = await fetch(`${server.url}/`, { redirect: 'manual' });
  expect([response.status, ...headersOf(response, 'location')]).toEqual([302, '/admin']);
});

it.each(bundles.map(({ path }) => path))('serves what the page of %s names, with its type, to be kept for good', async (path) => {
  const files = filesNamedBy(await (await fetch(server.url + path)).text());
  expect(files.length).toBeGreaterThan(2);
  const types = { js: 'application/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' } as Record<
    string,
    string
  >;
  for (const file of files) {
    expect(file).toMatch(new RegExp(`^${path}/assets/.*-[\\w-]{8}\\.`));
    const response = await fetch(server.url + file);
    expect([file, ...headersOf(response, 'content-type', 'cache-control', 'x-content-type-options')]).toEqual([
      file,
      types[file.split('.').at(-1) ?? ''],
      'public, max-age=31536000, immutable',
      'nosniff',
    ]);
  }
});

it('sends a compressed copy to whoever can read it, and the same bytes to everybody', async () => {
  const file = filesNamedBy(await (await fetch(`${server.url}/graphiql`)).text()).find((name) => name.endsWith('.js')) ?? '';
  const plain = await download(file, 'identity');
  const compressed = await download(file, 'gzip');
  expect([plain.encoding, plain.vary, compressed.encoding, compressed.vary, compressed.type]).toEqual([
    undefined,
    'accept-encoding',
    'gzip',
    'accept-encoding',
    plain.type,
  ]);
  expect(compressed.body.length).toBeLessThan(plain.body.length / 2);
  const whole = await (await fetch(server.url + file)).text();
  expect(whole).toBe(await readFile(join(web[0]?.folder ?? '', file.slice('/graphiql/'.length)), 'utf8'));
});

it.each(['/graphiql/assets/gone.js', '/graphiql/..%2fpackage.json', '/graphiql/nothing', '/nothing'])(
  'says that there is nothing at %s',
  async (path) => {
    const response = await fetch(server.url + path);
    expect([response.status, ...headersOf(response, 'content-type', 'x-content-type-options')]).toEqual([
      404,
      'application/json; charset=utf-8',
      'nosniff',
    ]);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  },
);

it.each(['/graphiql/../package.json', '/graphiql/assets/../../package.json', '/graphiql//index.html', '/graphiql/./index.html'])(
  'has nothing at %s, spelled as no browser does',
  async (path) => {
    const { status, body } = await download(path, 'identity');
    expect([status, JSON.parse(body.toString())]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
  },
);

interface Download {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly encoding: string | undefined;
  readonly vary: string | undefined;
  readonly body: Buffer;
}

/** What travels, asked for at the path as it is; `fetch` unpacks the one and mends the other. */
function download(path: string, encoding: string): Promise<Download> {
  const { hostname, port } = new URL(server.url);
  return new Promise((done, fail) => {
    get({ hostname, port, path, headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'content-type': type, 'content-encoding': sent, vary } = response.headers;
        done({ status: response.statusCode, type, encoding: sent, vary, body: Buffer.concat(chunks) });
      });
    }).on('error', fail);
  });
}
