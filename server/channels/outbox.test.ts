import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverPlain, openPlainShop, type PlainShop, settle } from '../../test/fixtures/plain-channel.ts';
import { OPERATOR_KEY } from '../../test/fixtures/shopwright-server.ts';
import { moment } from '../surfaces/admin/shapes.ts';
import { channelDeliveries } from './outbox/model.ts';

const HOUR = 3_600_000;
let { channel, server, deliver, write, texts } = {} as PlainShop;
const store = () => server.shop.store;
const deliveries = () => store().find(channelDeliveries, { limit: 1000 });

beforeEach(async () => {
  ({ channel, server, deliver, write, texts } = await openPlainShop());
});
afterEach(async () => {
  await server.close();
});

describe('the outbox', () => {
  const fail = (error: object) => ({ ok: false, error: { code: 'x', message: 'no', ...error } }) as never;

  it('tries again what may be tried again, and keeps the order meanwhile', async () => {
    let failures = 2;
    channel.onSend = () => (failures-- > 0 ? fail({ class: 'retry' }) : undefined);
    await write('ada', 'cup');
    await write('ada', 'show cart');
    expect(texts()).toEqual([]);
    for (let n = 0; n < 3; n += 1) {
      server.clock.advance(10_000);
      await settle(server);
    }
    expect(texts()).toEqual([expect.stringContaining('$19.99'), expect.any(String)]);
  });

  it('says it in plain words where the vendor refuses the richer form', async () => {
    channel.onSend = ({ text }) => (text.startsWith('(text)') ? undefined : fail({ class: 'never' }));
    await write('ada', 'cup');
    expect(texts()).toEqual([expect.stringMatching(/^\(text\).*\$19\.99/s)]);
  });

  it('records why something was not sent', async () => {
    channel.onSend = () => fail({ class: 'never', code: '131026' });
    await write('ada', 'cup');
    expect(await deliveries()).toMatchObject([{ status: 'failed', reason: '131026' }]);
    channel.onSend = () => undefined;
    await write('bob', 'cup', { at: server.clock.now() - 25 * HOUR });
    expect((await deliveries()).map(({ reason }) => reason)).toContain('window_closed');
    expect(texts()).toEqual([]);
  });

  it('stops for everybody where the vendor wants a pause', async () => {
    channel.onSend = () => fail({ class: 'pause', code: 'spam' });
    await write('ada', 'cup');
    channel.onSend = () => undefined;
    await write('bob', 'cup');
    expect(texts()).toEqual([]);
    server.clock.advance(HOUR);
    await settle(server);
    expect(texts()).toHaveLength(2);
  });

  it('does not send again what may have been sent, until the vendor was silent for two minutes', async () => {
    channel.onSend = () => fail({ class: 'unknown' });
    await write('ada', 'cup');
    channel.onSend = () => undefined;
    server.clock.advance(119_000);
    await settle(server);
    expect(texts()).toEqual([]);
    server.clock.advance(2_000);
    await settle(server);
    expect(texts()).toHaveLength(1);
  });

  it('takes the vendor’s word for what was sent, and goes on with the rest', async () => {
    channel.limit = 20;
    let correlation = '';
    channel.onSend = (sent) => {
      if (correlation !== '') return undefined;
      correlation = sent.correlation;
      return fail({ class: 'unknown' });
    };
    await write('ada', 'cup');
    const status = { kind: 'status', messageId: 'v1', at: 3, correlation } as const;
    await deliver({ ...status, status: 'delivered' }, { ...status, status: 'sent' });
    await settle(server);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ status: 'sent' });
    expect(delivery!.parts[0]).toMatchObject({ status: 'delivered', messageId: 'v1' });
    expect(channel.sent.map((one) => one.correlation)).not.toContain(correlation);
    expect(channel.sent).toHaveLength(delivery!.parts.length - 1);
  });

  it('notes how far a message came, and never takes it back', async () => {
    await write('ada', 'cup');
    const { correlation, messageId } = channel.sent[0]!;
    const news = (status: 'sent' | 'delivered' | 'read') =>
      ({ kind: 'status', status, messageId, correlation, at: 3 }) as const;
    await deliver(news('read'));
    await deliver(news('delivered'), news('sent'));
    const failed = {
      ...news('sent'),
      status: 'failed',
      error: { class: 'never', code: '1', message: '' },
    } as const;
    await deliver(failed);
    expect((await deliveries())[0]!.parts).toMatchObject([{ status: 'read' }]);
  });

  it('shows a failure that comes later', async () => {
    await write('ada', 'cup');
    const { correlation, messageId } = channel.sent[0]!;
    const error = { class: 'template_needed', code: '131047', message: 'late' } as const;
    await deliver({ kind: 'status', status: 'failed', messageId, correlation, at: 3, error });
    expect(await deliveries()).toMatchObject([{ status: 'failed', reason: '131047' }]);
  });

  it('is shown to the merchant', async () => {
    await write('ada', 'cup');
    channel.onSend = () => fail({ class: 'never', code: '131026' });
    await write('bob', 'cup');
    await deliverPlain(server, [], { 'x-signature': 'forged' });
    const at = moment(server.clock.now());
    const list = await server.ask('/admin/v1/channels', { key: OPERATOR_KEY });
    expect(list.json).toMatchObject({
      items: [
        {
          name: 'plain',
          state: 'working',
          webhook_url: `${server.url}/channels/plain/webhook`,
          last_webhook_at: at,
          last_forged_at: at,
          deliveries: { sent: 1, failed: 1, waiting: 0, refused: 0 },
        },
      ],
    });
    const failed = await server.ask('/admin/v1/channels/plain/deliveries', { key: OPERATOR_KEY });
    expect(failed.json).toMatchObject({ items: [{ status: 'failed', reason: '131026' }] });
    const unknown = await server.ask('/admin/v1/channels/pigeon/deliveries', { key: OPERATOR_KEY });
    expect(unknown.status).toBe(404);
  });
});
