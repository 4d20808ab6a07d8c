import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { type Compiled, compile, type Lexicon } from './lexicon.ts';
import { pt } from './pt.ts';

const LEXICONS: Readonly<Record<string, Lexicon>> = { en, es, pt, de, fr };
/** Languages that have a lexicon. */
export const LEXICON_LANGUAGES: readonly string[] = Object.keys(LEXICONS);
const compiled = new Map<string, Compiled>();

/** The words of a language that state something; undefined where there are none, and so nothing can be trusted. */
export function lexiconOf(language: string): Compiled | undefined {
  const base = language.split('-')[0]!.toLowerCase();
  const known = compiled.get(base);
  if (known) return known;
  const words = LEXICONS[base];
  if (!words) return undefined;
  const fresh = compile(words);
  compiled.set(base, fresh);
  return fresh;
}
