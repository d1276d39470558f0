// Plain JavaScript without newer syntax than it checks for: a Node that is too old gets a sentence instead of a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Aetia needs Node 20.19 or newer, but this is ${process.versions.node}. See https://nodejs.org/en/download`);
}

const [command = 'start', ...rest] = process.argv.slice(2);
if (rest.length > 0 || !['start', 'doctor'].includes(command)) {
  fail(`"${process.argv.slice(2).join(' ')}" is no command. Use \`npm start\` or \`npm run doctor\`.`);
}

const unregister = await registerTypeScript();
const run = command === 'doctor' ? await loadDoctor() : await loadServer();
// Everything is loaded by now, so the compiler's own process can go.
await unregister();
await run();

async function registerTypeScript() {
  try {
    const { register } = await import('tsx/esm/api');
    return register({ tsconfig: `${import.meta.dirname}/tsconfig.json` });
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') fail('The libraries are not installed yet. Run `npm ci` first.');
    throw error;
  }
}

async function loadDoctor() {
  const { doctor } = await import('./doctor.ts');
  return () => doctor();
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
