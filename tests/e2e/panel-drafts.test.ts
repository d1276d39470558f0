import type { Page, Route } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import type { AnyRecord } from '../../schema/language/record.ts';
import { useDatabase } from '../support/database.ts';
import { recordNamed } from '../support/newsroom.ts';
import { refuseNext, submitFrom, usePanel } from '../support/panel.ts';
import { until } from '../support/until.ts';

const database = await useDatabase();
const panel = await usePanel(database);

const milk = recordNamed('Food', 'milk');
const legCramp = recordNamed('Symptom', 'leg-cramp');

beforeEach(async () => {
  await panel().user('edith', ['EDITOR', 'PUBLISHER']);
  await panel().user('rosa', ['REVIEWER']);
});

const go = (page: Page, path: string) => page.goto(`${panel().url}/admin#${path}`);
const plainName = (page: Page) => page.getByLabel('Plain name (English)');
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Saved in the change set' }).first();
const type = async (page: Page, text: string): Promise<void> => {
  await plainName(page).fill(text);
  await saved(page).waitFor();
};

/** A change set of edith's that gives the leg cramp this plain name. */
const setWith = (title: string, name: string) => panel().setOf('edith', title, 1, { ...legCramp, plainName: { en: name } });

/** The plain names that edith's change sets give the leg cramp, by the titles of the sets. */
async function namesBySet(): Promise<Record<string, string | undefined>> {
  const { openEdits } = await (
    await panel().api('edith')
  ).get<{ openEdits: { edit: { recordId: string; record: AnyRecord }; changeSet: { title: string } }[] }>(
    '{ openEdits { edit { recordId record } changeSet { title } } }',
  );
  return Object.fromEntries(
    openEdits
      .filter(({ edit }) => edit.recordId === legCramp.id)
      .map(({ edit, changeSet }) => [changeSet.title, (edit.record['plainName'] as { en?: string } | undefined)?.en]),
  );
}

const choose = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('button', { name: /^(?:Change set: |No change set)/ }).click();
  await page.getByRole('menuitem', { name: title }).click();
};

/** Answers what no server would, for every question with this word in it. */
const silence = async (page: Page, word: string): Promise<() => Promise<void>> => {
  const refuse = (route: Route) => (route.request().postData()?.includes(word) ? route.fulfill({ body: 'gone' }) : route.fallback());
  await page.route('**/graphql', refuse);
  return () => page.unroute('**/graphql', refuse);
};

it('shows of each change set its own text, and saves what is typed where it began', async () => {
  await setWith('First set', 'From the first');
  await setWith('Second set', 'From the second');
  const page = await panel().signedIn('edith');
  await go(page, `/symptoms/${legCramp.id}`);
  await until(async () => (await plainName(page).inputValue()) === 'From the second');
  await choose(page, 'First set');
  await until(async () => (await plainName(page).inputValue()) === 'From the first');
  await type(page, 'First, improved');
  await choose(page, 'Second set');
  await until(async () => (await plainName(page).inputValue()) === 'From the second');
  // Typed and not yet saved when another set is chosen.
  await plainName(page).fill('Second, improved');
  await choose(page, 'First set');
  await until(async () => (await plainName(page).inputValue()) === 'First, improved');
  await until(async () => (await namesBySet())['Second set'] === 'Second, improved');
  expect(await namesBySet()).toEqual({ 'First set': 'First, improved', 'Second set': 'Second, improved' });
});

it('goes back to what is published when a change is undone, and takes the next one', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/symptoms/${legCramp.id}`);
  const before = await plainName(page).inputValue();
  await type(page, 'Too much');
  await page.getByRole('button', { name: 'Undo my change' }).click();
  await page.getByRole('dialog', { name: 'Undo your change?' }).getByRole('button', { name: 'Undo my change' }).click();
  await until(async () => (await plainName(page).inputValue()) === before);
  await type(page, 'Just right');
  expect(Object.values(await namesBySet())).toEqual(['Just right']);
});

it('takes over what another window changed in other fields, and asks where both changed the same', async () => {
  await setWith('Shared set', 'As it was');
  const [one, other] = [await panel().signedIn('edith'), await panel().signedIn('edith')];
  for (const page of [one, other]) {
    await go(page, `/symptoms/${legCramp.id}`);
    await until(async () => (await plainName(page).inputValue()) === 'As it was');
  }
  await type(one, 'By the first window');
  await other.getByLabel('Summary (English)').fill('By the second window.');
  await until(async () => (await plainName(other).inputValue()) === 'By the first window');
  await saved(other).waitFor();

  await type(one, 'Once more by the first');
  await plainName(other).fill('Now by the second');
  const alert = other.getByRole('alert').filter({ hasText: 'somebody changed the same while you were typing' });
  await alert.getByText('Once more').waitFor();
  await alert.getByRole('button', { name: 'Keep what I typed' }).click();
  await saved(other).waitFor();
  expect(await namesBySet()).toEqual({ 'Shared set': 'Now by the second' });
});

it('tries again by itself when the server did not answer, and asks before that is left behind', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/symptoms/${legCramp.id}`);
  await plainName(page).waitFor();
  const speak = await silence(page, 'PutEdit');
  await plainName(page).fill('While it was away');
  const isAsked = refuseNext(page);
  // At once, before the pause after which it would be saved is over.
  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await until(isAsked);
  await page.getByRole('button', { name: 'Save again' }).waitFor();
  await speak();
  await saved(page).waitFor();
  expect(Object.values(await namesBySet())).toEqual(['While it was away']);
});

