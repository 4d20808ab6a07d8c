import { minorDigits } from '../../../server/commerce/money.ts';
import { type Amount, cheapestBy, inMarket, perUnit, pricesOf, sums, times } from './amounts.ts';
import type { MoneyAt } from './money.ts';
import { fits, sameNumber, shown } from './money-fits.ts';
import { policyBacks } from './policy-facts.ts';
import { type About, type Reading, sentenceAt, titleOf, variantsNear } from './reading.ts';
import type { Item } from './world.ts';

/** An amount that is said to be a price: that of the product it is said of, for as many as are said. */
export function checkPrice(
  reading: Reading,
  money: MoneyAt,
  items: Item[],
  about: About,
  limit: string | undefined,
  quantity: number | undefined,
  tail: string,
): void {
  const { world } = reading;
  if (items.length === 0) {
    const every = world.items.flatMap(({ product }) => pricesOf(reading, product.variants, 'price'));
    if (
      limit === 'under' ||
      limit === 'over' ||
      limit === 'to' ||
      every.some((one) => fits(money, one, limit === 'about' ? 0.05 : 0))
    )
      return;
    if (
      policyBacks(reading, money.start, 'money')?.some((one) => fits(money, one)) ||
      reading.told.some((one) => fits(money, one))
    )
      return;
    reading.wrong(
      every.some((one) => sameNumber(money, one)) ? 'currency' : 'price',
      money.start,
      money.end,
      'nothing in the shop costs this',
    );
    return;
  }
  // An amount that names a variant, such as that of a gift card, is part of the name.
  const variants = items.flatMap((item) => variantsNear(reading, item, money.start));
  const own = pricesOf(reading, variants, 'price');
  const low = reading.plain.low;
  const ranged = /^\s?(?:-|to|bis|a|and|und|y|e|et)\s?(?:us|ca)?[$€£]?\s?$/.test(
    low.slice(money.end, reading.monies.find(({ start }) => start >= money.end)?.start ?? money.end),
  );
  const ok = (given: readonly Amount[]): boolean =>
    given.some((one) => fits(money, one, limit === 'about' ? 0.05 : 0));
  const sorted = inMarket(reading, own).sort((a, b) => a.amount - b.amount);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least && most) {
    const value = (one: Amount): number => one.amount / 10 ** minorDigits(one.currency);
    if (limit === 'from' || (ranged && limit === undefined)) {
      const least2 = pricesOf(reading, variants, 'price').filter(
        ({ currency }) => currency !== least.currency,
      );
      if (ok([least]) || cheapestBy(least2).some((one) => fits(money, one))) return;
    } else if (limit === 'under' && about.named) {
      if (money.values.some((max) => value(least) < max)) return;
    } else if (limit === 'over' && about.named) {
      if (money.values.some((min) => value(most) > min)) return;
    } else if (limit === 'to') {
      if (ok([most]) || !about.named) return;
    } else if (limit === 'under' || limit === 'over') return;
    else {
      if (
        about.named &&
        EVERY.test(lowOf(reading, money)) &&
        inMarket(reading, own).some((one) => one.amount !== least.amount)
      ) {
        reading.count('price');
        reading.wrong('price', money.start, money.end, 'its variants do not all cost the same');
        return;
      }
      const per = PER.exec(tail)?.[1];
      if (
        per === undefined &&
        (quantity === undefined
          ? ok(own)
          : ok(times(reading, own, quantity)) ||
            (/^\s*(?:each|apiece|jeweils|je\b|pro stuck|das stuck|cada un\w+|cada|por unidad|por unidade|chacune?|piece|l'unite|par piece)/.test(
              tail,
            ) &&
              ok(own)))
      )
        return;
      if (per !== undefined && ok(perUnit(items, own, per))) return;
      if (/^[\s,]*(?:each|apiece|jeweils|je\b|pro stuck)/.test(tail) && ok(own)) return;
      const ids = new Set(items.map(({ product }) => product.id));
      if (
        per === undefined &&
        reading.told.some(
          (one) =>
            one.product !== undefined &&
            ids.has(one.product) &&
            one.turn === reading.turn &&
            fits(money, one),
        )
      )
        return;
      if (quantity !== undefined && reading.told.some((one) => one.turn === reading.turn && fits(money, one)))
        return;
      // “Which comes to …” of a sentence that names several.
      if (
        !about.named &&
        items.length > 1 &&
        sums(reading, items, undefined, money).some((one) => fits(money, one))
      )
        return;
    }
  }
  if (
    reading.world.shop.policies.length > 0 &&
    !about.named &&
    policyBacks(reading, money.start, 'money')?.some((one) => fits(money, one))
  )
    return;
  const wrongCurrency = own.some((one) => sameNumber(money, one));
  const others = wrongCurrency
    ? undefined
    : world.items.find(
        (item) =>
          !items.includes(item) &&
          pricesOf(reading, item.product.variants, 'price').some((one) => fits(money, one)),
      );
  const hint = others ? `; that is the price of ${titleOf(reading, others)}` : '';
  reading.wrong(
    wrongCurrency ? 'currency' : quantity === undefined ? 'price' : 'total',
    money.start,
    money.end,
    `${titleOf(reading, items[0]!)} costs ${own.length > 0 ? shown(inMarket(reading, own)) : 'nothing that is known'}${hint}`,
  );
}

const lowOf = (reading: Reading, { start }: MoneyAt): string => {
  const sentence = sentenceAt(reading, start)!;
  return reading.bare.slice(sentence.start, sentence.end);
};
const EVERY =
  /\b(?:every|each|all|any|tod[oa]s|cada|qualquer|cualquier\w*|alle|jede[rsnm]?|samtliche|tou(?:s|tes)|chaque|n'importe quelle?) (?:the |of the |las |los |as |os |der |les )?(?:\w+ )?(?:variants?|versions?|sizes?|colou?rs?|models?|options?|variantes?|version(?:es)?|vers(?:ao|oes)|tamanos?|tallas?|colores|tamanhos?|cores|varianten?|ausfuhrung\w*|großen?|farben?|taille|tailles|couleurs?)\b/;
const PER =
  /^\s*(?:per|pro|por|par|\/|je|the|la|le)\s?(?:100\s?)?(kg|kilo\w*|g\b|gram\w*|l\b|lit\w+|ml|piece|stuck|unit|unidad\w*|pieza|peca|pair|paar|month|monat|mes\b|mois|year|jahr|week|woche|meter|metre|metro)/;
