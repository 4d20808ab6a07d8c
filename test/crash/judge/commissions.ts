import type { Attribution, CommissionEntry } from '../../../server/commerce/affiliates/model.ts';
import type { Order } from '../../../server/commerce/orders/model.ts';
import { PUBLISHERS, RULES, ruleTitle } from '../publishers.ts';
import type { Evidence, Violation } from './evidence.ts';
import { earnedOf, leftOf } from './expected-commission.ts';

type Known = Pick<Evidence, 'orders' | 'attributions' | 'commissions' | 'events' | 'asked' | 'told'>;

/**
 * Every order that came through a publisher has its entries, each once, and no entry is without its order: at the sale what
 * the rule gives, and all together what is left of the sale; held, rejected and approved as the contacts and the merchant say; and
 * each entry was told once.
 */
export function* judgeCommissions(evidence: Known): Generator<Violation> {
  const { orders, attributions, commissions, asked } = evidence;
  const credited = new Map(
    [...asked.values()]
      .filter(({ kind }) => kind === 'complete')
      .map(({ body, credited }) => [String(body.checkout_id), credited]),
  );
  const byOrder = Map.groupBy(attributions, ({ orderId }) => orderId);
  const byAttribution = Map.groupBy(commissions, ({ attributionId }) => attributionId);
  for (const one of attributions)
    if (!orders.has(one.orderId))
      yield { invariant: 'no commission without its order', detail: `${one._id} of ${one.orderId}` };
  const known = new Set(attributions.map(({ _id }) => _id));
  for (const [id, entries] of byAttribution)
    if (!known.has(id) || entries.some(({ orderId }) => !orders.has(orderId)))
      yield { invariant: 'no commission without its order', detail: `entries of ${id}` };
  for (const order of orders.values()) {
    const publisher = credited.get(order.checkoutId);
    if (order.publisherId !== publisher)
      yield {
        invariant: 'orders are credited',
        detail: `${order._id}: ${order.publisherId}, not ${publisher}`,
      };
    const earns = PUBLISHERS.find(({ id, suspended }) => id === publisher && !suspended);
    const found = byOrder.get(order._id) ?? [];
    if (found.length !== (earns ? 1 : 0))
      yield {
        invariant: 'an order is credited once',
        detail: `${order._id} of ${publisher}: ${found.length} times`,
      };
    const [one] = found;
    if (!one || !earns) continue;
    const entries = (byAttribution.get(one._id) ?? []).toSorted((a, b) => (a._id < b._id ? -1 : 1));
    yield* judgeStatus(one, order, earns);
    yield* judgeEntries(one, order, entries);
  }
  yield* judgeDecisions(evidence);
  yield* judgeTold(evidence);
}

const isOwn = (order: Order, { contact }: { contact: string }): boolean => order.buyer.email === contact;

function* judgeStatus(
  { _id, status, decision, publisherId, dueAt, approvedAt }: Attribution,
  order: Order,
  earns: { id: string; contact: string; domain: string },
): Generator<Violation> {
  const byDomain = order.buyer.email.endsWith(`@${earns.domain}`);
  const first = isOwn(order, earns) ? 'rejected' : byDomain ? 'held' : 'pending';
  const settled = decision && (decision.verdict === 'released' ? 'pending' : 'rejected');
  const approved = approvedAt !== undefined && dueAt !== undefined && dueAt <= approvedAt;
  const expected = approved && (settled ?? first) === 'pending' ? 'approved' : (settled ?? first);
  if (status !== expected || publisherId !== earns.id)
    yield {
      invariant: 'commission has its status',
      detail: `${_id}: ${status} for ${publisherId}, not ${expected} for ${earns.id}`,
    };
}

