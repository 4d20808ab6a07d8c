import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createShopwright, type Shopwright } from '../../../server/app.ts';
import { anonymous } from '../../../server/commerce/principals/model.ts';
import { loadConfig } from '../../../server/config.ts';
import { conversations, type Turn, turns } from '../../../server/conversation/model.ts';
import { createLogger } from '../../../server/platform/telemetry/logger.ts';
import { loadSample } from '../../../server/sample/index.ts';
import { type ChatRequest, type FakeOpenAi, startFakeOpenAi } from '../../fakes/openai/server.ts';
import { conversationsOfADay, LANGUAGES, type Talk } from './conversations.ts';
import { scriptOf } from './script.ts';
import { callTokens, tokensIn, tokensOf } from './tokens.ts';

/** What a conversation costs on average at most, in US dollars, by the prices of this model. */
const GOAL = 0.002;
const BY = 'gpt-4.1-mini';
const KEY = 'sk-day';
const AT_ONCE = 4;

interface Price {
  name: string;
  input: number;
  /** For input that a request has in common with one just before it. */
  repeated: number;
  output: number;
  thinks: boolean;
}
const PRICES = JSON.parse(readFileSync(new URL('./prices.json', import.meta.url), 'utf8')) as {
  date: string;
  source: string;
  models: Price[];
};

/** A replayed day with one way of answering. */
export interface Day {
  conversations: number;
  turns: number;
  by: Readonly<Record<Turn['by'], number>>;
  /** Calls of the model, and their tokens. */
  calls: number;
  inputTokens: number;
  /** Of the input: what is charged less, because the request before it in the same turn began with it. */
  repeatedTokens: number;
  outputTokens: number;
  /** What the shop itself has booked by the price of `BY`, in millionths of a US dollar. */
  booked: number;
}

export interface DayFigures {
  prices: typeof PRICES;
  goal: number;
  by: string;
  withRules: Day;
  withoutRules: Day;
  load: number;
}

/** The same day twice: with the rules and the reader before the model, and with the model alone. */
export async function measureDay(count: number, progress: (text: string) => void): Promise<DayFigures> {
  const { products } = loadSample();
  const things = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      products.flatMap(({ title }) => (typeof title === 'string' ? title : (title[language] ?? []))),
    ]),
  );
  const talks = conversationsOfADay(things, { count });
  progress(`a day of ${count} conversations with the rules`);
  const withRules = await replay(talks, true);
  progress(`a day of ${count} conversations without them`);
  const withoutRules = await replay(talks, false);
  return { prices: PRICES, goal: GOAL, by: BY, withRules, withoutRules, load: loadavg()[0]! };
}

async function replay(talks: readonly Talk[], rules: boolean): Promise<Day> {
  const model = await startFakeOpenAi(KEY);
  const used = countTokens(model, talks);
  const price = PRICES.models.find(({ name }) => name === BY)!;
  const config = loadConfig(
    {},
    {
      environment: 'development',
      logLevel: 'silent',
      modelName: BY,
      modelUrl: model.url,
      modelKey: KEY,
      modelInputPrice: price.input * 1e6,
      modelOutputPrice: price.output * 1e6,
      outboundAllow: [new URL(model.url).host],
    },
  );
  const shop = await createShopwright({ config, logger: createLogger(config), storePath: ':memory:', rules });
  try {
    await shop.start();
    const day = watch(shop);
    const waiting = [...talks];
    const lane = async (): Promise<void> => {
      for (let talk = waiting.shift(); talk; talk = waiting.shift()) {
        const booked = await hold(shop, talk);
        day.booked += booked;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return { ...day, ...used, conversations: talks.length };
  } finally {
    await Promise.all([shop.close(), model.close()]);
  }
}

function countTokens(model: FakeOpenAi, talks: readonly Talk[]) {
  const labels = talks.flatMap(({ language, turns: said }) => said.map((one) => ({ ...one, language })));
  const used = { calls: 0, inputTokens: 0, repeatedTokens: 0, outputTokens: 0 };
  const before = new Map<string, number>();
  model.script = scriptOf(new Map(labels.map((one) => [one.text, one])));
  model.usage = (request, calls, text) => {
    model.requests.length = 0;
    const usage = {
      prompt_tokens: tokensOf(request),
      completion_tokens: calls.reduce((sum, call) => sum + callTokens(call), tokensIn(text)),
    };
    const turn = turnOf(request);
    used.repeatedTokens += repeated(before.get(turn));
    if (before.size > 1_000) before.clear();
    before.set(turn, usage.prompt_tokens);
    used.calls += 1;
    used.inputTokens += usage.prompt_tokens;
    used.outputTokens += usage.completion_tokens;
    return usage;
  };
  return used;
}

/** What all requests of a turn begin with. */
function turnOf({ messages, tools }: ChatRequest): string {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return hash('sha256', JSON.stringify([tools, messages.slice(0, last + 1)]));
}

/** Of a request that begins with one of so many tokens: https://platform.openai.com/docs/guides/prompt-caching */
const LEAST_REPEATED = 1024;
const STEP = 128;
const repeated = (tokens = 0): number => (tokens < LEAST_REPEATED ? 0 : Math.floor(tokens / STEP) * STEP);

function watch(shop: Shopwright) {
  const day = { turns: 0, by: { intents: 0, model: 0, template: 0, silent: 0 }, booked: 0 };
  shop.store.onCommit((changes) => {
    for (const { collection, kind, document } of changes) {
      if (collection !== turns.name || kind !== 'insert') continue;
      day.turns += 1;
      day.by[(document as Turn).by] += 1;
    }
  });
  return day;
}

/** @returns what it cost, as the shop has booked it */
async function hold(shop: Shopwright, { language, turns: said }: Talk): Promise<number> {
  const chat = shop.chat!;
  const { conversation } = await chat.conversations.open({
    principal: anonymous('127.0.0.1'),
    channel: 'web',
    locale: language,
  });
  for (const [at, { text }] of said.entries()) {
    await chat.conversations.post(conversation, { providerMessageId: String(at), text });
    await answered(shop, conversation._id);
    // What a person has taken over, no bot answers.
    if ((await shop.store.get(conversations, conversation._id))!.heldBy === 'person') break;
  }
  return (await shop.store.get(conversations, conversation._id))!.spent.microdollars;
}

async function answered(shop: Shopwright, id: string): Promise<void> {
  for (;;) {
    if ((await shop.store.get(conversations, id))!.waiting === 0) return;
    await new Promise<void>((resolve) => {
      const stop = shop.store.onCommit(() => {
        stop();
        setImmediate(resolve);
      });
    });
  }
}
