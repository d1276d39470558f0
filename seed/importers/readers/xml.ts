import { SaxesParser } from 'saxes';
import { badLine, type InputFile, textOf } from './input-file.ts';

/** What an XML file holds, in its order. Text that is only white space is left out. */
export type XmlEvent =
  | { readonly kind: 'OPEN'; readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly line: number }
  | { readonly kind: 'TEXT'; readonly text: string; readonly line: number }
  | { readonly kind: 'CLOSE'; readonly name: string; readonly line: number };

/** The events of an XML file. BAD_USER_INPUT with the line where it is not well-formed or ends too early. */
export async function* readXml(file: InputFile): AsyncGenerator<XmlEvent> {
  let events: XmlEvent[] = [];
  let problem: Error | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => (problem ??= error));
  parser.on('opentag', ({ name, attributes }) => void events.push({ kind: 'OPEN', name, attributes, line: parser.line }));
  parser.on('text', (text) => {
    if (text.trim() !== '') events.push({ kind: 'TEXT', text: text.trim(), line: parser.line });
  });
  parser.on('closetag', ({ name }) => void events.push({ kind: 'CLOSE', name, line: parser.line }));
  const taken = (): XmlEvent[] => {
    if (problem) throw badLine(file, parser.line, `this is no well-formed XML: ${problem.message}`);
    const found = events;
    events = [];
    return found;
  };
  for await (const text of textOf(file)) {
    parser.write(text);
    yield* taken();
  }
  parser.close();
  yield* taken();
}
