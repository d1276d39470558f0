import { model } from '../schema/model.ts';
import { checkGraph } from './editorial/check-graph.ts';
import { unfinishedWork } from './editorial/unfinished-work.ts';
import { readFromDatabase } from './shell-command.ts';

/** Audits the configured graph against the model: a line for each finding with the offending id, and exit code 1 when there is one. */
export const graphCheck = (): Promise<void> =>
  readFromDatabase(async (database) => {
    let findings = 0;
    const checked = new Map<string, number>();
    const total = (): number => [...checked.values()].reduce((sum, count) => sum + count, 0);
    const isWatched = process.stderr.isTTY;
    const report = ({ what, checked: count }: { readonly what: string; readonly checked: number }): void => {
      checked.set(what, count);
      if (isWatched) process.stderr.write(`\r${total()} records checked`);
    };
    for await (const { id, rule, message } of checkGraph(model, database, report)) {
      findings += 1;
      console.log(`${id}  ${rule}  ${message}`);
    }
    if (isWatched) process.stderr.write('\r');
    const unfinished = await unfinishedWork(database);
    if (unfinished !== undefined) {
      findings += 1;
      console.log(`ContentRelease  unfinished  ${unfinished}`);
    }
    console.log(findings === 0 ? `${total()} records, all as the model says.` : `${findings} findings in ${total()} records.`);
    return findings === 0 ? 0 : 1;
  });
