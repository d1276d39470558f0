import type { AnyRecord } from '../../schema/language/record.ts';
import { symptom } from '../../schema/nodes/symptom.ts';
import { causes } from '../../schema/relations/causes.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { idFor } from '../../server/record-id.ts';
import { invariant } from '../../server/errors.ts';
import type { Gate } from './gate.ts';

/** The server as it is now, and who writes to it. */
export interface Surroundings {
  /** Address of the API; another one after each start. */
  readonly url: () => string;
  readonly editorCookie: string;
  readonly reviewerCookie: string;
  readonly gate: Gate;
  /** Whether to finish what is begun and begin nothing more. */
  readonly isOver: () => boolean;
  /** Whether there is no server any more, so that nothing can be finished. */
  readonly hasEnded: () => boolean;
  /** Told just before each publish is sent. */
  readonly onPublish: () => void;
}

/** A publish that the server said yes to. */
export interface Acknowledged {
  readonly title: string;
  readonly changeSet: string;
  readonly release: number;
}

/** The records of a writer's nth publish: one is changed each time, one is new each time, and the new one of the time before leaves. */
export interface Cycle {
  readonly title: string;
  readonly changed: AnyRecord;
  readonly created: AnyRecord;
  /** Undefined the first time. */
  readonly retired: string | undefined;
}

export const titlePrefix = 'Chaos';

/** What a writer publishes the nth time, counted from 1. */
export function cycleOf(writer: number, n: number): Cycle {
  const title = `${titlePrefix} ${writer}.${n}`;
  const known = (type: string): string => {
    const found = firstContent.records.find((record) => record.type === type);
    invariant(found, `The first content has no ${type}.`);
    return found.id;
  };
  const changed = {
    type: symptom.name,
    id: idFor(symptom, `${titlePrefix} ${writer}`),
    slug: `chaos-${writer}`,
    name: { en: `${titlePrefix} ${writer}` },
    summary: { en: title },
  };
  const claimId = (time: number): string => idFor(causes, `${titlePrefix} ${writer}.${time}`);
  const created = {
    type: causes.name,
    id: claimId(n),
    subject: known('Cause'),
    object: changed.id,
    certainty: 'UNGRADED',
    knowledgeLevel: 'ASSERTION',
    agent: 'AUTOMATED',
    note: { en: title },
    citations: [{ source: known('Source'), stance: 'SUPPORTS' }],
  };
  return { title, changed, created, retired: n === 1 ? undefined : claimId(n - 1) };
}

/** The name of a mutation's repeats. */
export const mutationOf = (title: string, step: string): string => `${title} ${step}`;

/**
 * Publishes one change set after the other, over HTTP as any client does, and sends again whatever got no answer or UNAVAILABLE. Any
 * other refusal is a mistake of the server, because nobody else touches a writer's records; it ends the run.
 */
export class Writer {
  readonly acknowledged: Acknowledged[] = [];
  /** The publish that was sent and not answered yet. */
  unanswered: string | undefined;
  /** How many sends had to be repeated. */
  repeats = 0;
  readonly #number: number;
  readonly #around: Surroundings;

  constructor(number: number, around: Surroundings) {
    this.#number = number;
    this.#around = around;
  }

  async run(): Promise<void> {
    for (let n = 1; !this.#around.isOver(); n++) await this.#publish(cycleOf(this.#number, n), n);
  }

  async #publish({ title, changed, created, retired }: Cycle, n: number): Promise<void> {
    const { editorCookie, reviewerCookie } = this.#around;
    const opened = await this.#send(
      editorCookie,
      title,
      'open',
      'answer: openChangeSet(title: $title',
      'id',
      { $title: 'String!' },
      { title },
    );
    const set = opened.id;
    const put = (record: AnyRecord, version: number) =>
      this.#send(
        editorCookie,
        title,
        `put ${record.type}`,
        'answer: putEdit(changeSet: $set, record: $record, expectedVersion: $version',
        'id: recordId',
        { $set: 'ID!', $record: 'JSONObject!', $version: 'Int!' },
        { set, record, version },
      );
    await put(changed, n - 1);
    await put(created, 0);
    if (retired !== undefined)
      await this.#send(
        editorCookie,
        title,
        'retire',
        'answer: retire(changeSet: $set, id: $id, reason: "Chaos", expectedVersion: 1',
        'id: recordId',
        { $set: 'ID!', $id: 'ID!' },
        { set, id: retired },
      );
    const step = (cookie: string, name: string, more = '') =>
      this.#send(cookie, title, name, `answer: ${name}(changeSet: $set${more}`, 'id release', { $set: 'ID!' }, { set });
    await step(editorCookie, 'submitChangeSet');
    await step(reviewerCookie, 'review', ', decision: APPROVE');
    this.unanswered = title;
    this.#around.onPublish();
    const { release } = await step(editorCookie, 'publishChangeSet');
    this.unanswered = undefined;
    this.acknowledged.push({ title, changeSet: set, release: release ?? 0 });
  }

  /** Sends a mutation until it is answered; each time with the same clientMutationId. */
  async #send(
    cookie: string,
    title: string,
    step: string,
    call: string,
    selection: string,
    types: Readonly<Record<string, string>>,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly id: string; readonly release: number | null }> {
    const declared = Object.entries({ ...types, $mutation: 'String!' }).map(([name, type]) => `${name}: ${type}`);
    const query = `mutation (${declared.join(', ')}) { ${call}, clientMutationId: $mutation) { ${selection} } }`;
    const body = JSON.stringify({ query, variables: { ...variables, mutation: mutationOf(title, step) } });
    for (;;) {
      await this.#around.gate.pass();
      if (this.#around.hasEnded()) throw new Error('The run has ended.');
      const answer = await ask(this.#around.url(), cookie, body);
      if (answer?.data) return answer.data.answer;
      this.repeats += 1;
      const refusal = answer?.errors?.find(({ extensions: { code } }) => code !== 'UNAVAILABLE');
      if (refusal) throw new Error(`${title} ${step} was refused: ${refusal.extensions.code} ${refusal.message}`);
    }
  }
}

interface Answer {
  readonly data?: { readonly answer: { readonly id: string; readonly release: number | null } } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Undefined when no answer came, so that nobody knows whether it happened. */
async function ask(url: string, cookie: string, body: string): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body });
    return (await response.json()) as Answer;
  } catch {
    // A server that was killed does not answer, or stops in the middle of it.
    return undefined;
  }
}
