import type { SendError } from '../channel.ts';
import type { ChannelDelivery, DeliveryPart } from './model.ts';

/** How far a message has come. What comes late never takes it back. */
const RANK = { sending: 1, sent: 2, failed: 2, delivered: 3, read: 4 } as const;
/** Handed over so often, it is given up. */
export const MAX_TRIES = 8;
/** So long the fate of a message that nobody knows is waited for. */
export const UNKNOWN_MS = 120_000;
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 3_600_000;

export interface News {
  status: Exclude<DeliveryPart['status'], 'sending'>;
  messageId?: string | undefined;
  at: number;
  error?: SendError | undefined;
}

/** The part after what the vendor told of it, in any order and any number of times; the same part where nothing is new. */
export function told(part: DeliveryPart, { status, messageId, at, error }: News): DeliveryPart {
  const isOther = messageId !== undefined && part.messageId !== undefined && messageId !== part.messageId;
  if (status === 'failed') {
    // Of an earlier try; or of one that is known to have arrived.
    if (isOther || RANK[part.status] >= RANK.delivered || part.status === 'failed') return part;
  } else if (RANK[status] <= RANK[part.status]) {
    if (part.status === 'failed' || part.messageId !== undefined || messageId === undefined) return part;
    return { ...part, messageId };
  }
  const { error: _error, ...rest } = part;
  return {
    ...rest,
    status,
    at,
    ...(messageId !== undefined && { messageId }),
    ...(status === 'failed' && error && { error: storedError(error) }),
  };
}

export const storedError = ({
  class: kind,
  code,
  message,
}: SendError): NonNullable<DeliveryPart['error']> => ({
  class: kind,
  code,
  message: message.slice(0, 500),
});

/** Whether it may be handed over once more. */
export const mayRetry = ({ error, tries }: DeliveryPart): boolean =>
  (error?.class === 'retry' || error?.class === 'pause') && tries < MAX_TRIES;

/** What is to go again without pictures, if that is why it failed; undefined where it did so already. */
export const bared = (part: DeliveryPart, error: SendError | undefined): DeliveryPart | undefined =>
  error?.withoutMedia && !part.bare && part.tries < MAX_TRIES
    ? { ...part, status: 'failed', bare: true, error: { ...storedError(error), class: 'retry' } }
    : undefined;

/** Milliseconds to wait after so many tries. */
export const retryDelay = (
  tries: number,
  { retryAfterMs = FIRST_RETRY_MS, growth = 2 }: Pick<SendError, 'retryAfterMs' | 'growth'>,
): number => Math.max(retryAfterMs, Math.min(MAX_RETRY_MS, retryAfterMs * growth ** Math.max(0, tries - 1)));

/** A delivery with one part replaced. */
export const withPart = (delivery: ChannelDelivery, index: number, part: DeliveryPart): ChannelDelivery => ({
  ...delivery,
  parts: [...delivery.parts.slice(0, index), part, ...delivery.parts.slice(index + 1)],
});

/** What the vendor is given with a part, and gives back with its fate. */
export const correlationOf = (deliveryId: string, part: number): string => `${deliveryId}:${part}`;

export function readCorrelation(text: string | undefined): { deliveryId: string; part: number } | undefined {
  const found = /^(dlv_[0-9A-Za-z]{22}):(\d{1,3})$/.exec(text ?? '');
  return found ? { deliveryId: found[1]!, part: Number(found[2]) } : undefined;
}

/** A delivery of which nothing more is to be sent. @param why the reason, or the part that failed for it */
export function ended(
  delivery: ChannelDelivery,
  status: 'sent' | 'refused' | 'failed',
  now: number,
  why?: string | DeliveryPart,
): ChannelDelivery {
  const { notBefore: _not, reason: _reason, ...rest } = delivery;
  const reason = typeof why === 'object' ? why.error?.code : why;
  return { ...rest, status, endedAt: now, ...(reason !== undefined && { reason }) };
}

/** Free text came too late, and there is a template for it of which nothing was sent. */
export const isLateForFree = ({ template, asTemplate: already, parts }: ChannelDelivery): boolean =>
  template !== undefined && !already && parts.length === 1;

/** Once more, as its template. */
export const asTemplate = (delivery: ChannelDelivery): ChannelDelivery => ({
  ...delivery,
  parts: [],
  asTemplate: true,
});
