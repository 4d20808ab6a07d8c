import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlainShop, type PlainShop, settle } from '../../../test/fixtures/plain-channel.ts';
import { channelDeliveries } from './model.ts';
import { channelMessages } from './unmatched.ts';

const DAY = 86_400_000;
let { channel, server, deliver, write, texts } = {} as PlainShop;
const store = () => server.shop.store;
const parts = async () =>
  (await store().find(channelDeliveries, { limit: 100 })).flatMap((delivery) => delivery.parts);
const status = (messageId: string, more: object = {}) =>
  ({ kind: 'status', status: 'delivered', messageId, at: 3, ...more }) as const;

beforeEach(async () => {
  ({ channel, server, deliver, write, texts } = await openPlainShop());
});
afterEach(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

describe('a status that comes without what was sent along', () => {
  it('finds its message by the vendor’s id', async () => {
    await write('ada', 'cup');
    const { messageId } = channel.sent[0]!;
    await deliver(status(messageId));
    expect(await parts()).toMatchObject([{ status: 'delivered' }]);
    await deliver(status(messageId, { status: 'sent' }), status(messageId, { status: 'read' }));
    expect(await parts()).toMatchObject([{ status: 'read' }]);
  });

  it('counts once the vendor has answered, where it came before that', async () => {
    channel.onSend = async ({ messageId }) => {
      await deliver(status(messageId, { status: 'sent' }), status(messageId), status(messageId));
      return undefined;
    };
    await write('ada', 'cup');
    await settle(server);
    expect(await parts()).toMatchObject([{ status: 'delivered' }]);
  });

  it('tells of a failure before the answer, and the message goes again', async () => {
    const error = { class: 'retry', code: 'busy', message: 'later' } as const;
    let failed = false;
    channel.onSend = async ({ messageId }) => {
      if (!failed) await deliver(status(messageId, { status: 'failed', error }));
      failed = true;
      return undefined;
    };
    await write('ada', 'cup');
    await settle(server);
    server.clock.advance(10_000);
    await settle(server);
    expect(texts()).toHaveLength(2);
    expect(await parts()).toMatchObject([{ status: 'sent', tries: 2 }]);
  });

  it('is counted where nobody knows the message, whatever was sent along, and forgotten in the end', async () => {
    await write('ada', 'cup');
    const strange = { correlation: 'dlv_0000000000000000000000:0' };
    expect(
      await deliver(
        status('of-another-app', { status: 'read' }),
        status('of-another-app', { correlation: 'theirs' }),
        status('restored', strange),
      ),
    ).toBe(200);
    const kept = await store().find(channelMessages, {
      where: { channel: 'plain', unknownSince: { gt: 0 } },
    });
    expect(kept.map(({ told }) => told?.status).sort()).toEqual(['delivered', 'read']);
    expect(JSON.stringify(kept)).not.toContain('of-another-app');
    expect(await parts()).toMatchObject([{ status: 'sent' }]);
    server.clock.advance(31 * DAY);
    await server.shop.channels!.tidy();
    expect(await store().count(channelMessages)).toBe(0);
  });
});
