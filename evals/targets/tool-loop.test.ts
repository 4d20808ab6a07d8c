import { MockLanguageModelV4 } from 'ai/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ManualClock } from '../../server/platform/clock.ts';
import { EVAL_SHOP, evalCase, gradingContext, observed } from '../../test/fixtures/evals.ts';
import { type ShopwrightServer, startShopwright } from '../../test/fixtures/shopwright-server.ts';
import { judge } from '../graders/judge.ts';
import { observe } from '../run/observe.ts';
import { mcpTools } from './mcp-tools.ts';
import { toolLoopTarget } from './tool-loop.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', title: 'Arc Desk Lamp', price: 4900 });
});
afterAll(() => server.close());

type Answer = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>;
const USAGE = {
  inputTokens: { total: 1000, noCache: 1000, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 100, text: 100, reasoning: 0 },
};
const answer = (content: Answer['content'], unified: 'stop' | 'tool-calls'): Answer =>
  ({ content, finishReason: { unified, raw: undefined }, usage: USAGE, warnings: [] }) as Answer;
const says = (text: string): Answer => answer([{ type: 'text', text }], 'stop');
const calls = (toolName: string, input: object): Answer =>
  answer([{ type: 'tool-call', toolCallId: toolName, toolName, input: JSON.stringify(input) }], 'tool-calls');
const PRICES = { inputPrice: 250_000, outputPrice: 2_000_000 };

function talk(answers: Answer[], url = `${server.url}/mcp`) {
  const target = toolLoopTarget('model', {
    ...{ model: new MockLanguageModelV4({ doGenerate: answers }), system: 'Be kind.', steps: 4 },
    ...{ tools: mcpTools({ url, fetch: globalThis.fetch }), clock: new ManualClock() },
    ...PRICES,
  });
  const signal = new AbortController().signal;
  return observe(evalCase(), EVAL_SHOP, {
    target,
    clock: new ManualClock(),
    replyMs: 10_000,
    signal,
  }).finally(() => target.close());
}

test('a model answers with the tools of an MCP server, and calls, tokens and money are told', async () => {
  const seen = await talk([calls('search_catalog', { query: 'lamp' }), says('It costs $49.00.')]);
  expect(seen.error).toBeUndefined();
  expect(seen.messages.at(-1)).toMatchObject({ role: 'assistant', text: 'It costs $49.00.' });
  expect(seen.toolCalls).toMatchObject([
    { tool: 'search_catalog', arguments: { query: 'lamp' }, ok: true, turn: 1 },
  ]);
  expect(JSON.stringify(seen.toolCalls![0]!.result)).toContain('Arc Desk Lamp');
  expect(seen.usage).toEqual({ inputTokens: 2000, outputTokens: 200, microdollars: 900 });
});

test('a server that is not there ends the conversation', async () => {
  const { error } = await talk([says('hello')], 'http://127.0.0.1:9/mcp');
  expect(error).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('No MCP server answers'),
  });
});

test('a judge fails what misses the rubric, costs money, and without a verdict decides nothing', async () => {
  const verdict = async (text: string, expectations: object = { rubric: 'Friendly' }) => {
    const model = new MockLanguageModelV4({ doGenerate: [says(text)] });
    return judge(model, PRICES).grade(observed(['Go away.']), gradingContext({ expect: expectations }));
  };
  expect(await verdict('{"reason":"rude","score":0.1}')).toMatchObject({
    ...{ pass: false, score: 0.1, microdollars: 450 },
    violations: [{ kind: 'rubric', message: 'rude' }],
  });
  expect(await verdict('{"reason":"kind","score":0.9}')).toMatchObject({ pass: true, score: 0.9 });
  expect(await verdict('I think so')).toMatchObject({
    pass: true,
    skipped: expect.stringContaining('no verdict'),
  });
  expect(await verdict('', {})).toMatchObject({ skipped: 'the case has no rubric' });
});
