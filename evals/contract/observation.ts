import type { Money } from '../../server/commerce/money.ts';
import type { ShopChange } from './case.ts';

export interface ObservedMessage {
  /** `person`: somebody of the shop's staff; nothing of theirs is graded for grounding. */
  readonly role: 'customer' | 'assistant' | 'person';
  /** What the reader sees, as one text. Spans of violations count in it. */
  readonly text: string;
  /** Number of the customer's turn that it belongs to, from 1. */
  readonly turn: number;
  /** Of a reply: the target's own clock where it tells, so that promised days can be counted from it. */
  readonly at: number;
  /** Until the whole reply was there. */
  readonly latencyMs?: number;
  readonly firstByteMs?: number;
  /** As they came, for targets that stream. Joined, they are what was shown before anything could be taken back. */
  readonly chunks?: readonly string[];
  /** Places that the target itself says are facts. */
  readonly spans?: readonly { readonly start: number; readonly end: number; readonly fact: string }[];
  /** The target's certificate of the reply, and where a person can look at it. */
  readonly certificate?: unknown;
  readonly proofUrl?: string;
  /** In a conversation of its own (`CustomerTurn.another`). */
  readonly another?: boolean;
}

export interface ObservedToolCall {
  readonly id: string;
  readonly tool: string;
  /** Undefined where the target does not tell them. */
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  /** The tool's answer, or its error; undefined where the target does not tell. */
  readonly result?: unknown;
  readonly turn: number;
  readonly at?: number;
}

/** Something that a tool of the target said. Product and variant are ids of the shop's data, without prefix. */
export interface ObservedFact {
  readonly id: string;
  readonly kind: string;
  readonly field?: string;
  readonly label?: string;
  readonly product?: string;
  readonly variant?: string;
  /** As the target gives it: `{type: 'money', amount, currency}`, `{type: 'count', value}`, `{type: 'text', text}` … */
  readonly value: unknown;
  readonly quoteId?: string;
  readonly expiresAt?: number;
  readonly callId?: string;
  readonly observedAt?: number;
  readonly turn?: number;
}

export interface ObservedState {
  readonly cart?: {
    readonly lines: readonly { readonly variant: string; readonly quantity: number }[];
    readonly codes: readonly string[];
    readonly total?: Money;
  } | null;
  readonly orders?: readonly {
    readonly status: string;
    readonly total: Money;
    readonly lines: readonly { readonly variant: string; readonly quantity: number }[];
  }[];
  readonly leads?: readonly Readonly<Record<string, unknown>>[];
  readonly handoffs?: number;
}

/** A whole conversation with a target, also one that broke off (`error`). Plain data: it can be written and read as JSON. */
export interface Observation {
  readonly conversationId?: string;
  readonly messages: readonly ObservedMessage[];
  /** Undefined: the target does not tell. Empty: none was made. The same for `facts` and `state`. */
  readonly toolCalls?: readonly ObservedToolCall[];
  readonly facts?: readonly ObservedFact[];
  readonly state?: ObservedState;
  readonly usage?: {
    readonly inputTokens?: number;
    readonly outputTokens?: number;
    /** Millionths of a US dollar. */
    readonly microdollars?: number;
  };
  /** How a simulated customer left. */
  readonly goal?: 'reached' | 'failed' | 'gave_up';
  /** Changes of the shop with the turn before which they happened: later replies are held against the changed shop. */
  readonly changes: readonly { readonly turn: number; readonly change: ShopChange }[];
  readonly startedAt: number;
  readonly durationMs: number;
  /** Why the conversation broke off. Such a case is an error, neither passed nor failed. */
  readonly error?: { readonly kind: TargetErrorKind; readonly message: string };
}

/**
 * `unreachable`, `timeout`, `http` (it answered with an error), `protocol` (what it answered cannot be read), `unsupported` (the
 * case needs what this target cannot do), `canceled`.
 */
export type TargetErrorKind = 'unreachable' | 'timeout' | 'http' | 'protocol' | 'unsupported' | 'canceled';
