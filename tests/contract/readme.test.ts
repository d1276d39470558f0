import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse, specifiedRules, validate } from 'graphql';
import { expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { readConfig, settings } from '../../server/config.ts';
import { errorCodes } from '../../schema/error-codes.ts';
import { mostInAnswer } from '../../server/graphql/cost.ts';
import { mostLookedUp } from '../../server/graphql/looked-up-texts.ts';
import { limitRule, limits } from '../../server/graphql/limits.ts';
import { assessLimits } from '../../server/knowledge/reasoning/assess.ts';
import { mostChecked } from '../../server/knowledge/reasoning/safety-check.ts';
import { mostCharacters } from '../../server/knowledge/search/search-terms.ts';
import { pageSizes } from '../../server/knowledge/select/page.ts';
import { graphqlSchema } from '../../server/graphql/schema.ts';
import { assessQuery, codeBlocks, guideForApps, legCrampQuery, readme } from '../support/readme.ts';

const root = resolve(import.meta.dirname, '../..');

it('tells only commands that exist', async () => {
  const { scripts } = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const inText = [...readme.matchAll(/`((?:npm|docker|sudo|[A-Z0-9_]+=)[^`\n]*)`/g)].map(([, command]) => command ?? '');
  const commands = [...codeBlocks('sh').flatMap((block) => block.trim().split('\n')), ...inText].flatMap((line) => line.split(' && '));
  expect(commands).toEqual(expect.arrayContaining(['npm ci', 'npm start', 'npm test']));
  const isKnown = (command: string): boolean => {
    const [, script] = /^npm (?:run )?([\w:]+)(?: -- .+)?$/.exec(command) ?? [];
    if (script !== undefined) return script === 'ci' || script in scripts;
    if (/^(?:[A-Z0-9_]+=\S+ )?docker compose up --build$/.test(command)) return existsSync(resolve(root, 'compose.yaml'));
    return /^sudo apt-get install [\w- ]+$/.test(command);
  };
  expect(commands.filter((command) => !isKnown(command))).toEqual([]);
});

it('links only to what is there', () => {
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '').filter((target) => !/^https?:/.test(target));
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((target) => !existsSync(resolve(root, target)))).toEqual([]);
});

it('lists exactly the settings that do something, with their defaults', () => {
  const { section } = /^## Settings\n(?<section>.*?)(?=^## |$(?![\s\S]))/ms.exec(readme)?.groups ?? {};
  const rows = [...(section ?? '').matchAll(/^\| (`[^|]*`) *\| ([^|]*?) *\|/gm)];
  const listed = rows.flatMap(([, names]) => [...(names ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''));
  expect(listed.toSorted()).toEqual([...settingsRead()].toSorted());
  expect(listed.toSorted()).toEqual(settings.toSorted());
  const { host, port, dataDir, session, firstAdmin } = readConfig({});
  expect(rows.map(([, names, value]) => [names, value])).toEqual(
    expect.arrayContaining([
      ['`PORT`, `HOST`', `\`${port}\`, \`${host}\``],
      ['`AETIA_SESSION_MINUTES`, `AETIA_SESSION_IDLE_MINUTES`', `\`${session.absoluteMinutes}\`, \`${session.idleMinutes}\``],
      ['`ADMIN_EMAIL`, `ADMIN_PASSWORD`', `\`${firstAdmin.email}\`, made up`],
      ['`AETIA_DATA`', `\`./${dataDir.slice(process.cwd().length + 1)}\``],
    ]),
  );
});

it.each([
  ['the query it shows', codeBlocks('graphql').join('\n')],
  ['the question it answers', legCrampQuery],
  ['the second question of the explorer', assessQuery],
])('has the schema accept %s', (_what, query) => {
  expect(validate(graphqlSchema(model), parse(query), [...specifiedRules, limitRule])).toEqual([]);
});

it('tells developers of apps each error code, and the limits that hold', () => {
  const codes = [...guideForApps.matchAll(/^\| `([A-Z_]+)` *\| (.*?) *\|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(Object.fromEntries(codes)).toEqual(errorCodes);
  const most = (limit: number): string => limit.toLocaleString('en');
  const rows = [...guideForApps.matchAll(/^\| ([A-Z][^|]*?) *\| ([\d,; and]+?) *\|$/gm)].map(([, , limit]) => limit);
  expect(rows).toEqual([
    most(pageSizes.most),
    `${most(mostInAnswer.records)} and ${most(mostInAnswer.values)}`,
    `${limits.depth}, ${most(limits.fields)} and ${limits.aliases}`,
    `${assessLimits.findings}; ${assessLimits.most}`,
    most(limits.assessments),
    most(mostChecked),
    '100',
    most(mostCharacters),
    `${mostLookedUp.texts} and ${most(mostLookedUp.characters)}`,
  ]);
});

/** The variables that the configuration looks at, with a database of its own and with another. */
function settingsRead(): Set<string> {
  const read = new Set<string>();
  for (const given of [{}, { NEO4J_URI: 'neo4j://host', NEO4J_PASSWORD: 'x' }]) {
    readConfig(
      new Proxy<NodeJS.ProcessEnv>(given, {
        get: (env, name) => {
          read.add(String(name));
          return Reflect.get(env, name) as string | undefined;
        },
      }),
    );
  }
  return read;
}
