import { folded } from '../../platform/folded.ts';
import { colorNames, isColor } from '../../search/understanding/colors.ts';
import type { ReadMessage } from '../intents/read-message.ts';
import type { Entities } from '../reading/model.ts';

/** The words by which a message names a thing, in plain form. */
export interface Mention {
  /** What it is called; empty where only a colour or a size is said. */
  name: readonly string[];
  /** Which one of it: colours and sizes, each as it was said. */
  options: readonly string[];
}

const NAMES = ['brand', 'material', 'product', 'category'] as const;
const OPTIONS = ['colour', 'size'] as const;
/** Words that say nothing of what a thing is, in any of the languages. */
const EMPTY: ReadonlySet<string> = new Set(
  (
    'a an the my your our this that these those it one ones some any of for in on with to and or from please version model variant new ' +
    'el la los las un una unos unas mi de del en con para y o a lo al esa ese este esta version modelo ' +
    'os as um uma meu minha do da dos das no na com e pra pro versao ' +
    'der die das den dem des ein eine einen einem mein meine meinen fur mit im in aus und von vom am zum zur diese dieser dieses variante ' +
    'le les l une d du mon ma mes avec pour et ce cette ces modele'
  ).split(' '),
);
const wordsOf = (text: string): string[] =>
  folded(text)
    .split(' ')
    .filter((word) => word !== '');
const telling = (words: readonly string[]): string[] => {
  const kept = words.filter((word) => !EMPTY.has(word));
  return kept.length > 0 ? kept : [...words];
};

/** By what was read; where nothing was, by the words that plain rules leave. */
export function mentionIn(entities: Entities | undefined, message: Pick<ReadMessage, 'subject'>): Mention {
  const named = (names: readonly (keyof Entities)[]): string[] =>
    names.flatMap((name) => ((entities?.[name] ?? []) as readonly string[]).map(String));
  const [name, options] = [named(NAMES), named(OPTIONS)];
  if (name.length === 0 && options.length === 0) {
    const words = wordsOf(message.subject);
    const left = telling(words);
    const colours = left.length > 1 ? [] : left.filter(isColor);
    return { name: left.filter((word) => !colours.includes(word)), options: colours };
  }
  const said = new Set(options.flatMap(wordsOf));
  const words = telling([...new Set(name.flatMap(wordsOf))]).filter(
    (word) => !said.has(word) || /^\d+$/.test(word),
  );
  return { name: words, options };
}

const SIZES: readonly (readonly string[])[] = [
  ['xs', 'extra small', 'extra klein', 'muy pequena', 'muito pequeno', 'tres petit'],
  ['s', 'small', 'klein', 'pequena', 'pequeno', 'chica', 'petit', 'petite', 'p'],
  ['m', 'medium', 'mittel', 'mediana', 'mediano', 'media', 'medio', 'moyen', 'moyenne'],
  ['l', 'large', 'gross', 'grande', 'g', 'big'],
  ['xl', 'extra large', 'extra gross', 'muy grande', 'muito grande', 'tres grand'],
];
const plain = (text: string): string => folded(text).replaceAll(/(?<=\d) (?=\p{L})|(?<=\p{L}) (?=\d)/gu, '');
const BEFORE_SIZE = /^(?:size|grosse|talla|tamanho|tamano|taille|nummer|numero|number|t|gr|eu|us)\s*(?=\S)/u;

/** Whether what can be chosen, by its label or value, is what was said: "navy" is "Navy Blue", "small" is "S". */
export function isOption(said: string, label: string): boolean {
  const wanted = plain(folded(said).replace(BEFORE_SIZE, ''));
  const offered = plain(label);
  if (wanted === '' || offered === '') return false;
  if (wanted === offered) return true;
  if (SIZES.some((names) => names.includes(wanted) && names.includes(offered))) return true;
  const [wantedWords, offeredWords] = [wanted.split(' '), offered.split(' ')];
  // Figures are one size or another, never nearly one.
  if (/\d/.test(wanted) || /\d/.test(offered))
    return wantedWords.every((word) => offeredWords.includes(word));
  if (wantedWords.every((word) => offeredWords.some((one) => isWord(word, one)))) return true;
  return wantedWords.some((word) => {
    const names = colorNames(word);
    return names !== undefined && offeredWords.some((one) => colorNames(one) === names);
  });
}

/** Whether two words are one, but for its ending. */
const isWord = (a: string, b: string): boolean =>
  a === b ||
  (Math.min(a.length, b.length) >= 4 &&
    a.slice(0, Math.max(4, a.length - 2)) === b.slice(0, Math.max(4, a.length - 2)));

/** How well a title answers to a name. */
export interface Fit {
  /** Words of the name that the title has. */
  hits: number;
  /** Numbers of the name that the title lacks: it is another model. */
  misses: number;
  /** Words of the title that the name lacks. */
  extra: number;
}

/** @param spelling what a search made of words as they were written */
export function fitOf(
  name: readonly string[],
  title: string,
  spelling: Readonly<Record<string, string>> = {},
): Fit {
  const words = wordsOf(title);
  const wanted = name.map((word) => spelling[word] ?? word).flatMap((word) => folded(word).split(' '));
  const used = new Set<number>();
  let [hits, misses] = [0, 0];
  for (const word of wanted) {
    const at = words.findIndex((one, index) => !used.has(index) && isWord(word, one));
    const within =
      at >= 0
        ? at
        : words.findIndex((one) => word.length >= 4 && (one.endsWith(word) || one.startsWith(word)));
    const joined = within < 0 && word.length >= 4 && words.join('').includes(word) ? -2 : within;
    if (joined === -1) misses += /\d/.test(word) ? 1 : 0;
    else hits += 1;
    if (joined >= 0) used.add(joined);
  }
  return { hits, misses, extra: words.filter((word, at) => !used.has(at) && !EMPTY.has(word)).length };
}
