import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { verifyCertificate } from '../../proof/index.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
});
afterAll(() => server.close());

interface View {
  conversation_id: string;
  message: { id: string; sequence: number };
  is_new: boolean;
  replies: { id: string; sequence: number; text: string; proof_url: string }[];
  waiting: number;
}
const at = '/v1/conversations';
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.ask(`${at}${path}`, { method: 'POST', body, headers });
const open = async (): Promise<string> => (await post('', {})).json!.conversation_id as string;
const read = async (id: string, after = 0) =>
  (await server.ask(`${at}/${id}/messages?after=${after}`)).json as unknown as View;

async function say(id: string, text: string, messageId = text): Promise<View['replies']> {
  const { replies } = await read(id);
  await post(`/${id}/messages`, { text, message_id: messageId });
  await server.shop.chat!.lanes.settled();
  return (await read(id, replies.at(-1)?.sequence)).replies;
}

it('answers what is written, once for each message id', async () => {
  const id = await open();
  expect((await say(id, 'how much is the blue cup?', 'm1'))[0]!.text).toContain('Blue Cup costs $19.99.');
  const again = await post(`/${id}/messages`, { text: 'how much is the blue cup?', message_id: 'm1' });
  expect(again).toMatchObject({ status: 202, json: { is_new: false } });
  await server.shop.chat!.lanes.settled();
  expect((await read(id)).replies).toHaveLength(1);
});

it('keeps a conversation to those who hold its id', async () => {
  const [mine, other] = [await open(), await open()];
  await say(mine, 'blue cup');
  expect((await read(other)).replies).toEqual([]);
  for (const strange of ['ses_0000000000000000000000', 'x', '..%2f..', mine.slice(0, -1)]) {
    expect((await server.ask(`${at}/${strange}/messages`)).status).toBe(404);
    expect((await server.ask(`${at}/${strange}/events`)).status).toBe(404);
    expect((await post(`/${strange}/messages`, { text: 'hi', message_id: '1' })).status).toBe(404);
  }
});

it('shows a proof to the conversation and to a link that has not expired, to nobody else', async () => {
  const id = await open();
  const [reply] = await say(id, 'how much is the blue cup?');
  const { pathname, search } = new URL(reply!.proof_url);
  const headers = { Accept: 'application/json' };
  expect((await server.ask(pathname, { headers })).status).toBe(404);
  expect((await server.ask(`${pathname}?share=forged.token`, { headers })).status).toBe(404);
  const other = await open();
  expect((await server.ask(pathname, { headers: { ...headers, 'X-Conversation-Id': other } })).status).toBe(
    404,
  );
  expect((await server.ask(pathname, { headers: { ...headers, 'X-Conversation-Id': id } })).status).toBe(200);
  const shared = await server.ask(pathname + search, { headers });
  expect(shared.json).toMatchObject({ valid: true });
  const jwks = (await server.ask('/.well-known/jwks.json')).json as never;
  const proven = await verifyCertificate(shared.json!.certificate as never, jwks, { issuer: server.url });
  expect(proven).toMatchObject({ valid: true, replyId: reply!.id });
  server.clock.advance(8 * 86_400_000);
  expect((await server.ask(pathname + search, { headers })).status).toBe(404);
});

it('reads back page by page, and tells which reply answers which message', async () => {
  const id = await open();
  for (const text of ['one cup', 'two cups', 'three cups']) await say(id, text);
  type Page = {
    messages: { text: string; turn_id: string }[];
    replies: { sequence: number; turn_id: string }[];
  };
  const page = async (query: string) =>
    (await server.ask(`${at}/${id}/messages${query}`)).json as unknown as Page;
  const all = await page('');
  expect(all.messages.map(({ turn_id }) => turn_id)).toEqual(all.replies.map(({ turn_id }) => turn_id));
  const before = await page('?before=3&before_message=2');
  expect(before.replies.map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect(before.messages.map(({ text }) => text)).toEqual(['one cup']);
  expect((await page('?after=2')).replies.map(({ sequence }) => sequence)).toEqual([3]);
  for (const wrong of ['?after=x', '?after=', '?before=-1', '?before_message=1.5'])
    expect((await server.ask(`${at}/${id}/messages${wrong}`)).status).toBe(422);
});

it('refuses what is no message, and says why', async () => {
  const id = await open();
  const refused = async (body: unknown) => (await post(`/${id}/messages`, body)).status;
  expect(await refused({})).toBe(422);
  expect(await refused({ text: '', message_id: '1' })).toBe(422);
  expect(await refused({ text: '   ', message_id: '1' })).toBe(422);
  expect(await refused({ text: 'x'.repeat(4001), message_id: '1' })).toBe(422);
  expect(await refused({ text: 'hi', message_id: '1', role: 'admin' })).toBe(422);
  expect((await read(id)).replies).toEqual([]);
});

it('streams replies, and resumes after the last that was seen', async () => {
  const id = await open();
  await say(id, 'hello');
  await say(id, 'blue cup');
  const follow = async (headers: Record<string, string>, count: number): Promise<string[]> => {
    const controller = new AbortController();
    const response = await fetch(`${server.url}${at}/${id}/events`, { headers, signal: controller.signal });
    const seen: string[] = [];
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      seen.splice(0, seen.length, ...[...text.matchAll(/^id: (\d+)$/gm)].map((match) => match[1]!));
      if (seen.length >= count) break;
    }
    controller.abort();
    return seen;
  };
  expect(await follow({ 'Last-Event-ID': '0' }, 2)).toEqual(['1', '2']);
  expect(await follow({ 'Last-Event-ID': '1' }, 1)).toEqual(['2']);
  const live = follow({}, 1);
  await post(`/${id}/messages`, { text: 'thanks', message_id: 'late' });
  expect(await live).toEqual(['3']);
});

it('speaks the UI message stream of the AI SDK', async () => {
  const id = await open();
  const message = { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'how much is the blue cup?' }] };
  const answer = await post(`/${id}/chat`, { id: 'chat', messages: [message] });
  expect(answer.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
  const parts = answer.text
    .split('\n\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)) as { type: string; delta?: string });
  expect(parts.map(({ type }) => type)).toEqual([
    ...['start', 'start-step', 'text-start', 'text-delta', 'text-end', 'data-reply', 'finish-step', 'finish'],
  ]);
  expect(parts[3]!.delta).toContain('Blue Cup costs $19.99.');
  expect(answer.text.trimEnd().endsWith('data: [DONE]')).toBe(true);
});

it('writes no word of a customer, and no id of a conversation, to the log', async () => {
  const id = await open();
  await say(id, 'my secret canary-4711');
  expect(JSON.stringify(server.faults)).not.toMatch(/canary/);
  expect(JSON.stringify(server.faults)).not.toContain(id);
});
