import { Session } from 'node:inspector/promises';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { graphStatements } from '../../server/neo4j/graph-statements.ts';
import { migrate } from '../../server/neo4j/migrations.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';

const threads: Worker[] = [];
const noteThread = (thread: Worker): void => void threads.push(thread);
process.on('worker', noteThread);
afterAll(() => process.off('worker', noteThread));

const database = await useDatabase({ wiped: 'ONCE' });
const api = await useApi(database);

beforeAll(async () => {
  await migrate(database, graphStatements(model));
  await publishFirstContent(model, database, firstContent);
});

const query = `{ assess(findings: [{symptom: {text: "frequent cramps"}, presence: PRESENT}]) {
  isRanked urgency redFlags { redFlag { name } findings { name } claims { id } } candidates { cause { slug } matchScore } nextFindings { symptom { slug } } } }`;

interface Assessed {
  readonly isRanked: boolean;
  readonly urgency: string | null;
  readonly redFlags: readonly object[];
  readonly candidates: readonly object[];
}

const assessed = async (): Promise<Assessed> => (await api.data<{ assess: Assessed }>(query)).assess;

it('answers red flags while the thread of the ranking stands still, and ranks again when it goes on', async () => {
  const before = await assessed();
  expect(before).toMatchObject({ isRanked: true, redFlags: [{}] });
  const debuggers = new Session();
  debuggers.connect();
  const tell = await toldThreads(debuggers);
  try {
    await tell('Debugger.enable');
    await tell('Debugger.pause');
    expect(await assessed()).toEqual({ ...before, isRanked: false, candidates: [], nextFindings: [] });
  } finally {
    await tell('Debugger.resume');
    debuggers.disconnect();
  }
  expect(await assessed()).toEqual(before);
});

it('answers red flags when the thread of the ranking ends in the middle, and ranks in another one at the next question', async () => {
  const before = await assessed();
  const debuggers = new Session();
  debuggers.connect();
  const tell = await toldThreads(debuggers);
  await tell('Debugger.enable');
  await tell('Debugger.pause');
  // The rules are read when the thread has been asked.
  const isAsked = new Promise<void>((done) => {
    const leave = database.onStatement(({ text }) => {
      if (!text.includes(':RedFlag')) return;
      leave();
      done();
    });
  });
  const asked = assessed();
  await isAsked;
  const { length } = threads;
  const ended = threads.map((thread) => thread.terminate());
  await tell('Debugger.resume');
  await Promise.all(ended);
  expect(await asked).toEqual({ ...before, isRanked: false, candidates: [], nextFindings: [] });
  debuggers.disconnect();
  expect(await assessed()).toEqual(before);
  expect(threads).toHaveLength(length + 1);
});

/** Sends a command to the debugger of every thread. */
async function toldThreads(session: Session): Promise<(method: string) => Promise<void>> {
  const sessions: string[] = [];
  session.on('NodeWorker.attachedToWorker', ({ params }) => void sessions.push(params.sessionId));
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  let id = 0;
  return async (method) => {
    for (const sessionId of sessions)
      await session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id: ++id, method }) });
  };
}
