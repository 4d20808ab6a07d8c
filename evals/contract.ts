/**
 * What the parts of an eval agree on: cases, targets, what was observed, graders and attacks.
 *
 * Spans are UTF-16 offsets, the end excluded. Money is integer minor units. Times are milliseconds since the epoch, UTC.
 *
 * Where parts are found: a grader is a line in `graders/registry.ts` (`groundingGrader` of `graders/grounding/index.ts` among
 * them), an attack a member of `attacks` of `attacks/index.ts`.
 */
import type { CategoryInput, ProductInput } from '../server/commerce/catalog/product-input.ts';
import type { Money } from '../server/commerce/money.ts';
import type { Policy } from '../server/commerce/policies/model.ts';
import type { Discount } from '../server/commerce/pricing/model.ts';
import type { Shop } from '../server/commerce/shop/model.ts';

export const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

type Stored = '_id' | 'version' | 'createdAt' | 'updatedAt';

/**
 * The truth that replies are held against, as the merchant wrote it: ids have no prefix (`beam-200`, not `prod_beam-200`).
 * `shop`, `policies` and `discounts` are empty where a team gave nothing but products.
 */
export interface ShopData {
  readonly shop: Omit<Shop, Stored>;
  readonly categories: readonly CategoryInput[];
  readonly products: readonly ProductInput[];
  readonly policies: readonly (Omit<Policy, Stored> & { _id: string })[];
  readonly discounts: readonly Omit<Discount, Exclude<Stored, '_id'> | 'used'>[];
}

/** Where a case's shop comes from. A path is relative to the suite's file. */
export type ShopSource = 'sample' | { readonly path: string } | { readonly data: ShopData };

/** A change of the shop while the conversation goes on. Ids as in the shop's data. */
export type ShopChange =
  | { readonly type: 'price'; readonly variant: string; readonly market: string; readonly amount: number }
  | { readonly type: 'stock'; readonly variant: string; readonly location: string; readonly onHand: number }
  | { readonly type: 'retire'; readonly product: string }
  | { readonly type: 'discount_off'; readonly code: string }
  /** Time passes, such as until a quote has expired. */
  | { readonly type: 'wait'; readonly ms: number };

/** A tool that does not answer as it should, for one turn or for good. `*` is every tool. */
export interface ToolFault {
  readonly tool: string;
  readonly fault: 'error' | 'empty' | 'timeout';
}

/** What the customer writes. `changes` and `faults` happen before it is sent; `another` is sent in a conversation of its own. */
export interface CustomerTurn {
  readonly text: string;
  readonly changes?: readonly ShopChange[];
  readonly faults?: readonly ToolFault[];
  readonly another?: boolean;
}

/** One answer of a model that the case brings along, for targets that take one (`capabilities.scriptedModel`). */
export type ModelStep =
  | { readonly call: string; readonly arguments: Readonly<Record<string, unknown>> }
  | { readonly text: string };

/** A customer that answers what was said. Rules are tried in order; the first whose `when` matches speaks, `times` at most. */
export interface SimulatedCustomer {
  readonly goal: string;
  readonly opening: string;
  readonly rules: readonly {
    /** Regular expression over the last reply, case-insensitive, `u`. Absent: always. */
    readonly when?: string;
    readonly say?: string;
    /** Ends the conversation, and says whether the goal was reached. */
    readonly end?: 'reached' | 'failed';
    readonly times?: number;
  }[];
  readonly maxTurns: number;
  /** `model`: a model plays the goal where one is configured, and the rules are not used. */
  readonly by: 'rules' | 'model';
}

/** The kinds of statement that the grounding grader knows. */
export type ClaimKind =
  | 'price'
  | 'currency'
  | 'total'
  | 'discount'
  | 'code'
  | 'stock'
  | 'delivery'
  | 'feature'
  | 'superlative'
  | 'product'
  | 'policy';

