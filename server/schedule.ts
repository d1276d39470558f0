import type { Model } from '../schema/language/define-model.ts';
import type { Config } from './config.ts';
import { publishDue } from './editorial/change-sets/publish-change-set.ts';
import type { Editor } from './editorial/editorial.ts';
import { KnowledgeError } from './errors.ts';
import { mayDo } from './identity/policy.ts';
import { userById } from './identity/users.ts';
import { callerOf } from './identity/caller.ts';
import type { Database } from './neo4j/database.ts';

/** How often the schedule is looked at, in milliseconds. */
const everyMs = 10_000;

export interface Schedule {
  /** Resolves when what was under way is over. */
  stop(): Promise<void>;
}

/** Publishes what is due for as long as the server runs. A database that is away is tried again at the next look. */
export function keepSchedule(model: Model, database: Database, config: Config, report: (error: unknown) => void): Schedule {
  const editorial = { model, database, now: () => new Date() };
  let running = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      await publishDue(editorial, (id) => findPublisher(database, config, id));
    } catch (error) {
      if (!(error instanceof KnowledgeError) || error.code !== 'UNAVAILABLE') report(error);
    }
  };
  const timer = setInterval(() => {
    running = running.then(look);
  }, everyMs);
  timer.unref();
  running = look();
  return {
    async stop() {
      clearInterval(timer);
      await running;
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
