import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { devOutbox } from '../../connectors/notifiers/dev-outbox.ts';

const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

let receiver: Server;
let received: { headers: IncomingHttpHeaders; body: string }[];
let statuses: number[];
let shop: ShopwrightServer;

beforeEach(async () => {
  received = [];
  statuses = [];
  receiver = createServer(async (req, res) => {
    received.push({ headers: req.headers, body: await text(req) });
    res.writeHead(statuses.shift() ?? 204, { Location: 'http://127.0.0.1:1/' }).end();
  });
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
  const { port } = receiver.address() as { port: number };
  shop = await startShopwright({
    environment: 'development',
    merchantEmail: 'staff@shop.example',
    handoffWebhookUrl: `http://127.0.0.1:${port}/hook`,
    handoffWebhookSecret: SECRET,
    outboundAllow: [`127.0.0.1:${port}`],
  });
});
afterEach(async () => {
  await shop.close();
  receiver.closeAllConnections();
  await new Promise((closed) => receiver.close(closed));
});

const askForPerson = async (): Promise<string> => {
  const answer = await shop.tool('request_handoff', { summary: 'canary: wants ten lamps by Friday' });
  return answer.json!.handoff_id as string;
};
const mails = () => shop.shop.store.find(devOutbox);

describe('the staff is told that a customer waits', () => {
  it('by a signed request and an email that say nothing of the customer', async () => {
    const id = await askForPerson();
    await shop.shop.jobs.drain();
    const [{ headers, body }] = received as [(typeof received)[0]];
    expect(JSON.parse(body)).toEqual({
      type: 'handoff.waiting',
      timestamp: new Date(shop.clock.now()).toISOString(),
      data: {
        handoff_id: id,
        reason: 'asked_for',
        url: expect.stringMatching(new RegExp(`/v1/handoffs/${id}$`)),
      },
    });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = createHmac('sha256', Buffer.alloc(32, 9)).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(Number(headers['webhook-timestamp'])).toBe(Math.floor(shop.clock.now() / 1000));
    expect(await mails()).toMatchObject([
      { to: 'staff@shop.example', template: 'handoff_waiting', text: expect.stringContaining(id) },
    ]);
    expect(body + (await mails())[0]!.text).not.toContain('canary');
  });

  it('again until it is taken, with the same id', async () => {
    statuses = [500, 302, 200];
    await askForPerson();
    for (let hour = 0; hour < 3; hour++) {
      await shop.shop.jobs.drain();
      shop.clock.advance(3_600_000);
    }
    await shop.shop.jobs.drain();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await mails()).toHaveLength(1);
  });

  it('by few emails when very many ask', async () => {
    for (let asked = 0; asked < 45; asked++) {
      await askForPerson();
      shop.clock.advance(1000);
    }
    await shop.shop.jobs.drain();
    expect(received).toHaveLength(45);
    expect(await mails()).toHaveLength(22);
  });

  it('once for one handoff, however often a person is asked for', async () => {
    const { json } = await shop.tool('request_handoff', { summary: 'wants ten lamps' });
    const again = { summary: 'wants twenty lamps', session_id: json!.session_id };
    expect((await shop.tool('request_handoff', again)).json!.handoff_id).toBe(json!.handoff_id);
    await shop.shop.jobs.drain();
    expect(received).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
  });
});

it('a webhook on an internal address is not called unless the operator allows it', async () => {
  const { port } = receiver.address() as { port: number };
  const strict = await startShopwright({
    handoffWebhookUrl: `http://127.0.0.1:${port}/hook`,
    handoffWebhookSecret: SECRET,
  });
  await strict.tool('request_handoff', { summary: 'wants ten lamps' });
  await strict.shop.jobs.drain();
  expect(received).toEqual([]);
  await strict.close();
});
