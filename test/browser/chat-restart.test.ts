import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from '../fixtures/cli.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage } from './chat-browser.ts';

let browser: Browser;
let cli: Cli;
beforeAll(async () => {
  browser = await launchBrowser();
  cli = new Cli();
});
afterAll(async () => {
  await browser.close();
  cli.close();
});

const post = (url: string, path: string, body: object) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

test.each([
  ['stopped', 'SIGTERM'],
  ['killed', 'SIGKILL'],
] as const)('nothing is lost while the server is %s and started again', async (_how, signal) => {
  const first = await cli.serve();
  const chat = await ChatPage.open(browser, first.url);
  await chat.say('headlamp');
  const id = await chat.page.evaluate<string>(`localStorage.getItem('shopwright-conversation')`);
  const ended = new Promise<number | null>((done) => first.process.once('exit', done));
  first.process.kill(signal);
  // An open page keeps no server from stopping in good order.
  expect(await ended).toBe(signal === 'SIGTERM' ? 0 : null);

  await chat.write('add the first one');
  await chat.page.getByText('No connection.').waitFor();
  await chat.write('show my cart');

  const second = await cli.serve(['--port', new URL(first.url).port]);
  expect(await chat.reply(1)).toMatch(/1 ×\s+Beam 200 Headlamp/);
  await expect.poll(() => chat.all(), { timeout: 15_000 }).toContain('Your cart:');
  await expect.poll(() => chat.page.getByText('No connection.').count(), { timeout: 15_000 }).toBe(0);

  // What another device says is answered here too: the stream of replies has been taken up again.
  const before = await chat.replies.count();
  await post(second.url, `/v1/conversations/${id}/messages`, { text: 'checkout', message_id: 'elsewhere' });
  expect(await chat.reply(before)).toContain('Review and pay');
  await chat.page.reload();
  await chat.ready();
  expect(await chat.page.locator('.message.you').allInnerTexts()).toEqual(
    ['headlamp', 'add the first one', 'show my cart', 'checkout'].map((text) =>
      expect.stringContaining(text),
    ),
  );
  expect(chat.complaints).toEqual([]);
  await chat.close();
  await second.stop();
});
