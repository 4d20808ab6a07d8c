import { channelContacts } from '../channels/contacts/model.ts';
import { carts } from '../commerce/carts/model.ts';
import { checkouts } from '../commerce/checkouts/model.ts';
import { handoffs } from '../commerce/handoffs/model.ts';
import { leads } from '../commerce/leads/model.ts';
import { orders } from '../commerce/orders/model.ts';
import { paymentAttempts, refunds } from '../commerce/payments/model.ts';
import type { AppliedDiscount } from '../commerce/pricing/model.ts';
import { profileKeys, profileLinks } from '../commerce/profiles/model.ts';
import { inboundMessages, replies } from '../conversation/model.ts';
import type { Collection, Document, Reader } from '../platform/store/port.ts';
import type { ContactMatcher } from './contact.ts';
import type { FoundIds } from './model.ts';
import { every, withIds } from './pages.ts';
import { personalData } from './personal-data.ts';

/** Everything that belongs to a person: the threads that a contact leads to, those known already, and what hangs on them. */
export async function findIds(reader: Reader, contacts: ContactMatcher, known: FoundIds): Promise<FoundIds> {
  const threads = new Set(known.threads);
  for (const { collection, contacts: contactsOf, hashes, thread } of personalData) {
    if (!thread || !(contactsOf || hashes)) continue;
    for await (const page of every(reader, collection))
      for (const document of page)
        if (
          contacts.owns(contactsOf?.(document) ?? [], document.createdAt) ||
          contacts.ownsHashes(hashes?.(document) ?? [], document.createdAt)
        )
          threads.add(thread(document));
  }
  const found = {
    checkouts: new Set(known.checkouts),
    tried: new Set(known.tried),
    orders: new Set(known.orders),
    discountUses: new Set(known.discountUses),
    names: new Set(known.names),
  };
  // One conversation of a person leads to all of them.
  for await (const page of every(reader, profileKeys))
    for (const { _id, profileId, createdAt } of page)
      if (contacts.ownsHashes([_id], createdAt)) found.names.add(profileId);
  for await (const { profileId } of each(reader, profileLinks, '_id', threads)) found.names.add(profileId);
  for await (const { _id } of each(reader, profileLinks, 'profileId', found.names)) threads.add(_id);
  const ofThreads = <T extends Document>(collection: Collection<T>, field = 'sessionId') =>
    each(reader, collection, field, threads);
  const uses = (applied: readonly AppliedDiscount[], attemptId: string): void => {
    for (const { discountId } of applied) found.discountUses.add(`${discountId}:${attemptId}`);
  };
  for await (const { _id, agreed } of ofThreads(checkouts)) {
    found.checkouts.add(_id);
    if (agreed) uses(agreed.breakdown.applied, agreed.attemptId);
  }
  for await (const { _id, number, attemptId, breakdown } of ofThreads(orders)) {
    found.orders.add(_id);
    found.names.add(number);
    uses(breakdown.applied, attemptId);
  }
  for await (const { _id, checkoutId } of each(reader, paymentAttempts, 'checkoutId', found.checkouts)) {
    found.tried.add(checkoutId);
    found.names.add(_id);
  }
  for await (const { _id } of each(reader, refunds, 'orderId', found.orders)) found.names.add(_id);
  for (const collection of [carts, leads, handoffs] as Collection<Document>[])
    for await (const { _id } of ofThreads(collection)) found.names.add(_id);
  for await (const { consentKey } of ofThreads(channelContacts, 'conversationId'))
    found.names.add(consentKey);
  for (const collection of [inboundMessages, replies] as Collection<Document>[])
    for await (const { _id } of ofThreads(collection, 'conversationId')) found.names.add(_id);
  return {
    threads: [...threads],
    checkouts: [...found.checkouts],
    tried: [...found.tried],
    orders: [...found.orders],
    discountUses: [...found.discountUses],
    names: [...found.names],
  };
}

async function* each<T extends Document>(
  reader: Reader,
  collection: Collection<T>,
  field: string,
  ids: ReadonlySet<string>,
): AsyncGenerator<T> {
  for await (const page of withIds(reader, collection, field, ids)) yield* page;
}