it('keeps its pages while the server does not answer who is signed in', async () => {
  const page = await panel().signedIn('edith');
  await page.clock.install();
  const speak = await silence(page, 'Viewer');
  await page.clock.fastForward('10:00');
  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await page.getByRole('cell', { name: 'Milk', exact: true }).first().waitFor();
  await speak();
});

it('starts a new change set after one was submitted, and never takes an older one without being asked', async () => {
  await setWith('Old draft', 'Left lying');
  const page = await panel().signedIn('edith');
  await page.getByRole('button', { name: /^Change set: Old draft/ }).click();
  await page.getByRole('menuitem', { name: 'New change set' }).click();
  await page.getByLabel('What it is about').fill('For today');
  await page.getByRole('button', { name: 'Create' }).click();
  await go(page, `/foods/${milk.id}`);
  await type(page, 'Cow milk');
  await submitFrom(page);
  await page.getByText('“For today” waits for review.').waitFor();
  await page.getByRole('button', { name: 'No change set yet' }).waitFor();
  await go(page, `/foods/${milk.id}`);
  await type(page, 'Milk of cows');
  await page.getByRole('button', { name: /^Change set: / }).waitFor();
  const { openEdits } = await (
    await panel().api('edith')
  ).get<{ openEdits: { edit: { recordId: string }; changeSet: { title: string } }[] }>(
    '{ openEdits { edit { recordId } changeSet { title } } }',
  );
  const titles = openEdits.filter(({ edit }) => edit.recordId === milk.id).map(({ changeSet }) => changeSet.title);
  expect(titles).toHaveLength(2);
  expect(titles).not.toContain('Old draft');
});

it('asks before something new is discarded, and takes its new claims with it', async () => {
  const page = await panel().signedIn('edith');
  await go(page, '/foods');
  await page.getByRole('button', { name: 'New Food' }).click();
  await page.getByRole('textbox', { name: 'Name (English)', exact: true }).fill('Sesame paste');
  await saved(page).waitFor();
  await page.getByRole('button', { name: 'Add a claim' }).click();
  await page.getByRole('option', { name: 'helps with …' }).click();
  await page.getByRole('combobox', { name: 'Cause' }).fill('low blood calcium');
  await page.getByRole('option', { name: /Hypocalcemia/ }).click();
  const claim = page.getByRole('region', { name: 'Claims' }).getByRole('listitem');
  await claim.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await page.getByRole('button', { name: 'Discard' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Discard what is new here?' });
  await dialog.getByText('with the new claim on this page').waitFor();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('cell', { name: 'Milk', exact: true }).first().waitFor();
  const { openEdits } = await (await panel().api('edith')).get<{ openEdits: object[] }>('{ openEdits { edit { recordId } } }');
  expect(openEdits).toEqual([]);
});

it('picks nothing that other words had found', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/foods/${milk.id}`);
  await page.getByRole('button', { name: 'Add a claim' }).click();
  await page.getByRole('option', { name: 'helps with …' }).click();
  const cause = page.getByRole('combobox', { name: 'Cause' });
  await cause.fill('cold');
  await page.getByRole('option', { name: /Cold exposure/ }).waitFor();
  await cause.pressSequentially(' x varicose');
  await page.keyboard.press('Enter');
  expect(await cause.inputValue()).toBe('cold x varicose');
});

it('keeps a comment that is being written when its page is left', async () => {
  const set = await setWith('To be discussed', 'Whatever');
  await (await panel().api('edith')).get('mutation ($set: ID!) { submitChangeSet(changeSet: $set) { id } }', { set });
  const page = await panel().signedIn('rosa');
  await go(page, `/change-sets/${set}`);
  const comment = page.getByRole('region', { name: 'Comments and reviews' }).getByRole('textbox');
  await comment.fill('I still have to look up');
  await page.getByRole('menuitem', { name: 'Foods', exact: true }).click();
  await page.getByRole('cell', { name: 'Milk', exact: true }).first().waitFor();
  await page.goBack();
  await until(async () => (await comment.inputValue()) === 'I still have to look up');
});

it('says that a list could not be read instead of calling it empty', async () => {
  const page = await panel().signedIn('edith');
  await silence(page, 'nutrients(');
  await page.getByRole('menuitem', { name: 'Nutrients', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).first().waitFor();
  expect(await page.getByText('The server says').count()).toBe(0);
  expect(await page.getByText('Nothing is published here yet').count()).toBe(0);
});

it('shows a number as it was understood', async () => {
  const page = await panel().signedIn('edith');
  await go(page, `/symptoms/${legCramp.id}`);
  const claim = page.getByRole('region', { name: 'Claims' }).getByRole('listitem').filter({ hasText: 'Hypocalcemia causes Leg cramp' });
  await claim.getByRole('button', { name: 'Change' }).click();
  const people = claim.getByLabel('People looked at', { exact: true });
  await people.fill('１０００');
  await people.blur();
  expect(await people.inputValue()).toBe('1000');
});
