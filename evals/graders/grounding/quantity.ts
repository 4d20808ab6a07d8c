import type { MoneyAt } from './money.ts';
import { type Reading, sentenceAt, within } from './reading.ts';

/** “I get … rather than …”: somebody's sum, put right. */
export const RECKONED =
  /\b(?:i (?:get|make it|arrive at|come to)|(?:ich komme|komme ich)|(?:me|a mi me) (?:sale\w*|da\w*)|obtengo|(?:a mim )?da-me|obtenho|chego a|j'(?:arrive|obtiens|ai)|je (?:trouve|calcule|compte))\b/;
export const INSTEAD =
  /(?:rather than|instead of|and not|not|statt|anstatt|und nicht|en lugar de|en vez de|y no|em vez de|e nao|au lieu de|plutot que|et non(?: pas)?)[\s*_]*(?:de )?$/;

/** How many the amount is said to be for: “2 × Lamp: $98”, “three lamps cost …”, “two for …”. */
export function quantityAt(reading: Reading, money: MoneyAt, head: string, tail: string): number | undefined {
  const sentence = sentenceAt(reading, money.start)!;
  const { low } = reading.plain;
  for (const { start, end, values } of within(reading.numbers, sentence)) {
    const value = values[0]!;
    if (
      values.length > 1 ||
      !Number.isInteger(value) ||
      value < 1 ||
      value > 999 ||
      reading.monies.some((one) => start >= one.start && end <= one.end)
    )
      continue;
    const after = low.slice(end, end + 24);
    const named = reading.mentions.find(
      (one) =>
        one.start >= end &&
        one.start - end <= 18 &&
        /^[\s*_]*(?:of (?:the |them)?|de |der |des |×|x|units? of|unidades de|stuck|st\.|\p{L}+ )?[\s*_]*(?:the |de |der )?$/u.test(
          low.slice(end, one.start),
        ),
    );
    if (
      /^\s?(?:×|x\s)/.test(after) ||
      (named && value > 0 && !/(?:in stock|left|auf lager)/.test(head + tail)) ||
      /^\s(?:of them|of those|of these|units?|pieces?|pairs?|stuck|unidades|piezas|pecas|unites?|for\b|fur\b|por\b|pour\b|davon)/.test(
        after,
      )
    ) {
      if (
        start > money.end &&
        !/^\s*(?:for|fur|por|para|pour)/.test(tail) &&
        !RECKONED.test(low.slice(sentence.start, sentence.end))
      )
        continue;
      return value;
    }
  }
  return /\b(?:each|apiece)\b/.test(tail.slice(0, 8)) ? 1 : undefined;
}
