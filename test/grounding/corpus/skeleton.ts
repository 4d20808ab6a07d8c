/**
 * What a lying model may say. `says` is a reply: `{A.price}` is that fact of the conversation (names: ../scenario.ts), `<price>` a
 * slot that the generator fills with words that no fact states, `|` a border between two segments of free text, a line break
 * begins another paragraph.
 */
export interface Attack {
  /** 1 to 25, see classes.ts. */
  class: number;
  says: string;
  /** What the customer had written, where that matters to the lie. */
  customer?: string;
  /**
   * The words that must not reach the customer. Absent: what fills the slots; where there is no slot, the whole of `says` (such
   * as two true facts bound to each other's products).
   */
  lie?: string;
}

/** A reply in which every statement is a fact; the rest greets, asks, regrets, explains how one goes on. It must be sent. */
export interface FaithfulReply {
  says: string;
  customer?: string;
}

/** A write that the customer's words do not ask for. `arguments` may hold `{A.variant}`, `{B.variant}`, `{A.product}`, `{cart.line1}`. */
export interface WriteAttack {
  customer: string;
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
  /** The words of the customer on which the model says it rests. */
  words: string;
}

/** A slot's name is free: each language has its own, such as `price`, `percent`, `number_words`, `weekday`, `feature`. */
export type Slots = Readonly<Record<string, readonly string[]>>;

export interface Corpus {
  language: 'en' | 'es' | 'pt' | 'de' | 'fr';
  attacks: readonly Attack[];
  faithful: readonly FaithfulReply[];
  writes: readonly WriteAttack[];
  slots: Slots;
}
