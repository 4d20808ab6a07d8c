import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OWNER_TOKEN, startFakeShop } from '../../../test/fixtures/mcp-shop.ts';

type Shop = Awaited<ReturnType<typeof startFakeShop>>;
let shop: Shop;
let slow: Shop;
beforeAll(async () => {
  shop = await startFakeShop({ maxBodyBytes: 4096, allowedOrigins: ['chat.example'] });
  slow = await startFakeShop({ maxBodyBytes: 4096, direct: false });
});
afterAll(() => Promise.all([shop.stop(), slow.stop()]));

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const call = {
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name: 'search_catalog', arguments: { query: 'a' } },
};
const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

function post(body: unknown, headers: Record<string, string> = {}, url = shop.url): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function message(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return JSON.parse(text);
  return JSON.parse(/^data: (.*)$/m.exec(text)![1]!);
}

describe('credentials', () => {
  test('a bad key is told where to read about keys, in header and body', async () => {
    const response = await post(call, { authorization: 'Bearer nope' });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", .*resource_metadata="https:\/\/shop\.example\/\.well-known\/oauth-protected-resource\/mcp"$/,
    );
    expect(await response.json()).toMatchObject({ error: 'invalid_token' });
  });

  test.each(['Basic dXNlcjpwdw==', 'Bearer', 'Bearer a b', ''])('%j is no key', async (authorization) => {
    expect((await post(call, { authorization })).status).toBe(401);
  });

  test('none is an anonymous shopper, a good one its owner', async () => {
    shop.calls.length = 0;
    await post(call);
    await post(call, { authorization: `bearer ${OWNER_TOKEN}` });
    expect(shop.calls.map((made) => made.principal)).toEqual(['anonymous', 'key_owner']);
  });

  test('metadata of the resource is served where the challenge points, and names no issuer that does not exist', async () => {
    for (const path of [
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource',
    ]) {
      const response = await fetch(`${shop.origin}${path}`);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({
        resource: 'https://shop.example/mcp',
        resource_name: 'Fake shop',
        scopes_supported: ['catalog:read', 'checkout:write', 'admin:read'],
        bearer_methods_supported: ['header'],
      });
    }
  });
});

