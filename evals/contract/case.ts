import type { CategoryInput, ProductInput } from '../../server/commerce/catalog/product-input.ts';
import type { Money } from '../../server/commerce/money.ts';
import type { Policy } from '../../server/commerce/policies/model.ts';
import type { Discount } from '../../server/commerce/pricing/model.ts';
import type { Shop } from '../../server/commerce/shop/model.ts';
import type { Observation } from './observation.ts';
import type { GradingContext, Violation } from './parts.ts';

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
