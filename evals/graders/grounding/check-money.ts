import { minorDigits } from '../../../server/commerce/money.ts';
import type { ClaimKind } from '../../contract.ts';
import { type MoneyAt, minorOf } from './money.ts';
import { policyBacks } from './policy-facts.ts';
import {
  type About,
  aboutAt,
  isStated,
  itemsOf,
  type Reading,
  sentenceAt,
  titleOf,
  variantsNear,
  within,
} from './reading.ts';
import type { Item, Variant } from './world.ts';

export interface Amount {
  readonly amount: number;
  readonly currency: string;
}
type Role = 'total' | 'saving' | 'threshold' | 'shipping' | 'fee' | 'tax' | 'before' | 'more' | 'price';

const ROLES: readonly (readonly [Role, RegExp])[] = [
  [
    'threshold',
    /free (?:\w+ )?(?:shipping|delivery)|(?:shipping|delivery)[^.]{0,30}\bfree\b|envio[^.]{0,30}(?:grat\w+)|(?:versand|liefer\w*)[^.]{0,30}(?:kostenlos|kostenfrei|gratis|frei)|versandkostenfrei|gratisversand|kostenlose\w* (?:versand|lieferung)|livraison[^.]{0,30}(?:gratuite|offerte)|(?:portes|frete)[^.]{0,20}gratis|minimum|mindestbestell\w*|mindest|pedido minimo|minimo|orders? (?:of|over|above|from)|bestellungen (?:ab|uber)|pedidos? (?:de|desde|superiores)|commandes? (?:des|de|a partir)|encomendas? (?:de|acima)|a partir d/,
  ],
  [
    'shipping',
    /shipping|postage|delivery (?:fee|cost|costs|charge)|delivery|express|freight|versand\w*|lieferung|porto\b|spedition|envio|entrega|portes?\b|frete|livraison|frais de port|transporte/,
  ],
  [
    'fee',
    /\bfees?\b|surcharge|restocking|gebuhr\w*|zuschlag|recargo|cargo\b|comision|tarifa|taxa\b|frais|return label|deposit|kaution|pfand/,
  ],
  [
    'tax',
    /\btax(?:es)?\b|\bvat\b|mwst|mehrwertsteuer|steuern?\b|\biva\b|impuestos?|impostos?|\btva\b|taxes?\b/,
  ],
  [
    'total',
    /total\w*|subtotal|\bitems:|\bartikel:|in all\b|altogether|together|combined|\bsum\b|summe|gesamt\w*|insgesamt|zusammen|juntos|juntas|en conjunto|ao todo|\bsoma\b|ensemble|somme|articles? ?:|articulos ?:|artigos ?:|come to|comes to|suma\b/,
  ],
  [
    'before',
    /\bwas\b|were\b|previously|before\b|instead of|originally|regular price|regularly|list price|usual(?:ly| price)|statt|vorher|bisher|ursprunglich|fruher|uvp|normalpreis|normalerweise|antes|en lugar de|en vez de|originalmente|em vez de|precio original|avant|au lieu de|habituel\w*|anciennement|barre\b/,
  ],
  [
    'saving',
    /\bsav(?:e|es|ing|ings)\b|\boff\b|discounts?|rabatt\w*|spar(?:en|st|t)\b|ersparnis|gespart|nachlass|ahorr\w+|descuentos?|rebaja\w*|descontos?|poupa\w*|economi\w+|remises?|reductions?|reduit\w*|gutschein\w*|coupon/,
  ],
  [
    'more',
    /\bmore\b|\bless\b|cheaper|difference|dearer|gunstiger|billiger|teurer|\bmehr\b|weniger|unterschied|mas (?:barat|car)\w+|diferencia|mais (?:barat|car)\w+|diferenca|(?:plus|moins) (?:cher|chere)s?|difference|d'ecart/,
  ],
];
/** What makes the amount behind it an earlier price, not the one before it. */
const EARLIER =
  /\b(?:before(?=\s?:)|was|were|previously|instead of|originally|statt|vorher|bisher|ursprunglich|uvp|antes|en lugar de|en vez de|em vez de|avant|au lieu de)\b/g;
