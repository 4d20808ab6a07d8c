import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OWNER_TOKEN, startFakeShop } from '../../../test/fixtures/mcp-shop.ts';

let shop: Awaited<ReturnType<typeof startFakeShop>>;
beforeAll(async () => {
  shop = await startFakeShop();
});
beforeEach(() => {
  shop.calls.length = 0;
  shop.paid.clear();
});
afterAll(() => shop.stop());

async function connect(
  elicitation: { url?: Record<string, never> } | undefined,
  onUrl: (url: string) => 'accept' | 'decline',
) {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: elicitation === undefined ? {} : { elicitation },
      versionNegotiation: { mode: 'auto' },
    },
  );
  if (elicitation !== undefined) {
    client.setRequestHandler('elicitation/create', ({ params }) => ({
      action: onUrl((params as { url: string }).url),
    }));
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(shop.url)));
  return client;
}

const create = { name: 'create_checkout', arguments: { cart_id: '5' } };

describe('a checkout that needs the buyer', () => {
  test('opens the payment page in a client that can, and answers with the checkout as it stands then', async () => {
    const opened: string[] = [];
    const client = await connect({ url: {} }, (url) => {
      opened.push(url);
      shop.paid.add('co_5');
      return 'accept';
    });
    const result = await client.callTool(create);
    expect(opened).toEqual(['https://shop.example/checkout/co_5#secret']);
    expect(result.structuredContent).toEqual({ checkout_id: 'co_5', status: 'completed', total: '10 USD' });
    expect(shop.calls.map((made) => made.name)).toEqual(['create_checkout', 'get_checkout']);
    await client.close();
  });

  test.each(['accept', 'decline'] as const)(
    'is not taken for paid because the client says %s',
    async (action) => {
      const client = await connect({ url: {} }, () => action);
      const result = await client.callTool(create);
      expect(result.structuredContent).toMatchObject({
        status: 'needs_buyer',
        continue_url: expect.any(String),
      });
      await client.close();
    },
  );

  test.each([true, false])('answers complete_checkout in its own shape, paid: %s', async (pays) => {
    const client = await connect({ url: {} }, () => {
      if (pays) shop.paid.add('co_6');
      return 'accept';
    });
    await client.listTools();
    const result = await client.callTool({ name: 'complete_checkout', arguments: { checkout_id: 'co_6' } });
    expect(result.structuredContent).toEqual(
      pays
        ? { checkout_id: 'co_6', status: 'completed', total: '10 USD', next: expect.any(String) }
        : {
            checkout_id: 'co_6',
            status: 'needs_buyer',
            continue_url: 'https://shop.example/checkout/co_6#secret',
            next: expect.any(String),
          },
    );
    await client.close();
  });

  test('comes with the plain link to a client that cannot open one', async () => {
    for (const elicitation of [undefined, {}]) {
      const client = await connect(elicitation, () => 'accept');
      expect((await client.callTool(create)).structuredContent).toMatchObject({
        status: 'needs_buyer',
        continue_url: 'https://shop.example/checkout/co_5#secret',
      });
      await client.close();
    }
  });
});

describe('request state', () => {
  const params = {
    ...create,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } },
    },
  };
  async function send(extra: object, headers: Record<string, string> = {}) {
    const response = await fetch(shop.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/call',
        'mcp-name': 'create_checkout',
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...params, ...extra } }),
    });
    return (await response.json()) as {
      result: { requestState: string; resultType: string; isError?: boolean; content?: { text: string }[] };
      error?: { code: number };
    };
  }
  const inputResponses = { pay: { action: 'accept' } };

  test('is signed: an altered one is refused and nothing runs', async () => {
    const { result } = await send({});
    expect(result.resultType).toBe('input_required');
    shop.calls.length = 0;
    const [version, body, mac] = result.requestState.split('.') as [string, string, string];
    const forged = JSON.parse(Buffer.from(body, 'base64url').toString());
    forged.p.checkout = 'co_of_somebody';
    const altered = `${version}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${mac}`;
    expect(await send({ inputResponses, requestState: altered })).toMatchObject({ error: { code: -32602 } });
    expect(shop.calls).toEqual([]);
  });

  test("is bound to the credential: another's is refused", async () => {
    const { result } = await send({});
    shop.calls.length = 0;
    const stolen = await send(
      { inputResponses, requestState: result.requestState },
      { authorization: `Bearer ${OWNER_TOKEN}` },
    );
    expect(stolen.result.isError).toBe(true);
    expect(shop.calls).toEqual([]);
  });
});
