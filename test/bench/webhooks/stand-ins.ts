/**
 * Two servers that do nothing, in a process of their own: `echo` takes a body and says 200, the reference; `vendor` takes what the
 * shop sends its customers and gives it an id, and tells at `/count` how many messages came.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const kind = process.argv[2];
let count = 0;
const server = createServer((req, res) => {
  let bytes = 0;
  let isRead = false;
  req.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    isRead ||= chunk.includes('"status":"read"');
  });
  req.on('end', () => {
    if (kind === 'echo') return void res.writeHead(200).end();
    res.setHeader('Content-Type', 'application/json');
    if (req.url === '/count') return void res.end(JSON.stringify({ count }));
    if (isRead || bytes === 0) return void res.end('{"success":true}');
    const id = `wamid.${Buffer.from(`sent ${++count}`).toString('base64')}`;
    res.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [], messages: [{ id }] }));
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })),
);
process.on('SIGTERM', () => process.exit(0));