const BOUND =
  /(?:\b(from|starting (?:at|from)|starts? at|ab|desde|a partir de?|des)|\b(under|below|less than|unter|weniger als|menos de|moins de|abaixo de|por debajo de|en dessous de)|\b(over|above|more than|uber|mehr als|mas de|mais de|plus de|acima de)|\b(up to|at most|bis zu|hochstens|hasta|ate|jusqu'a|maximal)|\b(about|around|roughly|approx(?:imately)?|approx\.|some|nearly|almost|circa|ca\.?|etwa|ungefahr|rund|knapp|fast|unos|alrededor de|aproximadamente|cerca de|casi|quase|environ|pres de|presque|autour de)|(~|≈))[\s*_"'(]*(?:(?:us|ca)?[$€£¥]\s?)?$/;
const WINDOW = 60;

/** Every amount of money of a reply: is it what the shop asks for the thing that it is said of. */
export function checkMoney(reading: Reading): void {
  const { plain, monies } = reading;
  const all = [...monies, ...bareAmounts(reading)].sort((a, b) => a.start - b.start);
  all.forEach((money, index) => {
    if (!isStated(reading, money.start)) return;
    const sentence = sentenceAt(reading, money.start)!;
    const from = Math.max(sentence.start, all[index - 1]?.end ?? 0, money.start - WINDOW);
    const to = Math.min(sentence.end, all[index + 1]?.start ?? plain.low.length, money.end + WINDOW);
    const [head, tail] = [reading.bare.slice(from, money.start), reading.bare.slice(money.end, to)];
    const role = roleOf(head, tail, all[index + 1] !== undefined && all[index + 1]!.start < sentence.end);
    check(reading, money, role, head, tail, aboutAt(reading, money.start, all));
  });
}

function roleOf(head: string, tail: string, more: boolean): Role {
  const nearest = (text: string, end: boolean): { role: Role; away: number } | undefined =>
    ROLES.flatMap(([role, pattern]) => {
      const places = [...text.matchAll(new RegExp(pattern.source, 'g'))].map((found) =>
        end ? text.length - found.index - found[0].length : found.index,
      );
      return places.length === 0 ? [] : [{ role, away: Math.min(...places) }];
    }).sort((a, b) => a.away - b.away)[0];
  // Behind the amount only what comes at once, or before the next clause.
  const cut = tail.search(/[,;.!?]|\s(?:and|und|y|e|et|plus|but|pero|aber|mais|mas)\s/);
  const [before, after] = [
    nearest(head, true),
    nearest(
      (cut < 0 ? (more ? tail.slice(0, 25) : tail) : tail.slice(0, cut)).replaceAll(EARLIER, (word) =>
        '_'.repeat(word.length),
      ),
      false,
    ),
  ];
  if (
    /free|grat|kostenlos|kostenfrei|frei|offerte/.test(head + tail) &&
    (before?.role === 'shipping' || after?.role === 'shipping' || before?.role === 'threshold')
  )
    return 'threshold';
  if (before && (!after || before.away <= 25 || before.away <= after.away))
    return before.role === 'more' && after ? after.role : before.role;
  return after?.role ?? 'price';
}

function check(reading: Reading, money: MoneyAt, role: Role, head: string, tail: string, about: About): void {
  const kind: ClaimKind =
    role === 'total'
      ? 'total'
      : role === 'saving' || role === 'before'
        ? 'discount'
        : role === 'threshold' || role === 'shipping' || role === 'fee'
          ? 'policy'
          : role === 'more'
            ? 'total'
            : role === 'tax'
              ? 'total'
              : 'price';
  const items = itemsOf(reading, about);
  const bound = BOUND.exec(head);
  const limit = bound
    ? (['from', 'under', 'over', 'to', 'about', 'about'] as const)[
        bound.slice(1).findIndex((one) => one !== undefined)
      ]
    : undefined;
  const told = reading.told.map(({ amount, currency }) => ({ amount, currency }));
  reading.count(kind);
  const quantity = quantityAt(reading, money, head, tail);
  let allowed: Amount[];
  switch (role) {
    case 'threshold':
      allowed = [...thresholds(reading), ...(policyBacks(reading, money.start, 'money') ?? [])];
      break;
    case 'shipping':
      allowed = [
        ...shippingRates(reading, head + tail),
        ...told,
        ...(policyBacks(reading, money.start, 'money') ?? []),
      ];
      break;
    case 'fee':
    case 'tax':
      allowed = [...told, ...(policyBacks(reading, money.start, 'money') ?? [])];
      break;
    case 'total':
      allowed = [...told, ...sums(reading, items, quantity, money)];
      break;
    case 'saving':
      allowed = [...told, ...savings(reading, items, quantity ?? 1)];
      break;
    case 'before':
      allowed = items.flatMap((item) =>
        pricesOf(reading, variantsNear(reading, item, money.start), 'compare'),
      );
      if (/was\b|were\b|antes|avant|vorher/.test(head)) allowed.push(...told);
      break;
    case 'more':
      allowed = differences(reading, items, money);
      break;
    case 'price':
      checkPrice(reading, money, items, about, limit, quantity, tail);
      return;
  }
  if (
    limit === 'about'
      ? allowed.some((one) => fits(money, one, 0.05))
      : allowed.some((one) => fits(money, one))
  )
    return;
  if (policyBacks(reading, money.start, 'money')?.some((one) => fits(money, one))) return;
  reading.wrong(
    allowed.some((one) => sameNumber(money, one)) ? 'currency' : kind,
    money.start,
    money.end,
    `${MEANT[role]} ${allowed.length > 0 ? `is ${shown(allowed)}` : 'is told nowhere in the shop'}`,
  );
}

const MEANT: Readonly<Record<Role, string>> = {
  total: 'this sum',
  saving: 'what is saved',
  threshold: 'this limit',
  shipping: 'shipping',
  fee: 'this fee',
  tax: 'this tax',
  before: 'the earlier price',
  more: 'the difference',
  price: 'the price',
};

function checkPrice(
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

const PER =
  /^\s*(?:per|pro|por|par|\/|je|the|la|le)\s?(?:100\s?)?(kg|kilo\w*|g\b|gram\w*|l\b|lit\w+|ml|piece|stuck|unit|unidad\w*|pieza|peca|pair|paar|month|monat|mes\b|mois|year|jahr|week|woche|meter|metre|metro)/;
/** Where a product tells how much of it there is. */
function perUnit(items: readonly Item[], own: readonly Amount[], per: string): Amount[] {
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

const cheapestBy = (all: readonly Amount[]): Amount[] =>
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

export function fits(money: MoneyAt, { amount, currency }: Amount, tolerance = 0): boolean {
  if (money.currencies && !money.currencies.includes(currency)) return false;
  return money.values.some((value) => {
    const minor = minorOf(value, currency);
    if (tolerance === 0) return minor === Math.abs(amount);
    return (
      Math.abs(value * 10 ** minorDigits(currency) - amount) <= Math.max(Math.abs(amount) * tolerance, 0)
    );
  });
}
const sameNumber = (money: MoneyAt, { amount, currency }: Amount): boolean =>
  money.currencies !== undefined &&
  !money.currencies.includes(currency) &&
  money.values.some((value) => minorOf(value, currency) === Math.abs(amount));

const shown = (all: readonly Amount[]): string =>
  [
    ...new Set(
      all.map(
        ({ amount, currency }) =>
          `${(amount / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))} ${currency}`,
      ),
    ),
  ]
    .slice(0, 4)
    .join(', ');

/** How many the amount is said to be for: “2 × Lamp: $98”, “three lamps cost …”, “two for …”. */
function quantityAt(reading: Reading, money: MoneyAt, head: string, tail: string): number | undefined {
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
      if (start > money.end && !/^\s*(?:for|fur|por|para|pour)/.test(tail)) continue;
      return value;
    }
  }
  return /\b(?:each|apiece)\b/.test(tail.slice(0, 8)) ? 1 : undefined;
}

function sums(
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
    return [...(inSentence.length > 1 && quantity === undefined ? [] : found), ...totals]
      .flatMap((amount) => [amount, ...(withShipping ? rates.map((rate) => amount + rate) : [])])
      .filter((amount) => amount > 0)
      .flatMap((amount) => [amount, ...reduced(reading, amount, currency)])
      .map((amount) => ({ amount, currency }));
  });
}

