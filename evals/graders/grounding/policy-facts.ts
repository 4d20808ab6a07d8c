import { minorDigits } from '../../../server/commerce/money.ts';
import type { ShopData } from '../../contract.ts';
import { moneyOf } from './money.ts';
import { type NumberAt, numbersOf } from './numbers.ts';
import { plainOf } from './plain.ts';
import { type Reading, sentenceAt } from './reading.ts';
import { sentencesOf } from './sentences.ts';
import { textsOf } from './world.ts';

/**
 * What a rule of the shop is about, the most particular first. The same words tell what a sentence of a policy is about and what
 * a sentence of a chatbot is: a number is backed by a rule about the same thing.
 */
const TOPICS: readonly (readonly [string, RegExp])[] = [
  ['gift cards', /gift cards?|gutschein\w*|tarjetas? regalo|cart(?:ao|oes)-presente|cartes? cadeaux?/],
  ['withdrawal', /withdrawal|widerruf\w*|desistimiento|livre resolucao|retractation/],
  ['answers', /we (?:answer|reply|respond)|antworten|respondemos|repondons|response time|antwortzeit/],
  [
    'refund',
    /refund\w*|money back|(?:dinheiro|dinero|valor|importe) de (?:volta|vuelta)|geld[^.]{0,100}\bzuruck|recuper\w+[^.]{0,20}(?:dinero|dinheiro|argent)|argent[^.]{0,30}(?:rendu|retour)|reembols\w+|devolvemos (?:el|o) (?:dinero|importe|valor)|erstatt\w+|geld zuruck|rembours\w+/,
  ],
  [
    'legal guarantee',
    /legal guarantee|statutory (?:warranty|guarantee|rights)|gesetzliche gewahr\w*|garantia legal|garantie legale/,
  ],
  ['frame', /\bframes?\b|rahmen\b|fahrradrahmen|\bcuadros?\b|\bquadros?\b|cadres?\b/],
  [
    'warranty',
    /warrant\w+|guarantees?\b|\bgarant(?!i(?:ert|zad|d|s\b|\b)|i)\w*|garanti[ae]s?\b|gewahrleist\w*/,
  ],
  [
    'return',
    /bring (?:it|them) back|\breturn\w*|send (?:it|them) back|chang\w+ (?:your|their|his|her) minds?|bedenkzeit|bedenkfrist|anders (?:zu )?uberleg\w*|cambiar de (?:opinion|idea|parecer)|mudar de (?:ideias?|opiniao)|changer? d'avis|renoncer|arrepentir\w*|arrepend\w+|exchange\w*|zuruck(?:geben|schicken|senden|gabe)\w*|ruck(?:gabe|send)\w*|umtausch\w*|devol\w+|devuelv\w+|cambi(?:o|ar|arlo)s?\b|troca\w*|renvo\w+|retour\w*|rendre\b|echang\w+/,
  ],
  [
    'large',
    /freight|over 30 kg|large items?|sperrig\w*|spedition|voluminos\w*|volumineux|transporteur special\w*|transporte especial/,
  ],
  [
    'free shipping',
    /(?:shipping|delivery)[^.]*\bfree\b|free (?:\w+ )?(?:shipping|delivery)|envio[^.]*grat|(?:versand|liefer)\w*[^.]*(?:kosten(?:los|frei)|gratis)|livraison[^.]*(?:gratuit|offert)|(?:portes|frete|envio)[^.]*(?:gratis|gratuit)/,
  ],
  [
    'shipping',
    /ship\w*|deliver\w*|express\w*|parcels?|arriv\w+|liefer\w*|versand\w*|verschick\w*|verlassen|zustell\w*|ankomm\w*|kommt\b|pakete?|envi\w+|entreg\w*|llega\w*|chega\w*|encomendas?|recib\w+|receb\w+|recev\w+|recoi\w+|erhalt\w+|receive\w*|with you (?:in|within|by)|bei ihnen|in your hands|courier|kurier|mensajero|estafeta|coursier|livr\w+|arriv\w+|expedi\w+|colis|tarda|demora|dispatch\w*|handling/,
  ],
  [
    'payment',
    /\bpay\w*|zahl\w*|pag(?:o|ar|amento|as)\b|paiement|payer|tax\w*|steuer\w*|\biva\b|\btva\b|impuest\w*/,
  ],
];

export const topicsOf = (low: string): string[] => {
  const found = TOPICS.filter(([, pattern]) => pattern.test(low)).map(([topic]) => topic);
  return found;
};

const UNITS: readonly (readonly [string, RegExp])[] = [
  ['hour', /^(?:hours?|hrs?|stunden?|horas?|heures?|h)(?![\p{L}])/u],
  [
    'day',
    /^(?:(?:business|working|calendar|werk|arbeits|kalender)[ -]?)?(?:days?|tage?n?|tagige\w*|dias?|jours?|werktage?n?|arbeitstage?n?)(?![\p{L}])/u,
  ],
  ['week', /^(?:weeks?|wochen?|wochig\w*|semanas?|semaines?)(?![\p{L}])/u],
  ['month', /^(?:months?|monate?n?|monatig\w*|mes(?:es)?|mois)(?![\p{L}])/u],
  ['year', /^(?:years?|yrs?|jahren?|jahre|jahrige\w*|anos?|ans?|annees?)(?![\p{L}])/u],
  ['percent', /^(?:%|percent|prozent|por ?cento|por ciento|pour ?cent)/],
  ['kg', /^(?:kg|kilos?|kilogram\w*)(?![\p{L}])/u],
];

