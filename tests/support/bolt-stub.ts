import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Speaks just enough Bolt 5.4 to say which server it is; answers every message with success. For versions that we cannot install. */
export async function startBoltStub(agent: string): Promise<{ uri: string; close(): void }> {
  const server: Server = createServer((socket) => {
    let received = Buffer.alloc(0);
    let hasShakenHands = false;
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (!hasShakenHands) {
        if (received.length < 20) return;
        received = received.subarray(20);
        hasShakenHands = true;
        socket.write(Buffer.from([0, 0, 4, 5]));
      }
      for (;;) {
        const end = received.indexOf(Buffer.from([0, 0]), 2);
        if (end < 0) return;
        received = received.subarray(end + 2);
        socket.write(successFrom(agent));
      }
    });
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { uri: `bolt://127.0.0.1:${port}`, close: () => void server.close() };
}

/** A PackStream structure SUCCESS {server, connection_id} in one chunk. */
function successFrom(agent: string): Buffer {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x80 + value.length]), Buffer.from(value)]);
  const message = Buffer.concat([Buffer.from([0xb1, 0x70, 0xa2]), text('server'), text(agent), text('connection_id'), text('stub')]);
  return Buffer.concat([Buffer.from([0, message.length]), message, Buffer.from([0, 0])]);
}
