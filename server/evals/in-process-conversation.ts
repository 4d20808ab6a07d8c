import type {
  Case,
  Conversation,
  CustomerTurn,
  Observation,
  ObservedMessage,
  ObservedState,
} from '../../evals/contract.ts';
import { observedFact, withoutPrefix } from '../../evals/targets/certificate.ts';
import { carts } from '../commerce/carts/model.ts';
import { handoffs } from '../commerce/handoffs/model.ts';
import { leads } from '../commerce/leads/model.ts';
import type { Money } from '../commerce/money.ts';
import { orders } from '../commerce/orders/model.ts';
import { anonymous } from '../commerce/principals/model.ts';
import { sessions } from '../commerce/sessions/model.ts';
import { conversations, type Reply, type Conversation as Stored, turns } from '../conversation/model.ts';
import { certificates, toCertificate } from '../grounding/certificate.ts';
import { plainText } from '../grounding/plain-text.ts';
import type { Burden, EvalShop } from './eval-shop.ts';

/** Where customers of evals write from: the network for documentation (RFC 5737). */
const VISITOR = anonymous('203.0.113.7');

/** A conversation with a shop of this process. Everything is known of it: calls, facts, certificates, what is stored. */
export class InProcessConversation implements Conversation {
  readonly #shop: EvalShop;
  readonly #case: Case;
  /** The shop is this conversation's alone. */
  readonly #own: boolean;
  readonly #burden: Burden;
  readonly #talks: { conversation: Stored; last: number; id: string }[] = [];
  /** The customer's turn that each turn of the shop answers. */
  readonly #numbers = new Map<string, number>();

  private constructor(shop: EvalShop, theCase: Case, own: boolean) {
    this.#shop = shop;
    this.#case = theCase;
    this.#own = own;
    this.#burden = { steps: theCase.model && [...theCase.model], faults: [] };
  }

  static async open(shop: EvalShop, theCase: Case, own: boolean): Promise<InProcessConversation> {
    const made = new InProcessConversation(shop, theCase, own);
    await made.#talk(0);
    return made;
  }

