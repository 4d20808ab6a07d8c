import type { MoneyAt } from './money.ts';
import { type Reading, sentenceAt, variantsNear, within } from './reading.ts';
import type { Item, Variant } from './world.ts';

/** What an amount may be, in minor units. */
export interface Amount {
  readonly amount: number;
  readonly currency: string;
}

/** Where a product tells how much of it there is. */
export function perUnit(items: readonly Item[], own: readonly Amount[], per: string): Amount[] {
  const attribute = (name: string): number[] =>
    items.flatMap(({ product }) =>
      product.attributes.flatMap((one) =>
        one.name === name && typeof one.value === 'number' ? [one.value] : [],
      ),
    );
  if (/^(?:piece|stuck|unit|unidad|pieza|peca)/.test(per))
    return [
      ...own,
      ...attribute('pieces').flatMap((count) =>
        own.map((one) => ({ ...one, amount: Math.round(one.amount / count) })),
      ),
    ];
  if (/^(?:pair|paar)/.test(per)) return [...own];
  if (/^(?:kg|kilo)/.test(per))
    return attribute('net_weight').flatMap((grams) =>
      own.map((one) => ({ ...one, amount: Math.round((one.amount * 1000) / grams) })),
    );
  if (/^g/.test(per))
    return attribute('net_weight').flatMap((grams) =>
      own.map((one) => ({ ...one, amount: Math.round((one.amount * 100) / grams) })),
    );
  return [];
}

export const cheapestBy = (all: readonly Amount[]): Amount[] =>
  [...new Set(all.map(({ currency }) => currency))].map((currency) =>
    all.filter((one) => one.currency === currency).reduce((a, b) => (b.amount < a.amount ? b : a)),
  );

export const inMarket = ({ currency }: Reading, all: readonly Amount[]): Amount[] => {
  const own = all.filter((one) => one.currency === currency);
  return own.length > 0 ? own : [...all];
};

/** Prices of variants, in all markets; those of customer groups are nobody's but theirs. */
export function pricesOf(
  { plain }: Reading,
  variants: readonly Variant[],
  which: 'price' | 'compare',
): Amount[] {
  return variants.flatMap(({ prices }) =>
    prices.flatMap(({ amount, currency, compare_at, customer_group }) => {
      if (customer_group !== undefined && !plain.low.includes(customer_group)) return [];
      if (which === 'price') return [{ amount, currency }];
      return compare_at === undefined ? [] : [{ amount: compare_at, currency }];
    }),
  );
}

export function sums(
  reading: Reading,
  items: readonly Item[],
  quantity: number | undefined,
  money: MoneyAt,
): Amount[] {
  const sentence = sentenceAt(reading, money.start)!;
  const inSentence = within(reading.mentions, sentence);
  const named = (
    inSentence.length > 0 ? inSentence : reading.mentions.filter(({ end }) => end <= money.start)
  ).flatMap(({ items: [first] }) => reading.world.items[first!] ?? []);
  const all = [...new Set(named.length > 0 ? named : items)].slice(0, 6);
  const asked = [
    ...new Set(
      reading.askedNumbers
        .flatMap(({ values }) => values)
        .filter((value) => Number.isInteger(value) && value > 0 && value < 100),
    ),
  ].slice(0, 4);
  const counts = quantity === undefined ? [1, ...asked] : [quantity];
  // One amount for several things is that of all of them.
  const together =
    new Set(inSentence.map(({ items: [first] }) => first)).size > 1 &&
    (quantity === undefined || within(reading.monies, sentence).length === 1);
  const currencies = reading.world.shop.shop.markets.map(({ currency }) => currency);
  return currencies.flatMap((currency) => {
    const options = all.map((item) =>
      [
        ...new Set(
          pricesOf(reading, variantsNear(reading, item, money.start), 'price')
            .filter((one) => one.currency === currency)
            .map(({ amount }) => amount),
        ),
      ].slice(0, 5),
    );
    let totals = new Set<number>([0]);
    const found: number[] = [];
    for (const prices of options) {
      const next = new Set<number>();
      for (const total of totals)
        for (const price of prices)
          for (const count of counts) if (next.size < 400) next.add(total + price * count);
      if (prices.length > 0) totals = next;
      for (const price of prices) for (const count of counts) found.push(price * count);
    }
    const rates = reading.world.shop.shop.shippingZones
      .flatMap((zone) => zone.rates)
      .filter((rate) => rate.currency === currency)
      .map(({ amount }) => amount);
    const withShipping = /ship|versand|envio|livraison|portes|frete|deliver/.test(
      reading.plain.low.slice(sentence.start, sentence.end),
    );
    return [...(together ? [] : found), ...totals]
      .flatMap((amount) => [amount, ...(withShipping ? rates.map((rate) => amount + rate) : [])])
      .filter((amount) => amount > 0)
      .flatMap((amount) => [amount, ...reduced(reading, amount, currency)])
      .map((amount) => ({ amount, currency }));
  });
}

/** So many of each, also after discounts that apply by themselves. */
export const times = (reading: Reading, own: readonly Amount[], quantity: number): Amount[] =>
  own.flatMap(({ amount, currency }) =>
    [amount * quantity, ...reduced(reading, amount * quantity, currency)].map((one) => ({
      amount: one,
      currency,
    })),
  );

