import { z } from 'zod';

export const ViolationKind = z.enum([
  /** A digit of any script, or a number in another shape. */
  'number',
  'number_word',
  'currency',
  'discount',
  'coupon',
  'stock',
  'date',
  'superlative',
  /** A product, brand or model is named that no fact of this reply names. */
  'product',
  /** A feature, compatibility or warranty is claimed that the shop does not state, or is denied though it states it. */
  'feature',
  'policy',
  /** Confirms what the customer said, as "Exactly." does, and shows no fact for it. */
  'confirmation',
  /** Says something of this customer or of others: what they bought, where they live, what most people choose. */
  'customer',
  /** Leads the customer elsewhere, or asks for what belongs on the payment page only. */
  'contact',
  /** Says what was not looked up: "probably", "I'm sure it is". */
  'guess',
  /** The fact exists, but is said of another product, variant, line or order. */
  'binding',
  'unknown_fact',
  'stale_fact',
  /** A sentence reads as if it stated something that its facts do not say, in words that no rule names. */
  'claim',
  /** Signs that hide or reorder text. */
  'hidden_text',
  /** There is no lexicon for this language, so nothing in free text can be trusted. */
  'language',
]);
export type ViolationKind = z.infer<typeof ViolationKind>;

/** Something that a reply says and no fact backs. */
export const Violation = z.strictObject({
  kind: ViolationKind,
  /** UTF-16 offsets into the text that was checked, the end excluded. */
  start: z.int(),
  end: z.int(),
  /** The words themselves. */
  text: z.string(),
  /** For whoever has to mend the reply. */
  message: z.string(),
  /** In a reply document: where the text stands. */
  block: z.int().optional(),
  segment: z.int().optional(),
});
export type Violation = z.infer<typeof Violation>;
