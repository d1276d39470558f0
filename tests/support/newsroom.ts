import { beforeEach, expect } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import type { Database } from '../../server/neo4j/database.ts';
import { type Answer, type Client, type House, useHouses } from './accounts.ts';

/** A change set, as far as tests look at it. */
interface SetState {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly release: number | null;
}
const setFields = 'id state version release';

/** The first content with three people: one who may do everything, one who reviews, one who publishes. */
export interface Newsroom {
  readonly house: House;
  readonly editor: Client;
  readonly reviewer: Client;
  readonly publisher: Client;
  readonly openSet: (client?: Client, title?: string) => Promise<string>;
  readonly put: (set: string, record: object, version: number, client?: Client, more?: object) => Promise<Answer>;
  /** A verb on a change set, with more arguments as they are written in a query. */
  readonly step: (name: string, client: Client, set: string, more?: string) => Promise<Answer>;
  readonly submit: (set: string, client?: Client) => Promise<Answer>;
  readonly approve: (set: string, client?: Client) => Promise<Answer>;
  readonly publish: (set: string, client?: Client, more?: string) => Promise<Answer>;
  /** Takes what a change set holds through review to its release. */
  readonly release: (set: string) => Promise<number | null>;
  /** Takes one record through the whole flow and answers the release it became. */
  readonly published: (record: object, version: number) => Promise<number | null>;
}

const putQuery = `mutation ($set: ID!, $record: JSONObject!, $version: Int!, $base: Int, $mutation: String) {
  putEdit(changeSet: $set, record: $record, expectedVersion: $version, baseVersion: $base, clientMutationId: $mutation) {
    recordId version baseVersion issues { path code } changes { path before after } published } }`;

/** A newsroom that is made anew before each test of the file that calls this. */
export async function useNewsroom(database: Database): Promise<() => Newsroom> {
  const open = await useHouses(database);
  let newsroom: Newsroom | undefined;
  beforeEach(async () => {
    await publishFirstContent(model, database, firstContent);
    const house = await open();
    const [editor, reviewer, publisher] = [
      await house.signedIn(await house.user('edith', ['EDITOR', 'REVIEWER', 'PUBLISHER'])),
      await house.signedIn(await house.user('rosa', ['REVIEWER'])),
      await house.signedIn(await house.user('paul', ['PUBLISHER'])),
    ];
    newsroom = roomOf(house, editor, reviewer, publisher);
  });
  return () => {
    if (!newsroom) throw new Error('The newsroom is open during tests only.');
    return newsroom;
  };
}

function roomOf(house: House, editor: Client, reviewer: Client, publisher: Client): Newsroom {
  const room: Newsroom = {
    house,
    editor,
    reviewer,
    publisher,
    openSet: async (client = editor, title = 'A change') =>
      (
        await client.get<{ openChangeSet: SetState }>(`mutation ($title: String!) { openChangeSet(title: $title) { ${setFields} } }`, {
          title,
        })
      ).openChangeSet.id,
    put: (set, record, version, client = editor, more = {}) => client.ask(putQuery, { set, record, version, ...more }),
    step: (name, client, set, more = '') =>
      client.ask(`mutation ($set: ID!) { ${name}(changeSet: $set${more}) { ${setFields} } }`, { set }),
    submit: (set, client = editor) => room.step('submitChangeSet', client, set),
    approve: (set, client = reviewer) => room.step('review', client, set, ', decision: APPROVE'),
    publish: (set, client = publisher, more = '') => room.step('publishChangeSet', client, set, more),
    release: async (set) => {
      for (const answer of [await room.submit(set), await room.approve(set)]) expect(answer.errors).toEqual([]);
      const { data, errors } = await room.publish(set);
      expect(errors).toEqual([]);
      return (data as unknown as { publishChangeSet: SetState }).publishChangeSet.release;
    },
    published: async (record, version) => {
      const set = await room.openSet();
      expect((await room.put(set, record, version)).errors).toEqual([]);
      return room.release(set);
    },
  };
  return room;
}

/** A node of the first content. */
export function recordNamed(type: string, slug: string): AnyRecord {
  const found = firstContent.records.find((record) => record.type === type && record['slug'] === slug);
  if (!found) throw new Error(`The first content has no ${type} "${slug}".`);
  return found;
}

/** A claim of the first content. */
export function claimBetween(type: string, subject: AnyRecord, object: AnyRecord): AnyRecord {
  const found = firstContent.records.find((record) => record.type === type && record.subject === subject.id && record.object === object.id);
  if (!found) throw new Error(`The first content has no ${type} between ${subject.id} and ${object.id}.`);
  return found;
}
