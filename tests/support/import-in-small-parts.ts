import { importCommand } from '../../seed/importers/import-command.ts';

/** `npm run import` whose releases are published in parts that a test can interrupt. */
await importCommand(process.argv.slice(2), { whole: 1, batch: 50 });
