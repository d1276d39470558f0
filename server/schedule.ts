import type { Model } from '../schema/language/define-model.ts';
import type { Config } from './config.ts';
import { publishDue } from './editorial/change-sets/publish-change-set.ts';
import type { Editor } from './editorial/editorial.ts';
import { KnowledgeError } from './errors.ts';
import { mayDo } from './identity/policy.ts';
import { userById } from './identity/users.ts';
import { callerOf } from './identity/caller.ts';
import type { ReportMistake } from './log-mistake.ts';
import type { Database } from './neo4j/database.ts';

/** How often the schedule is looked at, in milliseconds. */
const lookMs = 10_000;

export interface Schedule {
  /** Resolves when the publish that is under way is over; what else is due waits for the next start. */
  stop(): Promise<void>;
}

/**
 * Publishes what is due for as long as the server runs. One look at a time: it can take longer than until the next one when the
 * database is away, which is tried again then.
 */
export function keepSchedule(model: Model, database: Database, config: Config, report: ReportMistake, everyMs = lookMs): Schedule {
  const editorial = { model, database, now: () => new Date() };
  const stopping = new AbortController();
  let looking: Promise<void> | undefined;
  const publish = async (): Promise<void> => {
    try {
      await publishDue(editorial, (id) => findPublisher(database, config, id), report, stopping.signal);
    } catch (error) {
      if (!(error instanceof KnowledgeError) || error.code !== 'UNAVAILABLE') report(error);
    }
  };
  const look = (): void => {
    looking ??= publish().finally(() => (looking = undefined));
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
    },
  };
}

/** Whoever scheduled a publish, as long as that account may still publish. */
export async function findPublisher(database: Database, config: Config, id: string): Promise<Editor | undefined> {
  try {
    const user = await userById(database, id);
    const caller = callerOf({ id: 'schedule', user }, { requiresTotp: false });
    return user.state === 'ACTIVE' && mayDo(caller, 'PUBLISH_CHANGE_SETS', config)
      ? { id: user.id, name: user.name, client: 'schedule' }
      : undefined;
  } catch (error) {
    if (error instanceof KnowledgeError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
