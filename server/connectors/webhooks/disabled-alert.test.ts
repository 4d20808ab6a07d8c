import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { type Receiver, startReceiver } from '../../../test/fixtures/webhook-receiver.ts';
import { devOutbox } from '../notifiers/dev-outbox.ts';

const DAY = 86_400_000;

let receiver: Receiver;
let server: ShopwrightServer;
beforeEach(async () => {
  receiver = await startReceiver(() => ({ status: 410 }));
  server = await startShopwright({
    environment: 'development',
    merchantEmail: 'owner@shop.example',
    outboundAllow: [new URL(receiver.url).host],
  });
});
afterEach(async () => {
  await server.close();
  await receiver.close();
});

const mails = () => server.shop.store.find(devOutbox);
let count = 0;
async function happen(): Promise<void> {
  count += 1;
  await server.put({ id: `lamp-${count}` });
  await server.shop.webhooks.dispatcher.drain();
  await server.shop.jobs.drain();
}
const add = async (): Promise<string> =>
  (await server.shop.webhooks.service.add({ url: `${receiver.url}/t0ken?key=s3cret` })).endpoint._id;

it('tells the merchant once that an endpoint is gone, and how it is turned on again', async () => {
  const id = await add();
  await happen();
  await happen();
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ to: 'owner@shop.example', template: 'webhook_gone' });
  expect(mail!.text).toContain(`shopwright webhooks resume ${id}`);
  expect(mail!.text).toContain(`${id} (${new URL(receiver.url).origin})`);
  expect(mail!.text).not.toMatch(/t0ken|s3cret/);

  await server.shop.webhooks.service.update(id, { status: 'active' });
  await happen();
  expect(await mails()).toHaveLength(2);
});

it('tells of one that has taken nothing for three days, with the last error', async () => {
  receiver.answer = () => ({ status: 503 });
  const id = await add();
  await happen();
  for (let hours = 0; hours < 75; hours += 1) {
    server.clock.advance(DAY / 24);
    await server.shop.webhooks.dispatcher.drain();
  }
  await server.shop.jobs.drain();
  const sent = await mails();
  expect(sent).toMatchObject([{ template: 'webhook_unreachable', text: expect.stringContaining(id) }]);
  expect(sent[0]!.text).toContain('503');
});

it('tells nothing of one that was turned on again, or paused by the merchant', async () => {
  const id = await add();
  await server.put({ id: 'rug' });
  await server.shop.webhooks.dispatcher.drain();
  receiver.answer = () => ({ status: 204 });
  await server.shop.webhooks.service.update(id, { status: 'active' });
  await server.shop.webhooks.service.update(id, { status: 'paused' });
  await server.shop.jobs.drain();
  expect(await mails()).toEqual([]);
});
