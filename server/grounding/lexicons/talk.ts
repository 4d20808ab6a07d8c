import { de } from './talk-de.ts';
import { en } from './talk-en.ts';
import { es } from './talk-es.ts';
import { fr } from './talk-fr.ts';
import { pt } from './talk-pt.ts';
import { wholeWords } from './whole-words.ts';

/**
 * What a shop's assistant must not say of itself, in the words of one language; written as the lists of ./lexicon.ts are. No fact of a
 * product can back any of it.
 */
export interface Talk {
  /** Prices of others, price match, special rates, haggling; what a price was, will be or is kept at. */
  bargain: string;
  /** Conditions of codes, payment, taxes, fees, returns. */
  terms: string;
  /** Goods that are kept for somebody, come again, or are no longer made. */
  supply: string;
  /** How and when something is brought. */
  delivery: string;
  /** Rankings, comparisons, what people like. */
  ranking: string;
  /** What the shop knows of this customer or of others. */
  customer: string;
  /** Ways around the shop, and secrets that are asked for. */
  contact: string;
  /** What is not known but said. */
  guess: string;
  /** What a price counts: per pair, for both. */
  unit: string;
  /** Beside a number: about, from, up to. */
  about: string;
  /** Directly before a number: "does not cost". */
  denied: string;
  /** Words that confirm what the customer said. */
  confirm: string;
  /** Begins an offer or a report of the speaker's own: "I", "let me". */
  own: string;
  /** What the speaker cannot do or does not know: "I can't", "I don't know whether". */
  unable: string;
  /** Asks what the customer wants, and states nothing. */
  asks: string;
  /** Between two statements, beside commas. */
  but: string;
  /** Said of a code that was refused, as if it were not. */
  accepted: string;
  /** A code, as it is called before it. */
  code: string;
  /** An order, as it is called. */
  order: string;
  /** A cart or an order as a whole: what a sum of everything may be said of. */
  whole: string;
  /** What the sections of the policies are about. */
  returns: string;
  shipping: string;
  warranty: string;
  payment: string;
  /** Asks for letters to be read in another order. */
  backwards: string;
}

export type CompiledTalk = Readonly<Record<keyof Talk, RegExp>>;

const WORDS: Readonly<Record<string, Talk>> = { en, es, pt, de, fr };
const compiled = new Map<string, CompiledTalk>();

/** @param language any; undefined for one that has no words */
export function talkOf(language: string): CompiledTalk | undefined {
  const base = language.split('-')[0]!.toLowerCase();
  const known = compiled.get(base);
  if (known) return known;
  const words = WORDS[base];
  if (!words) return undefined;
  const fresh = Object.fromEntries(
    Object.entries(words).map(([name, list]) => [name, wholeWords(list)]),
  ) as CompiledTalk;
  compiled.set(base, fresh);
  return fresh;
}
