import { Router, raw } from 'express';
import { CommerceError } from '../../commerce/errors.ts';
import { defineGuard } from '../../platform/guard.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import type { Pace } from '../../platform/pace.ts';
import type { Channel, ChannelEvent, RawRequest } from '../channel.ts';
import type { ChannelStates } from '../outbox/states.ts';
import type { ChannelRegistry } from '../registry.ts';
import type { Intake } from './intake.ts';

export interface WebhookRouterDeps {
  registry: ChannelRegistry;
  intake: Intake;
  states: ChannelStates;
  /** Told when a delivery comes: its vendor waits. Everything else waits for that. */
  pace: Pick<Pace, 'urgent' | 'turn'>;
  /** @throws CommerceError `overloaded` while more waits for the disk than it can take */
  admit: () => void;
  onFault: (error: unknown, about: object) => void;
}

/** The largest that a vendor sends: WhatsApp's 3 MB. */
const LIMIT = 3 * 2 ** 20;
const RETRY_AFTER_SECONDS = 5;

const forged = defineGuard('channel:signature', 'Nobody but the vendor tells what customers wrote.');

/**
 * Where vendors deliver, to be mounted with the body unread: `/{channel}/webhook`, and `/{channel}/flows` for forms. 200 only after everything in a delivery is
 * stored; 401 for a wrong signature, 400 for what the vendor would not send, 503 for what is to come again.
 */
export function createWebhookRouter(deps: WebhookRouterDeps): Router {
  const { registry, intake, states } = deps;
  const find = (name: unknown): Channel => {
    const entry = registry.get(String(name));
    if (entry) return entry.channel;
    throw new ProblemError({ status: 404, type: 'not-found', detail: 'This shop has no such channel.' });
  };
  const router = Router();
  router.get('/:channel/webhook', (req, res) => {
    const channel = find(req.params.channel);
    const verdict = channel.verify(requestOf(req, new Uint8Array()));
    if (!verdict.ok || !('challenge' in verdict))
      throw new ProblemError({
        status: 403,
        type: 'forbidden',
        detail: verdict.ok ? 'This request asks for nothing.' : verdict.reason,
      });
    res.type('text/plain').send(verdict.challenge);
  });
  router.post(
    '/:channel/webhook',
    (req, _res, next) => {
      find(req.params.channel);
      deps.pace.urgent();
      next();
    },
    raw({ type: () => true, limit: LIMIT }),
    async (req, res) => {
      const channel = find(req.params.channel);
      const body: Uint8Array = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      const verdict = channel.verify(requestOf(req, body));
      if (forged(!verdict.ok)) {
        states.heard(channel.name, false);
        throw new ProblemError({
          status: 401,
          type: 'unauthorized',
          detail: verdict.ok ? 'The signature is wrong.' : verdict.reason,
        });
      }
      states.heard(channel.name, true);
      const events = read(channel, body, deps);
      try {
        deps.admit();
        await intake.take(channel, events);
      } catch (error) {
        throw again(error, channel, deps);
      }
      res.status(200).type('text/plain').send('');
      acknowledge(channel, events, deps.pace);
    },
  );
  router.post('/:channel/flows', raw({ type: () => true, limit: LIMIT }), async (req, res) => {
    const channel = find(req.params.channel);
    if (!channel.flow)
      throw new ProblemError({ status: 404, type: 'not-found', detail: 'This channel has no forms.' });
    const body: Uint8Array = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const { status, body: answer } = await channel.flow(requestOf(req, body));
    res.status(status).type('text/plain').send(answer);
  });
  router.all('/:channel/webhook', (req, res) => {
    find(req.params.channel);
    res.status(405).set('Allow', 'GET, POST').end();
  });
  return router;
}

function read(channel: Channel, body: Uint8Array, { onFault }: WebhookRouterDeps): ChannelEvent[] {
  try {
    return channel.parse(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    onFault(error, { channel: channel.name });
    throw new ProblemError({
      status: 400,
      type: 'unreadable',
      detail: 'This is no delivery of this channel.',
    });
  }
}

/** Whatever the reason: it is not stored, and the vendor has to send it again. */
function again(error: unknown, channel: Channel, { onFault }: WebhookRouterDeps): ProblemError {
  const busy = error instanceof CommerceError && /^(too_many_requests|overloaded)$/.test(error.code);
  if (!busy) onFault(error, { channel: channel.name });
  return new ProblemError({
    status: busy ? 503 : 500,
    type: busy ? 'overloaded' : 'internal',
    detail: 'Not all of this was stored. Send it again.',
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  });
}

/** Marks messages as read and shows that an answer is on its way: where it fails, nothing is lost. */
const ACKNOWLEDGED_AT_ONCE = 4;
let acknowledging = 0;
function acknowledge(channel: Channel, events: readonly ChannelEvent[], pace: Pick<Pace, 'turn'>): void {
  const last = new Map<string, string>();
  for (const event of events) if (event.kind === 'message') last.set(event.from.userId, event.messageId);
  for (const messageId of last.values()) {
    if (!channel.acknowledge || acknowledging >= ACKNOWLEDGED_AT_ONCE) return;
    acknowledging += 1;
    pace
      .turn()
      .then(() => channel.acknowledge!(messageId))
      .catch(() => {})
      .finally(() => {
        acknowledging -= 1;
      });
  }
}

function requestOf(
  req: { method: string; headers: NodeJS.Dict<string | string[]>; originalUrl: string },
  body: Uint8Array,
): RawRequest {
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const query = Object.fromEntries(new URL(req.originalUrl, 'http://localhost').searchParams);
  return { method: req.method, headers, query, body };
}
