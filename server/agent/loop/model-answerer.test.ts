import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type FakeOpenAi,
  lastResult,
  type Script,
  startFakeOpenAi,
} from '../../../test/fakes/openai/server.ts';
import { type ConversationShop, openConversationShop } from '../../../test/fixtures/conversation.ts';
import { tools } from '../../../tools/registry.ts';
import { carts } from '../../commerce/carts/model.ts';
import { turns } from '../../conversation/model.ts';
import { conversationSpent } from '../../conversation/spent.ts';
import type { TurnDeps } from '../../conversation/turn.ts';
import { CatalogVocabulary } from '../../grounding/verify/vocabulary.ts';
import { createDialogueAnswerer } from '../dialogue/answerer.ts';
import { unlessForModel } from './after-model.ts';
import { createModel } from './model.ts';
import { createModelAnswerer } from './model-answerer.ts';

let fake: FakeOpenAi;
let shop: ConversationShop;
beforeAll(async () => {
  fake = await startFakeOpenAi();
});
afterAll(() => fake.close());
afterEach(() => shop.close());

/** @param before is asked before the model */
async function open(
  budget: Partial<{ steps: number; turnMs: number; conversationTokens: number }> = {},
  before: TurnDeps['answerers'] = [],
) {
  const settings = {
    baseUrl: fake.url,
    apiKey: 'sk-test',
    model: 'test',
    inputPrice: 1_000_000,
    outputPrice: 2_000_000,
  };
  shop = await openConversationShop({
    answerers: (parts) => [
      ...before,
      {
        by: 'model',
        answer: createModelAnswerer({
          model: createModel(settings, fetch),
          clock: parts.clock,
          settings,
          budget: {
            steps: 6,
            turnMs: 5_000,
            turnTokens: 10_000,
            conversationTokens: 100_000,
            conversationMicrodollars: 1_000_000,
            ...budget,
          },
          tools,
          shopName: async () => 'Test Shop',
          names: async () => new CatalogVocabulary(),
          verify: parts.verify,
          spent: conversationSpent(parts.store),
          onFault: (error) => shop.faults.push(error),
        }),
      },
    ],
  });
  fake.requests.length = 0;
  return shop.talk();
}

/** One script a request, in order; the last one again when there are more requests. */
const inOrder = (...scripts: Script[]) => {
  let next = 0;
  fake.script = () => scripts[Math.min(next++, scripts.length - 1)]!;
};
const search: Script = { calls: [{ name: 'search_catalog', args: { query: 'cup' } }] };
const reply = (text: string, more: object = {}): Script => ({
  calls: [{ name: 'reply', args: { text, ...more } }],
});
const SORRY = /I can’t answer that right now/;

it('answers with facts that its tools returned, written by code', async () => {
  const talk = await open();
  inOrder(search, reply('The {f1} costs {f3}.', { products: ['var_cup'] }));
  expect(await talk.say('how much is the cup?')).toEqual([
    'The Thing cup costs $19.99.\n\nThing cup · $19.99 · 10 in stock',
  ]);
  expect(lastResult(fake.requests[1]!, 'search_catalog')).toContain('$19.99 [f3]');
  expect(await shop.store.find(turns)).toMatchObject([
    { by: 'model', usage: { steps: 2, tokens: 240, microdollars: 280 } },
  ]);
});

it('gets one more try with what was wrong, and sends nothing of what was refused', async () => {
  const talk = await open();
  inOrder(search, reply('It costs $5.'), reply('The {f1} costs {f3}.'));
  expect(await talk.say('price?')).toEqual(['The Thing cup costs $19.99.']);
  expect(lastResult(fake.requests[2]!, 'reply')).toContain('"kind":"number"');
  inOrder(search, reply('It costs $5.'), reply('It costs $6.'), reply('It costs $7.'));
  expect((await talk.say('price?'))[0]).toMatch(SORRY);
});

it('changes nothing without words that ask for it, and says what it did change', async () => {
  const talk = await open();
  const add = (words: string): Script => ({
    calls: [{ name: 'update_cart', args: { add: [{ variant_id: 'var_cup' }], customer_words: words } }],
  });
  inOrder(search, add('add it'), reply('Done.'));
  await talk.say('is it nice?');
  expect(await shop.store.count(carts)).toBe(0);
  inOrder(search, add('add the cup'), reply('Here you are.'));
  const [said] = await talk.say('add the cup please');
  expect(said).toContain('I have updated your cart:\n\n1 × Thing cup: $19.99');
});

it('never gets to pay', async () => {
  const talk = await open();
  inOrder(reply('Hello.'));
  await talk.say('hi');
  const names = fake.requests[0]!.tools!.map((tool) => tool.function.name);
  expect(names).toContain('reply');
  expect(names).not.toContain('complete_checkout');
});

