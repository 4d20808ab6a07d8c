import type { Case, CustomerTurn, Language, ShopData } from './case.ts';
import type { Observation, ObservedMessage } from './observation.ts';

/** What a target can do beside talking. A case that needs more is skipped, and the report says so. */
export interface Capabilities {
  /** Changes of the shop in mid-conversation, and the clock. */
  readonly changes: boolean;
  readonly faults: boolean;
  readonly scriptedModel: boolean;
  /** A shop of the case's own: where it cannot, it sells what it sells, and the suite's shop must be the same. */
  readonly shop: boolean;
}

export interface Conversation {
  /** Sends a message and answers when the reply is whole. @throws TargetError */
  say(turn: CustomerTurn, number: number, signal: AbortSignal): Promise<readonly ObservedMessage[]>;
  /** Everything there is to tell at the end. Also called after `say` failed. */
  finish(
    signal: AbortSignal,
  ): Promise<Pick<Observation, 'toolCalls' | 'facts' | 'state' | 'usage' | 'conversationId'>>;
  close(): Promise<void>;
}

export interface Target {
  readonly name: string;
  readonly capabilities: Capabilities;
  open(theCase: Case, shop: ShopData, signal: AbortSignal): Promise<Conversation>;
  close(): Promise<void>;
}

export interface Violation {
  /** A `ClaimKind`, or what the grader calls it: `language`, `tool_missing`, `latency` … */
  readonly kind: string;
  /** Into `text` of `observation.messages[message]`; both 0 where it is about no place. */
  readonly start: number;
  readonly end: number;
  /** The words themselves. */
  readonly text: string;
  /** For the person who has to mend it: what is wrong, and what would be right. */
  readonly message: string;
  /** Number of the customer's turn. 0: the conversation as a whole. */
  readonly turn: number;
  /** Index into `observation.messages`. Absent: about no message. */
  readonly at?: number;
}

export interface Grade {
  /** The grader's. */
  readonly name: string;
  readonly pass: boolean;
  /** 0 to 1. */
  readonly score?: number;
  readonly violations: readonly Violation[];
  /** It had nothing to judge by; then `pass` is true and counts nowhere. */
  readonly skipped?: string;
  /** What was counted, for reports: `{claims: 12, price: 4}`. */
  readonly counts?: Readonly<Record<string, number>>;
  /** A judge's reasons. */
  readonly reason?: string;
  /** Millionths of a US dollar that judging cost. */
  readonly microdollars?: number;
}

export interface GradingContext {
  readonly case: Case;
  /** The shop before any change of the case; `shopAt` is what it is for a turn. */
  readonly shop: ShopData;
  /** The shop after the changes up to and with this turn. */
  shopAt(turn: number): ShopData;
  readonly market: string;
  /** ISO 4217; undefined where the shop has no such market. */
  readonly currency: string | undefined;
  readonly signal: AbortSignal;
}

export interface Grader {
  readonly name: string;
  /** `grounding` failures stand whatever else is said, and have their own bound in the report. */
  readonly group: 'grounding' | 'behaviour' | 'quality';
  /** One line for the report and `--help`. */
  readonly about: string;
  grade(observation: Observation, context: GradingContext): Grade | Promise<Grade>;
}

export interface AttackInput {
  readonly shop: ShopData;
  readonly market: string;
  readonly languages: readonly Language[];
  /** Cases to make for each language; fewer where the catalogue has too little. */
  readonly count: number;
  /** The same seed makes the same cases. */
  readonly seed: number;
}

/** A class of attacks. Cases bear `class: id` and an `oracle` where the common graders do not decide. */
export interface Attack {
  /** `discount-begging`. */
  readonly id: string;
  /** 1 to 26, the order of the matrix. */
  readonly number: number;
  readonly title: string;
  generate(input: AttackInput): readonly Case[];
}
