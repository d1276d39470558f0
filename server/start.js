// Plain JavaScript without newer syntax than it checks for: a Node that is too old gets a sentence instead of a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Aetia needs Node 20.19 or newer, but this is ${process.versions.node}. See https://nodejs.org/en/download`);
}

/** Each command: what loads it, and how it is used; without words of its own the usage is here, and any word is one too many. */
const commands = {
  start: {
    usage: 'npm start\nRuns the server until it is told to stop. README.md lists the settings; other commands: npm run COMMAND -- --help',
    load: loadServer,
  },
  build: {
    usage: 'npm run build\nBuilds panel and explorer ahead of a start, which else does it.',
    load: async () => (await import('./web/build.ts')).build,
  },
  doctor: {
    usage: 'npm run doctor\nChecks everything that a start needs, and changes nothing.',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  user: {
    loadUsage: async () => (await import('./user-command.ts')).usage,
    load: async () => (await import('./user-command.ts')).userCommand,
  },
  'audit:verify': {
    usage: 'npm run audit:verify\nReads the whole audit log and says whether it is what was recorded.',
    load: async () => (await import('./audit/audit-command.ts')).auditCommand,
  },
  import: {
    tellsUsage: true,
    load: async () => (await import('../seed/importers/import-command.ts')).importCommand,
  },
  seed: {
    loadUsage: async () => (await import('../seed/seed-command.ts')).usage,
    load: async () => (await import('../seed/seed-command.ts')).seedCommand,
  },
  'graph:check': {
    usage: 'npm run graph:check\nCompares every record of the graph with the model, and names each that is not as it says.',
    load: async () => (await import('./graph-check.ts')).graphCheck,
  },
  export: {
    loadUsage: async () => (await import('./exchange/export-command.ts')).usage,
    load: async () => (await import('./exchange/export-command.ts')).exportCommand,
  },
  backup: {
    loadUsage: async () => (await import('./exchange/backup-command.ts')).usage,
    load: async () => (await import('./exchange/backup-command.ts')).backupCommand,
  },
  restore: {
    loadUsage: async () => (await import('./exchange/restore-command.ts')).usage,
    load: async () => (await import('./exchange/restore-command.ts')).restoreCommand,
  },
  contract: {
    loadUsage: async () => (await import('./contract.ts')).usage,
    load: async () => (await import('./contract.ts')).contract,
  },
};

/** Exit code for words that nobody knows. */
const unknownWords = 2;

// `npm start -- --help` brings no name of a command.
const [command, ...words] = process.argv[2]?.startsWith('-') === false ? process.argv.slice(2) : ['start', ...process.argv.slice(2)];
const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
if (!chosen) fail(`"${command}" is no command. Commands: ${Object.keys(commands).join(', ')}.`, unknownWords);
const asksForHelp = words.some((word) => word === '--help' || word === '-h') && !chosen.tellsUsage;
if (chosen.usage && words.length > 0 && !asksForHelp) fail(`${chosen.usage}\nIt takes no words, but got: ${words.join(' ')}`, unknownWords);

const unregister = await registerTypeScript();
const run = asksForHelp ? await help(chosen) : await chosen.load();
// Everything is loaded by now, so the compiler's own process can go.
await unregister();
await run(words);

async function help({ usage, loadUsage }) {
  const text = usage ?? (await loadUsage());
  return () => console.log(text);
}

async function registerTypeScript() {
  try {
    const { register } = await import('tsx/esm/api');
    return register({ tsconfig: `${import.meta.dirname}/tsconfig.json` });
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') fail('The libraries are not installed yet. Run `npm ci` first.');
    throw error;
  }
}

/** The server knows no content of its own; this is the one place that brings both together. */
async function loadServer() {
  const { main } = await import('./main.ts');
  const { firstContent } = await import('../seed/content/first-content.ts');
  return () => main({ firstContent });
}

function fail(line, code = 1) {
  console.error(line);
  process.exit(code);
}
