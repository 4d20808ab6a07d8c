import type { Transaction } from '../../platform/store/port.ts';
import type { Address, Buyer } from '../customers/contact.ts';
import { attributions, type FraudSignal, type Publisher } from './model.ts';

/** From when on an order looks strange; each is a setting. */
export interface FraudLimits {
  /** Orders of one publisher in an hour. */
  ordersPerHour: number;
  /** Sessions of one publisher that send goods to one address within 30 days. */
  sessionsPerAddress: number;
}

const HOUR_MS = 3_600_000;
const ADDRESS_MS = 30 * 86_400_000;

/** Lower case, without spaces, and without what stands behind a plus: the same mailbox. */
export function normalContact(contact: string): string {
  const [local = '', domain] = contact.trim().toLowerCase().replaceAll(/\s/g, '').split('@');
  return domain === undefined ? local.replaceAll(/[().-]/g, '') : `${local.replace(/\+.*$/, '')}@${domain}`;
}

/** The same text for the same place, however it is typed. */
export const normalAddress = ({ line1, postal_code, country }: Address): string =>
  [line1, postal_code, country]
    .join('|')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}|]/gu, '');

/** Whether the publisher itself bought: such an order earns nothing, ever. */
export function isOwnPurchase({ contacts }: Pick<Publisher, 'contacts'>, buyer: Buyer): boolean {
  const own = new Set(contacts.map(normalContact));
  return [buyer.email, buyer.phone].some((value) => value !== undefined && own.has(normalContact(value)));
}

/** Why the merchant should look at this order before it is paid for. */
export async function fraudSignals(
  tx: Transaction,
  limits: FraudLimits,
  sale: {
    publisher: Publisher;
    buyer: Buyer;
    sessionId: string;
    addressKey: string | undefined;
    now: number;
  },
): Promise<FraudSignal[]> {
  const { publisher, buyer, sessionId, addressKey, now } = sale;
  const signals: FraudSignal[] = [];
  const host = normalContact(buyer.email).split('@')[1] ?? '';
  if (publisher.domains.some((domain) => host === domain || host.endsWith(`.${domain}`)))
    signals.push({ kind: 'self_purchase', detail: `The buyer's email address is of ${host}` });
  const lately = await tx.count(attributions, {
    publisherId: publisher._id,
    createdAt: { gt: now - HOUR_MS },
  });
  if (lately + 1 > limits.ordersPerHour)
    signals.push({ kind: 'velocity', detail: `${lately + 1} orders within an hour` });
  if (addressKey !== undefined) {
    const there = await tx.find(attributions, {
      where: { addressKey, createdAt: { gt: now - ADDRESS_MS } },
      limit: 1000,
    });
    const theirs = there.filter(({ publisherId }) => publisherId === publisher._id);
    const sessions = new Set([...theirs.map((one) => one.sessionId), sessionId]);
    if (sessions.size > limits.sessionsPerAddress)
      signals.push({
        kind: 'shared_address',
        detail: `${sessions.size} sessions within 30 days send goods to one address`,
      });
  }
  return signals;
}
