import { readFromDatabase } from '../shell-command.ts';
import { verifyAudit } from './verify-audit.ts';

/** `npm run audit:verify`: exit code 1, naming the first bad entry, when the audit log is not what was recorded. */
export const auditCommand = (): Promise<void> =>
  readFromDatabase(async (database) => {
    const finding = await verifyAudit(database);
    if (!finding.isWhole) {
      console.error(`The audit log is broken: entry ${finding.number} ${finding.reason}.`);
      return 1;
    }
    const { number, hash } = finding.head;
    console.log(`The audit log is whole: ${number} ${number === 1 ? 'entry' : 'entries'}, the last one's hash is ${hash || 'none'}.`);
    return 0;
  });
