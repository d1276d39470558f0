// Plain JavaScript without newer syntax than it checks for: a Node that is too old gets a sentence instead of a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Aetia needs Node 20.19 or newer, but this is ${process.versions.node}. See https://nodejs.org/en/download`);
}

/** Each command, and whether words may follow it. */
const commands = {
  start: { load: loadServer },
  build: { load: async () => (await import('./web/build.ts')).build },
  doctor: { load: async () => (await import('./doctor.ts')).doctor },
  user: { load: async () => (await import('./user-command.ts')).userCommand, takesWords: true },
  'audit:verify': { load: async () => (await import('./audit-command.ts')).auditCommand },
  import: { load: async () => (await import('../seed/importers/import-command.ts')).importCommand, takesWords: true },
  seed: { load: async () => (await import('../seed/seed-command.ts')).seedCommand, takesWords: true },
  'graph:check': { load: async () => (await import('./graph-check.ts')).graphCheck },
  export: { load: async () => (await import('./exchange/export-command.ts')).exportCommand, takesWords: true },
  backup: { load: async () => (await import('./exchange/backup-command.ts')).backupCommand, takesWords: true },
  restore: { load: async () => (await import('./exchange/restore-command.ts')).restoreCommand, takesWords: true },
  contract: { load: async () => (await import('./contract.ts')).contract, takesWords: true },
};

const [command = 'start', ...words] = process.argv.slice(2);
const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
if (!chosen || (words.length > 0 && !chosen.takesWords)) {
  fail(`"${process.argv.slice(2).join(' ')}" is no command. Commands: ${Object.keys(commands).join(', ')}.`);
}

const unregister = await registerTypeScript();
const run = await chosen.load();
// Everything is loaded by now, so the compiler's own process can go.
await unregister();
await run(words);

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

function fail(line) {
  console.error(line);
  process.exit(1);
}