  async #talk(which: 0 | 1): Promise<{ conversation: Stored; last: number; id: string }> {
    const known = this.#talks[which];
    if (known) return known;
    const { market, locale, language } = this.#case;
    const { conversations: service } = this.#shop.shop.chat!;
    const opened = await service.open({
      principal: VISITOR,
      channel: 'web',
      market,
      locale: locale ?? language,
    });
    const talk = { ...opened, last: 0 };
    this.#talks[which] = talk;
    return talk;
  }

  async say(turn: CustomerTurn, number: number, signal: AbortSignal): Promise<ObservedMessage[]> {
    for (const change of turn.changes ?? []) await this.#shop.change(change);
    if (turn.faults) this.#burden.faults = turn.faults;
    const talk = await this.#talk(turn.another ? 1 : 0);
    const started = performance.now();
    const replies = await this.#shop.within(this.#burden, () =>
      this.#replies(talk, turn.text, number, signal),
    );
    const latencyMs = Math.round((performance.now() - started) * 10) / 10;
    const messages: ObservedMessage[] = [];
    for (const reply of replies) {
      if (reply.turnId !== undefined) this.#numbers.set(reply.turnId, number);
      const certificate = await this.#shop.shop.store.get(certificates, reply._id);
      messages.push({
        role: reply.by === 'person' ? 'person' : 'assistant',
        ...plainText(reply.rendered),
        turn: number,
        at: reply.createdAt,
        latencyMs,
        ...(certificate && { certificate: toCertificate(certificate) }),
        ...(turn.another && { another: true }),
      });
    }
    return messages;
  }

  async #replies(
    talk: { conversation: Stored; last: number },
    text: string,
    number: number,
    signal: AbortSignal,
  ): Promise<Reply[]> {
    const { store, chat } = this.#shop.shop;
    const { conversations: service } = chat!;
    const { _id } = talk.conversation;
    const held = (await store.get(conversations, _id))!.heldBy === 'person';
    let stop = (): void => {};
    const answered = new Promise<void>((resolve, reject) => {
      stop = service.onReply({ _id }, ({ turnId }) => turnId !== undefined && resolve());
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    try {
      await service.post(talk.conversation, { providerMessageId: `${number}`, text });
      // While a person holds the conversation nothing answers.
      if (!held) await answered;
    } finally {
      stop();
      answered.catch(() => {});
    }
    const replies = await service.replies(talk.conversation, talk.last);
    talk.last = replies.at(-1)?.sequence ?? talk.last;
    return replies;
  }

  async finish(): Promise<Pick<Observation, 'toolCalls' | 'facts' | 'state' | 'usage' | 'conversationId'>> {
    const { store } = this.#shop.shop;
    const { conversation, id } = this.#talks[0]!;
    const done = await store.find(turns, {
      where: { conversationId: conversation._id },
      sort: { field: 'sequence', direction: 'asc' },
      limit: 1000,
    });
    const calls = done.flatMap((turn) =>
      turn.calls.map((call) => ({ ...call, turn: this.#numbers.get(turn._id) ?? turn.sequence })),
    );
    const tokens = done.reduce((sum, { usage }) => sum + usage.tokens, 0);
    return {
      conversationId: id,
      toolCalls: calls.map(({ callId, tool, arguments: args, outcome, turn }) => ({
        id: callId,
        tool,
        arguments: args,
        ok: outcome === 'ok',
        turn,
        ...(outcome !== 'ok' && { result: { error: outcome } }),
      })),
      facts: calls.flatMap(({ facts, turn }) => facts.map((fact) => observedFact(fact, turn))),
      state: await this.#state(conversation._id),
      usage: {
        inputTokens: tokens,
        outputTokens: 0,
        microdollars: done.reduce((sum, { usage }) => sum + usage.microdollars, 0),
      },
    };
  }

  async #state(sessionId: string): Promise<ObservedState> {
    const { store } = this.#shop.shop;
    const [made, asked, cart, orderList] = await Promise.all([
      store.find(leads, { where: { sessionId } }),
      store.find(handoffs, { where: { sessionId } }),
      store.find(carts, { where: { sessionId, status: 'open' } }),
      store.find(orders, { where: { sessionId } }),
    ]);
    const open = cart[0];
    return {
      cart: open
        ? {
            lines: linesOf(open.lines),
            codes: open.codes,
            ...(await this.#cartTotal(sessionId)),
          }
        : null,
      orders: orderList.map(({ status, lines, breakdown, currency }) => ({
        status,
        lines: linesOf(lines),
        total: { amount: breakdown.totals.find(({ kind }) => kind === 'total')?.money.amount ?? 0, currency },
      })),
      leads: made.map(
        ({ need, budget, timeframe, contact, consent, productIds, score, temperature, status }) => ({
          ...{ need, timeframe, contact, consent, score, temperature, status },
          ...(budget && { budget }),
          products: productIds.map((id) => withoutPrefix(id)),
        }),
      ),
      handoffs: asked.length,
    };
  }

  async #cartTotal(sessionId: string): Promise<{ total?: Money }> {
    const { store, callTool } = this.#shop.shop;
    const session = await store.get(sessions, sessionId);
    if (!session) return {};
    const answer = await callTool('get_cart', {}, { principal: VISITOR, session });
    if (!answer.ok) return {};
    const { amount, currency } = answer.output.total as Money;
    return { total: { amount, currency } };
  }

  async close(): Promise<void> {
    if (this.#own) await this.#shop.close();
  }
}

const linesOf = (lines: readonly { variantId: string; quantity: number }[]) =>
  lines.map(({ variantId, quantity }) => ({ variant: withoutPrefix(variantId)!, quantity }));
