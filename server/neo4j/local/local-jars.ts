import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { unavailable } from '../../errors.ts';
import { runProgram } from '../../run-program.ts';
import { makeWholeFolder } from '../../whole-folder.ts';
import { javaTool } from './java.ts';

/** The Neo4j that starts by itself; `pom.xml` beside this file names the same one. */
export const neo4jVersion = '5.26.30';

/** Where the jars are kept unless told otherwise: one folder for every data folder and every work tree start of this project. */
export const defaultJarsDir = resolve(import.meta.dirname, '../../../.cache', `neo4j-${neo4jVersion}`);

export interface JarsOptions {
  readonly jarsDir: string;
  readonly javaHome?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how far the download is, a line at a time. */
  readonly report: (line: string) => void;
}

/** Whether a start would fetch nothing. A folder with this name is complete, because it gets its name last. */
export const hasJars = (jarsDir: string): boolean => existsSync(jarsDir);

/**
 * Brings the database's jars once, with Maven, and compiles its launcher once; returns the launcher's jar.
 * May be interrupted and run again, also by two processes at a time.
 */
export async function prepareJars(options: JarsOptions): Promise<{ launcherJar: string }> {
  if (!hasJars(options.jarsDir)) await makeWholeFolder(options.jarsDir, (folder) => fetchJars(folder, options));
  const source = join(import.meta.dirname, 'LocalDatabase.java');
  const version = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
    .slice(0, 12);
  const launcher = join(options.jarsDir, 'launcher', version);
  if (!existsSync(launcher)) await makeWholeFolder(launcher, (folder) => compileLauncher(source, folder, options));
  return { launcherJar: join(launcher, 'launcher.jar') };
}

async function fetchJars(folder: string, { jarsDir, signal, report }: JarsOptions): Promise<void> {
  report(`Fetching Neo4j ${neo4jVersion} from Maven Central, about 120 MB; this happens once.`);
  const args = [
    '--batch-mode',
    '--strict-checksums',
    '-Dstyle.color=never',
    '-f',
    join(import.meta.dirname, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${folder}`,
  ];
  let downloaded = 0;
  const log: string[] = [];
  const code = await runProgram('mvn', args, {
    signal,
    onLine: (line) => {
      log.push(line);
      if (/^\[INFO\] Downloaded .*\.jar/.test(line) && ++downloaded % 25 === 0)
        report(`Fetching Neo4j ${neo4jVersion}: ${downloaded} jars`);
    },
  });
  if (code !== 0) {
    const logFile = join(dirname(jarsDir), 'maven.log');
    await writeFile(logFile, log.join('\n') + '\n');
    throw unavailable(
      `Maven could not fetch Neo4j ${neo4jVersion} (exit code ${code}). Check the network and the free disk space, then start again; ${logFile} has the details.`,
    );
  }
  report(`Fetched Neo4j ${neo4jVersion}: ${(await readdir(folder)).length} jars`);
}

async function compileLauncher(source: string, folder: string, { jarsDir, javaHome, signal }: JarsOptions): Promise<void> {
  const classes = join(folder, 'classes');
  const log: string[] = [];
  const step = async (tool: 'javac' | 'jar', args: readonly string[]): Promise<void> => {
    const code = await runProgram(javaTool(tool, javaHome), args, { signal, onLine: (line) => void log.push(line) });
    if (code !== 0)
      throw unavailable(`${tool} could not build the database's launcher (exit code ${code}): ${log[0] ?? 'it said nothing'}`);
  };
  await step('javac', ['-proc:none', '--release', '17', '-cp', join(jarsDir, '*'), '-d', classes, source]);
  // A jar and not a folder of classes: only then can the JVM share a class archive.
  await step('jar', ['--create', '--file', join(folder, 'launcher.jar'), '-C', classes, '.']);
  await rm(classes, { recursive: true });
}
