import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Channel, ChannelEvent, SendOutcome } from '../../../server/channels/channel.ts';
import { textReply } from '../../../server/channels/render/text-reply.ts';
import { type Outbound, OutboundError } from '../../../server/platform/http/outbound.ts';

/** Characters of a message. */
const TEXT = 320;

const Head = z.looseObject({ id: z.string(), from: z.string(), at: z.int(), type: z.string() });
const Text = z.looseObject({ type: z.literal('text'), text: z.string() });
const Fate = z.looseObject({
  kind: z.literal('fate'),
  id: z.string(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  at: z.int(),
  ref: z.string(),
});
const Delivery = z.looseObject({ events: z.array(z.unknown()) });

/** A vendor that takes nothing but texts: the smallest adapter there can be. */
export function createPlainChannel(options: { url: string; secret: string; outbound: Outbound }): Channel {
  const { url, secret, outbound } = options;
  return {
    name: 'plain',
    account: 'shop',
    capabilities: { text: TEXT },
    verify: ({ method, headers, body }) => {
      const own = createHmac('sha256', secret).update(body).digest();
      const told = Buffer.from(headers['x-signature'] ?? '', 'hex');
      const isOwn = method === 'POST' && told.length === own.length && timingSafeEqual(told, own);
      return isOwn ? { ok: true } : { ok: false, reason: 'signature' };
    },
    parse: (body) => {
      const delivery = Delivery.safeParse(json(body));
      if (!delivery.success) throw new TypeError('this is no delivery of the plain vendor');
      return delivery.data.events.map(eventOf);
    },
    render: (reply) => textReply(reply, TEXT).map((text) => ({ text })),
    send: async (to, message, correlation, signal): Promise<SendOutcome> => {
      const failed = (name: 'retry' | 'never' | 'unknown', code: string): SendOutcome => ({
        ok: false,
        error: { class: name, code, message: 'it was not sent' },
      });
      try {
        const response = await outbound.fetch(`${url}/messages`, {
          method: 'POST',
          signal,
          body: JSON.stringify({ to: to.userId, ref: correlation, ...message }),
        });
        const answer = z
          .object({ id: z.string() })
          .safeParse(json(new Uint8Array(await response.arrayBuffer())));
        const { status } = response;
        if (status === 429) return failed('retry', '429');
        if (status >= 400 && status < 500) return failed('never', String(status));
        return answer.success && response.ok
          ? { ok: true, messageId: answer.data.id }
          : failed('unknown', String(status));
      } catch (error) {
        const isLost = !(error instanceof OutboundError) || error.code !== 'ECONNREFUSED';
        return failed(isLost ? 'unknown' : 'retry', 'connection');
      }
    },
  };
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

function eventOf(item: unknown): ChannelEvent {
  const fate = Fate.safeParse(item);
  if (fate.success) {
    const { id: messageId, status, at, ref: correlation } = fate.data;
    return { kind: 'status', messageId, status, at, correlation };
  }
  const head = Head.safeParse(item);
  if (!head.success) return { kind: 'fault', what: 'event' };
  const text = Text.safeParse(item);
  const { id: messageId, from: userId, at, type: what } = head.data;
  const content = text.success
    ? ({ type: 'text', text: text.data.text } as const)
    : ({ type: 'unsupported', what } as const);
  return { kind: 'message', from: { userId }, messageId, at, content };
}
