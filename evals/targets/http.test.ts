import { afterAll, beforeAll, expect, test } from 'vitest';
import { ManualClock } from '../../server/platform/clock.ts';
import { SequentialIds } from '../../server/platform/ids.ts';
import { type Chatbot, startChatbot } from '../../test/fixtures/chatbot.ts';
import { EVAL_SHOP, evalCase } from '../../test/fixtures/evals.ts';
import type { Observation } from '../contract.ts';
import { observe } from '../run/observe.ts';
import { TargetConfig } from './config.ts';
import { openTarget } from './open.ts';

let bot: Chatbot;
beforeAll(async () => {
  bot = await startChatbot();
});
afterAll(() => bot.close());

const fromEnv = (name: string): string => `$\{${name}}`;
const ids = new SequentialIds();
const clock = new ManualClock();
const open = (config: unknown, env: Record<string, string> = {}) =>
  openTarget(TargetConfig.parse(config), {
    ...{ fetch: globalThis.fetch, clock, env, folder: '.' },
    newId: () => ids.next('talk'),
    wait: async () => {},
  });

async function talk(http: object, turns = ['How much is the lamp?'], env: Record<string, string> = {}) {
  const target = await open({ http }, env);
  const theCase = evalCase({ customer: { turns: turns.map((text) => ({ text })) } });
  return observe(theCase, EVAL_SHOP, { target, clock, replyMs: 2_000, signal: new AbortController().signal });
}
const said = ({ messages }: Observation): string[] =>
  messages.filter(({ role }) => role === 'assistant').map(({ text }) => text);
const LAMP = 'The Arc Desk Lamp is a nice choice, and it costs $49.00.';
const STREAM = { delta: '$.choices[0].delta.content' };

test('asks a chatbot as the mapping says, and reads reply, tool calls and usage', async () => {
  bot.asked.length = 0;
  const seen = await talk(
    {
      url: `${bot.url}/chat?lang={{language}}`,
      headers: { Authorization: `Bearer ${fromEnv('BOT_KEY')}` },
      body: {
        message: '{{text}}',
        talk: '{{conversation}}',
        all: '{{messages}}',
        turn: '{{turn}}',
        market: '{{market}}',
      },
      reply: {
        text: '$.reply',
        tool_calls: '$.tool_calls[*]',
        tool_name: '$.function.name',
        tool_arguments: '$.function.arguments',
        input_tokens: '$.usage.prompt_tokens',
        output_tokens: '$.usage.completion_tokens',
        cost_usd: '$.usage.cost',
      },
    },
    ['How much is the lamp?', 'And the mug?'],
    { BOT_KEY: 'secret' },
  );
  expect(said(seen)).toEqual([LAMP, expect.stringContaining('sold out')]);
  expect(seen.error).toBeUndefined();
  expect(seen.toolCalls).toMatchObject([
    { tool: 'find_product', arguments: { query: 'lamp' }, turn: 1 },
    { tool: 'find_product', turn: 2 },
  ]);
  expect(seen.usage).toEqual({ inputTokens: 240, outputTokens: 60, microdollars: 800 });
  const [first, second] = bot.asked;
  expect(first).toMatchObject({ path: '/chat?lang=en', headers: { authorization: 'Bearer secret' } });
  expect(second!.body).toEqual({
    message: 'And the mug?',
    talk: first!.body.talk,
    turn: 2,
    all: [
      { role: 'user', content: 'How much is the lamp?' },
      { role: 'assistant', content: LAMP },
      { role: 'user', content: 'And the mug?' },
    ],
  });
});

test('opens a conversation first where the mapping says so, and puts its id into the address', async () => {
  bot.asked.length = 0;
  await talk({
    url: `${bot.url}/chat/{{conversation}}`,
    open: { url: `${bot.url}/open`, body: {}, conversation: '$.id' },
    reply: '$.reply',
  });
  expect(bot.asked.map(({ path }) => path)).toEqual(['/open', '/chat/talk-7']);
});

test('puts a streamed reply together, and keeps its pieces', async () => {
  const seen = await talk({ url: `${bot.url}/stream`, reply: '$.reply', stream: STREAM });
  expect(said(seen)).toEqual([LAMP]);
  const reply = seen.messages[1]!;
  expect(reply.chunks!.length).toBeGreaterThan(5);
  expect(reply.chunks!.join('')).toBe(LAMP);
  expect(reply.firstByteMs).toBeLessThanOrEqual(reply.latencyMs!);
});

test.each([
  ['/error', {}, 'http', /answered HTTP 500: \{"error":"the model is down"\}/],
  ['/broken', {}, 'protocol', /answered no JSON: <html>Welcome/],
  ['/chat', { reply: '$.answer.text' }, 'protocol', /no text at \$\.answer\.text in \{"reply":/],
  ['/chat', { reply: { text: '$.reply', error: '$.usage' } }, 'http', /the chatbot reports/],
  ['/broken', { stream: STREAM }, 'protocol', /text\/html\) is no event stream: <html>/],
  ['/garbage', { stream: STREAM }, 'protocol', /no JSON: \{not json|is no event stream/],
  ['/empty', { stream: STREAM }, 'protocol', /no event of the stream has a text at/],
  ['/cut', { stream: STREAM }, 'protocol', /the stream broke off/],
] as const)('says what is wrong with an answer of %s %j', async (path, mapping, kind, message) => {
  const { error } = await talk({ url: bot.url + path, reply: '$.reply', ...mapping });
  expect(error).toEqual({ kind, message: expect.stringMatching(message) });
});

test('a chatbot that is not there, or never answers, ends the conversation and not the run', async () => {
  const gone = await startChatbot();
  await gone.close();
  expect((await talk({ url: `${gone.url}/chat?key=secret`, reply: '$.reply' })).error).toEqual({
    kind: 'unreachable',
    message: `Nothing answers at ${gone.url}/chat (ECONNREFUSED).`,
  });
  const target = await open({ http: { url: `${bot.url}/silent`, reply: '$.reply' } });
  const signal = new AbortController().signal;
  const { error, messages } = await observe(evalCase(), EVAL_SHOP, { target, clock, replyMs: 50, signal });
  expect(error).toEqual({ kind: 'timeout', message: 'no whole reply within 50 ms' });
  expect(messages).toHaveLength(1);
});

test('a mapping that cannot work is refused before anybody is asked', async () => {
  await expect(open({ http: { url: bot.url, reply: '$.reply[' } })).rejects.toThrow(
    /http\.reply\.text: \$\.reply\[ is no JSONPath/,
  );
  await expect(
    open({ http: { url: bot.url, headers: { Key: fromEnv('A') + fromEnv('B') }, reply: '$.reply' } }),
  ).rejects.toThrow('not set: A, B');
});