export interface Measured extends NumberAt {
  readonly unit: string;
  readonly unitEnd: number;
}

/** Numbers with a unit of time or a per cent behind them: `30 days`, `2-year`, `3 to 5 business days`. */
export function measuredOf(low: string, numbers: readonly NumberAt[]): Measured[] {
  const found: Measured[] = [];
  for (let index = numbers.length - 1; index >= 0; index--) {
    const number = numbers[index]!;
    const gap = /^[\s\u00a0*_-]{0,3}(?:(?:full|ganze\w*|whole)\s)?/.exec(
      low.slice(number.end, number.end + 10),
    )![0].length;
    const unit = UNITS.find(([, pattern]) =>
      pattern.test(low.slice(number.end + gap, number.end + gap + 24)),
    );
    if (unit) {
      const length = unit[1].exec(low.slice(number.end + gap, number.end + gap + 24))![0].length;
      found.push({ ...number, unit: unit[0], unitEnd: number.end + gap + length });
      continue;
    }
    const next = found.at(-1);
    if (
      next &&
      numbers[index + 1]?.start === next.start &&
      /^\s?(?:-|to|or|bis|oder|a|o|ou|e|y|bis zu|und|and|et)\s?$/.test(low.slice(number.end, next.start))
    )
      found.push({ ...number, unit: next.unit, unitEnd: number.end });
  }
  return found.reverse();
}

interface Rule {
  readonly topics: readonly string[];
  readonly units: ReadonlyMap<string, ReadonlySet<number>>;
  readonly monies: readonly { amount: number; currency: string }[];
}

const rules = new WeakMap<ShopData['policies'], readonly Rule[]>();
function rulesOf({ policies, shop }: ShopData): readonly Rule[] {
  const known = rules.get(policies);
  if (known) return known;
  const currencies = [...new Set(shop.markets.map(({ currency }) => currency))];
  const made = policies.flatMap(({ title, sections }) =>
    sections.flatMap(({ heading, body }) => {
      const languages = typeof body === 'string' ? ['en'] : Object.keys(body as object);
      return languages.flatMap((language) => {
        const text = typeof body === 'string' ? body : (body as Record<string, string>)[language]!;
        const titles = `${textsOf(heading).join(' ')} ${textsOf(title).join(' ')}`;
        const plain = plainOf(text);
        return sentencesOf(plain, language as 'en').flatMap(({ start, end }): Rule[] => {
          const low = plain.low.slice(start, end);
          const part = { text: plain.text.slice(start, end), low, at: [] };
          const numbers = numbersOf(part, language as 'en');
          const units = new Map<string, Set<number>>();
          for (const { unit, values } of measuredOf(low, numbers))
            units.set(unit, new Set([...(units.get(unit) ?? []), ...values]));
          const monies = moneyOf(part, numbers).flatMap(({ values, currencies: named }) =>
            values.flatMap((value) =>
              currencies
                .filter((one) => !named || named.includes(one))
                .map((currency) => ({ amount: Math.round(value * 10 ** minorDigits(currency)), currency })),
            ),
          );
          const topics = topicsOf(low);
          return units.size + monies.length === 0
            ? []
            : [{ topics: topics.length > 0 ? topics : topicsOf(plainOf(titles).low), units, monies }];
        });
      });
    }),
  );
  rules.set(policies, made);
  return made;
}

/** Rules about what the sentence is about: those of the most particular topic that both have. */
function fitting(reading: Reading, place: number): readonly Rule[] {
  const sentence = sentenceAt(reading, place);
  if (!sentence) return [];
  let topics = topicsOf(reading.plain.low.slice(sentence.start, sentence.end));
  if (topics.length === 0)
    topics = topicsOf(reading.plain.low.slice(Math.max(0, sentence.start - 160), sentence.end));
  const all = rulesOf(reading.world.shop);
  for (const topic of topics) {
    const found = all.filter((rule) => rule.topics[0] === topic);
    if (found.length > 0) return found;
  }
  for (const topic of topics) {
    const found = all.filter((rule) => rule.topics.includes(topic));
    if (found.length > 0) return found;
  }
  return [];
}

export function policyBacks(
  reading: Reading,
  place: number,
  _unit: 'money',
): readonly { amount: number; currency: string }[] {
  return fitting(reading, place).flatMap(({ monies }) => monies);
}

const LENGTH: Readonly<Record<string, number>> = { hour: 1, day: 24, week: 168, month: 730, year: 8760 };

/** Whether a rule about the same thing has this number: in its unit, or in one that is the same time (12 months, 1 year). */
export function policyHas(reading: Reading, { start, unit, values }: Measured): boolean {
  return fitting(reading, start).some(({ units }) =>
    values.some((value) => {
      if (units.get(unit)?.has(value)) return true;
      const length = LENGTH[unit];
      if (length === undefined) return false;
      return [...units].some(
        ([other, known]) =>
          LENGTH[other] !== undefined &&
          other !== unit &&
          [...known].some((one) => sameTime(value, unit, one, other)),
      );
    }),
  );
}

const sameTime = (a: number, unit: string, b: number, other: string): boolean => {
  const pairs: Record<string, number> = { 'week day': 7, 'year month': 12, 'day hour': 24 };
  return (
    a * (pairs[`${unit} ${other}`] ?? Number.NaN) === b || b * (pairs[`${other} ${unit}`] ?? Number.NaN) === a
  );
};

/** Whether the shop tells anything about what the sentence is about. */
export const hasRules = (reading: Reading): boolean => reading.world.shop.policies.length > 0;
