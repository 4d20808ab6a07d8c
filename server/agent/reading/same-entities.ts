import type { Entities } from './model.ts';
import { foldWord, tokensOf } from './tokens.ts';

/** Words that change nothing about what is named. */
const EMPTY = new Set(
  `a an the my your our his her their this that these those some any of in on for with to and & it one ones
  der die das den dem des ein eine einen einem einer mein meine meinen meiner meinem dein deine euer eure fur mit in aus und von vom im am zum zur dies diese dieses diesen
  el la los las un una unos unas mi mis tu de del en con para y o a os as um uma meu minha do da dos das em no na com e
  le les l un une des du de d mon ma mes en avec pour et ce cette ces`.split(/\s+/),
);

const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const wordsOf = (value: unknown, language: string): string[] =>
  tokensOf(String(value), language)
    .map((token) => foldWord(token.text, language))
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !EMPTY.has(word));

/** Entities that say what is looked for. Where one ends and the next begins is a matter of taste: "wool blanket" is both. */
const DESCRIBING = ['product', 'material', 'brand', 'attribute', 'category'];
const EXACT = ['colour', 'size', 'recipient', 'occasion', 'order_number', 'coupon', 'email', 'phone', 'code'];
const PLACED = ['address', 'country', 'name', 'date', 'currency'];
const NUMBERS = ['quantity', 'price_max', 'price_min', 'ordinal', 'rating'];

/** Which of the entities differ from the label: names; `describing` for any of those whose words are compared together. */
export function differences(
  read: Entities,
  label: Readonly<Record<string, unknown>>,
  language: string,
): string[] {
  const found: string[] = [];
  const entities = read as Readonly<Record<string, unknown>>;
  const wordSet = (from: Readonly<Record<string, unknown>>, names: readonly string[]): Set<string> =>
    new Set(names.flatMap((name) => listOf(from[name]).flatMap((value) => wordsOf(value, language))));
  const same = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean =>
    a.size === b.size && [...a].every((one) => b.has(one));
  if (!same(wordSet(entities, DESCRIBING), wordSet(label, DESCRIBING))) found.push('describing');
  for (const name of [...EXACT, ...PLACED])
    if (!same(wordSet(entities, [name]), wordSet(label, [name]))) found.push(name);
  for (const name of NUMBERS)
    if (!same(new Set(listOf(entities[name]).map(Number)), new Set(listOf(label[name]).map(Number))))
      found.push(name);
  return found;
}
