import { open, type Entry, type ZipFile } from 'yauzl';
import { badUserInput } from '../../../server/errors.ts';
import type { InputFile } from './input-file.ts';

/** A file within a zip file, found by the end of its path. BAD_USER_INPUT when the zip file is damaged or does not hold it. */
export async function zipEntry(zip: InputFile, ending: string): Promise<InputFile> {
  const name = `${zip.name}/${ending}`;
  const { entry, file: first } = await find(zip, ending);
  first.close();
  let readBytes = 0;
  return {
    path: zip.path,
    name,
    sizeBytes: entry.compressedSize,
    get readBytes() {
      return readBytes;
    },
    async *bytes() {
      const { entry: again, file } = await find(zip, ending);
      try {
        const stream = await new Promise<NodeJS.ReadableStream>((done, fail) => {
          file.openReadStream(again, (error, opened) => (error ? fail(error) : done(opened)));
        });
        let unpacked = 0;
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          unpacked += chunk.length;
          readBytes += (chunk.length / again.uncompressedSize) * again.compressedSize;
          yield chunk;
        }
        if (unpacked !== again.uncompressedSize) throw badUserInput(`${name} is cut off.`);
      } finally {
        file.close();
      }
    },
  };
}

/** Some of the library's messages end with a full stop. */
const sentence = ({ message }: Error): string => `${message.replace(/\.$/, '')}.`;

function find(zip: InputFile, ending: string): Promise<{ readonly entry: Entry; readonly file: ZipFile }> {
  return new Promise((done, fail) => {
    open(zip.path, { lazyEntries: true, autoClose: false }, (error, file) => {
      if (error) {
        fail(badUserInput(`${zip.name} is no zip file, or is cut off: ${sentence(error)}`));
        return;
      }
      file.on('error', (problem: Error) => fail(badUserInput(`${zip.name} is damaged: ${sentence(problem)}`)));
      file.on('entry', (entry: Entry) => {
        if (entry.fileName === ending || entry.fileName.endsWith(`/${ending}`)) done({ entry, file });
        else file.readEntry();
      });
      file.on('end', () => {
        file.close();
        fail(badUserInput(`${zip.name} holds no ${ending}.`));
      });
      file.readEntry();
    });
  });
}
