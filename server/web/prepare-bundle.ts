import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { unavailable } from '../errors.ts';
import { runProgram } from '../run-program.ts';
import { isErrorCode } from '../system-error.ts';
import { isUnfinished, makeWholeFolder } from '../whole-folder.ts';
import { type Bundle, defaultBuildsDir } from './bundles.ts';
import { compressFolder } from './compress-folder.ts';

export interface PrepareOptions {
  /** Absolute. Holds one folder for each bundle, and in it one for each build. */
  readonly buildsDir?: string;
  /** Ends a build that is under way. */
  readonly signal?: AbortSignal | undefined;
  /** Told in one line when something is built. */
  readonly report: (line: string) => void;
}

/** A bundle and the folder its build lies in. */
export interface BuiltBundle {
  readonly path: string;
  readonly folder: string;
}

/** Prepares bundles one after the other, because one build takes most of a small machine. */
export async function prepareBundles(bundles: readonly Bundle[], options: PrepareOptions): Promise<BuiltBundle[]> {
  const built: BuiltBundle[] = [];
  for (const bundle of bundles) built.push(await prepareBundle(bundle, options));
  return built;
}

/**
 * Answers the build of exactly these inputs, and makes it first when there is none. It is made in a process of its own, whose memory
 * goes back when it ends. May be interrupted and run again, also by two processes at a time. UNAVAILABLE when it cannot be built.
 */
export async function prepareBundle(bundle: Bundle, options: PrepareOptions): Promise<BuiltBundle> {
  const builds = join(options.buildsDir ?? defaultBuildsDir, bundle.name);
  const folder = join(builds, await versionOf(bundle));
  if (!existsSync(folder)) {
    options.report(`Building the ${bundle.name}; this happens once for each version.`);
    await makeWholeFolder(folder, async (part) => {
      await build(bundle, part, `${builds}.log`, options.signal);
      await compressFolder(part);
    });
    await removeOldBuilds(builds, folder);
  }
  return { path: bundle.path, folder };
}

/** A hash of everything a build is made from. */
async function versionOf({ source, alsoReads }: Bundle): Promise<string> {
  const hash = createHash('sha256');
  for (const place of [source, ...alsoReads]) {
    for (const file of await filesAt(place)) hash.update(`${relative(place, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesAt(place: string): Promise<string[]> {
  if ((await stat(place)).isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function build({ name, path, source }: Bundle, target: string, logFile: string, signal: AbortSignal | undefined): Promise<void> {
  const log: string[] = [];
  const args = ['--config', join(source, 'vite.config.ts'), '--configLoader', 'runner', '--base', `${path}/`, '--outDir', target];
  const code = await runProgram(process.execPath, [viteOf(name), 'build', ...args, '--emptyOutDir', '--logLevel', 'warn'], {
    signal,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    onLine: (line) => void log.push(line),
  });
  if (code === 0) return;
  await writeFile(logFile, log.join('\n') + '\n');
  throw unavailable(`The ${name} could not be built (exit code ${code}); ${logFile} has the details.`);
}

/** The build tool; an installation for production has none and must bring its builds along. */
function viteOf(name: string): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  } catch (error) {
    if (!isErrorCode(error, 'MODULE_NOT_FOUND')) throw error;
    throw unavailable(
      `The ${name} is not built yet, and its build tool is not installed. Run \`npm ci\` without leaving libraries out, then \`npm run build\`.`,
      error,
    );
  }
}

/** The build before the newest stays, because a running server may still hand it out; so does what another process is filling. */
async function removeOldBuilds(builds: string, newest: string): Promise<void> {
  const others: { readonly folder: string; readonly madeAt: number }[] = [];
  for (const entry of await readdir(builds)) {
    const folder = join(builds, entry);
    if (folder !== newest && !isUnfinished(entry)) others.push({ folder, madeAt: (await stat(folder)).mtimeMs });
  }
  others.sort((a, b) => b.madeAt - a.madeAt);
  for (const { folder } of others.slice(1)) await rm(folder, { recursive: true, force: true });
}
