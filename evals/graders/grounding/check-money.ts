import type { ClaimKind } from '../../contract.ts';
import { type Amount, differences, pricesOf, savings, shippingRates, sums, thresholds } from './amounts.ts';
import { partOf } from './arithmetic.ts';
import { bareAmounts } from './bare-amounts.ts';
import { checkPrice } from './check-price.ts';
import type { MoneyAt } from './money.ts';
import { fits, sameNumber, shown } from './money-fits.ts';
import { type Role, roleOf } from './money-roles.ts';
import { policyBacks } from './policy-facts.ts';
import { INSTEAD, quantityAt, RECKONED } from './quantity.ts';
import {
  type About,
  aboutAt,
  isStated,
  itemsOf,
  type Reading,
  sentenceAt,
  variantsNear,
  within,
} from './reading.ts';

const BOUND =
  /(?:\b(from|starting (?:at|from)|(?:starts?|begins?) (?:at|with|from)|ab|beginn\w* (?:bei|ab)|starten (?:bei|ab)|desde|a partir de?|(?:empiez|comienz|arranc)\w+ (?:en|desde|a)|comec\w+ (?:em|nos|a)|(?:commenc|debut|demarr)\w+ (?:a|par)|partent de|des)|\b(under|below|less than|unter|weniger als|menos de|moins de|abaixo de|por debajo de|en dessous de)|\b(over|above|more than|uber|mehr als|mas de|mais de|plus de|acima de)|\b(up to|at most|bis zu|hochstens|hasta|ate|jusqu'a|maximal)|\b(about|around|roughly|approx(?:imately)?|approx\.|some|nearly|almost|circa|ca\.?|etwa|ungefahr|rund|knapp|fast|unos|alrededor de|aproximadamente|cerca de|casi|quase|environ|pres de|presque|autour de)|(~|≈))[\s*_"'(]*(?:(?:us|ca)?[$€£¥]\s?)?$/;
const WINDOW = 60;
/** Names are blanks here, however long; “before shipping” says that the amount is none for shipping. */
const worded = (text: string): string => text.replaceAll(/ {3,}/g, '   ').replaceAll(APART, ' ');
const APART =
  /\b(?:before|excluding|excl\.?|without|not including|plus|ohne|vor|zzgl\.?|zuzuglich|exkl\w*\.?|sin(?: contar| incluir)?|mas|antes de(?: los| la| el)?|sem(?: contar)?|mais|antes d[eoa]s?|hors|avant|sans|plus les) (?:the |die |den |dem |los |el |la |les |o |os |as )?(?:shipping|delivery|postage|versand\w*|lieferung|lieferkosten|gastos de envio|envio|portes|frete|frais de (?:port|livraison)|livraison|tax(?:es)?|vat|steuern?|mwst\.?|impuestos|impostos|iva|taxes|tva)/g;

/** Every amount of money of a reply: is it what the shop asks for the thing that it is said of. */
export function checkMoney(reading: Reading): void {
  const { plain, monies } = reading;
  const all = [...monies, ...bareAmounts(reading)].sort((a, b) => a.start - b.start);
  all.forEach((money, index) => {
    if (!isStated(reading, money.start)) return;
    const sentence = sentenceAt(reading, money.start)!;
    const from = Math.max(sentence.start, all[index - 1]?.end ?? 0);
    const to = Math.min(sentence.end, all[index + 1]?.start ?? plain.low.length);
    const [head, tail] = [
      worded(reading.bare.slice(from, money.start)).slice(-WINDOW),
      worded(reading.bare.slice(money.end, to)).slice(0, WINDOW),
    ];
    const words = reading.bare.slice(sentence.start, sentence.end);
    const reckoned =
      RECKONED.test(words) &&
      all.filter((one) => one.start >= sentence.start && one.end <= sentence.end).length > 1;
    if (reckoned && INSTEAD.test(head)) return;
    const part = partOf(reading, money);
    if (part?.role === 'result') {
      checkResult(reading, money, part.values);
      return;
    }
    const role =
      part !== undefined
        ? 'price'
        : reckoned || listed(reading, money, sentence)
          ? 'total'
          : roleOf(
              head,
              tail,
              all[index + 1] !== undefined && all[index + 1]!.start < sentence.end,
              reading.bare.slice(sentence.start, sentence.end),
            );
    if (part !== undefined && within(reading.mentions, sentence).length === 0 && isPrice(reading, money))
      return;
    check(reading, money, role, head, tail, aboutAt(reading, money.start, all), part !== undefined);
  });
}

/** “One lamp and one mug: $60”. */
function listed(reading: Reading, money: MoneyAt, sentence: { start: number; end: number }): boolean {
  const names = within(reading.mentions, sentence);
  return (
    within(reading.monies, sentence).length === 1 &&
    new Set(names.map(({ items }) => items[0])).size > 1 &&
    names.at(-1)!.end <= money.start &&
    /^\s*(?:[:=]|-\s|makes?\b|macht\b|is\b|son\b|sao\b|font\b)[\s*_]*(?:us|ca)?[$€£]?\s*$/.test(
      reading.bare.slice(names.at(-1)!.end, money.start),
    )
  );
}

/** What comes out of a sum that is written out. */
function checkResult(reading: Reading, money: MoneyAt, values: readonly number[]): void {
  reading.count('total');
  if (!values.some((value) => money.values.some((one) => Math.abs(one - value) < 0.005)))
    reading.wrong('total', money.start, money.end, `that makes ${values[0]!.toFixed(2)}`);
}

/** Of anything in the shop: a sum can be made of things that were named before. */
const isPrice = (reading: Reading, money: MoneyAt): boolean =>
  reading.world.items.some(({ product }) =>
    pricesOf(reading, product.variants, 'price').some((one) => fits(money, one)),
  );

function check(
  reading: Reading,
  money: MoneyAt,
  role: Role,
  head: string,
  tail: string,
  about: About,
  operand = false,
): void {
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
  // A part of a sum that is written out is the price of one.
  const quantity = operand ? undefined : quantityAt(reading, money, head, tail);
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
