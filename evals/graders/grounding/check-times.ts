import { arrivals, daysOf, isoOf } from './days.ts';
import { hasRules, measuredOf, policyHas, topicsOf } from './policy-facts.ts';
import { aboutAt, isStated, itemsOf, type Reading, sentenceAt } from './reading.ts';

const CARRIED =
  /\breach(?:es)? you|(?:sie|du) (?:haben|hast) (?:es|ihn|sie)\b|\bexpress\w*|expres\b|you(?:'ll| will| can) (?:have|hold|be holding|get|receive|be using|unpack)|\b(?:it|they|order|parcel|package)(?:'ll| will) be (?:there|here|with you|yours|on its way)|(?:in|into) your hands|be (?:there|here|yours) (?:by|on|in|within)|with you within|courier|gets? (?:here|there)|parcel|package|halten sie|(?:haben|hast) (?:sie|du) (?:es|sie|ihn|das|ihr\w*|dein\w*)|in (?:den|ihren|deinen|der) han\w+|paket|sendung|(?:ist|sind) \S*.{0,24}\bda\b|da sein|kurier|trifft|lo tendras|tendras?\b|en tus manos|en sus manos|estara (?:ahi|alli|contigo|en)|paquete|mensajero|tera\b|nas (?:suas |tuas )?maos|estara (?:la|ai|consigo)|encomenda|estafeta|(?:vous |tu )?l'?aurez|vous aurez|tu auras|entre (?:les|vos|tes) mains|sera (?:la|chez vous)|colis|coursier|data de entrega|fecha de entrega|date de livraison|liefertermin|delivery date|deliver\w*|arriv\w*|ship(?:s|ped|ping|ment)?\b|dispatch\w*|get (?:it|them|yours|your \w+) (?:by|in|within|on|to)|receive|at your door|with you (?:by|in|on|to)|liefer\w*|ankomm\w*|kommt\b|ist (?:\w+ )?bei (?:ihnen|dir)|versand\w*|versend\w*|verschick\w*|zustell\w*|zugestellt|erhalten|lleg\w+|entreg\w+|enviar?\w*|envio\w*|recib\w+|receb\w+|cheg\w+|livr\w+|arriv\w+|recevr\w+|recevez|expedi\w+|\bin transit\b|unterwegs|pickup|abhol\w*/;
/** A day on which something is ordered, not one on which it comes. */
const ORDERED =
  /(?:order(?:s|ed)? (?:placed )?(?:it |them )?(?:before |by )?|buy (?:it )?|wenn (?:sie|du) (?:noch )?|bestell\w* (?:sie |du )?(?:noch |bis )?|pid[ea]s? |pedido |compras? |encomend\w+ |(?:commandez|commande|achetez) (?:des |avant )?)\S+(?: \S+)?$/;
const ORDERED_BEFORE = /^\S+ (?:bestell\w*|order\w*|commandez|pides?|encomend\w+)/;
const RATE = /express|expres/;
const SLOW = /standard|estandar|normal/;
/** A last day, as opposed to the day itself. */
const BY =
  /(?:\bby|before|until|no later than|at the latest(?: on)?|latest|bis(?: zum)?|spatestens(?: am)?|vor|antes d[aeo]l?|hasta(?: el)?|como maximo(?: el)?|a mas tardar(?: el)?|ate(?: a| ao)?|o mais tardar|avant(?: le)?|d'ici(?: le| a)?|au plus tard(?: le)?|jusqu'au?)[\s*_]*$/;
const DAY = 86_400_000;

/** Promised days of delivery, and numbers of rules: days to return, years of warranty. */
export function checkTimes(reading: Reading): void {
  checkDays(reading);
  checkDurations(reading);
}

function checkDays(reading: Reading): void {
  const { plain, time, world } = reading;
  const promised = arrivals(world.shop, time === 0 ? 0 : time);
  for (const day of daysOf(plain.low)) {
    const sentence = sentenceAt(reading, day.start);
    if (!sentence || !isStated(reading, day.start)) continue;
    const low = plain.low.slice(sentence.start, sentence.end);
    if (
      !CARRIED.test(low) ||
      ORDERED.test(low.slice(Math.max(0, day.start - sentence.start - 24), day.end - sentence.start)) ||
      ORDERED_BEFORE.test(low.slice(day.start - sentence.start, day.end - sentence.start + 24))
    )
      continue;
    if (day.offset === 0 && /\b(?:shop|order|help|assist)/.test(low) && !/deliver|arriv/.test(low)) continue;
    reading.count('delivery');
    const told = day.days.some((one) => reading.toldText.includes(one.length === 5 ? `-${one}` : one));
    if (told) continue;
    const named = RATE.test(low)
      ? promised.filter(({ rate }) => /express/.test(rate))
      : SLOW.test(low)
        ? promised.filter(({ rate }) => /standard/.test(rate))
        : [];
    const dates = new Set(
      (named.length > 0 ? named : promised).flatMap(({ earliest, latest }) => [earliest, latest]),
    );
    const meant =
      time === 0
        ? []
        : day.offset !== undefined
          ? [isoOf(time + day.offset * DAY)]
          : day.weekday !== undefined
            ? [1, 2, 3, 4, 5, 6, 7]
                .map((ahead) => time + ahead * DAY)
                .filter((one) => new Date(one).getUTCDay() === day.weekday)
                .map(isoOf)
            : day.days.map((one) => (one.length === 5 ? `${isoOf(time).slice(0, 4)}-${one}` : one));
    const by = BY.test(low.slice(0, day.start - sentence.start));
    const spans = daysOf(low).length > 1;
    // Shipping takes from so many to so many days: one day by itself is a promise only of a way that is named, or as the last one.
    const right = by
      ? meant.some((iso) =>
          (named.length > 0 ? named : promised.filter(({ rate }) => !/freight/.test(rate))).every(
            ({ latest }) => latest <= iso,
          ),
        )
      : (named.length > 0 || spans) && meant.some((iso) => dates.has(iso));
    if (right || world.policyText.includes(plain.low.slice(Math.max(0, day.start - 10), day.end + 10)))
      continue;
    reading.wrong(
      'delivery',
      day.start,
      day.end,
      time > 0 && dates.size > 0
        ? `it arrives on ${[...dates].sort().slice(0, 4).join(', ')}`
        : 'nothing tells of this day',
    );
  }
}