/** So many of each, also after discounts that apply by themselves. */
const times = (reading: Reading, own: readonly Amount[], quantity: number): Amount[] =>
  own.flatMap(({ amount, currency }) =>
    [amount * quantity, ...reduced(reading, amount * quantity, currency)].map((one) => ({
      amount: one,
      currency,
    })),
  );

/** What a sum is after discounts that need no code, or whose code is named. */
function reduced(reading: Reading, amount: number, currency: string): number[] {
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

function savings(reading: Reading, items: readonly Item[], quantity: number): Amount[] {
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

function differences(reading: Reading, items: readonly Item[], money: MoneyAt): Amount[] {
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
  const lists = all.map(({ product }) => pricesOf(reading, product.variants, 'price'));
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

function thresholds(reading: Reading): Amount[] {
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

function shippingRates({ world }: Reading, near: string): Amount[] {
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

const COSTS =
  /(?:\b(?:costs?|priced at|price(?: is| of)?|sells? for|for (?:just|only)|yours for|kostet|kosten|preis(?: ist| betragt| von)?|fur nur|cuesta|cuestan|precio(?: es)?|vale|por solo|sale (?:a|por)|custa|custam|preco(?: e)?|por apenas|coute|coutent|prix(?: est)?|pour seulement|(?:just|only|nur|solo|apenas|seulement))|["|:·-])[\s"*_:|=-]*(?:(?:is|of|de|von|just|only|nur|solo|apenas|seulement|about|around|etwa|unos|cerca de|environ|from|ab|desde|a partir de)[\s*_:]*)*$/;
const NO_PRICE =
  /^[\s\u00a0-]*(?:%|°|[a-z]{1,3}\b(?<!\b(?:and|for|mit|und|con|com|por|per|a|e|y|et|in|on|at|if|so|but|o|ou|or|le|la|de|du|im|am)\b)|×|x\b|"|inch|zoll|hour|stund|hora|heure|day|tag|dia|jour|year|jahr|ano|month|mon|mes|mois|week|woch|sem|person|lumen|watt|volt|litre|liter|litro|gram|kilo|met|minut|piece|stuck|unit|unid|pieza|peca|in stock|auf lager|en stock|em stock|left|available|disp|star|page|seit|pag|cm|mm|people|models?|products?|produkt|product|modell|artikel|article|option|colou?rs?|farb|cores|couleur|size|größ|grosse|talla|tama|taille)/;

/** Numbers without a currency where a price is told: “costs 24.90”, “| Beam 200 | 24.90 |”, `"price": 24.9`, “twenty-four ninety”. */
function bareAmounts(reading: Reading): MoneyAt[] {
  const { plain, numbers, monies } = reading;
  return numbers.flatMap((number): MoneyAt[] => {
    const { start, end, values, cents } = number;
    if (monies.some((one) => start < one.end && end > one.start)) return [];
    const head = plain.low.slice(Math.max(0, start - 40), start);
    const tail = plain.low.slice(end, end + 16);
    if (NO_PRICE.test(tail) || /[#/]$/.test(head) || /^[:/]\d/.test(tail)) return [];
    const told = COSTS.test(head);
    const keyed = /"?(?:price|preis|precio|preco|prix|amount|cost)\w*"?\s*[:=]\s*$/.test(head);
    if (
      !(
        keyed ||
        (told &&
          (cents ||
            /(?:cost|price|preis|kost|cuest|preci|preco|cust|cout|prix|vale|yours|sells)\w*[^.]{0,18}$/.test(
              head,
            )))
      )
    )
      return [];
    const minor = keyed && /amount|cents/.test(head) ? values.map((value) => value / 100) : [];
    return [{ start, end, values: [...values, ...minor], currencies: undefined }];
  });
}
