import { createHmac } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { expectSuccess } from '../../platform/http/outbound.ts';

export interface WebhookOptions {
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string;
  /** For addresses from settings: refuses what is not public. */
  fetch: typeof globalThis.fetch;
  clock: Clock;
}

/**
 * Sends events as Standard Webhooks (https://www.standardwebhooks.com, specification 1.0): `webhook-id`, which stays the same
 * when one is sent again, `webhook-timestamp` in seconds, and `webhook-signature`, `v1,` and the HMAC-SHA256 of
 * `id.timestamp.body` in base64.
 * @throws OutboundError when it was not taken with a 2xx
 */
export function createWebhook({ url, secret, fetch, clock }: WebhookOptions) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return async (id: string, event: object): Promise<void> => {
    const body = JSON.stringify(event);
    const timestamp = Math.floor(clock.now() / 1000);
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'Content-Type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });
    await (await expectSuccess(response, clock)).body?.cancel();
  };
}
