import { type Conversation, conversations } from '../conversation/model.ts';
import type { Clock } from '../platform/clock.ts';
import type { Document, Store, Transaction } from '../platform/store/port.ts';
import { ContactMatcher } from './contact.ts';
import { NOTHING_FOUND } from './model.ts';
import { channelData } from './personal/channels.ts';
import { conversationData } from './personal/conversation.ts';
import type { About, Personal } from './personal.ts';
import { aboutOf, theirs } from './run.ts';

const DAY_MS = 86_400_000;
const BATCH = 100;

/** What hangs on a conversation. The conversation goes last, so that what a crash left is found again. */
const hanging: readonly Personal[] = [...conversationData, ...channelData].filter(
  ({ collection, of }) => collection.name !== conversations.name && isOfThread(of),
);

function isOfThread(of: Personal['of']): boolean {
  return typeof of !== 'function' && of.ids === 'threads';
}

/**
 * Deletes conversations in which nothing was written for `days`, with their messages and replies, as an erasure does; orders, leads
 * and what was wished of messages stay. Those that a person holds, or that wait for an answer, stay too. Answers how many went.
 */
export async function forgetConversations(
  { store, clock }: { store: Store; clock: Clock },
  days: number,
): Promise<number> {
  const before = clock.now() - days * DAY_MS;
  let gone = 0;
  let after: { value: number; _id: string } | undefined;
  for (;;) {
    const page = await store.find(conversations, {
      where: { lastMessageAt: { lt: before } },
      sort: { field: 'lastMessageAt', direction: 'asc' },
      limit: BATCH,
      ...(after && { after }),
    });
    const old = page.filter(isOver);
    if (old.length > 0) gone += await forget(store, clock, old);
    const last = page.at(-1);
    if (!last || page.length < BATCH) return gone;
    after = { value: last.lastMessageAt, _id: last._id };
  }
}

const isOver = ({ heldBy, waiting }: Conversation): boolean => heldBy === 'bot' && waiting === 0;

async function forget(store: Store, clock: Clock, old: readonly Conversation[]): Promise<number> {
  const threads = old.map(({ _id }) => _id);
  const about: About = {
    ...aboutOf({ ...NOTHING_FOUND, threads }),
    contacts: new ContactMatcher((text) => text, []),
    waiting: new Set(),
    force: false,
    now: clock.now(),
  };
  for (const entry of hanging)
    for await (const page of theirs(store, entry, about))
      await store.transaction(async (tx) => {
        for (const { _id } of page) await carryOut(tx, entry, about, await tx.get(entry.collection, _id));
      });
  return store.transaction(async (tx) => {
    let count = 0;
    for (const { _id, version } of old) {
      const stored = await tx.get(conversations, _id);
      // Somebody wrote meanwhile: what is left of it goes on.
      if (stored?.version !== version) continue;
      await tx.delete(conversations, _id, version);
      count += 1;
    }
    return count;
  });
}

async function carryOut(
  tx: Transaction,
  { collection, fate: fateOf }: Personal,
  about: About,
  document: Document | undefined,
): Promise<void> {
  const fate = document ? fateOf(document, about) : 'keep';
  if (!document || fate === 'keep') return;
  if (fate === 'delete') await tx.delete(collection, document._id, document.version);
  else if ('replace' in fate) await tx.replace(collection, fate.replace);
}
