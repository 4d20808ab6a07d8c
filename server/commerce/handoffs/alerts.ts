import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Notifier } from '../notifier.ts';
import { type Handoff, handoffs } from './model.ts';

const EMAIL_JOB = 'handoff.email';
const WEBHOOK_JOB = 'handoff.webhook';

/** What a webhook is told. Who the customer is and what was said stays here: it is read with `GET /v1/handoffs/{id}`. */
export interface HandoffEvent {
  type: 'handoff.waiting';
  /** ISO 8601, UTC. */
  timestamp: string;
  data: { handoff_id: string; reason: Handoff['reason']; url: string };
}

/** Sends one event. `id` stays the same however often it is tried. @throws when it was not taken; the job tries again */
export type SendEvent = (id: string, event: HandoffEvent) => Promise<void>;

/** Enqueues what tells the staff that a customer waits: once for each handoff, if `tx` commits. */
export async function alertStaff(tx: Transaction, jobs: Jobs, { _id }: Pick<Handoff, '_id'>): Promise<void> {
  for (const kind of [EMAIL_JOB, WEBHOOK_JOB])
    await jobs.enqueue(tx, { kind, key: _id, payload: { handoffId: _id } });
}

export interface HandoffAlertDeps {
  store: Store;
  jobs: Jobs;
  notifier: Notifier;
  /** Where the email goes; absent: none is sent. */
  merchantEmail: string | undefined;
  /** Absent: no webhook is set. */
  sendEvent: SendEvent | undefined;
  publicUrl: string;
  shop: () => Promise<{ name: string; defaultLocale: string }>;
}

const HOUR_MS = 3_600_000;
/** So many in an hour are told one by one, then every so-many-th: somebody who asks again and again fills no mailbox. */
const EMAILS_AN_HOUR = 20;

async function isTold(store: Store, { createdAt }: Handoff): Promise<boolean> {
  const before = await store.count(handoffs, { createdAt: { gte: createdAt - HOUR_MS, lt: createdAt } });
  return before < EMAILS_AN_HOUR || before % EMAILS_AN_HOUR === 0;
}

/** Sends the alerts. A handoff that somebody has claimed or ended meanwhile needs no email any more. */
export function handleHandoffAlerts(deps: HandoffAlertDeps): void {
  const { store, jobs, notifier, merchantEmail, sendEvent, publicUrl } = deps;
  jobs.handle(EMAIL_JOB, async ({ payload }) => {
    const handoff = await store.get(handoffs, String(payload.handoffId));
    if (handoff?.status !== 'waiting' || merchantEmail === undefined) return;
    if (!(await isTold(store, handoff))) return;
    const { name: shop, defaultLocale: locale } = await deps.shop();
    await notifier.send({
      dedupeKey: `${EMAIL_JOB} ${handoff._id}`,
      to: { email: merchantEmail },
      locale,
      template: 'handoff_waiting',
      values: { shop, handoffId: handoff._id, reason: handoff.reason.replaceAll('_', ' ') },
    });
  });
  jobs.handle(WEBHOOK_JOB, async ({ payload }) => {
    const handoff = await store.get(handoffs, String(payload.handoffId));
    if (!handoff || sendEvent === undefined) return;
    const { _id, reason, createdAt } = handoff;
    await sendEvent(`msg_${_id}`, {
      type: 'handoff.waiting',
      timestamp: new Date(createdAt).toISOString(),
      data: { handoff_id: _id, reason, url: `${publicUrl}/v1/handoffs/${_id}` },
    });
  });
}
