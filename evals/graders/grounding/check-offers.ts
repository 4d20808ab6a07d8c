import { codesIn } from './amounts.ts';
import { measuredOf } from './policy-facts.ts';
import { aboutAt, isStated, itemsOf, type Reading, sentenceAt, within } from './reading.ts';
import { clauseAt } from './sentences.ts';

const OFF =
  /\boff\b|discount\w*|\bsav(?:e|es|ing|ings)\b|rabatt\w*|nachlass|spar(?:en|st|t)\b|reduzier\w*|gunstiger|ermaßig\w*|descuent\w*|rebaja\w*|ahorr\w+|descont\w*|poupa\w*|desconto|remis\w*|reduction\w*|reduit\w*|promo\w*|cheaper|mas barat|mais barat|moins cher|cashback|sale\b|(?:vom|du|del|do) (?:preis|prix|precio|preco)|(?:off|from) the price|deduct\w*|dedui\w*|deduz\w*|deduc\w*|abgezogen|abzug\w*|economis\w+|economiz\w+|poup\w+|ahorr\w+|weniger\b|(?:de|a) (?:menos|moins)\b|\bless\b/;
const TAX = /\btax|\bvat\b|mwst|mehrwertsteuer|steuer|\biva\b|impuest|impost|\btva\b/;

/** Percentages of discounts and taxes, and words that promise a reduction. */
export function checkOffers(reading: Reading): void {
  const { plain, world, numbers } = reading;
  const { discounts, shop } = world.shop;
  const codes = codesIn(reading);
  for (const one of measuredOf(plain.low, numbers)) {
    if (one.unit !== 'percent' || !isStated(reading, one.start)) continue;
    const sentence = sentenceAt(reading, one.start)!;
    const low = plain.low.slice(sentence.start, sentence.end);
    const near = plain.low.slice(
      Math.max(sentence.start, one.start - 50),
      Math.min(sentence.end, one.unitEnd + 50),
    );
    if (TAX.test(near) && !OFF.test(near)) {
      reading.count('total');
      if (!shop.taxRules.some(({ rate }) => one.values.some((value) => Math.abs(rate - value * 100) < 0.5)))
        reading.wrong('total', one.start, one.unitEnd, 'no tax of the shop has this rate');
      continue;
    }
    if (
      !OFF.test(near) &&
      codes.size === 0 &&
      !/^\s*-\s?$/.test(plain.low.slice(one.start - 2, one.start)) &&
      !OFF.test(low)
    )
      continue;
    reading.count('discount');
    const inSentence = [...codes].filter((code) =>
      plain.text.toUpperCase().slice(sentence.start, sentence.end).includes(code),
    );
    const named = new Set(inSentence.length > 0 ? inSentence : codes);
    const items = itemsOf(reading, aboutAt(reading, one.start));
    const rates = [
      ...discounts
        .filter(
          ({ active, code, customerGroups, title }) =>
            active &&
            (code === undefined ||
              named.has(code) ||
              (named.size === 0 && titled(title, low, one.values[0]!))) &&
            (customerGroups.length === 0 || customerGroups.some((group) => plain.low.includes(group))),
        )
        .flatMap(({ effect }) => ('rate' in effect ? [effect.rate / 100] : [])),
      ...(named.size > 0
        ? []
        : items.flatMap(({ product }) =>
            product.variants.flatMap(({ prices }) =>
              prices.flatMap(({ amount, compare_at }) =>
                compare_at === undefined
                  ? []
                  : [
                      Math.round((1 - amount / compare_at) * 100),
                      Math.floor((1 - amount / compare_at) * 100),
                    ],
              ),
            ),
          )),
    ];
    if (!one.values.some((value) => rates.includes(value)))
      reading.wrong(
        'discount',
        one.start,
        one.unitEnd,
        rates.length > 0 ? `it is ${[...new Set(rates)].join(' or ')} %` : 'the shop has no such discount',
      );
  }
  promises(reading, codes);
}

function titled(title: unknown, low: string, percent: number): boolean {
  return Object.values(typeof title === 'string' ? { title } : (title as Record<string, string>)).some(
    (text) => {
      const words =
        text
          .toLowerCase()
          .normalize('NFD')
          .replaceAll(/\p{M}/gu, '')
          .match(/\p{L}{5,}/gu) ?? [];
      const telling = words.filter(
        (word) =>
          !/^(?:order|bestell|pedido|comman|encom|members|mitglied|descuento|desconto|rabatt|remise)/.test(
            word,
          ),
      );
      return (
        text.includes(String(percent)) &&
        telling.length > 0 &&
        telling.every((word) => low.includes(word.slice(0, 6)))
      );
    },
  );
}

