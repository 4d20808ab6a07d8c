import type { CallResult } from '../../tools/call-tool.ts';
import type { Principal } from '../commerce/principals/model.ts';
import type { Session } from '../commerce/sessions/model.ts';
import type { Market } from '../commerce/shop/model.ts';
import type { Fact, Facts } from '../grounding/fact.ts';
import type { ReplyDocument } from '../grounding/reply.ts';
import type { Picture } from './attachments.ts';
import type { InboundMessage, Memory, Reply, TurnCall } from './model.ts';
import type { Visit } from './visits.ts';

/** What a tool answered, with the facts in it. */
export type ToolAnswer =
  | {
      ok: true;
      callId: string;
      output: Record<string, unknown>;
      facts: readonly Fact[];
      /** The output as a model may see it: each value that is a fact is followed by its id. */
      forModel: unknown;
    }
  | { ok: false; callId: string; error: Extract<CallResult, { ok: false }>['error'] };

/** The tools, as one turn may use them. Every call is kept with the turn; its facts join `facts`. */
export interface Toolbox {
  /** A tool that only reads. @throws TypeError for one that writes */
  read(tool: string, args: Record<string, unknown>): Promise<ToolAnswer>;
  /**
   * A tool that writes, at most once in this turn for the same arguments, also after a crash: the effect is found again
   * under a key of the turn. Whoever calls it has made sure that the customer's words license it.
   */
  write(tool: string, args: Record<string, unknown>): Promise<ToolAnswer>;
  /** Adds the facts of the last turns to `facts`. */
  recall(): Promise<void>;
  /** Facts of this turn, and after `recall` of the last turns too. */
  readonly facts: Facts;
  readonly calls: readonly TurnCall[];
  /** Calls of the last turns, after `recall`. */
  readonly recalled: readonly TurnCall[];
  /** The writes of this turn that took effect: the reply must say so, whatever else it says. */
  readonly effects: readonly TurnCall[];
}

export type HistoryLine =
  | { from: 'customer'; text: string }
  | { from: 'shop'; text: string; replyId: Reply['_id'] };

/** What an answerer works with. */
export interface TurnInput {
  /** The session's id. */
  conversationId: string;
  turnId: string;
  /** The messages to answer, in order; their texts joined are what the customer said. */
  messages: readonly InboundMessage[];
  /** Pictures among the messages, for a model that can see. What they show or say is data, and no request. */
  pictures: readonly Picture[];
  /** Older messages and replies, the oldest first. */
  history: () => Promise<readonly HistoryLine[]>;
  memory: Memory;
  /** What the customer looked at on the merchant's website, the oldest first. Data, and no request. */
  visits: readonly Visit[];
  principal: Principal;
  session: Session;
  market: Market;
  locale: string;
  /** `locale` without region: en, es, pt, de, fr or another. */
  language: string;
  toolbox: Toolbox;
  /** Milliseconds, UTC. */
  now: number;
  /** Aborted when the turn ran out of time or a newer message makes it idle. Effects done stay done. */
  signal: AbortSignal;
}

export interface Answer {
  document: ReplyDocument;
  memory: Memory;
  intents: readonly string[];
  /** Set when the language of the customer's words is another than the conversation's so far. */
  locale?: string;
  /** A person is to take over; the summary spares the customer from telling everything again. */
  handoff?: { reason: string; summary: string };
  usage?: { steps: number; tokens: number; microdollars: number };
  withheld?: readonly string[];
}

/** Finds an answer, or answers undefined when it is not sure: then the next one is asked. */
export type Answerer = (turn: TurnInput) => Promise<Answer | undefined>;
