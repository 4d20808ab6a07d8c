import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attributions } from '../../server/commerce/affiliates/model.ts';
import { sessions } from '../../server/commerce/sessions/model.ts';
import { addPublisher } from '../fixtures/publishers.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { launchBrowser } from './browser.ts';

/** examples/publisher-page.html on a site of its own, from the recommendation to the checkout of the shop. */

const SCREENSHOTS = process.env.SCREENSHOTS;

let browser: Browser;
let server: ShopwrightServer;
let site: Server;
let origin: string;
let html: string;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await startShopwright();
  await server.put(
    { id: 'lamp', title: 'Reading lamp <5 W>', price: 4999 },
    { id: 'floor', title: 'Floor lamp', price: 12_900 },
  );
  site = createServer((_req, res) =>
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html),
  );
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
  await server.close();
});

const source = readFileSync(new URL('../../examples/publisher-page.html', import.meta.url), 'utf8');

async function publish(allowed: string) {
  const { _id: publisherId } = await addPublisher(server.shop, 'Night Readers');
  const { secret } = await server.shop.services.apiKeys.create({
    ...{ name: 'Page', kind: 'publisher', publisherId, origins: [allowed] },
  });
  html = source.replace('http://127.0.0.1:3000', server.url).replaceAll('pk_…', secret);
  return publisherId;
}

test('a plain page recommends with cards whose links fill a cart, credited to its publisher', async () => {
  const publisherId = await publish(origin);
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  await page.goto(origin);
  await page.getByRole('button', { name: 'Recommend' }).click();
  await page.getByRole('heading', { name: 'Reading lamp <5 W>' }).waitFor();
  expect(await page.getByText('Paid link: Night Readers earns a commission if you buy.').count()).toBe(2);
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/publisher-example.png` });
  await page
    .getByRole('article')
    .filter({ hasText: 'Floor lamp' })
    .getByRole('link', { name: 'Buy' })
    .click();
  await page.getByRole('button', { name: 'Go to checkout' }).click();
  await page.waitForURL('**/checkout');
  await page.getByText('Floor lamp').first().waitFor();
  await server.shop.store.flush();
  const theirs = await server.shop.store.find(sessions, { where: { publisherId } });
  expect(theirs.filter(({ principalKind }) => principalKind === 'anonymous')).toHaveLength(1);
  expect(await server.shop.store.count(attributions, { publisherId })).toBe(0);
  await page.close();
});

test('the same key on another site recommends nothing', async () => {
  await publish('https://elsewhere.example');
  const page = await browser.newPage();
  await page.goto(origin);
  await page.getByRole('button', { name: 'Recommend' }).click();
  await page.getByText('works in the web pages of its publisher only').waitFor();
  expect(await page.getByRole('article').count()).toBe(0);
  await page.close();
});