const BUNDLE =
  /(?:second|third|fourth|[234](?:nd|rd|th)|zweite\w*|dritte\w*|segund\w+|tercer\w*|terceir\w+|deuxieme|troisieme) (?:\w+ ){0,4}(?:free|gratis|kostenlos|geschenkt|umsonst|de regalo|de graca|gratuit\w*|offert\w*|half price)\b|\bbogo\b|buy (?:one|two|1|2),? get|\b[234] ?(?:for|x|por|fur|pour) ?(?:the price of )?[123]\b(?!\s?(?:cm|m\b|mm|[$€£]|\d))|kauf(?:e|en sie)? (?:1|2|eins|zwei)|(?:lleva|leve|compra|compre) (?:1|2|3|uno|dos|tres|um|dois|tres)[^.]{0,12}(?:paga|gratis|leva)|achete\w*[^.]{0,12}offert|two for one|dos por uno|zwei zum preis|deux pour le prix/g;
const HALF =
  /half[ -]?(?:price|off)|mitad de(?:l)? precio|a mitad|halben? preis|zur halfte|metade do preco|moitie prix|a moitie/g;
const FREE =
  /\b(?:for free|free of charge|it's free|is free|on the house|as a gift|free gift|geschenkt|umsonst|kostenlos dazu|gratis dazu|als geschenk|de regalo|gratis|de graca|de oferta|offert|gratuit\w*|gratuitement)\b/g;
const SALE =
  /\b(?:on sale|special (?:offer|deal)|flash sale|clearance|reduced from|marked down|im angebot|sonderangebot|reduziert|en oferta|en rebajas|rebajad\w+|em promocao|em saldos|en promotion|en solde|soldes?|liquidacion|liquidacao|liquidation|destockage|(?:raumungs|schluss|sonder|ab|aus)verkauf(?!t)\w*|rebajas|saldos|venta especial|ventes? privees?|closeout|end[- ]of[- ](?:line|season) sale|schnappchen\w*|chollos?|ganga|pechincha|bargain|bonne affaire)\b/g;
const BARGAIN =
  /(?:employee|staff|loyalty|vip|student|birthday|military|manager'?s?|special|exclusive|personal|mitarbeiter|treue|studenten|exklusiv\w*|personlich\w*|empleado|fidelidad|estudiante|especial|funcionario|fidelidade|exclusiv\w*|employe|fidelite|etudiant\w*)[ -]?(?:discount|rabatt|descuento|desconto|remise|preis|price)|(?:descuento|desconto|remise) (?:de |d'|para |pour )?(?:empleado|fidelidad|estudiante|especial|exclusiv\w*|funcionario|fidelidade|estudante|employe|fidelite|etudiant|vip|speciale)\w*/g;

function promises(reading: Reading, codes: ReadonlySet<string>): void {
  const { plain, world } = reading;
  const { discounts } = world.shop;
  const each = (pattern: RegExp, judge: (words: string, start: number) => string | undefined): void => {
    for (const { 0: words, index } of plain.low.matchAll(pattern)) {
      const sentence = sentenceAt(reading, index);
      if (!sentence || clauseAt(sentence, index).mood !== 'stated') continue;
      if (reading.mentions.some(({ start, end }) => index < end && index + words.length > start)) continue;
      reading.count('discount');
      const message = judge(words, index);
      if (message) reading.wrong('discount', index, index + words.length, message);
    }
  };
  const has = (kind: string): boolean =>
    discounts.some(
      ({ effect, code, active }) => active && effect.kind === kind && (code === undefined || codes.has(code)),
    );
  const bought = discounts.some(
    ({ effect, title }) => effect.kind === 'buy_x_get_y' && titledLoosely(title, plain.low),
  );
  each(BUNDLE, () => (has('buy_x_get_y') || bought ? undefined : 'the shop has no such offer'));
  each(HALF, (_, start) => {
    const rates = itemsOf(reading, aboutAt(reading, start)).flatMap(({ product }) =>
      product.variants.flatMap(({ prices }) =>
        prices.flatMap(({ amount, compare_at }) => (compare_at === undefined ? [] : [amount / compare_at])),
      ),
    );
    return rates.some((rate) => Math.abs(rate - 0.5) < 0.02) ? undefined : 'nothing is at half its price';
  });
  each(SALE, (_, start) => {
    const items = itemsOf(reading, aboutAt(reading, start));
    const reduced = items.some(({ product }) =>
      product.variants.some(({ prices }) => prices.some(({ compare_at }) => compare_at !== undefined)),
    );
    return items.length === 0 || reduced || codes.size > 0 ? undefined : 'it is not reduced';
  });
  each(BARGAIN, (words) => (world.policyText.includes(words) ? undefined : 'the shop has no such discount'));
  each(FREE, (_, start) => {
    const sentence = sentenceAt(reading, start)!;
    const low = plain.low.slice(sentence.start, sentence.end);
    const items = itemsOf(reading, aboutAt(reading, start));
    if (
      /ship|deliver|return|versand|liefer|ruck|envio|devol|portes|frete|entrega|livr|retour|renvo|label|etikett|collect|abhol|recog|recolh|coffee|kaffee|cafe|advice|help|cancel|storn/.test(
        low,
      )
    )
      return undefined;
    if (items.length === 0 || !aboutAt(reading, start).named || has('buy_x_get_y') || bought)
      return undefined;
    return items.some(
      ({ product, says }) =>
        says.includes(plain.low.slice(start, start + 4)) ||
        product.variants.some(({ prices }) => prices.some(({ amount }) => amount === 0)),
    )
      ? undefined
      : 'it costs something';
  });
}

const titledLoosely = (title: unknown, low: string): boolean =>
  Object.values(typeof title === 'string' ? { title } : (title as Record<string, string>)).some((text) => {
    const words =
      text
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .match(/\p{L}{4,}/gu) ?? [];
    return words.length > 1 && words.every((word) => low.includes(word));
  });

const CUE =
  /\b(?:codes?|coupons?|vouchers?|promo(?:tion)?\w*|gutscheincodes?|rabattcodes?|aktionscodes?|gutscheine?|codigos?|cupon(?:es)?|cup(?:om|ons|oes)|bons? de reduction|codes? promo)\b/g;

/** Codes that are named as if they could be used. */
export function checkCodes(reading: Reading): void {
  const { plain, world, mentions } = reading;
  const { discounts } = world.shop;
  const cues = [...plain.low.matchAll(CUE)].map(({ index }) => index);
  const shouted = plain.text.toUpperCase() === plain.text;
  for (const { 0: word, index } of plain.text.matchAll(
    /(?<![\p{L}\p{N}_-])[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*(?![\p{L}\p{N}_])/gu,
  )) {
    const sentence = sentenceAt(reading, index);
    if (!sentence || word.length < 4 || word.length > 24) continue;
    const upper = word.toUpperCase();
    const known = world.codes.has(upper);
    const form = /^[A-Z][A-Z0-9_-]*\d[A-Z0-9_-]*$/.test(word) || (/^[A-Z]{5,}$/.test(word) && !shouted);
    if (!(known && (word === upper || form)) && !form) continue;
    if (mentions.some(({ start, end }) => index >= start && index < end)) continue;
    const cued = cues.some((cue) => cue >= sentence.start - 80 && cue < sentence.end);
    // A word in capitals that ends in a number is what codes look like, whatever is said of it.
    const looks =
      /^[A-Z]{4,}[-_]?\d{1,4}X?$/.test(word) ||
      CHOICE.test(word) ||
      (/^[A-Z]{3}\d{2,4}X?$/.test(word) && within(mentions, sentence).length === 0);
    if (
      !known &&
      (world.words.has(word.toLowerCase()) ||
        !(looks || cued || (OFF.test(plain.low.slice(sentence.start, sentence.end)) && /\d/.test(word))))
    )
      continue;
    if (/^(?:HTTPS?|EUR|USD|GBP|HTML|JSON|IPX?\d|UTC|FAQ|USB|HDMI|[A-Z]{2}-[A-Z0-9]{6,})$/.test(word))
      continue;
    const negated =
      clauseAt(sentence, index).mood !== 'stated' ||
      REFUSED.test(plain.low.slice(sentence.start, sentence.end));
    if (negated) continue;
    reading.count('code');
    const found = discounts.filter(({ code }) => code?.toUpperCase() === upper);
    if (!known) {
      reading.wrong('code', index, index + word.length, `the shop has no code ${word}`);
      continue;
    }
    const low = plain.low.slice(sentence.start, sentence.end);
    const usable = found.some(
      ({ active, startsAt, endsAt, customerGroups }) =>
        active &&
        (reading.time === 0 ||
          ((startsAt ?? 0) <= reading.time && reading.time <= (endsAt ?? Number.POSITIVE_INFINITY))) &&
        (customerGroups.length === 0 || customerGroups.some((group) => plain.low.includes(group))),
    );
    if (!usable) {
      reading.wrong('code', index, index + word.length, `the code ${word} cannot be used`);
      continue;
    }
    const cart = reading.observation.state?.cart;
    if (reading.last && APPLIED.test(low) && cart && !cart.codes.some((code) => code.toUpperCase() === upper))
      reading.wrong('code', index, index + word.length, `the code ${word} is not on the cart`);
  }
}
/** Two parts, the second a number. */
const CHOICE = /^[A-Z]{3,}[-_]\d{1,4}X?$/;
const REFUSED =
  /not (?:valid|active|applicable|applied|available|recogni[sz]ed)|isn't|invalid|expired|doesn't exist|no longer|needs|requires|minimum|ungultig|abgelaufen|nicht|gilt erst|caducad|no es valid|no valid|no existe|nao |invalid|expirad|n'est|n'existe|expire|ne s'applique|run out|has ended|ausgelaufen|vencid|expirou|venceu|could not|couldn't|konnte|no se pud|no pude|impossible/;
const APPLIED =
  /(?:is|has been|have|was) applied|i(?:'ve| have) applied|eingelost|angewendet|angewandt|aplicad[oa]|he aplicado|apliquei|applique|ai applique/;
