import { CommerceError } from '../commerce/errors.ts';
import type { Principal } from '../commerce/principals/model.ts';
import type { Referral } from '../commerce/sessions/model.ts';
import type { SessionService } from '../commerce/sessions/service.ts';
import { localeOf } from '../commerce/shop/rules.ts';
import type { ShopService } from '../commerce/shop/service.ts';
import type { Clock } from '../platform/clock.ts';
import type { Change, Store, Transaction } from '../platform/store/port.ts';
import type { Lanes } from './lanes.ts';
import { type Inbound, type Mailbox, URGENT } from './mailbox.ts';
import {
  type Conversation,
  conversations,
  EMPTY_MEMORY,
  type InboundMessage,
  type Reply,
  replies,
} from './model.ts';

export interface ConversationDeps {
  store: Store;
  clock: Clock;
  shop: ShopService;
  sessions: SessionService;
  mailbox: Mailbox;
  lanes: Lanes;
}

export interface OpenConversation {
  principal: Principal;
  channel: string;
  market?: string | undefined;
  locale?: string | undefined;
  /** What led them here. */
  referral?: Omit<Referral, 'at'> | undefined;
}

/** Conversations as surfaces and channels see them. */
export class ConversationService {
  readonly #deps: ConversationDeps;
  readonly #listeners = new Map<string, Set<(reply: Reply) => void>>();
  readonly #stop: () => void;
  constructor(deps: ConversationDeps) {
    this.#deps = deps;
    this.#stop = deps.store.onCommit((changes) => this.#committed(changes));
  }

  /**
   * Opens a session with messages. `id` is the session's: only its hash is stored, so who holds it may write and read.
   * @param also happens in the same transaction
   */
  async open(
    input: OpenConversation,
    also?: (tx: Transaction, conversation: Conversation) => Promise<void>,
  ): Promise<{ id: string; conversation: Conversation }> {
    const { store, clock, sessions, shop } = this.#deps;
    const settings = await shop.get();
    const market = await shop.market(input.market ?? settings.defaultMarket);
    const locale = localeOf(settings, input.locale, market);
    const { principal } = input;
    const referral = input.referral && { ...input.referral, at: clock.now() };
    const { id, session } = sessions.open(
      { principal, market: market.id, locale, referral },
      { deferred: true },
    );
    const conversation = await store.transaction(async (tx) => {
      await sessions.ensureDurable(tx, session);
      const opened = await tx.insert(conversations, {
        _id: session._id,
        principal: {
          kind: principal.kind,
          id: principal.id,
          scopes: [...principal.scopes],
          ...(principal.publisherId !== undefined && { publisherId: principal.publisherId }),
          customerGroups: [...principal.customerGroups],
        },
        channel: input.channel,
        market: market.id,
        locale,
        heldBy: 'bot',
        memory: EMPTY_MEMORY,
        lastInbound: 0,
        lastTurn: 0,
        lastReply: 0,
        lastFact: 0,
        chainHead: '',
        waiting: 0,
        spent: { tokens: 0, microdollars: 0 },
        lastMessageAt: clock.now(),
      });
      await also?.(tx, opened);
      return opened;
    }, URGENT);
    return { id, conversation };
  }

  /**
   * The conversation of a session that this credential opened.
   * @throws CommerceError `session_unknown`
   */
  async find(id: string, principal: Principal): Promise<Conversation> {
    const { store, sessions } = this.#deps;
    const found = await sessions.resolve(id, principal);
    const conversation = found.ok ? await store.get(conversations, found.session._id) : undefined;
    if (conversation) return conversation;
    throw new CommerceError(
      'session_unknown',
      'This conversation is unknown or has ended. Open another with POST /v1/conversations.',
    );
  }

  /** Answers when the message is stored; its reply follows. */
  async post(
    conversation: Pick<Conversation, '_id'>,
    message: Omit<Inbound, 'conversationId' | 'channelAccount'>,
  ): Promise<{ message: InboundMessage; isNew: boolean }> {
    // Message ids of web clients are their own choice, so each conversation counts as an account.
    const conversationId = conversation._id;
    return this.take({ ...message, conversationId, channelAccount: `web ${conversationId}` });
  }

  /** As `post`, for a channel that has message ids of its own. */
  async take(inbound: Inbound): Promise<{ message: InboundMessage; isNew: boolean }> {
    const accepted = await this.#deps.mailbox.accept(inbound);
    this.#deps.lanes.wake(inbound.conversationId);
    return accepted;
  }

  /** Whether this message was taken before. */
  knows(message: Pick<Inbound, 'channelAccount' | 'providerMessageId'>): Promise<boolean> {
    return this.#deps.mailbox.knows(message);
  }

  /** Replies after number `after`, in order. */
  async replies(conversation: Pick<Conversation, '_id'>, after: number, limit = 100): Promise<Reply[]> {
    return this.#deps.store.find(replies, {
      where: { conversationId: conversation._id, sequence: { gt: after } },
      sort: { field: 'sequence', direction: 'asc' },
      limit,
    });
  }

  /** Calls `listener` with each reply of this conversation as it is committed by this process. Answers how to stop. */
  onReply({ _id }: Pick<Conversation, '_id'>, listener: (reply: Reply) => void): () => void {
    const listeners = this.#listeners.get(_id) ?? new Set();
    this.#listeners.set(_id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(_id) === listeners) this.#listeners.delete(_id);
    };
  }

  close(): void {
    this.#stop();
  }

  #committed(changes: readonly Change[]): void {
    // A document that nobody looks at is not read.
    if (this.#listeners.size === 0) return;
    for (const change of changes) {
      if (change.collection !== replies.name || change.kind !== 'insert') continue;
      const reply = change.document as Reply;
      for (const listener of this.#listeners.get(reply.conversationId) ?? []) listener(reply);
    }
  }
}
