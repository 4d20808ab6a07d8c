import type { Turn } from '../model.ts';
import { listOf } from './align.ts';

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

/** A slip of the finger in a word of at least four letters: one left out, doubled, or two in the wrong order. */
export function withTypo(text: string, kept: readonly string[], random: () => number): string {
  const words = text.split(' ');
  const open = words.flatMap((word, at) =>
    /^[\p{L}]{4,}[?!.,]?$/u.test(word) && !kept.some((one) => one.includes(word.replace(/\W$/u, '')))
      ? [at]
      : [],
  );
  if (open.length === 0) return text;
  const at = pick(open, random);
  const word = words[at]!;
  const place = 1 + Math.floor(random() * (word.length - 2));
  const kind = random();
  if (kind < 0.4) words[at] = word.slice(0, place) + word.slice(place + 1);
  else if (kind < 0.6) words[at] = word.slice(0, place) + word[place] + word.slice(place);
  else words[at] = word.slice(0, place) + word[place + 1] + word[place] + word.slice(place + 2);
  return words.join(' ');
}

/** Words of the labels, which stay as they are. */
const labelled = (turn: Turn): string[] => Object.values(turn.entities).flatMap(listOf).map(String);

/** The same turn with a slip, or as people dictate: no marks, small letters. */
export function roughened(turn: Turn, random: () => number): Turn {
  const kind = random();
  if (kind < 0.65) return { ...turn, text: withTypo(turn.text, labelled(turn), random) };
  return { ...turn, text: withoutMarks(turn.text), entities: turn.entities };
}

const withoutMarks = (text: string): string =>
  text
    .replace(/[?!,;:]+(?=\s|$)/g, '')
    .replace(/\.(?=\s|$)/g, '')
    .trim() || text;

/** The same turn about another product, where it names one in its own words. */
export function aboutAnother(
  turn: Turn,
  products: readonly string[],
  random: () => number,
): Turn | undefined {
  const named = listOf(turn.entities.product).map(String);
  if (named.length === 0) return undefined;
  const others = named.map(() => pick(products, random));
  let text = turn.text;
  for (const [at, name] of named.entries()) {
    const place = text.toLowerCase().indexOf(name.toLowerCase());
    if (place < 0) return undefined;
    text = text.slice(0, place) + others[at]! + text.slice(place + name.length);
  }
  return { ...turn, text, entities: { ...turn.entities, product: others } };
}

const STARTS = 'v k l br m n d s tr pl f gr b r t h w st c p'.split(' ');
const CORES = 'el or un ar iv um al en is ol ora ena ume and ark eld ost ira ano ique'.split(' ');
const ENDS = 'a o is on er us ex ia ix en ly um ra to ne'.split(' ');
const TAILS = [
  'pro',
  'mini',
  'max',
  'plus',
  'lite',
  'air',
  'go',
  'one',
  'x',
  's',
  'ultra',
  'light',
  'classic',
];

/** A product name that nobody has seen: "Velora 300", "Kunder Pro". */
export function coinedName(random: () => number): string {
  const word = (): string => pick(STARTS, random) + pick(CORES, random) + pick(ENDS, random);
  const kind = random();
  const number = String(
    pick([2, 3, 4, 5, 6, 7, 8, 10, 16, 20, 24, 55, 100, 200, 300, 400, 500, 750, 1000], random),
  );
  const name = word();
  if (kind < 0.35) return `${name} ${number}`;
  if (kind < 0.55) return `${name} ${pick(TAILS, random)}`;
  if (kind < 0.7) return `${name} ${number} ${pick(TAILS, random)}`;
  if (kind < 0.85) return `${name} ${word()}`;
  return name;
}