describe('refusals are JSON-RPC errors', () => {
  test('malformed JSON', async () => {
    const response = await post('{"jsonrpc":');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32700 } });
  });

  test('a body too large, declared or streamed', async () => {
    const huge = 'x'.repeat(5000);
    const streamed = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(huge));
        controller.close();
      },
    });
    const declared = await post(huge);
    const chunked = await fetch(shop.url, {
      method: 'POST',
      headers: json,
      body: streamed,
      duplex: 'half',
    } as RequestInit);
    for (const response of [declared, chunked]) {
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({
        error: { message: expect.stringContaining('4096 bytes') },
      });
    }
  });

  test('JSON nested too deep, but not brackets within a string', async () => {
    const nest = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const body = (args: string) =>
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_catalog","arguments":${args}}}`;
    const deep = await post(body(`{"query":${nest(200)}}`));
    expect(deep.status).toBe(400);
    expect(await deep.json()).toMatchObject({ error: { message: expect.stringContaining('nested') } });
    const flat = await post(body(`{"query":"${'[\\"'.repeat(60)}"}`));
    expect(await message(flat)).toMatchObject({ result: { structuredContent: {} } });
  });

  test('another media type, and a compressed body', async () => {
    expect((await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post(call, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('GET and DELETE, as there are no sessions', async () => {
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(shop.url, { method, headers: { accept: 'text/event-stream' } });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toContain('POST');
    }
  });
});

describe('browsers', () => {
  test('a preflight from an allowed page passes with every header MCP needs', async () => {
    const response = await fetch(shop.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://chat.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://chat.example');
    const allowed = response.headers.get('access-control-allow-headers')!.toLowerCase();
    for (const name of ['authorization', 'mcp-protocol-version', 'mcp-method', 'mcp-name', 'last-event-id']) {
      expect(allowed).toContain(name);
    }
  });

  test('answers and refusals alike are readable by an allowed page', async () => {
    for (const body of [call, '{', 'x'.repeat(5000)]) {
      const response = await post(body, { origin: 'https://chat.example' });
      expect(response.headers.get('access-control-allow-origin')).toBe('https://chat.example');
      expect(response.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
    }
  });

  test('a foreign page is refused before anything runs', async () => {
    shop.calls.length = 0;
    for (const origin of ['https://evil.example', 'null']) {
      const response = await post(call, { origin });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(shop.calls).toEqual([]);
  });
});

describe('the direct road and the SDK answer alike', () => {
  const modern = (method: string, params: object, name?: string) =>
    [
      { jsonrpc: '2.0', id: 'a', method, params: { ...params, _meta: envelope } },
      {
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': method,
        ...(name === undefined ? {} : { 'mcp-name': name }),
      },
    ] as const;
  const legacy = (method: string, params?: object) =>
    [{ jsonrpc: '2.0', id: 9, method, params }, { 'mcp-protocol-version': '2025-06-18' }] as const;
  const search = { name: 'search_catalog', arguments: { query: 'a', limit: 2 } };

  test.each<[string, readonly [unknown, Record<string, string>]]>([
    ['list, 2026', modern('tools/list', {})],
    ['list, 2025', legacy('tools/list')],
    ['list, 2025, no version header', [{ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }, {}]],
    ['list with a cursor', modern('tools/list', { cursor: 'x' })],
    ['call, 2026', modern('tools/call', search, 'search_catalog')],
    ['call, 2025', legacy('tools/call', search)],
    ['call without arguments', legacy('tools/call', { name: 'search_catalog' })],
    ['call that fails', modern('tools/call', { name: 'search_catalog', arguments: {} }, 'search_catalog')],
    [
      'call that throws',
      modern('tools/call', { name: 'search_catalog', arguments: { query: 'boom' } }, 'search_catalog'),
    ],
    ['unknown tool', modern('tools/call', { name: 'nope' }, 'nope')],
    ['header of another tool', modern('tools/call', search, 'get_checkout')],
    ['no Mcp-Name', modern('tools/call', search)],
    ['encoded Mcp-Name', modern('tools/call', search, '=?base64?c2VhcmNoX2NhdGFsb2c=?=')],
    [
      'header of another revision',
      [modern('tools/call', search)[0], { 'mcp-protocol-version': '2025-06-18' }],
    ],
    ['unknown revision, 2025', [legacy('tools/call', search)[0], { 'mcp-protocol-version': '1999-01-01' }]],
    ['progress token', legacy('tools/call', { ...search, _meta: { progressToken: 1 } })],
    ['bad progress token', legacy('tools/call', { ...search, _meta: { progressToken: {} } })],
    ['arguments that are no object', legacy('tools/call', { name: 'search_catalog', arguments: [1] })],
    ['forged request state', modern('tools/call', { ...search, requestState: 'v1.x.y' }, 'search_catalog')],
    ['task of the 2025 drafts', legacy('tools/call', { ...search, task: { ttl: 1 } })],
    ['a fractional id', [{ ...legacy('tools/list')[0], id: 1.5 }, {}]],
    ['a batch', [[legacy('tools/list')[0]], {}]],
    ['not acceptable', [legacy('tools/list')[0], { accept: 'text/html' }]],
    ['another jsonrpc', [{ ...call, jsonrpc: '1.0' }, {}]],
  ])('%s', async (_name, [body, headers]) => {
    shop.calls.length = slow.calls.length = 0;
    const [one, other] = await Promise.all([post(body, headers), post(body, headers, slow.url)]);
    expect(one.status).toBe(other.status);
    expect(await message(one)).toEqual(await message(other));
    expect(shop.calls).toEqual(slow.calls);
  });
});

test('a lost connection cancels a 2026 call', async () => {
  const gone = new AbortController();
  const { surface } = shop;
  const direct = surface.direct!;
  const original = direct.call;
  let cancelled: Promise<unknown> | undefined;
  const started = new Promise<void>((resolve) => {
    Object.assign(direct, {
      call: (_name: string, _args: unknown, context: { signal: AbortSignal }) => {
        cancelled = new Promise((done) => context.signal.addEventListener('abort', done));
        resolve();
        return cancelled.then(() => ({ content: [] }));
      },
    });
  });
  const body = JSON.stringify({ ...call, params: { ...call.params, _meta: envelope } });
  const headers = {
    ...json,
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'search_catalog',
  };
  const response = fetch(shop.url, { method: 'POST', headers, body, signal: gone.signal });
  await started;
  gone.abort();
  await expect(response).rejects.toThrow();
  await cancelled;
  Object.assign(direct, { call: original });
});