it.each<[string, Script[]]>([
  ['ignores the reply tool', [{ text: 'It costs $5!' }]],
  ['answers garbage', [{ body: '<html>no</html>' }]],
  ['answers nothing', [{ body: '' }]],
  ['calls a tool that does not exist', [{ calls: [{ name: 'set_price', args: { amount: 1 } }] }]],
  [
    'sends arguments that are no JSON',
    [{ rawCalls: [{ name: 'reply', arguments: '{"text": "It costs $5' }] }],
  ],
  ['points at facts that do not exist', [reply('It costs {f99}.')]],
  ['goes round in circles', [search]],
  ['is broken', [{ status: 500 }]],
  ['refuses the request', [{ status: 400 }]],
  ['hangs up', [{ hangUp: true }]],
  ['says nothing in time', [{ silent: true }]],
  ['writes a book', [reply('word '.repeat(5_000))]],
])('leaves the customer with an answer when the model %s', async (_what, scripts) => {
  const talk = await open({ turnMs: 400 });
  inOrder(...scripts);
  expect(await talk.say('how much is the cup?')).toEqual([expect.stringMatching(SORRY)]);
});

it('is asked no more once a conversation has used up its tokens', async () => {
  const talk = await open({ conversationTokens: 100 });
  inOrder(reply('Hello.'));
  expect(await talk.say('hi')).toEqual(['Hello.']);
  const asked = fake.requests.length;
  expect(await talk.say('hi again')).toEqual([expect.stringMatching(SORRY)]);
  expect(fake.requests.length).toBe(asked);
});

const namesOf = (at = -1) => fake.requests.at(at)!.tools!.map((tool) => tool.function.name);

it('is offered the tools of where the conversation stands and of what the message may want, and no others', async () => {
  const talk = await open();
  inOrder(reply('Hello.'));
  await talk.say('good morning');
  expect(namesOf()).toEqual(expect.arrayContaining(['search_catalog', 'update_cart', 'request_handoff']));
  expect(namesOf()).not.toEqual(expect.arrayContaining(['request_return']));
  expect(namesOf()).not.toEqual(expect.arrayContaining(['create_checkout']));
  await talk.say('I would like to send something back');
  expect(namesOf()).toContain('request_return');
  const add = { add: [{ variant_id: 'var_cup' }], customer_words: 'add the cup' };
  inOrder(search, { calls: [{ name: 'update_cart', args: add }] }, reply('Shall we go on?'));
  await talk.say('add the cup please');
  inOrder(reply('Fine.'));
  await talk.say('yes');
  expect(namesOf()).toContain('create_checkout');
  expect(namesOf()).not.toContain('request_return');
});

it.each<[string, Script]>([
  ['is broken', { status: 500 }],
  ['hangs up', { hangUp: true }],
  ['says nothing', { silent: true }],
])('is left alone after it %s, until it answers again', async (_what, script) => {
  const talk = await open({ turnMs: 400 });
  inOrder(script);
  expect(await talk.say('hi')).toEqual([expect.stringMatching(SORRY)]);
  const asked = fake.requests.length;
  expect(await talk.say('hi')).toEqual([expect.stringMatching(SORRY)]);
  expect(fake.requests.length).toBe(asked);
  shop.clock.advance(30_000);
  expect(await talk.say('hi')).toEqual([expect.stringMatching(SORRY)]);
  expect(fake.requests.length).toBe(asked + 1);
  shop.clock.advance(60_000);
  inOrder(reply('Hello.'));
  expect(await talk.say('hi')).toEqual(['Hello.']);
  expect(await talk.say('hi')).toEqual(['Hello.']);
});

it('is asked again at once when only one request was wrong', async () => {
  const talk = await open();
  inOrder({ status: 400 }, reply('Hello.'));
  expect(await talk.say('hi')).toEqual([expect.stringMatching(SORRY)]);
  expect(await talk.say('hi')).toEqual(['Hello.']);
});

it('is asked what a bare yes to its own question means', async () => {
  const rules = unlessForModel(createDialogueAnswerer(async () => true));
  const talk = await open({}, [{ by: 'intents', answer: rules }]);
  inOrder(search, reply('Would you rather have it in blue?', { products: ['var_cup'] }));
  await talk.say(
    'I have been looking for something to drink my tea from in the mornings for quite some time now and nothing that I saw in any of all those shops in town so far was right for me or for my poor old hands, you see, what now?',
  );
  inOrder(reply('Blue it is.'));
  expect(await talk.say('yes')).toEqual(['Blue it is.']);
  expect(await shop.store.count(carts)).toBe(0);
});