/** What a sum is after discounts that need no code, or whose code is named. */
export function reduced(reading: Reading, amount: number, currency: string): number[] {
  const codes = codesIn(reading);
  return reading.world.shop.discounts.flatMap(({ code, active, effect, minimumSubtotal, customerGroups }) => {
    if (!active || customerGroups.length > 0 || (code !== undefined && !codes.has(code))) return [];
    if (amount < (minimumSubtotal?.[currency] ?? 0)) return [];
    if (effect.kind === 'fixed') return [amount - (effect.amounts[currency] ?? 0)];
    if (effect.kind !== 'percentage') return [];
    return [
      amount -
        Math.min(
          Math.round((amount * effect.rate) / 10_000),
          effect.cap?.[currency] ?? Number.POSITIVE_INFINITY,
        ),
    ];
  });
}

export function savings(reading: Reading, items: readonly Item[], quantity: number): Amount[] {
  const { discounts } = reading.world.shop;
  const codes = codesIn(reading);
  const reduced = items.flatMap(({ product }) =>
    product.variants.flatMap(({ prices }) =>
      prices.flatMap(({ amount, currency, compare_at, customer_group }) =>
        compare_at === undefined || customer_group !== undefined
          ? []
          : [{ amount: (compare_at - amount) * quantity, currency }],
      ),
    ),
  );
  const byCode = discounts
    .filter(
      ({ code, active, customerGroups }) =>
        active && customerGroups.length === 0 && (code === undefined || codes.has(code)),
    )
    .flatMap(({ effect }) => {
      if (effect.kind === 'fixed')
        return Object.entries(effect.amounts).map(([currency, amount]) => ({ amount, currency }));
      if (effect.kind !== 'percentage') return [];
      const caps = Object.entries(effect.cap ?? {}).map(([currency, amount]) => ({ amount, currency }));
      return [
        ...caps,
        ...items.flatMap(({ product }) =>
          pricesOf(reading, product.variants, 'price').map(({ amount, currency }) => ({
            amount: Math.round((amount * quantity * effect.rate) / 10_000),
            currency,
          })),
        ),
      ];
    });
  return [...reduced, ...byCode];
}

export function differences(reading: Reading, items: readonly Item[], money: MoneyAt): Amount[] {
  const sentence = sentenceAt(reading, money.start)!;
  const named = within(reading.mentions, sentence).flatMap(
    ({ items: [first] }) => reading.world.items[first!] ?? [],
  );
  const all = [
    ...new Set([
      ...named,
      ...items,
      ...(named.length < 2
        ? reading.before.slice(0, 3).flatMap((index) => reading.world.items[index] ?? [])
        : []),
    ]),
  ].slice(0, 5);
  const lists = all.map((item) => pricesOf(reading, variantsNear(reading, item, money.start), 'price'));
  return lists.flatMap((a, index) =>
    lists
      .slice(index + 1)
      .flatMap((b) =>
        a.flatMap((x) =>
          b.flatMap((y) =>
            x.currency === y.currency
              ? [{ amount: Math.abs(x.amount - y.amount), currency: x.currency }]
              : [],
          ),
        ),
      ),
  );
}

export function thresholds(reading: Reading): Amount[] {
  const { shop, discounts } = reading.world.shop;
  const codes = codesIn(reading);
  return [
    ...shop.shippingZones.flatMap(({ rates }) =>
      rates.flatMap(({ freeFrom, currency }) =>
        freeFrom === undefined || codes.size > 0 ? [] : [{ amount: freeFrom, currency }],
      ),
    ),
    ...discounts
      .filter(
        ({ code }) =>
          (code === undefined && !/ship|versand|envio|livraison|portes/.test(reading.plain.low)) ||
          codes.has(code ?? ''),
      )
      .flatMap(({ minimumSubtotal = {}, effect }) => [
        ...Object.entries(minimumSubtotal).map(([currency, amount]) => ({ amount, currency })),
        ...(effect.kind === 'fixed'
          ? Object.entries(effect.amounts).map(([currency, amount]) => ({ amount, currency }))
          : []),
        ...(effect.kind === 'percentage'
          ? Object.entries(effect.cap ?? {}).map(([currency, amount]) => ({ amount, currency }))
          : []),
      ]),
  ];
}

export function shippingRates({ world }: Reading, near: string): Amount[] {
  const wanted = /express|expres/.test(near)
    ? /express/
    : /standard|estandar|normal/.test(near)
      ? /standard/
      : undefined;
  return world.shop.shop.shippingZones.flatMap(({ rates }) =>
    rates
      .filter(({ id }) => !wanted || !/standard|express/.test(id) || wanted.test(id))
      .map(({ amount, currency }) => ({ amount, currency })),
  );
}

/** Codes of the shop that the reply names. */
export const codesIn = ({ plain, world }: Reading): Set<string> =>
  new Set(
    (plain.text.toUpperCase().match(/[A-Z0-9][A-Z0-9_-]{2,}/g) ?? []).filter((word) => world.codes.has(word)),
  );
