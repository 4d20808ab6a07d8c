import { afterEach, expect, it } from 'vitest';
import { mulberry32 } from '../../test/fixtures/mulberry32.ts';
import { deliverPlain, plainChannel, plainMessage, settle } from '../../test/fixtures/plain-channel.ts';
import { startShopwright } from '../../test/fixtures/shopwright-server.ts';
import { replies } from '../conversation/model.ts';
import { type CrashPoint, onCrashPoint } from '../platform/crash-point.ts';
import { channelDeliveries } from './outbox/model.ts';

afterEach(() => onCrashPoint(undefined));

const POINTS: readonly CrashPoint[] = [
  'turn.before-commit',
  'turn.after-commit',
  'job.before-effect',
  'channel.before-send',
  'channel.after-send',
  'job.after-effect',
];

/** Everything that the vendor took is told, as it is after a crash of ours. */
it('loses and doubles no reply, wherever work is cut off between the turn and the vendor', async () => {
  const random = mulberry32(10);
  const channel = plainChannel();
  // Several messages a reply, so that it can be cut in between.
  channel.limit = 30;
  const server = await startShopwright({}, { channels: [channel] });
  await server.put({ id: 'cup', price: 1999 });
  const people = Array.from({ length: 4 }, (_, n) => `user ${n}`);
  let crashes = 0;
  let told = 0;
  /** One round of what a process does until it is cut off, and of what the vendor tells afterwards. */
  const round = async (): Promise<void> => {
    await settle(server);
    const statuses = channel.sent.slice(told).map(({ correlation, messageId }) => ({
      ...({ kind: 'status', status: 'delivered', at: server.clock.now() } as const),
      ...{ correlation, messageId },
    }));
    told = channel.sent.length;
    // The second one may be told twice, and before the first.
    if (statuses.length > 0) await deliverPlain(server, [...statuses.toReversed(), statuses[0]!]);
    server.clock.advance(40_000);
  };
  onCrashPoint((point) => {
    if (!POINTS.includes(point) || random() > (point.startsWith('turn.') ? 0.1 : 0.3)) return;
    crashes += 1;
    throw new Error(`cut off at ${point}`);
  });
  for (const text of ['cup', 'show cart', 'hello']) {
    for (const one of people) {
      const message = plainMessage(one, text, { at: server.clock.now() });
      expect(await deliverPlain(server, [message, message])).toBe(200);
    }
    for (let n = 0; n < 4; n += 1) await round();
  }
  onCrashPoint(undefined);
  for (let n = 0; n < 25; n += 1) await round();
  await server.shop.jobs.list('dead').then((dead) => expect(dead).toEqual([]));

  expect(crashes).toBeGreaterThan(20);
  const { store } = server.shop;
  const deliveries = await store.find(channelDeliveries, { limit: 1000 });
  expect(deliveries).toHaveLength(await store.count(replies));
  expect(deliveries.every(({ status }) => status === 'sent')).toBe(true);
  const taken = channel.sent.map(({ correlation }) => correlation);
  expect(taken.toSorted()).toEqual([...new Set(taken)].toSorted());
  expect(taken).toHaveLength(deliveries.reduce((sum, { parts }) => sum + parts.length, 0));
  for (const one of people) {
    const theirs = channel.sent.filter(({ userId }) => userId === one);
    const order = theirs.map(({ correlation }) => {
      const [id, part] = correlation.split(':');
      return deliveries.find(({ _id }) => _id === id)!.sequence * 100 + Number(part);
    });
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  await server.close();
}, 60_000);
