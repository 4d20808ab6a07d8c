import { lexiconOf } from '../lexicons/lexicons.ts';
import type { Vocabulary } from '../verify/vocabulary.ts';
import type { Rules } from './context.ts';
import { type FactUsed, type Finding, findIn } from './findings.ts';
import { groundedText } from './grounded-text.ts';
import { asOfNow, type Issued } from './issued.ts';
import { acceptedLocales } from './locales.ts';
import { MESSAGES } from './messages.ts';
import { told } from './told.ts';
import { outsideWords } from './words.ts';

/** Longest text that is checked, in UTF-16 units. */
export const MAX_TEXT = 20_000;

export interface OutsideOptions {
  /** All that may be said. */
  issued: Issued;
  /** BCP 47, well formed: the language of the text. */
  language: string;
  vocabulary: Vocabulary;
}

export type OutsideViolation = Omit<Finding, 'sentence'>;

export interface OutsideVerdict {
  ok: boolean;
  violations: OutsideViolation[];
  /** The text with what the shop says in place of each violation, or without its sentence. */
  groundedText: string;
  used: FactUsed[];
}

/**
 * Checks a text that somebody else wrote against what this server told. Numbers, days and codes are accepted in every form in which
 * the language writes a fact, where they are said of its own product; what is left over is searched as the free text of a
 * reply is. Never throws; time grows with the length of the text.
 */
export function verifyOutside(
  text: string,
  { issued, language, vocabulary }: OutsideOptions,
): OutsideVerdict {
  const lexicon = lexiconOf(language);
  if (!lexicon) {
    const nothing = text.trim() === '';
    const whole = { start: 0, end: text.length, text, message: MESSAGES.language! };
    return {
      ok: nothing,
      violations: nothing ? [] : [{ kind: 'language', ...whole }],
      groundedText: '',
      used: [],
    };
  }
  const words = outsideWords(language);
  const locales = acceptedLocales(language);
  const rulesFor = (what: Issued): Rules => ({
    told: told(what, { lexicon, words, vocabulary, locales }),
    lexicon,
    words,
    vocabulary,
    locales,
    locale: language,
  });
  const rules = rulesFor(issued);
  const first = findIn(text, rules);
  const violations = first.findings.map(({ sentence: _sentence, ...violation }) => violation);
  const ok = violations.length === 0;
  const now = ok || issued.stale.size === 0 ? rules : rulesFor(asOfNow(issued));
  return {
    ok,
    violations,
    groundedText: ok ? text : groundedText(first, (mended) => findIn(mended, now)),
    used: first.used,
  };
}
