import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';
import { ChatPage } from './chat-browser.ts';

let browser: Browser;
let server: ShopwrightServer;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startShopwright();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const staff = (path: string, body: object) =>
  server.ask(`/v1/handoffs${path}`, { method: 'POST', key: OPERATOR_KEY, body });

test('the page shows that a person answers, and who', async () => {
  const chat = await ChatPage.open(browser, server.url);
  expect(await chat.say('I want to talk to a person')).toContain('I have asked a colleague');
  const { json } = await server.ask('/v1/handoffs?status=waiting', { key: OPERATOR_KEY });
  const [{ id }] = json!.items as [{ id: string }];

  await staff(`/${id}/claim`, { name: 'Ana' });
  await chat.page.getByText('Ana answers you').waitFor();
  const before = await chat.replies.count();
  await chat.write('are you a person?');
  await staff(`/${id}/reply`, { text: 'Yes, I am. <b>How</b> can I help?' });
  expect(await chat.reply(before)).toContain('Yes, I am. <b>How</b> can I help?');
  expect(await chat.last.locator('.author').innerText()).toBe('Ana');

  await chat.page.reload();
  await chat.ready();
  await chat.page.getByText('Ana answers you').waitFor();

  await staff(`/${id}/return`, {});
  await chat.page.getByText('My colleague has left this conversation.').waitFor();
  expect(await chat.page.getByText('Ana answers you').count()).toBe(0);
  expect(chat.complaints).toEqual([]);
});