function* judgeEntries(
  one: Attribution,
  order: Order,
  entries: readonly CommissionEntry[],
): Generator<Violation> {
  const wrong = (detail: string): Violation => ({
    invariant: 'commission entries are exact',
    detail: `${one._id} of ${order._id}: ${detail}`,
  });
  const publisher = PUBLISHERS.find(({ id }) => id === one.publisherId);
  const nothing = publisher !== undefined && isOwn(order, publisher);
  const earned = nothing ? new Map<string, number>() : earnedOf(order, one.publisherId);
  const left = one.status === 'rejected' ? new Map<string, number>() : leftOf(order, earned);
  for (const [index, { _id }] of entries.entries())
    if (_id !== `${one._id}:${String(index + 1).padStart(4, '0')}`)
      yield wrong(`entry ${index + 1} is ${_id}`);
  const sum = entries.reduce((total, { amount }) => total + amount.amount, 0);
  if (one.entries !== entries.length || one.net.amount !== sum)
    yield wrong(`${one.entries} entries of ${one.net.amount} noted, ${entries.length} of ${sum} there`);
  const byLine = Map.groupBy(entries, ({ lineId }) => lineId);
  for (const lineId of new Set([...earned.keys(), ...byLine.keys()])) {
    const own = byLine.get(lineId) ?? [];
    const sales = own.filter(({ kind }) => kind === 'earned');
    if (sales.length !== 1 || own[0]?.kind !== 'earned' || sales[0]?.amount.amount !== earned.get(lineId))
      yield wrong(`${lineId} earned ${sales.map(({ amount }) => amount.amount)}, not ${earned.get(lineId)}`);
    const { variantId } = order.lines.find((line) => line.lineId === lineId) ?? { variantId: '' };
    const rule = RULES.find(({ title }) => title === ruleTitle(one.publisherId, variantId));
    if (sales.some((sale) => sale.rule?.id !== `rule_${rule?.title}`))
      yield wrong(`${lineId} was paid by ${sales[0]?.rule?.id}`);
    let running = 0;
    for (const { _id, kind, amount } of own) {
      running += amount.amount;
      const sign = kind === 'reversed' ? amount.amount < 0 : kind === 'earned' || amount.amount > 0;
      if (!sign || running < 0 || running > (earned.get(lineId) ?? 0) || amount.currency !== order.currency)
        yield wrong(`${_id}, ${kind} ${amount.amount} ${amount.currency}, leads to ${running}`);
    }
    if (running !== (left.get(lineId) ?? 0))
      yield wrong(`${lineId} comes to ${running}, not ${left.get(lineId) ?? 0}`);
  }
}

/** What the merchant decided, and was told, counts. */
function* judgeDecisions({ asked, told, attributions }: Known): Generator<Violation> {
  const byId = new Map(attributions.map((one) => [one._id, one]));
  for (const { told: id, status } of told) {
    const request = asked.get(id);
    const decided = /^\/admin\/v1\/commissions\/(.+)\/decide$/.exec(request?.path ?? '')?.[1];
    if (decided === undefined || status >= 300) continue;
    const verdict = byId.get(decided)?.decision?.verdict;
    // What was released may be rejected later.
    if (verdict !== request?.body.verdict && verdict !== 'rejected')
      yield { invariant: 'decisions stay', detail: `${decided}: ${verdict}, not ${request?.body.verdict}` };
  }
}

function* judgeTold({ commissions, attributions, events }: Known): Generator<Violation> {
  const entries = new Map(commissions.map((entry) => [entry._id, entry]));
  const told = new Map<string, number>();
  const statuses = new Map<string, unknown>();
  for (const { type, data, subject } of events.toSorted((a, b) => a.sequence - b.sequence)) {
    if (!type.startsWith('commission.')) continue;
    if (data.entry_id === undefined) {
      statuses.set(String(data.commission_id), type.slice('commission.'.length));
      continue;
    }
    const entry = entries.get(String(data.entry_id));
    const { amount } = data.amount as { amount: number };
    if (`commission.${entry?.kind}` !== type || entry?.amount.amount !== amount)
      yield { invariant: 'commission is told as it is', detail: `${type} ${amount} of ${data.entry_id}` };
    if (subject !== `order/${entry?.orderId}`)
      yield { invariant: 'commission is told as it is', detail: `${data.entry_id} as ${subject}` };
    told.set(String(data.entry_id), (told.get(String(data.entry_id)) ?? 0) + 1);
  }
  for (const id of entries.keys())
    if (told.get(id) !== 1)
      yield { invariant: 'each entry is told once', detail: `${id}: ${told.get(id) ?? 0} events` };
  for (const { _id, status } of attributions)
    if (statuses.get(_id) !== status)
      yield {
        invariant: 'commission is told as it is',
        detail: `${_id}: ${statuses.get(_id)}, is ${status}`,
      };
}
