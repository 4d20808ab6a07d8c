import { folded } from '../../platform/folded.ts';

const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'.split('|'),
  es: 'uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce'.split('|'),
  pt: 'um|dois|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze'.split('|'),
  de: 'ein|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf'.split('|'),
  fr: 'un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze'.split('|'),
};
const VARIANTS: Readonly<Record<string, number>> = {
  a: 1,
  another: 1,
  una: 1,
  uma: 1,
  eine: 1,
  einen: 1,
  eins: 1,
  une: 1,
  duas: 2,
  couple: 2,
  pair: 2,
  both: 2,
  ambos: 2,
  ambas: 2,
  beide: 2,
  paar: 2,
  par: 2,
  paire: 2,
  dozen: 12,
  docena: 12,
  duzia: 12,
  dutzend: 12,
  douzaine: 12,
};

/** Whole numbers that a customer's words name, in digits or, up to twelve, in words of any of the five languages. */
export function numbersIn(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const word of folded(text).split(' ')) {
    const digits = /^(?:x)?(\d{1,5})(?:x)?$/.exec(word)?.[1];
    if (digits !== undefined) found.add(Number(digits));
    for (const words of Object.values(WORDS)) if (words.includes(word)) found.add(words.indexOf(word) + 1);
    const variant = VARIANTS[word];
    if (variant !== undefined) found.add(variant);
  }
  return found;
}
