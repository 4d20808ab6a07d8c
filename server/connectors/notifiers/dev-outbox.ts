import { createHash } from 'node:crypto';
import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import type { Notifier } from '../../commerce/notifier.ts';
import type { Clock } from '../../platform/clock.ts';
import { defineCollection, type Store } from '../../platform/store/port.ts';
import { renderNotification } from './templates.ts';

/** A message that was not sent but kept to be looked at. `_id` = hash of the dedupe key. */
export const OutboxMessage = z.strictObject({
  ...documentFields,
  to: z.string(),
  template: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Milliseconds since the epoch, UTC. */
  sentAt: z.int(),
});
export type OutboxMessage = z.infer<typeof OutboxMessage>;
export const devOutbox = defineCollection('devOutbox', OutboxMessage, { bySentAt: { fields: ['sentAt'] } });

/** How many messages the outbox keeps: the newest. */
export const OUTBOX_SIZE = 200;

/** For development: what would be sent to customers is shown at `/dev/outbox` instead. */
export function createDevOutboxNotifier(options: { store: Store; clock: Clock }): Notifier {
  const { store, clock } = options;
  return {
    async send(notification) {
      const { email, phone } = notification.to;
      const rendered = renderNotification(notification);
      const message = {
        _id: createHash('sha256').update(notification.dedupeKey).digest('hex').slice(0, 40),
        to: [email, phone].filter(Boolean).join(', '),
        template: notification.template,
        ...rendered,
        sentAt: clock.now(),
      };
      await store.transaction(
        async (tx) => {
          if (await tx.get(devOutbox, message._id)) return;
          await tx.insert(devOutbox, message);
          const surplus = (await tx.count(devOutbox)) - OUTBOX_SIZE;
          if (surplus <= 0) return;
          const oldest = await tx.find(devOutbox, {
            sort: { field: 'sentAt', direction: 'asc' },
            limit: surplus,
          });
          for (const { _id, version } of oldest) await tx.delete(devOutbox, _id, version);
        },
        { patient: true },
      );
    },
  };
}
