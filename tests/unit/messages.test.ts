import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { errorCodes, issueCodes } from '../../schema/error-codes.ts';
import { en } from '../../admin/messages/en.ts';
import { zh } from '../../admin/messages/zh.ts';

/** Every sentence with the path that leads to it. */
function sentences(messages: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[[...path, key].join(' / '), value] as [string, string]] : sentences(value as object, [...path, key]),
  );
}

const english = new Map(sentences(en));
const chinese = new Map(sentences(zh));
const ofPanel = (key: string): boolean => !key.startsWith('ra /');

it('has the same keys in English and Chinese', () => {
  expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([]);
  expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([]);
});

it('leaves no English sentence in Chinese', () => {
  const isEnglish = (text: string): boolean => !/\p{Script=Han}/u.test(text) && /[A-Za-z]{2}/.test(text.replaceAll(/%\{\w+\}/g, ''));
  const names = ['Aetia', 'DOI', 'English'];
  expect([...chinese].filter(([key, text]) => ofPanel(key) && isEnglish(text) && !names.includes(text))).toEqual([]);
});

it('asks for the same values in both languages', () => {
  const valuesOf = (text: string): string[] => (text.match(/%\{\w+\}/g) ?? []).toSorted();
  const differing = [...english].filter(
    ([key, text]) =>
      ofPanel(key) && JSON.stringify([...new Set(valuesOf(text))]) !== JSON.stringify([...new Set(valuesOf(chinese.get(key) ?? ''))]),
  );
  expect(differing).toEqual([]);
});

it('has a sentence for each error and issue code', () => {
  expect(Object.keys(errorCodes).filter((code) => !english.has(`errors / ${code}`))).toEqual([]);
  expect(Object.keys(issueCodes).filter((code) => !english.has(`issues / ${code}`))).toEqual([]);
});

it('finds every message that the panel names in full', async () => {
  const folder = resolve(import.meta.dirname, '../../admin');
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.tsx?$/.test(file) && !file.startsWith('messages'));
  const unknown: string[] = [];
  for (const file of files) {
    const code = await readFile(resolve(folder, file), 'utf8');
    for (const [, key = ''] of code.matchAll(/['"]((?:panel|editing|screens|errors|issues)\.[a-z_]+(?:\.[a-z_]+)*)['"]/g)) {
      if (!english.has(key.split('.').join(' / '))) unknown.push(`${file}: ${key}`);
    }
  }
  expect(unknown).toEqual([]);
});
