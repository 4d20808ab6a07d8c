import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
});
afterAll(() => server.close());

const keys: Record<string, string> = {};
beforeAll(async () => {
  for (const name of ['ana', 'ben']) {
    const scopes = ['admin:handoffs'] as const;
    keys[name] = (await server.shop.services.apiKeys.create({ name, kind: 'admin', scopes })).secret;
  }
});

interface View {
  id: string;
  status: string;
  items: View[];
  next_cursor?: string;
  detail: string;
  details: Record<string, string>;
  replies: { by: string; author?: string; text: string; proof_url: string }[];
  conversation: { held_by: string; messages: { from: string; name?: string; text: string }[] };
}
const ask = async (method: string, path: string, body?: object, key = keys.ana, headers = {}) => {
  server.clock.advance(1000);
  const { status, json } = await server.ask(`/v1/handoffs${path}`, { method, body, key, headers });
  return { status, json: json as unknown as View };
};
let chat: string;
const read = async () =>
  (await server.ask(`/v1/conversations/${chat}/messages`)).json as unknown as View & { held_by: string };
let count = 0;
async function say(text: string): Promise<void> {
  count += 1;
  server.clock.advance(1000);
  const body = { text, message_id: `m${count}` };
  await server.ask(`/v1/conversations/${chat}/messages`, { method: 'POST', body });
  await server.shop.chat!.lanes.settled();
}
let id: string;
beforeEach(async () => {
  chat = (await server.ask('/v1/conversations', { method: 'POST', body: {} })).json!
    .conversation_id as string;
  await say('add the blue cup to my cart');
  await say('I want to talk to a person');
  const { json } = await ask('GET', '?status=waiting');
  id = json.items.at(-1)!.id;
});

it('is shown with all that the person needs, claimed, answered and given back', async () => {
  expect((await ask('GET', `/${id}`)).json).toMatchObject({
    status: 'waiting',
    reason: 'asked_for',
    wanted: 'add the blue cup to my cart',
    open_question: 'I want to talk to a person',
    cart: { lines: [{ title: 'Blue Cup', quantity: 1 }], total: { amount: 1999, currency: 'USD' } },
    conversation: { held_by: 'bot', channel: 'web' },
  });
  const claimed = await ask('POST', `/${id}/claim`, { name: 'Ana' });
  expect(claimed).toMatchObject({ status: 200, json: { status: 'claimed', claimed_name: 'Ana' } });
  await say('hello?');
  await ask('POST', `/${id}/reply`, { text: 'Hello, I am Ana.' });
  const { replies, held_by } = await read();
  expect(held_by).toBe('person');
  expect(replies.at(-1)).toMatchObject({ by: 'person', author: 'Ana', text: 'Hello, I am Ana.' });
  expect((await ask('GET', `/${id}`)).json.conversation.messages.slice(-2)).toEqual([
    expect.objectContaining({ from: 'customer', text: 'hello?' }),
    expect.objectContaining({ from: 'person', name: 'Ana', text: 'Hello, I am Ana.' }),
  ]);
  expect(await ask('POST', `/${id}/return`, { note: 'wants blue' })).toMatchObject({
    status: 200,
    json: { status: 'resolved', outcome: 'returned', note: 'wants blue' },
  });
  expect((await read()).held_by).toBe('bot');
});

it('goes to one of two, and tells the other who has it', async () => {
  const [first, second] = await Promise.all([
    ask('POST', `/${id}/claim`, { name: 'Ana' }),
    ask('POST', `/${id}/claim`, { name: 'Ben' }, keys.ben),
  ]);
  expect([first.status, second.status].sort()).toEqual([200, 409]);
  const [winner, loser] = first.status === 200 ? ['Ana', second] : ['Ben', first];
  expect(loser.json).toMatchObject({ code: 'conflict', details: { claimed_name: winner } });
  expect(loser.json.detail).toContain(winner);
  const other = winner === 'Ana' ? keys.ben : keys.ana;
  expect((await ask('POST', `/${id}/reply`, { text: 'hi' }, other)).status).toBe(409);
  expect((await ask('POST', `/${id}/claim`, { name: 'Cleo', take_over: true }, other)).status).toBe(200);
  expect((await ask('POST', `/${id}/reply`, { text: 'hi' }, other)).status).toBe(200);
  expect((await ask('POST', `/${id}/close`, undefined, keys.ana)).status).toBe(200);
  expect((await ask('POST', `/${id}/close`, undefined, keys.ana)).status).toBe(409);
});

it('takes an answer that is sent again once', async () => {
  await ask('POST', `/${id}/claim`, { name: 'Ana' });
  const { replies } = await read();
  const send = () =>
    ask('POST', `/${id}/reply`, { text: 'Only once.' }, keys.ana, { 'Idempotency-Key': `key-of-${id}` });
  const [one, two] = [await send(), await send()];
  expect(two.json).toEqual(one.json);
  expect((await read()).replies).toHaveLength(replies.length + 1);
});

it('is nobody’s without a key for it: neither the customer’s id nor a storefront key opens it', async () => {
  const { secret } = await server.shop.services.apiKeys.create({ name: 'store', kind: 'api_key' });
  const tries = [undefined, chat, secret];
  for (const key of tries)
    for (const [method, path, body] of [
      ['GET', ''],
      ['GET', `/${id}`],
      ['POST', `/${id}/claim`, { name: 'Eve' }],
      ['POST', `/${id}/reply`, { text: 'Pay me instead' }],
      ['POST', `/${id}/close`],
    ] as const) {
      const { status } = await server.ask(`/v1/handoffs${path}`, { method, body, key });
      expect([401, 403]).toContain(status);
    }
  expect((await ask('GET', `/${id}`)).json.status).toBe('waiting');
});

