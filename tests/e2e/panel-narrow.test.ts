import { expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { recordNamed } from '../support/newsroom.ts';
import { usePanel } from '../support/panel.ts';

const database = await useDatabase();
const panel = await usePanel(database);

it.each([390, 720])('keeps lists and queues within a window of %i pixels, and the heads of columns on one line', async (width) => {
  await panel().user('edith', ['EDITOR']);
  await panel().setOf('edith', 'A change set with quite a long title, which says what is in it', 1, recordNamed('Food', 'milk'));
  const page = await panel().signedIn('edith', { locale: 'zh' });
  await page.setViewportSize({ width, height: 800 });
  const tooWide: string[] = [];
  for (const path of ['/symptoms', '/queues']) {
    await page.goto(`${panel().url}/admin#${path}`);
    // Not by its role: on a phone the open menu stands before the page.
    await page.locator('table').waitFor();
    const [inside, head] = await page.evaluate<[number, number]>(
      `[document.documentElement.scrollWidth, Math.max(...[...document.querySelectorAll('th')].map((th) => th.offsetHeight))]`,
    );
    if (inside > width || head > 60) tooWide.push(`${path}: ${inside} wide, heads ${head} high`);
  }
  expect(tooWide).toEqual([]);
  const edges = await page.evaluate<number[]>(
    `[...document.querySelectorAll('header button')].map((one) => one.getBoundingClientRect().right)`,
  );
  expect(edges.filter((right) => right > width)).toEqual([]);
});
