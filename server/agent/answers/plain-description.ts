import type { Fact } from '../../grounding/fact.ts';
import { lexiconOf } from '../../grounding/lexicons/lexicons.ts';
import { plainForm } from '../../grounding/verify/plain-form.ts';

/** Codes, by their shape and as they are called in any of the languages. */
const CODE = /\p{Lu}{3,}[-_]?\d{2,}/u;
const CODE_WORDS =
  /(?<!\p{L})(?:codes?|codigos?|\p{L}*gutschein\p{L}*|cupon|cupones|cupom|cupons|cupao|cupoes|coupons?|vouchers?)(?!\p{L})/u;

/**
 * Whether a fact is a description that may be said as it stands: one that speaks of no price, code or discount. Those are said by facts
 * of their own, and a description may come from anybody who fills the catalogue.
 */
export function isPlainDescription({ kind, value }: Fact, language: string): boolean {
  const lexicon = lexiconOf(language);
  if (kind !== 'description' || value.type !== 'text' || !lexicon) return false;
  if (/\p{Sc}/u.test(value.text) || CODE.test(value.text)) return false;
  const text = plainForm(value.text).text.replace(lexicon.harmless, ' ');
  return !CODE_WORDS.test(text) && text.search(lexicon.discount) < 0 && text.search(lexicon.free) < 0;
}
