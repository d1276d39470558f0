import { afterEach, beforeEach, expect, vi } from 'vitest';

let said: unknown[][] = [];

beforeEach(() => {
  said = [];
  const say = console.error;
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    said.push(words);
    say(...words);
  });
});

afterEach(() => {
  expect(said, 'console.error was called').toEqual([]);
});
