import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, conduct, reply, type Seen, type Step } from '../fakes/openai/assistant.ts';
import { type FakeOpenAi, startFakeOpenAi } from '../fakes/openai/server.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage } from './chat-browser.ts';

let browser: Browser;
let model: FakeOpenAi;
let server: ShopwrightServer;
let chat: ChatPage;

beforeAll(async () => {
  browser = await launchBrowser();
  model = await startFakeOpenAi();
  server = await startShopwright({
    modelUrl: model.url,
    modelName: 'scripted',
    modelKey: 'sk-test',
    modelTurnMs: 2_000,
    outboundAllow: new URL(model.url).host,
  });
  await server.put(
    { id: 'brass-lamp', title: 'Brass Lamp', price: 4999, extra: { product_type: 'Lamp' } },
    { id: 'desk-lamp', title: 'Desk Lamp', price: 2999, extra: { product_type: 'Lamp' } },
  );
});
afterAll(async () => {
  await server.close();
  await model.close();
  await browser.close();
});
beforeEach(async () => {
  chat = await ChatPage.open(browser, server.url);
  model.requests.length = 0;
});
afterEach(async () => {
  await chat.close();
  expect(chat.complaints).toEqual([]);
});

/** No rule knows what to do with this. */
const ASKED =
  'My aunt reads all night in her attic where it is far too dark, so tell me honestly what might suit her best.';
const look: Step = () => call('search_catalog', { query: 'lamp' });
const titled = (seen: Seen, title: string) => seen.fact('search_catalog', 'title', `"title":"${title}`);
const priced = (seen: Seen, title: string) => seen.fact('search_catalog', 'now', `"title":"${title}`);

test('the truth is shown as the model put it', async () => {
  model.script = conduct([
    {
      to: /aunt/,
      steps: [
        look,
        (seen) =>
          reply(`The {${titled(seen, 'Brass Lamp')}} is {${priced(seen, 'Brass Lamp')}}.`, {
            quick_replies: ['Tell me more'],
          }),
      ],
    },
  ]);
  expect(await chat.say(ASKED)).toContain('The Brass Lamp is $49.99.');
  expect(await chat.last.locator('a.proven').innerText()).toBe('$49.99');
  expect(await chat.page.getByRole('button', { name: 'Tell me more' }).count()).toBe(1);
});

const lies: readonly (readonly [what: string, lie: (seen: Seen) => string, never: RegExp])[] = [
  ['a price', (seen) => `The {${titled(seen, 'Brass Lamp')}} is only $7.`, /\$7\b/],
  ['a price in words', () => 'It costs seven dollars today.', /seven/],
  ['a price in pieces', (seen) => `It is 7{${titled(seen, 'Brass Lamp')}}3 dollars.`, /7Brass|dollars/],
  [
    'a price with another in front',
    (seen) => `The {${titled(seen, 'Brass Lamp')}} is 1{${priced(seen, 'Brass Lamp')}}.`,
    /1\$49\.99/,
  ],
  [
    'the price of another product',
    (seen) => `The {${titled(seen, 'Brass Lamp')}} is {${priced(seen, 'Desk Lamp')}}.`,
    /Brass Lamp is \$29\.99/,
  ],
  ['a discount', () => 'There is half off everything for you.', /half off/],
  ['stock', () => 'Hurry, almost sold out.', /Hurry/],
  ['a fact that no tool told', () => 'It costs {f999}.', /f999/],
];
test.each(lies)('a lie never shows: %s', async (_what, lie, never) => {
  model.script = conduct([{ to: /aunt/, steps: [look, (seen) => reply(lie(seen))] }]);
  const said = await chat.say(ASKED);
  expect(model.requests.length).toBeGreaterThan(2);
  expect(said).toMatch(/Here is what I found for you:|I can’t answer that right now/);
  expect(await chat.all()).not.toMatch(never);
});

test.each([
  ['is broken', { status: 500 }],
  ['has no time', { status: 429 }],
  ['hangs up', { hangUp: true }],
  ['says nothing', { silent: true }],
  ['talks nonsense', { body: 'nonsense' }],
] as const)('an endpoint that %s leaves the customer with an answer', async (_what, script) => {
  model.script = () => script;
  expect(await chat.say(ASKED)).toMatch(/Here is what I found for you:|I can’t answer that right now/);
  expect(await chat.say('how much is the brass lamp?')).toContain('Brass Lamp costs $49.99');
});

test('so does an endpoint that is gone', async () => {
  const dead = await startFakeOpenAi();
  await dead.close();
  const alone = await startShopwright({
    modelUrl: dead.url,
    modelName: 'gone',
    modelKey: 'sk-test',
    outboundAllow: new URL(dead.url).host,
  });
  await alone.put({ id: 'brass-lamp', title: 'Brass Lamp', price: 4999, extra: { product_type: 'Lamp' } });
  const there = await ChatPage.open(browser, alone.url);
  expect(
    await there.say(
      'My aunt needs some lamp for her attic, where she reads through every long winter night.',
    ),
  ).toMatch(/Here is what I found for you:.*Brass Lamp.*\$49\.99/s);
  await there.close();
  await alone.close();
});
