import type { Clock } from '../../platform/clock.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { ChannelEvent } from '../channel.ts';
import { channelDeliveries } from './model.ts';
import {
  asTemplate,
  bared,
  ended,
  isLateForFree,
  mayRetry,
  readCorrelation,
  retryDelay,
  told,
  withPart,
} from './parts.ts';

export type Status = Extract<ChannelEvent, { kind: 'status' }>;

export interface StatusDeps {
  store: Store;
  clock: Clock;
  wake: (tx: Transaction, conversationId: string, runAt?: number) => Promise<void>;
  suppress: (contactId: string, at: number) => Promise<void>;
}

/** What a vendor tells of a message of ours. What it does not know, or knows already, changes nothing. */
export async function takeStatus(
  { store, clock, wake, suppress }: StatusDeps,
  { correlation, messageId, status, at, error }: Status,
): Promise<void> {
  const about = readCorrelation(correlation);
  if (!about) return;
  const known = await store.get(channelDeliveries, about.deliveryId);
  const news = { status, messageId, at, error };
  const before = known?.parts[about.part];
  if (!known || !before || told(before, news) === before) return;
  await store.transaction(async (tx) => {
    const delivery = await tx.get(channelDeliveries, about.deliveryId);
    const part = delivery?.parts[about.part];
    if (!delivery || !part) return;
    const after = told(part, news);
    if (after === part) return;
    const next = withPart(delivery, about.part, after);
    const waits = delivery.status === 'waiting';
    if (after.status !== 'failed') {
      await tx.replace(channelDeliveries, next);
      // Its fate was waited for.
      if (part.status === 'sending' && waits) await wake(tx, delivery.conversationId);
      return;
    }
    const bare = bared(after, error);
    if (bare) {
      const { endedAt: _ended, reason: _reason, ...rest } = withPart(delivery, about.part, bare);
      await tx.replace(channelDeliveries, { ...rest, status: 'waiting' });
      await wake(tx, delivery.conversationId);
      return;
    }
    if (error?.class === 'template_needed' && isLateForFree(next)) {
      const { endedAt: _ended, reason: _reason, ...rest } = asTemplate(next);
      await tx.replace(channelDeliveries, { ...rest, status: 'waiting' });
      await wake(tx, delivery.conversationId);
      return;
    }
    if (!mayRetry(after)) {
      await tx.replace(channelDeliveries, ended(next, 'failed', clock.now(), after));
      return;
    }
    const notBefore = clock.now() + retryDelay(after.tries, error ?? {});
    const { endedAt: _ended, ...rest } = next;
    await tx.replace(channelDeliveries, { ...rest, status: 'waiting', notBefore, reason: error!.code });
    await wake(tx, delivery.conversationId, notBefore);
  });
  if (status === 'failed' && error?.class === 'suppress') await suppress(known.contactId, at);
}
