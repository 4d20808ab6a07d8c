import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OWNER_TOKEN, startFakeShop } from '../../../test/fixtures/mcp-shop.ts';

let shop: Awaited<ReturnType<typeof startFakeShop>>;
beforeAll(async () => {
  shop = await startFakeShop();
});
beforeEach(() => {
  shop.calls.length = 0;
});
afterAll(() => shop.stop());

const info = { name: 'test', version: '1' };
const bearer = (token?: string) =>
  token === undefined ? {} : { requestInit: { headers: { Authorization: `Bearer ${token}` } } };

async function v2(mode: 'auto' | 'legacy', token?: string) {
  const client = new Client(info, mode === 'auto' ? { versionNegotiation: { mode: 'auto' } } : {});
  await client.connect(new StreamableHTTPClientTransport(new URL(shop.url), bearer(token)));
  return client;
}

async function v1(token?: string) {
  const client = new Client1(info);
  await client.connect(new Transport1(new URL(shop.url), bearer(token)));
  return client;
}

const kinds = [
  ['client v2, 2026-07-28', (token?: string) => v2('auto', token)],
  ['client v2, 2025-11-25', (token?: string) => v2('legacy', token)],
  ['client 1.x', v1],
] as const;

describe.each(kinds)('%s', (_name, connect) => {
  test('lists the tools that an anonymous shopper may use, fully described', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual([
      'search_catalog',
      'create_checkout',
      'get_checkout',
      'complete_checkout',
    ]);
    const search = tools[0]!;
    expect(search).toMatchObject({
      title: 'Search the catalogue',
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      inputSchema: { type: 'object', required: ['query'], additionalProperties: false },
      outputSchema: { type: 'object', required: ['products'] },
    });
    await client.close();
  });

  test('lists more to a credential with more scopes', async () => {
    const client = await connect(OWNER_TOKEN);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toContain('list_keys');
    expect(await client.callTool({ name: 'list_keys', arguments: {} })).toMatchObject({
      structuredContent: { keys: ['owner'] },
    });
    await client.close();
  });

  test('answers a call with structured content, the same as text, and proofs in _meta', async () => {
    const client = await connect();
    const result = await client.callTool({ name: 'search_catalog', arguments: { query: 'cable', limit: 1 } });
    const output = {
      products: [{ id: 'prod_0', title: 'cable 0', price: { amount: 1999, currency: 'USD' } }],
    };
    expect(result.structuredContent).toEqual(output);
    expect(result.content).toEqual([
      { type: 'text', text: JSON.stringify(output) },
      { type: 'resource_link', uri: 'shopwright://products/prod_0', name: 'prod_0' },
    ]);
    expect(result._meta).toMatchObject({
      'shopwright/call_id': 'call_1',
      'shopwright/quotes': [{ id: 'q_1', proof: 'eyJ.x.y' }],
    });
    expect(shop.calls).toEqual([
      { name: 'search_catalog', args: { query: 'cable', limit: 1 }, principal: 'anonymous' },
    ]);
    await client.close();
  });

  test("a caller's error says how to mend it and carries its code", async () => {
    const client = await connect();
    const result = await client.callTool({ name: 'search_catalog', arguments: { query: 'cable', limit: 0 } });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toBeUndefined();
    expect(result._meta).toMatchObject({
      'shopwright/error': { code: 'invalid_input', status: 422, field: 'limit' },
    });
    expect((result.content as { text: string }[])[0]!.text).toContain('>=1');
    await client.close();
  });

  test('an error of ours says only its id', async () => {
    const client = await connect();
    const result = await client.callTool({ name: 'search_catalog', arguments: { query: 'ours' } });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result)).toContain('err_7');
    expect(JSON.stringify(result)).not.toContain('secret');
    await client.close();
  });

  test('a fault that escapes is an internal error without its cause', async () => {
    const client = await connect();
    const call = client.callTool({ name: 'search_catalog', arguments: { query: 'boom' } });
    await expect(call).rejects.toThrow(/Internal error/);
    await expect(call).rejects.not.toThrow(/secret/);
    await client.close();
  });

  test('an unknown tool is a protocol error', async () => {
    const client = await connect();
    await expect(client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toMatchObject({
      code: -32602,
    });
    await client.close();
  });

  test('a tool outside the scopes is refused by a result that names the scope', async () => {
    const client = await connect();
    const result = await client.callTool({ name: 'list_keys', arguments: {} });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('admin:read');
    await client.close();
  });

  test('serves policies and products as resources, page by page', async () => {
    const client = await connect();
    const read = client.readResource({ uri: 'shopwright://policies/returns' });
    expect((await read).contents).toMatchObject([
      { mimeType: 'text/markdown', text: 'Returns within 30 days.' },
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map((template) => template.uriTemplate)).toEqual(['shopwright://products/{id}']);
    await expect(client.readResource({ uri: 'shopwright://policies/none' })).rejects.toThrow(/not found/i);
    const { resources } = await client.listResources({ cursor: 'p2' });
    expect(resources.map((resource) => resource.name)).toEqual(['shipping']);
    await expect(client.listResources({ cursor: 'forged' })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  test('offers prompts', async () => {
    const client = await connect();
    const { prompts } = await client.listPrompts();
    expect(prompts.map((prompt) => prompt.name)).toEqual(['find_product', 'compare_products', 'track_order']);
    const prompt = await client.getPrompt({
      name: 'find_product',
      arguments: { need: 'hiking', budget: '80 USD' },
    });
    expect(JSON.stringify(prompt.messages)).toMatch(/hiking.*80 USD/);
    await expect(client.getPrompt({ name: 'find_product' })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });
});

test('negotiates 2026-07-28 with a client that can', async () => {
  const client = await v2('auto');
  expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
  expect(client.getInstructions()).toBe('A shop for tests.');
  await client.close();
});