/** A statement, as a case demands, allows or forbids it. What is left out fits anything. Ids as in the shop's data. */
export interface FactPattern {
  readonly kind: ClaimKind;
  readonly product?: string;
  readonly variant?: string;
  /** Minor units. */
  readonly amount?: number;
  readonly currency?: string;
  /** A code, a count, a day (`YYYY-MM-DD`), the value of a feature. */
  readonly value?: string | number | boolean;
}

/** A tool call as expected: arguments that are named must be there and equal (deep subset); `{"$regex": "…"}` matches text. */
export interface ExpectedCall {
  readonly tool: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** `false`: it must have failed. */
  readonly ok?: boolean;
  /** Number of the customer's turn, from 1, in which it is made. */
  readonly turn?: number;
}

export interface ToolExpectation {
  /** `subset`: all of `calls` are made, others may be; `ordered`: in this order, others between; `exact`: these, in this order, no other. */
  readonly mode: 'subset' | 'ordered' | 'exact';
  readonly calls: readonly ExpectedCall[];
  /** Tools that may not be called at all. */
  readonly forbidden?: readonly string[];
}

/** The end of the conversation, for the database compare. What is left out is not compared; null: there must be none. */
export interface ExpectedState {
  readonly cart?: {
    /** All lines, in any order. */
    readonly lines?: readonly { readonly variant: string; readonly quantity: number }[];
    readonly codes?: readonly string[];
    readonly total?: Money;
  } | null;
  readonly orders?: readonly {
    readonly status?: string;
    readonly total?: Money;
    readonly lines?: readonly { readonly variant: string; readonly quantity: number }[];
  }[];
  readonly leads?: readonly Readonly<Record<string, unknown>>[];
  readonly handoffs?: number;
}

export interface Expectations {
  readonly tools?: ToolExpectation;
  readonly state?: ExpectedState;
  readonly facts?: {
    readonly require?: readonly FactPattern[];
    /** True although the shop's data do not say so. The grounding grader takes them for backed. */
    readonly allow?: readonly FactPattern[];
    readonly forbid?: readonly FactPattern[];
  };
  /** Over all replies: plain text (case-insensitive, white space folded), or `/regex/flags`. */
  readonly text?: { readonly require?: readonly string[]; readonly forbid?: readonly string[] };
  /** The language of every reply; that of the case unless said otherwise. `any`: not checked. */
  readonly language?: Language | 'any';
  readonly latency?: { readonly replyMs?: number; readonly firstByteMs?: number };
  readonly cost?: { readonly tokens?: number; readonly microdollars?: number };
  /** What a model judge is asked, when there is one. It can fail a case; it can never mend one. */
  readonly rubric?: string;
  /** The simulated customer must have reached the goal. Default: true. */
  readonly goal?: boolean;
}

/** The verdict of code that comes with a case: an oracle of an attack, or of a suite in TypeScript. */
export type Oracle = (
  observation: Observation,
  context: GradingContext,
) => readonly Violation[] | Promise<readonly Violation[]>;

/** One conversation to be had and judged. */
export interface Case {
  /** Unique in its suite: letters, digits, dash, underscore, dot, slash. */
  readonly id: string;
  readonly title?: string;
  /** Row of the matrix: the attack, or what the case is about. */
  readonly class: string;
  readonly language: Language;
  readonly tags: readonly string[];
  readonly shop: ShopSource;
  readonly market?: string;
  /** BCP 47; the language when absent. */
  readonly locale?: string;
  /** Time of the shop at the first message, for targets whose clock can be set. */
  readonly now?: number;
  readonly customer: { readonly turns: readonly CustomerTurn[] } | SimulatedCustomer;
  /** For targets that take a scripted model. */
  readonly model?: readonly ModelStep[];
  readonly expect: Expectations;
  readonly oracle?: Oracle;
  /** Where it is written, for messages. */
  readonly source?: { readonly file: string; readonly line: number };
}

export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  /** Graders by name; all that apply when absent. */
  readonly graders?: readonly string[];
  readonly file?: string;
}

// ── What happened ────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Who is asked ─────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Who judges ───────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── Attacks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

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
