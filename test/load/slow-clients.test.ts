import type { RequestListener, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../server/platform/http/listen.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { mcp } from './shop.ts';

let server: ShopwrightServer;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
});

/** A connection, what it has heard so far, and its end. */
function open(text = '', port = server.port) {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (bytes) => {
    if (heard.length < 100) heard += bytes.toString('latin1', 0, 100);
  });
  socket.on('error', () => {});
  if (text) socket.write(text);
  sockets.push(socket);
  return {
    socket,
    heard: () => heard,
    closed: new Promise<void>((resolve) => socket.once('close', () => resolve())),
    connected: new Promise<void>((resolve) => socket.once('connect', () => resolve())),
  };
}

/** More than the system itself keeps for a connection. */
const LARGE = Buffer.alloc(64 * 2 ** 20);
function* parts(): Generator<Buffer> {
  for (let at = 0; at < LARGE.length; at += 2 ** 16) yield LARGE.subarray(at, at + 2 ** 16);
}

async function othersAreServed(): Promise<void> {
  expect((await server.tool('search_catalog', { query: 'thing' })).status).toBe(200);
  expect((await mcp(server, 'search_catalog', {})).status).toBe(200);
}

describe('clients that take their time', () => {
  it('with their headers are hung up on, and keep nobody from being served', async () => {
    server = await startShopwright({}, { listen: { headersTimeoutMs: 100 } });
    const slow = Array.from({ length: 30 }, () => open('POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: '));
    await Promise.all(slow.map(({ connected }) => connected));
    await othersAreServed();
    await Promise.all(slow.map(({ closed }) => closed));
    for (const { heard } of slow) expect(heard()).toMatch(/^(HTTP\/1\.1 408|$)/);
  });

  it('with their first byte are hung up on', async () => {
    server = await startShopwright({}, { listen: { headersTimeoutMs: 100 } });
    const idle = Array.from({ length: 30 }, () => open());
    await Promise.all(idle.map(({ connected }) => connected));
    await othersAreServed();
    await Promise.all(idle.map(({ closed }) => closed));
  });

  it('with their body do not take the place of others', async () => {
    server = await startShopwright({ maxRequestsInProgress: 1 });
    const head =
      'POST /v1/tools/search_catalog HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n';
    const slow = Array.from({ length: 5 }, () => open(`${head}{"query`));
    await Promise.all(slow.map(({ connected }) => connected));
    await othersAreServed();
    for (const { socket, heard } of slow) {
      const answered = new Promise((resolve) => socket.once('data', resolve));
      socket.write('":"mug"}');
      await answered;
      expect(heard()).toMatch(/^HTTP\/1\.1 200/);
    }
  });

  it.each([
    ['whole', (res: ServerResponse) => void res.end(LARGE)],
    ['streamed', (res: ServerResponse) => void Readable.from(parts()).pipe(res)],
  ])('with reading a large answer, %s, are hung up on; those who read have it all', async (_, answer) => {
    const gone = Promise.withResolvers<void>();
    const handler: RequestListener = (_req, res) => {
      res.once('close', () => gone.resolve());
      answer(res);
    };
    const here = { host: '127.0.0.1', port: 0 };
    // Strict with the one who reads nothing; the other may be slow on a busy machine.
    const [strict, patient] = [
      await listen(handler, { ...here, stallTimeoutMs: 100 }),
      await listen(handler, here),
    ];
    const get = 'GET / HTTP/1.0\r\nHost: a\r\n\r\n';
    const { socket, connected } = open(get, strict.port);
    await connected;
    socket.pause();
    await gone.promise;
    const reader = open(get, patient.port);
    let bytes = 0;
    reader.socket.on('data', (part) => {
      bytes += part.length;
    });
    await reader.closed;
    expect(bytes).toBeGreaterThan(LARGE.length);
    for (const { server: http } of [strict, patient]) {
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    }
  });

  it('and ask on and on without waiting for an answer are hung up on', async () => {
    server = await startShopwright();
    const { closed } = open('GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(500));
    await closed;
    await othersAreServed();
  });
});

describe('more connections than are allowed', () => {
  it('are hung up on at once, and there is room again when others go', async () => {
    server = await startShopwright({}, { listen: { maxConnections: 20 } });
    const all = Array.from({ length: 20 }, () => open());
    await Promise.all(all.map(({ connected }) => connected));
    await open('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n').closed;
    for (const { socket, closed } of all) {
      socket.end();
      await closed;
    }
    await othersAreServed();
  });
});