it('refuses what is no answer and no name', async () => {
  for (const [path, body] of [
    ['claim', {}],
    ['claim', { name: ' ' }],
    ['claim', { name: 'x'.repeat(81) }],
    ['reply', { text: '' }],
    ['reply', { text: 'x'.repeat(4001) }],
    ['reply', { text: 'a\u0000b' }],
    ['return', { note: '' }],
    ['return', { note: 'x', extra: 1 }],
  ] as const)
    expect((await ask('POST', `/${id}/${path}`, body)).status, `${path} ${JSON.stringify(body)}`).toBe(422);
  expect((await ask('GET', '/hand_none')).status).toBe(404);
  expect((await ask('GET', '?status=lost')).status).toBe(422);
});

it('is listed page by page, by status, reason and who has it', async () => {
  await ask('POST', `/${id}/claim`, { name: 'Ben' }, keys.ben);
  const mine = await ask('GET', '?claimed_by=me&status=claimed', undefined, keys.ben);
  expect(mine.json.items.map((item) => item.id)).toContain(id);
  const first = await ask('GET', '?limit=1&reason=asked_for');
  const second = await ask('GET', `?limit=1&reason=asked_for&cursor=${first.json.next_cursor}`);
  expect(second.json.items[0]!.id).not.toBe(first.json.items[0]!.id);
  expect((await ask('GET', '?reason=outage')).json.items).toEqual([]);
});

it('tells the staff as it happens', async () => {
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/v1/handoffs/events`, {
    headers: { Authorization: `Bearer ${OPERATOR_KEY}` },
    signal: stop.signal,
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  const until = async (part: string): Promise<void> => {
    while (!seen.includes(part)) seen += (await reader.read()).value;
  };
  await until('retry:');
  await ask('POST', `/${id}/claim`, { name: 'Ana' });
  await until('"claimed_name":"Ana"');
  await say('are you there?');
  await until('are you there?');
  expect(seen).toContain(`event: message\ndata: {"handoff_id":"${id}"`);
  stop.abort();
});

class Stream {
  seen = '';
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #stop: AbortController;
  private constructor(reader: ReadableStreamDefaultReader<string>, stop: AbortController) {
    this.#reader = reader;
    this.#stop = stop;
  }
  static async open(lastEventId?: string): Promise<Stream> {
    const stop = new AbortController();
    const answer = await fetch(`${server.url}/v1/handoffs/events`, {
      headers: {
        Authorization: `Bearer ${OPERATOR_KEY}`,
        ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
      },
      signal: stop.signal,
    });
    const stream = new Stream(answer.body!.pipeThrough(new TextDecoderStream()).getReader(), stop);
    await stream.until('retry:');
    return stream;
  }
  async until(part: string): Promise<void> {
    while (!this.seen.includes(part)) this.seen += (await this.#reader.read()).value;
  }
  get lastEventId(): string {
    return [...this.seen.matchAll(/^id: (.*)$/gm)].at(-1)![1]!;
  }
  /** Each event as its type, and the text or the status that it tells. */
  get events(): string[] {
    return [...this.seen.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, type, data]) => {
      const { text, status } = JSON.parse(data!);
      return `${type} ${text ?? status}`;
    });
  }
  close(): string {
    this.#stop.abort();
    return this.lastEventId;
  }
}

it('tells one who comes back what was missed, once, and goes on', async () => {
  const first = await Stream.open();
  await say('are you there?');
  await first.until('are you there?');
  const place = first.close();
  await ask('POST', `/${id}/claim`, { name: 'Ana' });
  await say('hello?');
  await say('hello??');
  const second = await Stream.open(place);
  await second.until('hello??');
  expect(second.events).toEqual(['handoff claimed', 'message hello?', 'message hello??']);
  await say('still there?');
  await second.until('still there?');
  await ask('POST', `/${id}/close`);
  await second.until('resolved');
  const end = second.close();
  const third = await Stream.open(end);
  await say('thanks');
  await say('I want to talk to a person');
  await third.until('handoff');
  expect(third.events).toEqual(['handoff waiting']);
  third.close();
});

it('misses nothing of a moment of which it has a part, and tells what was written before a handoff ended', async () => {
  const clock = server.clock.now();
  const first = await Stream.open();
  await server.ask(`/v1/handoffs/${id}/claim`, { method: 'POST', body: { name: 'Ana' }, key: keys.ana! });
  await first.until('claimed');
  const place = first.close();
  await server.ask(`/v1/handoffs/${id}/close`, { method: 'POST', key: keys.ana! });
  expect(server.clock.now()).toBe(clock);
  const second = await Stream.open(place);
  await second.until('resolved');
  expect(second.events).toEqual(['handoff resolved']);
  expect((await Stream.open(second.close())).events).toEqual([]);

  const other = await Stream.open('no such place');
  expect(other.events).toEqual([]);
  other.close();
});

it('keeps what customers and staff write out of the log', async () => {
  await ask('POST', `/${id}/claim`, { name: 'canary-name' });
  await ask('POST', `/${id}/reply`, { text: 'canary-text' });
  await say('canary-said');
  expect(JSON.stringify(server.faults)).not.toContain('canary');
});
