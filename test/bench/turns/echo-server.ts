/** The reference: a chat that answers with the same number of bytes and does nothing for it. Argument: the bytes of a reply. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const reply = `id: 1\nevent: reply\ndata: ${'x'.repeat(Number(process.argv[2]))}\n\n`;
const streams = new Map<string, ServerResponse>();
let count = 0;

const server = createServer((req, res) => {
  const [, , , id = '', part] = req.url!.split('/');
  if (part === 'events') {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('retry: 2000\n\n');
    streams.set(id, res);
    res.on('close', () => streams.delete(id));
    return;
  }
  req.resume().on('end', () => {
    const body = part === 'messages' ? { is_new: true } : { conversation_id: `c${++count}` };
    res.writeHead(part === 'messages' ? 202 : 201, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(body));
    if (part === 'messages') streams.get(id)?.write(reply);
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })),
);
process.on('SIGTERM', () => process.exit(0));
