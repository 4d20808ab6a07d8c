import { type DomainEvent, eventView } from '../../commerce/events/model.ts';
import type { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { OutboundError } from '../../platform/http/outbound.ts';
import type { WebhookEndpoint } from './model.ts';
import { postWebhook } from './standard-webhook.ts';

export type Outcome = { ok: true; status: number; durationMs: number } | Failure;

export interface Failure {
  ok: false;
  status?: number;
  error: string;
  /** The endpoint wants no more (410). */
  gone: boolean;
  retryAfterMs?: number;
  durationMs: number;
}

export interface AttemptDeps {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  /** The shop's own signature, Ed25519. */
  signBytes: (bytes: Buffer) => Buffer;
}

const GONE = 410;

/** The secrets that sign now, the newest first. */
export const secretsNow = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: number): string[] =>
  secrets.filter(({ until }) => until === undefined || until > now).map(({ value }) => value);

/** Sends one event to one endpoint. Never rejects. */
export async function attempt(
  deps: AttemptDeps,
  endpoint: WebhookEndpoint,
  event: Pick<DomainEvent, '_id' | 'sequence' | 'type' | 'createdAt' | 'subject' | 'data'>,
  signal?: AbortSignal,
): Promise<Outcome> {
  const began = performance.now();
  const durationMs = (): number => Math.round(performance.now() - began);
  try {
    crashPoint('webhook.before-send');
    const status = await postWebhook(
      {
        url: endpoint.url,
        id: event._id,
        event: eventView(event as DomainEvent),
        secrets: secretsNow(endpoint, deps.clock.now()),
        ...(endpoint.ed25519 && { ed25519: deps.signBytes }),
        ...(signal && { signal }),
      },
      deps,
    );
    crashPoint('webhook.after-send');
    return { ok: true, status, durationMs: durationMs() };
  } catch (error) {
    const { status, retryAfterMs } = error instanceof OutboundError ? error : {};
    return {
      ok: false,
      error: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
      gone: status === GONE,
      ...(status !== undefined && { status }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      durationMs: durationMs(),
    };
  }
}
