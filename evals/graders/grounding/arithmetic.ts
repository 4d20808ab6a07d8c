import type { MoneyAt } from './money.ts';
import { type Reading, sentenceAt, within } from './reading.ts';

/** An amount as a part of a sum that is written out: “15.95 plus 28.90 is 44.85”, “5 × 59.90 = 299.50”. */
export type Part =
  /** It stands on the left, and is a price of one thing. */
  | { readonly role: 'operand' }
  /** It is what comes out; `values` what would come out, major units. */
  | { readonly role: 'result'; readonly values: readonly number[] };

const PLUS = /^[\s*_]*(?:\+|plus|mas|mais|y|e|and|und|et)[\s*_]*$/;
/** “… and one mug at …” */
const ONE_MORE =
  /^\s*(?:and|und|y|e|et|plus|mas|mais|\+)\s(?:(?:the|der|die|das|el|la|o|a|le|un|une|una|um|uma|one|an?|eine?n?|einmal|1 ?[×x]?)\s)?(?:(?:unidad|unidade|exemplaire|piece|stuck|par|pack)\s)?(?:(?:of|de|d'|von)\s?)?\s*(?:for|at|a|fur|zu|por|pour|de)?[\s*_]*$/;
const IS =
  /^[^.;!?]{0,24}?(?:=|\b(?:is|are|makes?|equals?|comes? to|gives?|totals?|adds? up to|sum to|you pay|es|son|suman?|hacen?|dan?|pagas?|paga|total|e|sao|somam?|fazem?|dao|da|fica|ist|sind|ergibt|ergeben|macht|machen|zahlen sie|zahlst du|gleich|fait|font|donne|donnent|egale?|soit|vous payez)\b)[^\d.;!?]{0,20}$/;
const TIMES = /(?:×|\bx|\*|\btimes|\bmal|\bveces|\bvezes|\bfois|\bpor|\bmultiplied by)[\s*_]*$/;
const EACH =
  /^[\s*_]*(?:each|apiece|per (?:piece|unit)|je\b|jeweils|pro stuck|das stuck|cada un\w+|por unidad|por unidade|(?:la )?piece|chacune?|l'unite|par piece)/;

/** What an amount is in a calculation of its sentence; undefined where nothing is calculated. */
export function partOf(reading: Reading, money: MoneyAt): Part | undefined {
  const sentence = sentenceAt(reading, money.start);
  if (!sentence) return undefined;
  const low = reading.bare;
  const all = within(reading.monies, sentence);
  const at = all.findIndex(({ start }) => start === money.start);
  if (at < 0) return undefined;
  const between = (left: number): string => low.slice(all[left]!.end, all[left + 1]!.start);
  const plus = (left: number): boolean =>
    PLUS.test(between(left)) ||
    (ONE_MORE.test(between(left).replaceAll(/ {3,}/g, ' ')) &&
      within(reading.mentions, { start: all[left]!.end, end: all[left + 1]!.start }).length === 1);
  const factor = (of: number): number | undefined => {
    const head = low.slice(sentence.start, all[of]!.start);
    const mark = TIMES.exec(head);
    if (!mark) return undefined;
    const before = reading.numbers
      .filter(({ end }) => end <= sentence.start + mark.index + 1 && end >= sentence.start)
      .at(-1);
    const near = before && /^\s*$/.test(low.slice(before.end, sentence.start + mark.index));
    return near && Number.isInteger(before.values[0]) ? before.values[0] : undefined;
  };
  const sum = (from: number, to: number): number[] =>
    all
      .slice(from, to + 1)
      .reduce<number[]>(
        (totals, { values }) => totals.flatMap((total) => values.map((value) => total + value)),
        [0],
      );
  // What stands on the left of this amount.
  if (at > 0 && IS.test(between(at - 1)) && !plus(at - 1)) {
    const times = factor(at - 1);
    if (times !== undefined)
      return { role: 'result', values: all[at - 1]!.values.map((value) => value * times) };
    let first = at - 1;
    while (first > 0 && plus(first - 1)) first -= 1;
    if (first < at - 1) return { role: 'result', values: sum(first, at - 1) };
  }
  if (factor(at) !== undefined) return { role: 'operand' };
  const next = at + 1 < all.length ? between(at) : undefined;
  if (next !== undefined && plus(at) && calculated(at)) return { role: 'operand' };
  if (at > 0 && plus(at - 1) && next !== undefined && IS.test(next)) return { role: 'operand' };
  return next !== undefined && EACH.test(low.slice(money.end, money.end + 24))
    ? { role: 'operand' }
    : undefined;

  function calculated(from: number): boolean {
    let last = from;
    while (last + 1 < all.length && plus(last)) last += 1;
    return last + 1 < all.length && IS.test(between(last));
  }
}
