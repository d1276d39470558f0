import type { Browser, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchChromium } from './chromium.ts';

/** A page under test, and what went wrong or abroad on it so far. */
export interface WatchedPage {
  readonly page: Page;
  /** Addresses outside our server that the page asked for; each was refused. */
  readonly foreignRequests: readonly string[];
  /** Errors of the console, uncaught errors and answers that failed. */
  readonly faults: readonly string[];
}

export interface WatchedPageOptions {
  /** The only server that answers. */
  readonly home: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** The browser of the file that calls this: one Chromium, closed after the last test. */
export async function useBrowser(): Promise<{ open(options: WatchedPageOptions): Promise<WatchedPage> }> {
  const browser = await launchChromium();
  afterAll(() => browser.close());
  return { open: (options) => openWatchedPage(browser, options) };
}

async function openWatchedPage(browser: Browser, { home, colorScheme = 'light' }: WatchedPageOptions): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
  // The test's own limit ends a wait; a little earlier, so that the failure names what was waited for.
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  const foreignRequests: string[] = [];
  const faults: string[] = [];
  await context.route(
    (url) => url.origin !== new URL(home).origin && !['data:', 'blob:'].includes(url.protocol),
    (route) => {
      foreignRequests.push(route.request().url());
      return route.abort();
    },
  );
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    // What a page that is left had still asked for, such as its icon, is given up by the browser itself.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`no answer: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  return { page, foreignRequests, faults };
}
