import { validationFailed } from '../../errors.ts';

/** A text that a person typed, without white space around it; VALIDATION_FAILED when it is missing, too long or holds control characters. */
export function requiredText(value: string | null | undefined, path: string, maxLength: number): string {
  const text = readText(value, path, maxLength);
  if (text === null) throw validationFailed([{ path, code: 'REQUIRED', message: `Give the ${path}.` }]);
  return text;
}

/** The same for a text that may be left out; null when it is. */
export function readText(value: string | null | undefined, path: string, maxLength: number): string | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  if (text.length > maxLength)
    throw validationFailed([
      {
        path,
        code: 'TOO_LONG',
        message: `The text has ${text.length} characters; ${maxLength} is the most.`,
        rule: 'MOST_CHARACTERS',
        limit: maxLength,
        actual: text.length,
      },
    ]);
  if (/[^\P{Cc}\t\n\r]|\p{Surrogate}/u.test(text))
    throw validationFailed([{ path, code: 'BAD_FORMAT', message: 'The text holds a character that cannot be shown.', rule: 'SHOWABLE' }]);
  return text;
}