function checkDurations(reading: Reading): void {
  const { plain, numbers, world } = reading;
  const all = measuredOf(plain.low, numbers).filter(({ unit }) => unit !== 'percent' && unit !== 'kg');
  for (const one of all) {
    const sentence = sentenceAt(reading, one.start);
    if (!sentence || !isStated(reading, one.start)) continue;
    const low = plain.low.slice(sentence.start, sentence.end);
    const topics = topicsOf(low);
    const context =
      topics.length > 0 ? topics : topicsOf(plain.low.slice(Math.max(0, sentence.start - 120), sentence.end));
    if (context.length === 0 && !CARRIED.test(low)) continue;
    const named = itemsOf(reading, aboutAt(reading, one.start));
    const carried =
      (context.length === 0 ||
        context[0] === 'shipping' ||
        context[0] === 'free shipping' ||
        context[0] === 'large') &&
      (CARRIED.test(low) || topics.length === 0);
    // A runtime of hours is a feature of a product.
    if (named.some((item) => one.values.some((value) => tellsTime(item.says, value, one.unit) && !carried)))
      continue;
    if (
      !hasRules(reading) &&
      world.shop.shop.shippingZones.length === 0 &&
      named.length > 0 &&
      one.unit === 'hour'
    )
      continue;
    if (carried) {
      reading.count('delivery');
      if (!deliveryBacks(reading, one, wayOf(low, one.start - sentence.start)))
        reading.wrong('delivery', one.start, one.unitEnd, 'no way of shipping takes this long');
      continue;
    }
    if (one.unit === 'hour' && context[0] !== 'answers' && context[0] !== 'return' && context[0] !== 'refund')
      continue;
    if (context[0] === 'payment' || context[0] === 'shipping') continue;
    reading.count('policy');
    if (!policyHas(reading, one))
      reading.wrong('policy', one.start, one.unitEnd, `no rule about ${context[0]} says so`);
  }
}

/** Where a sentence names two ways of shipping, its words from the last one before a place on. */
function wayOf(low: string, place: number): string {
  if (!RATE.test(low) || !SLOW.test(low)) return low;
  const named = [...low.slice(0, place).matchAll(/expres\w*|standard\w*|estandar|normal\w*/g)].at(-1);
  return named ? low.slice(named.index).replace(/[;][\s\S]*$/, '') : low;
}

/** A duration that the texts of a product tell themselves. */
const tellsTime = (says: string, value: number, unit: string): boolean =>
  [
    ...says.matchAll(
      new RegExp(`(?<![\\d.,])${String(value).replace('.', '[.,]')}(?=[\\s\\u00a0-]{0,2}\\p{L})`, 'gu'),
    ),
  ].some(({ index, 0: { length } }) =>
    measuredOf(says.slice(index, index + length + 24), [
      { start: 0, end: length, values: [value], cents: false, spelled: false },
    ]).some((one) => one.unit === unit),
  );

function deliveryBacks(reading: Reading, one: ReturnType<typeof measuredOf>[number], low: string): boolean {
  const { shop } = reading.world.shop;
  const here = new Set(shop.markets.find(({ id }) => id === reading.market)?.countries ?? []);
  const abroad =
    [...shop.markets].some(({ countries }) =>
      countries.some(
        (country) =>
          !here.has(country) && countryNames(country, reading.language).some((name) => low.includes(name)),
      ),
    ) || /\beu\b|\bue\b|europ/.test(low);
  const zones = shop.shippingZones.filter(
    ({ countries }) => abroad || countries.some((country) => here.has(country)),
  );
  const rates = zones
    .flatMap((zone) => zone.rates)
    .filter(({ id, minDays }) =>
      RATE.test(low)
        ? /express/.test(id)
        : /standard|estandar|normal/.test(low)
          ? /standard/.test(id)
          : /freight|sperrig|spedition|volumin|large/.test(low)
            ? true
            : !/freight/.test(id) || minDays < 0,
    );
  const days = new Set([
    ...rates.flatMap(({ minDays, maxDays }) => [
      minDays,
      maxDays,
      minDays + shop.handlingDays,
      maxDays + shop.handlingDays,
    ]),
    ...(/leave|dispatch|handl|verlass|verlaess|versandfertig|salen|saem|quittent|warehouse|almacen|armazem|entrepot/.test(
      low,
    )
      ? [shop.handlingDays]
      : []),
  ]);
  if (one.unit === 'day' && one.values.some((value) => days.has(value))) return true;
  if (one.unit === 'week' && one.values.some((value) => days.has(value * 5) || days.has(value * 7)))
    return true;
  if (
    one.unit === 'hour' &&
    RATE.test(low) &&
    one.values.some((value) => value % 24 === 0 && [...days].some((day) => day === value / 24))
  )
    return true;
  return reading.world.items.length > 0 && (abroad || one.unit !== 'day') ? policyHas(reading, one) : false;
}

const names = new Map<string, string[]>();
export function countryNames(country: string, language: string): string[] {
  const key = `${country} ${language}`;
  const known = names.get(key);
  if (known) return known;
  const name = new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
  const made = [name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()];
  names.set(key, made);
  return made;
}
