import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

/** Every type of event there is, and what it tells. */
export const EVENT_TYPES = {
  'product.created': 'A product is in the catalogue',
  'product.updated': 'Something of a product changed, but for its prices',
  'product.deleted': 'A product is gone',
  'price.changed': 'Prices of a variant changed, came or went',
  'stock.changed': 'What can be bought of a variant at a location changed',
  'cart.created': 'A cart was begun',
  'cart.updated': 'A cart changed',
  'cart.deleted': 'A cart is gone',
  'checkout.created': 'A checkout was begun',
  'checkout.updated': 'A checkout changed',
  'checkout.completed': 'A checkout was paid and became an order',
  'checkout.canceled': 'A checkout was given up',
  'checkout.deleted': 'A checkout is gone',
  'order.created': 'An order was paid and made',
  'order.processing': 'An order is being packed',
  'order.shipped': 'All of an order is on its way',
  'order.delivered': 'All of an order has arrived',
  'order.canceled': 'An order was canceled',
  'order.updated': 'Something else of an order changed: parcels, returns, disputes, refunds',
  'refund.created': 'A refund was begun',
  'refund.pending': 'The bank has yet to decide about a refund',
  'refund.succeeded': 'Money went back',
  'refund.failed': 'A refund failed: the merchant must see to it',
  'refund.closed': 'The merchant ended a refund that had failed, or tried it again as another',
  'lead.created': 'Somebody is interested',
  'lead.updated': 'More is known of a lead, or its status changed',
  'lead.deleted': 'A lead is gone: forget it too',
  'consent.granted': 'Somebody agreed to be contacted, or confirmed an alert by email',
  'consent.withdrawn': 'A consent counts no more: write to this contact for this purpose no longer',
  'handoff.waiting': 'A customer waits for a person',
  'handoff.claimed': 'A person has taken over',
  'handoff.resolved': 'The conversation was given back or closed',
  'handoff.updated': 'Something else of a handoff changed',
  'handoff.deleted': 'A handoff is gone: forget it too',
  'commission.earned': 'A publisher earned commission on an order line',
  'commission.reversed': 'Commission was taken back',
  'commission.restored': 'Commission that was taken back counts again',
  'commission.pending':
    'An order is credited to a publisher; its commission waits for the time of returns to end',
  'commission.held': 'The merchant is to decide about a commission',
  'commission.approved': 'A commission is to be paid out',
  'commission.rejected': 'A commission is not paid',
  'commission.paid': 'What a publisher was to be paid for a month is paid',
  'webhook.test': 'Sent to one endpoint, to try it',
} as const;
export type EventType = keyof typeof EVENT_TYPES;
export const eventTypes = Object.keys(EVENT_TYPES) as [EventType, ...EventType[]];

/**
 * Something that happened, written in the transaction in which it did. Append-only. `_id` begins with the place in the
 * order of commits, so that ids sort as things happened; the rest is random.
 */
export const DomainEvent = z.strictObject({
  ...documentFields,
  /** The place in the order of commits, from 1; numbers may be left out. */
  sequence: z.int().positive(),
  type: z.enum(eventTypes),
  /** What it is about, as `kind/id`: events of one subject are delivered in their order. */
  subject: z.string(),
  /** Ids and what changed, as it is sent. People appear as ids only. */
  data: z.record(z.string(), z.unknown()),
});
export type DomainEvent = z.infer<typeof DomainEvent>;
export const events = defineCollection('events', DomainEvent, { byCreated: { fields: ['createdAt'] } }, [
  { what: 'commission that is paid out' },
  { what: 'consents' },
]);

/** An event before it is stored. */
export interface EventDraft {
  type: EventType;
  subject: string;
  data: Record<string, unknown>;
}

const PREFIX = 'evt_';
const SEQUENCE_DIGITS = 10;

const ordered = (sequence: number): string => sequence.toString(36).padStart(SEQUENCE_DIGITS, '0');

/** @param random what makes it unguessable, and another than that of the same place in a shop restored from a backup */
export const eventId = (sequence: number, random: string): string =>
  `${PREFIX}${ordered(sequence)}${random.replace(PREFIX, '')}`;

/** The first id that no event up to this place has: a bound for a search by `_id`. */
export const afterSequence = (sequence: number): string => `${PREFIX}${ordered(sequence + 1)}`;

/** As it is sent, by `GET /v1/events` and to webhooks. */
export interface EventView {
  id: string;
  sequence: number;
  type: EventType;
  /** ISO 8601, UTC. */
  timestamp: string;
  subject: string;
  data: Record<string, unknown>;
}

export const eventView = ({ _id, sequence, type, createdAt, subject, data }: DomainEvent): EventView => ({
  id: _id,
  sequence,
  type,
  timestamp: new Date(createdAt).toISOString(),
  subject,
  data,
});

/** Whether an endpoint or a reader wants this type. Wanted are types, families such as `order.*`, or `*`; none: all. */
export function wants(wanted: readonly string[], type: string): boolean {
  if (wanted.length === 0) return true;
  return wanted.some(
    (one) => one === '*' || one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))),
  );
}

const FAMILIES = new Set(eventTypes.map((type) => `${type.split('.')[0]}.*`));

/** Types and families that can be asked for. */
export const isWantable = (text: string): boolean =>
  text === '*' || FAMILIES.has(text) || Object.hasOwn(EVENT_TYPES, text);
