import type { Clock } from '../../platform/clock.ts';
import { expectSuccess } from '../../platform/http/outbound.ts';
import { type Signers, signatureHeaders } from './signature.ts';

export interface WebhookOptions {
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string;
  /** For addresses from settings: refuses what is not public. */
  fetch: typeof globalThis.fetch;
  clock: Clock;
}

/** Sends events to one address as Standard Webhooks. @throws OutboundError when one was not taken with a 2xx */
export function createWebhook({ url, secret, ...deps }: WebhookOptions) {
  return async (id: string, event: object): Promise<void> => {
    await postWebhook({ url, id, event, secrets: [secret] }, deps);
  };
}

export interface WebhookMessage extends Signers {
  url: string;
  /** Stays the same when it is sent again. */
  id: string;
  event: object;
  signal?: AbortSignal;
}

/** One attempt; redirects are not followed. @returns the status, a 2xx @throws OutboundError when it was not taken */
export async function postWebhook(
  { url, id, event, signal, ...signers }: WebhookMessage,
  { fetch, clock }: Pick<WebhookOptions, 'fetch' | 'clock'>,
): Promise<number> {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(clock.now() / 1000);
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'Content-Type': 'application/json', ...signatureHeaders({ id, timestamp, body }, signers) },
    body,
    ...(signal && { signal }),
  });
  await (await expectSuccess(response, clock)).body?.cancel();
  return response.status;
}
