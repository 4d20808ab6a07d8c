import { countryNames } from './check-times.ts';
import { PROMISES } from './concepts.ts';
import { aboutAt, itemsOf, type Reading, sentenceAt, within } from './reading.ts';
import { clauseAt } from './sentences.ts';

/** What the shop itself is said to offer: payment, places, services. */
export function checkPromises(reading: Reading): void {
  const { plain, world } = reading;
  for (const [name, words] of PROMISES)
    for (const { 0: found, index } of plain.low.matchAll(new RegExp(words.source, 'g'))) {
      const sentence = sentenceAt(reading, index);
      if (!sentence || clauseAt(sentence, index).mood !== 'stated') continue;
      if (reading.mentions.some(({ start, end }) => index >= start && index < end)) continue;
      reading.count('policy');
      if (
        (name === 'elsewhere' && sendsTo(reading, found)) ||
        words.test(world.policyText) ||
        itemsOf(reading, aboutAt(reading, index, [])).some(({ says }) => words.test(says))
      )
        continue;
      const known = world.shop.products.length > 0 && world.shop.policies.length === 0 && name === 'phone';
      if (!known)
        reading.wrong('policy', index, index + found.length, `nothing of the shop says so: ${name}`);
    }
  freeShipping(reading);
}

/** A country that one of the shop's zones of shipping has. */
const sendsTo = ({ world, language }: Reading, words: string): boolean =>
  world.shop.shop.shippingZones.some(({ countries }) =>
    countries.some((country) =>
      [...countryNames(country, language), ...(ALIASES[country] ?? [])].some((name) => words.includes(name)),
    ),
  );
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  GB: [
    'uk',
    'england',
    'great britain',
    'großbritannien',
    'inglaterra',
    'angleterre',
    'reino unido',
    'royaume-uni',
  ],
};

const FREE_SHIPPING =
  /free (?:\w+ )?(?:shipping|delivery)|(?:shipping|delivery) is (?:always |completely )?(?:free|on us|included)|ships? (?:for )?free|versandkostenfrei|kostenlose\w* (?:versand|lieferung)|(?:versand|lieferung) ist (?:immer )?(?:kostenlos|gratis|kostenfrei|inklusive)|gratisversand|envio (?:es |siempre )?(?:gratis|gratuito)|envio e gratis|(?:portes|frete|envio) (?:e |sao )?(?:gratis|gratuit\w*)|livraison (?:est |toujours )?(?:gratuite|offerte)/g;

function freeShipping(reading: Reading): void {
  const { plain, world } = reading;
  const rates = world.shop.shop.shippingZones.flatMap((zone) => zone.rates);
  for (const { 0: words, index } of plain.low.matchAll(FREE_SHIPPING)) {
    const sentence = sentenceAt(reading, index);
    if (!sentence || clauseAt(sentence, index).mood !== 'stated') continue;
    const low = plain.low.slice(sentence.start, sentence.end);
    // With a limit the limit is what is checked; a code has its own conditions; a return is no shipping.
    if (
      within(reading.monies, sentence).length > 0 ||
      /freeship|return|ruck|devol|retour|gift card|gutschein|tarjeta|cartao|carte cadeau|e-?book/.test(low)
    )
      continue;
    if (/^[^.]{0,40}[:]$/.test(low) || rates.some(({ amount }) => amount === 0)) continue;
    reading.count('policy');
    const items = itemsOf(reading, aboutAt(reading, index, []));
    const dear = items.some(({ product }) =>
      product.variants.some(({ prices }) =>
        prices.some(({ amount, currency }) =>
          rates.some(
            (rate) => rate.currency === currency && rate.freeFrom !== undefined && amount >= rate.freeFrom,
          ),
        ),
      ),
    );
    const total = reading.observation.state?.cart?.total;
    const full =
      total !== undefined &&
      rates.some(
        ({ freeFrom, currency }) =>
          freeFrom !== undefined && currency === total.currency && total.amount >= freeFrom,
      );
    if (
      !dear &&
      !full &&
      !world.items.some(
        ({ product }) =>
          items.some((one) => one.product === product) &&
          product.variants.every(({ requires_shipping }) => !requires_shipping),
      )
    )
      reading.wrong(
        'policy',
        index,
        index + words.length,
        'shipping is free under a condition, or not at all',
      );
  }
}
