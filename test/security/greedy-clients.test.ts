import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { rawGet } from '../fixtures/http-server.ts';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';

let server: ShopwrightServer;
afterEach(() => server.close());

const calls = (count: number) =>
  Array.from({ length: count }, (_, id) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'get_policy', arguments: {} },
  }));
const post = (body: object) =>
  server.ask('/mcp', {
    method: 'POST',
    body,
    headers: { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-03-26' },
  });

describe('JSON-RPC batches', () => {
  it('are counted call by call, not as one request', async () => {
    server = await startShopwright({ rateLimitPerAddress: 30, limitLoopback: true });
    expect((await post(calls(10))).status).toBe(200);
    expect((await post(calls(10))).status).toBe(200);
    const third = await post(calls(11));
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    server.clock.advance(60_000);
    expect((await post(calls(10))).status).toBe(200);
  });

  it('hold twenty calls at most', async () => {
    server = await startShopwright();
    expect((await post(calls(20))).status).toBe(200);
    const refused = await post(calls(21));
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({ error: { message: expect.stringContaining('20') } });
    expect(refused.text.length).toBeLessThan(300);
  });
});

describe('a body that never ends', () => {
  /** What the server answered by the time it hung up. */
  const dribble = (head: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
        socket.write(`${head}Host: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"query":`),
      );
      socket.on('data', (chunk) => {
        heard += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(heard.split('\r\n')[0]!));
    });

  it('is cut off on every surface, answered or not', async () => {
    server = await startShopwright({ bodyTimeoutMs: 20 });
    const json = 'Content-Type: application/json\r\n';
    expect(await dribble(`POST /v1/tools/search_catalog HTTP/1.1\r\n${json}`)).toBe(
      'HTTP/1.1 408 Request Timeout',
    );
    expect(await dribble(`POST /mcp HTTP/1.1\r\n${json}`)).toBe('HTTP/1.1 408 Request Timeout');
    expect(await dribble(`POST /checkout/api/exchange HTTP/1.1\r\n${json}`)).toMatch(/^HTTP\/1\.1 4/);
    expect(await dribble(`POST /admin/v1/products HTTP/1.1\r\n${json}`)).toBe('HTTP/1.1 401 Unauthorized');
    expect(await dribble('POST /healthz HTTP/1.1\r\n')).toMatch(/^HTTP\/1\.1 405/);
  });

  it('may take its time when it is a catalogue that an administrator imports', async () => {
    server = await startShopwright({ bodyTimeoutMs: 20 });
    const row = `${JSON.stringify({ id: 'lamp', title: 'Lamp', variants: [{ id: 'lamp', prices: [] }] })}\n`;
    const slow = new ReadableStream<Uint8Array>({
      async start(stream) {
        stream.enqueue(new TextEncoder().encode(row));
        await expect(
          dribble('POST /v1/tools/get_cart HTTP/1.1\r\nContent-Type: application/json\r\n'),
        ).resolves.toMatch(/408/);
        stream.close();
      },
    });
    const answer = await fetch(`${server.url}/admin/v1/import`, {
      method: 'POST',
      body: slow,
      duplex: 'half',
      headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${OPERATOR_KEY}` },
    } as RequestInit);
    expect(await answer.text()).toContain('"type":"report"');
  });
});

describe('the outbox of development', () => {
  it('is shown to this machine alone: it holds one-time codes', async () => {
    server = await startShopwright({ allowedHosts: ['*'] });
    const port = Number(new URL(server.url).port);
    const status = async (headers: Record<string, string>) =>
      (await rawGet(port, '/dev/outbox/messages.json', headers)).status;
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
    expect(await status({ host: `localhost:${port}`, 'x-forwarded-for': '203.0.113.7' })).toBe(403);
    expect(await status({ host: 'rebound.example' })).toBe(403);
  });
});
