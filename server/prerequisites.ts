import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Config } from './config.ts';
import { unavailable } from './errors.ts';
import { javaTool } from './neo4j/local/java.ts';
import { defaultJarsDir, hasJars } from './neo4j/local/local-jars.ts';

/** One program this machine must have: what was found, or else how to install it. */
export interface Prerequisite {
  readonly name: string;
  readonly wanted: string;
  /** Undefined when it is missing or too old. */
  readonly found: string | undefined;
  readonly remedy: string;
}

/** The oldest Java that the local database runs on. */
const oldestJava = 17;

/** Throws one UNAVAILABLE that names everything missing, each with the line that installs it. A Neo4j elsewhere needs nothing here. */
export async function checkPrerequisites(config: Config): Promise<void> {
  const missing = (await listPrerequisites(config)).filter(({ found }) => found === undefined);
  if (missing.length > 0) throw unavailable(missing.map(({ wanted, remedy }) => `${wanted} is missing. ${remedy}`).join('\n'));
}

/** Looks for the programs that this configuration needs; the compiler and Maven only as long as the database was never prepared. */
export async function listPrerequisites({ neo4j }: Config, jarsDir = defaultJarsDir): Promise<Prerequisite[]> {
  if (neo4j.kind === 'remote') return [];
  const { javaHome } = neo4j;
  const needsJars = !hasJars(jarsDir);
  const [java, javac, maven] = await Promise.all([
    outputOf(javaTool('java', javaHome), '-version'),
    needsJars ? outputOf(javaTool('javac', javaHome), '-version') : undefined,
    needsJars ? outputOf('mvn', '--version') : undefined,
  ]);
  const javaVersion = /version "(?:1\.)?(\d+)[^"]*"/.exec(java ?? '');
  const isNewEnough = Number(javaVersion?.[1] ?? 0) >= oldestJava;
  const jdk =
    javaHome === undefined ? howToInstall('jdk') : `JAVA_HOME is ${javaHome}: correct it, or leave it out. ${howToInstall('jdk')}`;
  const list: Prerequisite[] = [
    { name: 'Java', wanted: `Java ${oldestJava} or newer`, found: isNewEnough ? javaVersion?.[0] : undefined, remedy: jdk },
  ];
  if (!needsJars) return list;
  return [
    ...list,
    { name: 'Compiler', wanted: 'The Java compiler (javac)', found: javac?.split('\n')[0], remedy: jdk },
    { name: 'Maven', wanted: 'Maven (mvn)', found: maven?.split('\n')[0], remedy: howToInstall('maven') },
  ];
}

const remedies = {
  debian: { jdk: 'sudo apt-get install openjdk-17-jdk-headless', maven: 'sudo apt-get install maven' },
  mac: { jdk: 'brew install openjdk@17', maven: 'brew install maven' },
} as const;

function howToInstall(what: 'jdk' | 'maven'): string {
  if (process.platform === 'darwin') return `Install it with: ${remedies.mac[what]}`;
  if (existsSync('/etc/debian_version')) {
    const newer = what === 'jdk' ? ' (where 17 is no longer offered: openjdk-21-jdk-headless)' : '';
    return `Install it with: ${remedies.debian[what]}${newer}`;
  }
  return what === 'jdk' ? 'See https://adoptium.net/installation' : 'See https://maven.apache.org/install.html';
}

/** What a program prints, to either stream and without colours; undefined when it is not there or fails. */
function outputOf(command: string, argument: string): Promise<string | undefined> {
  return new Promise((done) => {
    const child = spawn(command, [argument], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', () => done(undefined));
    child.on('close', (code) => done(code === 0 ? stripVTControlCharacters(output).trim() : undefined));
  });
}
