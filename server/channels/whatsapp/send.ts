import { z } from 'zod';
import type { ChannelAddress, SendError, SendOutcome, VendorMessage } from '../channel.ts';
import { sendError, unknownOutcome } from './errors.ts';
import { type Graph, GraphError, neverArrived, OutboundError } from './graph.ts';
import { LIMITS } from './limits.ts';

export interface SendOptions {
  graph: Graph;
  phoneNumberId: string;
}

const Sent = z.looseObject({ messages: z.array(z.looseObject({ id: z.string().min(1) })).min(1) });
const Done = z.looseObject({ success: z.boolean() });

/**
 * One message (`POST /{phone-number-id}/messages`). It goes to the telephone number where one is known: not every message can be
 * sent to an id of the business's (error 131062).
 * @returns an outcome; never rejects
 */
export async function send(
  { graph, phoneNumberId }: SendOptions,
  to: ChannelAddress,
  message: VendorMessage,
  correlation: string,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (correlation.length > LIMITS.correlation) throw new RangeError('the correlation is too long');
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(to),
    ...message,
    biz_opaque_callback_data: correlation,
  };
  try {
    const { messages } = await graph.post(`${phoneNumberId}/messages`, body, Sent, signal);
    return { ok: true, messageId: messages[0]!.id };
  } catch (error) {
    return { ok: false, error: classify(error) };
  }
}

function recipientOf({ userId, phone }: ChannelAddress): { to: string } | { recipient: string } {
  if (phone !== undefined) return { to: phone.replace(/^\+/, '') };
  return /^\d+$/.test(userId) ? { to: userId } : { recipient: userId };
}

/** What became of a call that did not succeed. Whatever may have arrived is of unknown outcome. */
export function classify(error: unknown): SendError {
  if (error instanceof GraphError) {
    const { code, status, title, retryAfterMs } = error;
    // No answer of Meta's own: something in between spoke, or the answer was broken off.
    if (code < 0 && (status >= 500 || status < 300)) return unknownOutcome(String(status), error.message);
    if (code < 0)
      return {
        class: status === 429 ? 'retry' : 'never',
        code: String(status),
        message: error.message,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
    const known = sendError(code, title);
    const wait = Math.max(known.retryAfterMs ?? 0, retryAfterMs ?? 0);
    return known.class === 'retry' && wait > 0 ? { ...known, retryAfterMs: wait } : known;
  }
  if (error instanceof OutboundError) {
    const { kind, message } = error;
    if (kind === 'refused_address') return { class: 'pause', code: kind, message };
    if (neverArrived(error)) return { class: 'retry', code: kind, message };
    return unknownOutcome(kind, message);
  }
  return unknownOutcome('aborted', 'the call was broken off');
}

/** Two blue ticks, and "typing…" until the answer comes, for 25 seconds at most. */
export async function acknowledge({ graph, phoneNumberId }: SendOptions, messageId: string): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    typing_indicator: { type: 'text' },
  };
  await graph.post(`${phoneNumberId}/messages`, body, Done);
}
