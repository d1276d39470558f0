import { badUserInput } from '../../../server/errors.ts';
import { at, badLine, type InputFile, linesOf, textOf } from './input-file.ts';

/** A value of a JSON file, with where it starts. Nobody has looked at its shape yet. */
export interface JsonItem {
  readonly value: unknown;
  readonly at: string;
  readonly line: number;
}

/** The values of a file with one JSON value in each line. */
export async function* readJsonLines(file: InputFile): AsyncGenerator<JsonItem> {
  for await (const { text, number } of linesOf(file))
    if (text.trim() !== '') yield { value: parsed(file, number, text), at: at(file, number), line: number };
}

/** A whole JSON file, for small ones. */
export async function readJson(file: InputFile): Promise<unknown> {
  let text = '';
  for await (const piece of textOf(file)) text += piece;
  return parsed(file, 1, text);
}

/**
 * The elements of a file that is one JSON array, each as soon as it is read. Only brackets and strings are looked at to find where an
 * element ends; JSON.parse reads it. Streaming libraries take ten times as long and do not tell lines.
 */
export async function* readJsonArray(file: InputFile): AsyncGenerator<JsonItem> {
  const scan = { depth: 0, inString: false, isEscaped: false, line: 1 };
  let pending = '';
  let startLine = 1;
  let isOver = false;
  for await (const text of textOf(file)) {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const character = text.charCodeAt(i);
      if (character === newline) scan.line++;
      if (scan.inString) {
        if (scan.isEscaped) scan.isEscaped = false;
        else if (character === backslash) scan.isEscaped = true;
        else if (character === quote) scan.inString = false;
      } else if (character === quote) {
        if (scan.depth === 0) throw noArray(file);
        scan.inString = true;
      } else if (character === openBrace || character === openBracket) {
        if (scan.depth === 0 && (character !== openBracket || isOver)) throw noArray(file);
        if (scan.depth === 0) from = i + 1;
        if (scan.depth === 1) startLine = scan.line;
        scan.depth++;
      } else if (character === closeBrace || character === closeBracket) {
        scan.depth--;
        if (scan.depth === 0) {
          if (pending.trim() + text.slice(from, i).trim() !== '') yield element(pending + text.slice(from, i));
          isOver = true;
          pending = '';
          from = i + 1;
        }
      } else if (character === comma && scan.depth === 1) {
        yield element(pending + text.slice(from, i));
        pending = '';
        from = i + 1;
      }
    }
    pending += text.slice(from);
  }
  if (!isOver) throw badUserInput(`${file.name} is cut off or no JSON array: it has no end.`);

  function element(text: string): JsonItem {
    return { value: parsed(file, startLine, text), at: at(file, startLine), line: startLine };
  }
}

const [newline, quote, comma, openBracket, backslash, closeBracket, openBrace, closeBrace] = [10, 34, 44, 91, 92, 93, 123, 125];

const noArray = (file: InputFile) => badUserInput(`${file.name} is not one JSON array.`);

function parsed(file: InputFile, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badLine(file, line, `this is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
