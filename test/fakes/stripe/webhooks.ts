import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../../server/platform/clock.ts';

export interface WebhookTarget {
  url: string;
  secret: string;
}

interface Delivery {
  event: { id: string; type: string };
  /** As it was when it happened: what comes later does not change it. */
  payload: string;
  /** HTTP statuses of the tries so far; 0 when there was no answer. */
  tries: number[];
}

/** Header `Stripe-Signature` (https://docs.stripe.com/webhooks#verify-manually). @param now milliseconds since the epoch */
export function sign(payload: string, secret: string, now: number): string {
  const t = Math.floor(now / 1000);
  const v1 = createHmac('sha256', secret).update(`${t}.${payload}`).digest('hex');
  return `t=${t},v1=${v1},v0=${'0'.repeat(64)}`;
}

/** Sends events at least once, in no promised order, and again until each was answered with 2xx. */
export class Webhooks {
  /** `now` sends each event as it happens, `hold` keeps them until `release`. */
  mode: 'now' | 'hold' = 'now';
  /** How often each event is sent. */
  copies = 1;
  readonly all: Delivery[] = [];
  readonly #clock: Clock;
  readonly #target: () => WebhookTarget | undefined;
  readonly #held: Delivery[] = [];
  readonly #sending = new Set<Promise<void>>();

  constructor(clock: Clock, target: () => WebhookTarget | undefined) {
    this.#clock = clock;
    this.#target = target;
  }

  emit(type: string, object: unknown): void {
    const event = {
      id: `evt_${randomBytes(12).toString('hex')}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: Math.floor(this.#clock.now() / 1000),
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      data: { object },
    };
    const delivery: Delivery = { event, payload: JSON.stringify(event), tries: [] };
    this.all.push(delivery);
    if (this.mode === 'hold') this.#held.push(delivery);
    else this.#start(delivery);
  }

  /** Sends what was held, one after another. */
  async release(order: 'forward' | 'reverse' = 'forward'): Promise<void> {
    const held = this.#held.splice(0);
    if (order === 'reverse') held.reverse();
    for (const delivery of held) await this.#send(delivery);
  }

  /** Sends again what no answer with 2xx came for, as Stripe does for three days. */
  async retry(): Promise<void> {
    for (const delivery of this.all) {
      if (delivery.tries.length > 0 && !delivery.tries.some(isOk)) await this.#send(delivery);
    }
  }

  /** Resolves when everything that was begun has been answered. */
  async settled(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending);
  }

  #start(delivery: Delivery): void {
    const sending: Promise<void> = this.#send(delivery).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #send(delivery: Delivery): Promise<void> {
    const target = this.#target();
    if (!target) return;
    for (let count = 0; count < this.copies; count += 1) {
      const response = await fetch(target.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': sign(delivery.payload, target.secret, this.#clock.now()),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body: delivery.payload,
        redirect: 'manual',
      }).catch(() => undefined);
      await response?.arrayBuffer();
      delivery.tries.push(response?.status ?? 0);
    }
  }
}

const isOk = (status: number): boolean => status >= 200 && status < 300;
