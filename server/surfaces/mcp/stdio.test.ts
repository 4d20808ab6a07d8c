import { PassThrough } from 'node:stream';
import { Client, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/client';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWNER_TOKEN, owner, startFakeShop } from '../../../test/fixtures/mcp-shop.ts';
import { serveMcpStdio } from './stdio.ts';
import { proxyMcpStdio } from './stdio-proxy.ts';

let shop: Awaited<ReturnType<typeof startFakeShop>>;
beforeAll(async () => {
  shop = await startFakeShop();
});
afterAll(() => shop.stop());

/** The client's end of a pair of pipes. */
function pipes() {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const buffer = new ReadBuffer();
  const transport: Transport = {
    start: async () => {
      stdout.on('data', (chunk: Buffer) => {
        buffer.append(chunk);
        for (let message = buffer.readMessage(); message !== null; message = buffer.readMessage()) {
          transport.onmessage?.(message);
        }
      });
    },
    send: async (message: JSONRPCMessage) => {
      stdin.write(serializeMessage(message));
    },
    close: async () => {
      stdin.end();
      transport.onclose?.();
    },
  };
  return { stdin, stdout, transport };
}

const roads = [
  [
    'serving',
    async (stdin: PassThrough, stdout: PassThrough) =>
      serveMcpStdio({ surface: shop.surface, principal: owner, stdin, stdout, onerror: () => {} }),
  ],
  [
    'proxy to a running server',
    (stdin: PassThrough, stdout: PassThrough) =>
      proxyMcpStdio({ url: shop.url, token: OWNER_TOKEN, stdin, stdout, onerror: () => {} }),
  ],
] as const;

describe.each(roads)('%s', (_name, serve) => {
  test.each(['auto', 'legacy'] as const)('lists, calls and reads, negotiation %s', async (mode) => {
    const { stdin, stdout, transport } = pipes();
    const { closed } = await serve(stdin, stdout);
    const client = new Client(
      { name: 'test', version: '1' },
      mode === 'auto' ? { versionNegotiation: { mode: 'auto' } } : {},
    );
    await client.connect(transport);
    expect(client.getNegotiatedProtocolVersion()).toBe(mode === 'auto' ? '2026-07-28' : '2025-11-25');
    expect((await client.listTools()).tools.map((tool) => tool.name)).toContain('list_keys');
    const result = await client.callTool({ name: 'search_catalog', arguments: { query: 'a', limit: 1 } });
    expect(result.structuredContent).toMatchObject({ products: [{ title: 'a 0' }] });
    await expect(client.callTool({ name: 'nope', arguments: {} })).rejects.toMatchObject({ code: -32602 });
    await expect(client.readResource({ uri: 'shopwright://nothing/1' })).rejects.toThrow(/not found/i);
    await client.close();
    await closed;
  });
});

test('a buyer is handed over on stdio too, with the 2025 handshake', async () => {
  const { stdin, stdout, transport } = pipes();
  serveMcpStdio({ surface: shop.surface, principal: owner, stdin, stdout, onerror: () => {} });
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: { url: {} } } });
  client.setRequestHandler('elicitation/create', () => {
    shop.paid.add('co_8');
    return { action: 'accept' };
  });
  await client.connect(transport);
  const result = await client.callTool({ name: 'create_checkout', arguments: { cart_id: '8' } });
  expect(result.structuredContent).toEqual({ checkout_id: 'co_8', status: 'completed', total: '10 USD' });
  await client.close();
});

test('a proxy whose server is gone answers each request with an error that names it', async () => {
  const { stdin, stdout, transport } = pipes();
  await proxyMcpStdio({ url: 'http://127.0.0.1:9/mcp', stdin, stdout, onerror: () => {} });
  const client = new Client({ name: 'test', version: '1' });
  await expect(client.connect(transport)).rejects.toThrow(/127\.0\.0\.1:9/);
});
