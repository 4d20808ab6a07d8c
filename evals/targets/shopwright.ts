import type { Clock } from '../../server/platform/clock.ts';
import type { Case, Conversation, CustomerTurn, ObservedFact, ObservedMessage, Target } from '../contract.ts';
import { askJson } from './ask.ts';
import { certificateFacts, certificateSpans } from './certificate.ts';
import type { ShopwrightTarget } from './config.ts';
import { TargetError } from './error.ts';

export interface ShopwrightDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Waits between two looks. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A Shopwright server somewhere, over `/v1/conversations`. Facts come from the certificates of its replies. */
export function shopwrightTarget(name: string, config: ShopwrightTarget, deps: ShopwrightDeps): Target {
  return {
    name,
    capabilities: { changes: false, faults: false, scriptedModel: false, shop: false },
    open: async (theCase, _shop, signal) => {
      const client = new Client(config, deps);
      return new ShopwrightConversation(client, theCase, deps, await client.open(theCase, signal));
    },
    close: async () => {},
  };
}

interface ReplyView {
  readonly sequence: number;
  readonly by: string;
  readonly text: string;
  readonly at: string;
  readonly proof_url?: string;
}

const LOOK_MS = [20, 30, 50, 100, 200, 300];

class Client {
  readonly #config: ShopwrightTarget;
  readonly #deps: ShopwrightDeps;
  constructor(config: ShopwrightTarget, deps: ShopwrightDeps) {
    this.#config = config;
    this.#deps = deps;
  }

  async open({ market, locale, language }: Case, signal: AbortSignal): Promise<string> {
    const body = { ...(market !== undefined && { market }), locale: locale ?? language };
    const { conversation_id } = (await this.ask('POST', '', body, signal)) as { conversation_id: string };
    return conversation_id;
  }

  ask(method: string, path: string, body: object | undefined, signal: AbortSignal): Promise<unknown> {
    return this.get(`${this.#config.url.replace(/\/$/, '')}/v1/conversations${path}`, signal, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  get(url: string, signal: AbortSignal, init: RequestInit = {}): Promise<unknown> {
    const { key } = this.#config;
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    };
    return askJson(this.#deps, url, { ...init, headers, signal });
  }
}

class ShopwrightConversation implements Conversation {
  readonly #client: Client;
  readonly #case: Case;
  readonly #deps: ShopwrightDeps;
  readonly #id: string;
  #other: string | undefined;
  readonly #last = new Map<string, number>();
  readonly #facts: ObservedFact[] = [];

  constructor(client: Client, theCase: Case, deps: ShopwrightDeps, id: string) {
    this.#client = client;
    this.#case = theCase;
    this.#deps = deps;
    this.#id = id;
  }

  async say(
    { text, another }: CustomerTurn,
    number: number,
    signal: AbortSignal,
  ): Promise<ObservedMessage[]> {
    if (another) this.#other ??= await this.#client.open(this.#case, signal);
    const id = another ? this.#other! : this.#id;
    const started = performance.now();
    await this.#client.ask('POST', `/${id}/messages`, { text, message_id: this.#deps.newId() }, signal);
    const replies = await this.#replies(id, signal);
    const latencyMs = Math.round(performance.now() - started);
    const messages: ObservedMessage[] = [];
    for (const reply of replies) {
      messages.push({
        role: reply.by === 'person' ? 'person' : 'assistant',
        text: reply.text,
        turn: number,
        at: Date.parse(reply.at),
        latencyMs,
        ...(another && { another: true }),
        ...(reply.proof_url !== undefined && {
          proofUrl: reply.proof_url,
          ...(await this.#proof(reply.proof_url, number, signal)),
        }),
      });
    }
    return messages;
  }

  /** What is new. A turn may be told in more than one reply; they are committed together. */
  async #replies(id: string, signal: AbortSignal): Promise<ReplyView[]> {
    for (let look = 0; ; look++) {
      const after = this.#last.get(id) ?? 0;
      const page = (await this.#client.ask('GET', `/${id}/messages?after=${after}`, undefined, signal)) as {
        replies: ReplyView[];
        waiting: number;
        held_by: string;
      };
      if (page.replies.length > 0 && page.waiting === 0) {
        this.#last.set(id, page.replies.at(-1)!.sequence);
        return page.replies;
      }
      if (page.held_by === 'person' && page.waiting === 0)
        throw new TargetError('protocol', 'a person holds the conversation: nothing answers');
      await this.#deps.wait(LOOK_MS[Math.min(look, LOOK_MS.length - 1)]!, signal);
    }
  }

  async #proof(
    url: string,
    turn: number,
    signal: AbortSignal,
  ): Promise<Pick<ObservedMessage, 'certificate' | 'spans'>> {
    try {
      const { certificate } = (await this.#client.get(url, signal)) as { certificate: unknown };
      this.#facts.push(...certificateFacts(certificate, turn));
      return { certificate, spans: certificateSpans(certificate) };
    } catch (error) {
      if (error instanceof TargetError) return {};
      throw error;
    }
  }

  async finish() {
    return { conversationId: this.#id, facts: this.#facts };
  }

  async close(): Promise<void> {}
}
