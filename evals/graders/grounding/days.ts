import { LANGUAGES, type ShopData } from '../../contract.ts';
import { lowered } from './plain.ts';

const DAY = 86_400_000;
export const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A day that is named in a text. `relative`: it hangs on when it is said. */
export interface DayAt {
  readonly start: number;
  readonly end: number;
  /** `MM-DD`, with the year in front where it is told; several where the writing is ambiguous. */
  readonly days: readonly string[];
  /** Days from today; undefined for dates and weekdays. */
  readonly offset?: number;
  /** 0 is Sunday. */
  readonly weekday?: number;
}

const MONTHS = new Map<string, number>();
const WEEKDAYS = new Map<string, number>();
for (const language of LANGUAGES) {
  for (let month = 0; month < 12; month++)
    for (const length of ['long', 'short'] as const)
      MONTHS.set(
        lowered(
          new Intl.DateTimeFormat(language, { month: length, timeZone: 'UTC' }).format(
            Date.UTC(2026, month, 15),
          ),
        ).replace('.', ''),
        month + 1,
      );
  for (let day = 0; day < 7; day++)
    WEEKDAYS.set(
      lowered(
        new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
          Date.UTC(2026, 0, 4 + day),
        ),
      ),
      day,
    );
}
MONTHS.set('sept', 9).set('marz', 3);
for (const [word, day] of [
  ['segunda', 1],
  ['terca', 2],
  ['quarta', 3],
  ['quinta', 4],
  ['sexta', 5],
  ['sonnabend', 6],
] as const)
  WEEKDAYS.set(word, day);
const months = [...MONTHS.keys()]
  .filter((name) => name.length >= 3)
  .sort((a, b) => b.length - a.length)
  .join('|');
const weekdays = [...WEEKDAYS.keys()].sort((a, b) => b.length - a.length).join('|');

const OFFSETS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:day after tomorrow|ubermorgen|pasado manana|depois de amanha|apres-demain)\b/g, 2],
  [
    /\b(?:tomorrow|(?<!uber)(?<!guten )morgen(?! fruh)|(?<!pasado |la |por la |esta )manana|(?<!depois de )amanha|(?<!apres-)demain|overnight|next[ -]day|uber nacht)\b/g,
    1,
  ],
  [
    /\b(?:today|tonight|same[ -]day|heute|hoy|esta noche|hoje|aujourd'hui|ce soir|mismo dia|mesmo dia|proprio dia|jour meme|am selben tag|taggleich)\b/g,
    0,
  ],
];
const pad = (value: number | string): string => String(value).padStart(2, '0');
const PATTERNS: readonly (readonly [RegExp, (found: RegExpExecArray) => string[]])[] = [
  [/(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)/g, ([, y, m, d]) => [`${y}-${m}-${d}`]],
  [
    new RegExp(
      `(?<!\\d)(\\d{1,2})(?:\\.|st|nd|rd|th|er|º|o)?\\s?(?:of |de |d')?(${months})\\.?(?![\\p{L}])(?:,?\\s(?:de )?(20\\d\\d))?`,
      'gu',
    ),
    ([, d, m, y]) => [`${y === undefined ? '' : `${y}-`}${pad(MONTHS.get(m!)!)}-${pad(d!)}`],
  ],
  [
    new RegExp(`(?<![\\p{L}])(${months})\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s(20\\d\\d))?`, 'gu'),
    ([, m, d, y]) => [`${y === undefined ? '' : `${y}-`}${pad(MONTHS.get(m!)!)}-${pad(d!)}`],
  ],
  [
    /(?<![\d.,/])(\d{1,2})[./](\d{1,2})[./]((?:20)?\d\d)?(?![\d%€$])/g,
    ([, a, b, y]) =>
      [`${pad(b!)}-${pad(a!)}`, `${pad(a!)}-${pad(b!)}`].map((day) =>
        y === undefined ? day : `${y.length === 2 ? `20${y}` : y}-${day}`,
      ),
  ],
];

/** Days named in a folded text: dates, weekdays, today and tomorrow. */
export function daysOf(low: string): DayAt[] {
  const found: DayAt[] = [];
  const free = (start: number, end: number): boolean =>
    !found.some((one) => start < one.end && end > one.start);
  for (const [pattern, days] of PATTERNS)
    for (const one of low.matchAll(pattern) as IterableIterator<RegExpExecArray>) {
      const [start, end] = [one.index, one.index + one[0].length];
      const real = days(one).filter((day) => /(?:^|-)(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(day));
      if (real.length > 0 && free(start, end)) found.push({ start, end, days: real });
    }
  for (const [pattern, offset] of OFFSETS)
    for (const one of low.matchAll(pattern))
      if (free(one.index, one.index + one[0].length))
        found.push({ start: one.index, end: one.index + one[0].length, days: [], offset });
  for (const one of low.matchAll(
    new RegExp(
      `(?<![\\p{L}])(${weekdays})(?:-feira)?(?:(?:vor|nach)?mittag|morgen|abend|fruh)?s?(?![\\p{L}])`,
      'gu',
    ),
  ))
    if (free(one.index, one.index + one[0].length))
      found.push({
        start: one.index,
        end: one.index + one[0].length,
        days: [],
        weekday: WEEKDAYS.get(one[1]!)!,
      });
  return found.sort((a, b) => a.start - b.start);
}

/** The day so many business days (Monday to Friday) after another. */
function businessDays(from: number, count: number): number {
  let day = from;
  while (isWeekend(day)) day += DAY;
  for (let left = count; left > 0; ) {
    day += DAY;
    if (!isWeekend(day)) left -= 1;
  }
  return day;
}
const isWeekend = (time: number): boolean => [0, 6].includes(new Date(time).getUTCDay());

export interface Arrival {
  readonly rate: string;
  readonly earliest: string;
  readonly latest: string;
}

/** When an order of this moment arrives, by every way of shipping. */
export function arrivals({ shop }: ShopData, time: number): Arrival[] {
  const late = new Date(time).getUTCHours() >= shop.cutOffHour && !isWeekend(time);
  const leaves = businessDays(businessDays(late ? time + DAY : time, 0), shop.handlingDays);
  return shop.shippingZones.flatMap(({ rates }) =>
    rates.map(({ id, minDays, maxDays }) => ({
      rate: id,
      earliest: isoOf(businessDays(leaves, minDays)),
      latest: isoOf(businessDays(leaves, maxDays)),
    })),
  );
}
