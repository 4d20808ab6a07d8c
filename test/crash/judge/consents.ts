import { isDeepStrictEqual } from 'node:util';
import type { ConsentEntry } from '../../../server/commerce/consent/model.ts';
import { arrivedOf, type ChannelRules } from './deliveries.ts';
import type { Evidence, Violation, WhatsAppFact } from './evidence.ts';
import { conversationsOf, type Written } from './messages.ts';

type Known = Pick<Evidence, 'deliveries' | 'consents' | 'inbound'> & { whatsapp: readonly WhatsAppFact[] };

/**
 * What customers wished of messages is in the ledger, each time once, and nothing there was ever changed; whoever wanted no
 * messages got none after that, but for one that says so, until they wrote again.
 * @param before the ledger as it was judged last
 */
export function* judgeConsents(
  known: Known,
  rules: Pick<ChannelRules, 'graceMs'>,
  before: readonly ConsentEntry[],
): Generator<Violation> {
  yield* judgeLedger(known, before);
  yield* judgeStops(known, rules);
  yield* judgeRefused(known);
}

function* judgeLedger({ whatsapp, consents }: Known, before: readonly ConsentEntry[]): Generator<Violation> {
  const byId = new Map(consents.map((entry) => [entry._id, entry]));
  for (const entry of before)
    if (!isDeepStrictEqual(byId.get(entry._id), entry))
      yield { invariant: 'the ledger of consents only grows', detail: `${entry._id} was changed` };
  const byMessage = Map.groupBy(consents, ({ messageId = '' }) => messageId);
  const known = new Set<string>();
  for (const fact of whatsapp) {
    if (fact.kind !== 'written' || fact.wish === undefined) continue;
    known.add(fact.messageId);
    const found = byMessage.get(fact.messageId) ?? [];
    const status = fact.wish === 'stop' ? 'withdrawn' : 'granted';
    const [entry] = found;
    if (found.length !== 1 || entry!.status !== status || entry!.purpose !== 'all' || entry!.at !== fact.at)
      yield { invariant: 'every wish is kept once', detail: `${fact.text}: ${found.length} entries` };
  }
  for (const { _id, messageId } of consents)
    if (messageId === undefined || !known.has(messageId))
      yield { invariant: 'a wish was said by a customer', detail: `${_id} by ${messageId}` };
}

/** What was on its way when they said it may still arrive for a moment; what was written after it was stored may not. */
function* judgeStops(known: Known, { graceMs }: Pick<ChannelRules, 'graceMs'>): Generator<Violation> {
  const { whatsapp, consents } = known;
  const storedAt = new Map(consents.map(({ messageId = '', createdAt }) => [messageId, createdAt]));
  const acknowledgedAt = new Map<string, number>();
  const said = new Map<string, Written[]>();
  const arrived = new Map(arrivedOf(known).map((one) => [one.fact, one.delivery]));
  const confirmed = new Map<string, Set<string>>();
  for (const fact of whatsapp) {
    if (fact.kind === 'written') said.set(fact.person, [...(said.get(fact.person) ?? []), fact]);
    else if (fact.kind === 'acknowledged') {
      for (const id of fact.messages) if (!acknowledgedAt.has(id)) acknowledgedAt.set(id, fact.when);
    } else {
      const delivery = arrived.get(fact);
      const theirs = said.get(fact.person) ?? [];
      if (!delivery) continue;
      if (delivery.confirms) {
        const ids = confirmed.get(fact.person) ?? new Set();
        confirmed.set(fact.person, ids.add(delivery._id));
        if (ids.size > theirs.filter(({ wish }) => wish !== undefined).length)
          yield { invariant: 'a wish is confirmed once', detail: `${delivery._id} is one too many` };
        continue;
      }
      const heard = theirs.filter(({ messageId }) => {
        const at = acknowledgedAt.get(messageId);
        if (at === undefined) return false;
        return at + graceMs <= fact.when || (storedAt.get(messageId) ?? Infinity) < delivery.createdAt;
      });
      const stop = lastStop(heard);
      if (stop && !theirs.some(({ at }) => at > stop.at))
        yield {
          invariant: 'no message after an opt-out',
          detail: `${delivery._id} came after ${stop.text}`,
        };
    }
  }
}

/** Nobody is refused an answer who did not say so. */
function* judgeRefused(known: Known): Generator<Violation> {
  const theirs = conversationsOf(known);
  const stopped = new Set(
    known.whatsapp.flatMap((fact) =>
      fact.kind === 'written' && fact.wish === 'stop' ? [theirs.get(fact.person)] : [],
    ),
  );
  for (const { _id, status, conversationId } of known.deliveries)
    if (status === 'refused' && !stopped.has(conversationId))
      yield { invariant: 'every reply arrives', detail: `${_id} was refused, and nobody had asked for that` };
}

/** The one that counts, if it is that they want none: the last word, and of two in the same second the one that stops. */
function lastStop(theirs: readonly Written[]): Written | undefined {
  const wishes = theirs.filter(({ wish }) => wish !== undefined);
  const last = Math.max(...wishes.map(({ at }) => at));
  return wishes.find(({ at, wish }) => at === last && wish === 'stop');
}
