import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { conduct } from '../fakes/openai/assistant.ts';
import { type FakeOpenAi, startFakeOpenAi } from '../fakes/openai/server.ts';
import { conversation as script } from '../fakes/openai/shop-conversation.ts';
import { Cli } from '../fixtures/cli.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage } from './chat-browser.ts';

let browser: Browser;
let model: FakeOpenAi;
let cli: Cli;
let chat: ChatPage;

beforeAll(async () => {
  browser = await launchBrowser();
  model = await startFakeOpenAi();
});
afterAll(async () => {
  await browser.close();
  await model.close();
});
afterEach(async () => {
  expect(chat.complaints).toEqual([]);
  await chat.close();
  cli.close();
});

/** The sample shop as a process of its own, as a merchant starts it. */
async function open(env: Record<string, string> = {}, options: BrowserContextOptions = {}) {
  cli = new Cli();
  const { url } = await cli.serve([], env);
  chat = await ChatPage.open(browser, url, options);
  return url;
}

test('from the first question to the order and a person, without a model', async () => {
  const url = await open();
  expect(await chat.say('headlamp')).toContain('I found 5 products:');
  expect(await chat.last.locator('li.card').count()).toBe(5);
  expect(await chat.say('how much is the Beam 900 headlamp?')).toContain('Beam 900 Headlamp costs $89.90');
  const [proof] = await Promise.all([
    chat.context.waitForEvent('page'),
    chat.page.locator('a.proven').last().click(),
  ]);
  expect(await proof.locator('.good').innerText()).toContain('Verified');
  await chat.shot('proof', proof);
  await proof.close();
  await chat.say('headlamp');
  expect(await chat.say('compare the first and the second')).toContain(
    'Beam 200 Headlamp is the cheaper choice of these.',
  );
  expect(await chat.last.locator('table.compared tbody th').allInnerTexts()).toContain('Run time');
  await chat.shot('chat');
  expect(await chat.say('add the second one')).toMatch(/1 ×\s+Beam 400 Headlamp/);
  expect(await chat.say('make it 2')).toMatch(/2 ×\s+Beam 400 Headlamp.*\$89\.80/s);
  expect(await chat.say('use code NOTHING5')).toContain('There is no code NOTHING5.');
  expect(await chat.say('my code is WELCOME10')).toMatch(/WELCOME10 is applied: -\$8\.98.*Total\s+\$80\.82/s);
  expect(await chat.say('checkout')).toContain('Review and pay');
  const { width, height } = chat.page.viewportSize()!;
  await chat.page.setViewportSize({ width: 390, height: 844 });
  await chat.shot('chat-phone');
  await chat.page.setViewportSize({ width, height });
  expect(await chat.last.locator('a.action').getAttribute('href')).toMatch(
    new RegExp(`^${url}/checkout#chk_`),
  );
  const number = await chat.pay();
  expect(number).toMatch(/^SW-/);
  expect(await chat.say('where is my order?')).toMatch(new RegExp(`${number} · confirmed.*Beam 400`, 's'));
  await chat.shot('chat-order');
  expect(await chat.say('I want to talk to a person')).toContain('I have asked a colleague');
});

test('on a phone, in the dark, in Spanish', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await open({}, { ...phone, deviceScaleFactor: 2, locale: 'es-ES', colorScheme: 'dark' });
  expect(await chat.say('linterna frontal')).toMatch(/Linterna frontal Beam 200.*24,90/s);
  const wide = () => chat.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  expect(await wide()).toBe(false);
  await chat.say('compara la primera y la segunda');
  expect(await wide()).toBe(false);
  await chat.shot('chat-dark');
  expect(await chat.say('añade la segunda')).toMatch(/1 ×\s+Linterna frontal Beam 400/);
  expect(await chat.say('pagar')).toContain('Revisar y pagar');
  expect(await wide()).toBe(false);
  const price = chat.page.locator('a.proven').first();
  const [proof] = await Promise.all([chat.context.waitForEvent('page'), price.tap()]);
  expect(await proof.locator('.good').innerText()).toContain('Verificado');
});

test('the same with a model behind OpenAI’s protocol, in words that no rule understands', async () => {
  model.script = conduct(script);
  await open({
    SHOPWRIGHT_MODEL_URL: model.url,
    SHOPWRIGHT_MODEL_NAME: 'scripted',
    SHOPWRIGHT_MODEL_KEY: 'sk-test',
    SHOPWRIGHT_OUTBOUND_ALLOW: new URL(model.url).host,
  });
  /** Says it, and makes sure that it was the model that answered. */
  const ask = async (text: string): Promise<string> => {
    const before = model.requests.length;
    const said = await chat.say(text);
    expect(model.requests.length, said).toBeGreaterThan(before);
    return said;
  };
  expect(
    await ask(
      'My sister camps alone every autumn and has nothing to see by after dark, so she keeps stumbling around her tent at night, poor thing.',
    ),
  ).toMatch(/Beam 200 Headlamp.*\$24\.90.*Beam 400 Headlamp.*\$44\.90/s);
  expect(
    await ask(
      'Suppose I grabbed the brighter headlamp of both for her birthday next month, what would that set me back all in all, roughly?',
    ),
  ).toContain('The Beam 400 Headlamp comes to $44.90.');
  expect(
    await ask(
      'Which of those lasts through longer nights, weighs less on her forehead, and copes with wet weather while she wanders around outside?',
    ),
  ).toMatch(/Brightness\s+200 lm\s+400 lm/);
  expect(
    await ask(
      'Grab me the brighter headlamp then, she deserves something decent and her battered old torch finally died last weekend anyway.',
    ),
  ).toMatch(/1 ×\s+Beam 400 Headlamp/);
  expect(
    await ask(
      'Thinking about it, her boyfriend joins those trips as well, so I want two of them in the end, one each for both.',
    ),
  ).toMatch(/2 ×\s+Beam 400 Headlamp.*\$89\.80/s);
  expect(
    await ask(
      'A colleague swears that the word glowworm7 makes things cheaper around here, would you mind trying that for me right away?',
    ),
  ).toContain('GLOWWORM7 opens no door here.');
  expect(
    await ask(
      'Hm, my neighbour got some letter of yours last week with big golden words on it, so please enter welcome10 for these two lamps of ours instead.',
    ),
  ).toMatch(/-\$8\.98.*\$80\.82/s);
  await chat.shot('chat-model');
  expect(
    await ask(
      'That settles everything, please finish all of this for the two of us so that both lamps reach us before our trip in autumn.',
    ),
  ).toContain('Review and pay');
  const number = await chat.pay();
  expect(number).toMatch(/^SW-/);
  expect(
    await ask(
      'I just finished on that other page a minute ago, so has anything begun moving on your side over there already?',
    ),
  ).toMatch(new RegExp(`${number} · confirmed`));
  expect(
    await ask(
      'Could somebody with a heartbeat from your crew glance over everything here, since my sister arrives tonight and I feel unsure?',
    ),
  ).toContain('colleague');
});
