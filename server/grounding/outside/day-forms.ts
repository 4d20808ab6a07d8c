import { wordsOf } from '../verify/vocabulary.ts';

const STYLES: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'full' },
  { dateStyle: 'long' },
  { dateStyle: 'medium' },
  { day: 'numeric', month: 'long' },
  { day: 'numeric', month: 'short' },
  { weekday: 'long', day: 'numeric', month: 'long' },
  { weekday: 'short', day: 'numeric', month: 'long' },
  { weekday: 'short', day: 'numeric', month: 'short' },
  { day: '2-digit', month: 'long' },
];
const ENGLISH_ORDINAL = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIX = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' } as const;

const formatters = new Map<string, Intl.DateTimeFormat>();
/** In UTC, in which days are told. */
function days(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  // Tags are the callers': there is no end to them.
  if (formatters.size >= 1000) formatters.clear();
  formatters.set(key, fresh);
  return fresh;
}

const made = new Map<string, string[][]>();
function kept(key: string, make: () => string[][]): string[][] {
  const known = made.get(key);
  if (known) return known;
  const fresh = make();
  if (made.size >= 1000) made.clear();
  made.set(key, fresh);
  return fresh;
}

/** The words of every accepted form of a calendar day (`YYYY-MM-DD`); digits alone only as the first locale writes them, or as ISO 8601. */
export const dayForms = (day: string, locales: readonly string[]): string[][] =>
  kept(`${day} ${locales.join(' ')}`, () => makeDayForms(day, locales));

function makeDayForms(day: string, locales: readonly string[]): string[][] {
  const at = Date.parse(day);
  const forms = new Map<string, string[]>();
  const add = (text: string): void => {
    const words = wordsOf(text);
    if (words.length >= 2) forms.set(words.join(' '), words);
  };
  add(day);
  for (const style of [
    { dateStyle: 'short' },
    { day: '2-digit', month: '2-digit', year: 'numeric' },
    { day: 'numeric', month: 'numeric', year: 'numeric' },
  ] as const) {
    add(days(locales[0], style).format(at));
  }
  for (const locale of locales) {
    for (const style of STYLES) add(days(locale, style).format(at));
    const month = days(locale, { month: 'long' }).format(at);
    const number = new Date(at).getUTCDate();
    if (locale.startsWith('en')) {
      const nth = `${number}${SUFFIX[ENGLISH_ORDINAL.select(number)]}`;
      for (const form of [`${month} ${nth}`, `${nth} ${month}`, `${nth} of ${month}`]) add(form);
    }
    if (locale.startsWith('fr') && number === 1) add(`1er ${month}`);
  }
  return [...forms.values()];
}

/** The words of every accepted form of the days from one to another. @param to words between the ends of a range */
export const rangeForms = (
  from: string,
  until: string,
  locales: readonly string[],
  to: readonly string[],
): string[][] =>
  kept(`${from} ${until} ${locales.join(' ')}`, () => makeRangeForms(from, until, locales, to));

function makeRangeForms(
  from: string,
  until: string,
  locales: readonly string[],
  to: readonly string[],
): string[][] {
  if (from === until) return [];
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const forms = new Map<string, string[]>();
  const add = (words: string[]): void => void forms.set(words.join(' '), words);
  for (const locale of locales)
    for (const style of STYLES.slice(1)) add(wordsOf(days(locale, style).formatRange(start, end)));
  if (from.slice(0, 7) === until.slice(0, 7)) {
    // One month for both: "8 to 10 January", "January 8 to 10".
    const first = String(new Date(start).getUTCDate());
    const firsts = [first, `${first}${SUFFIX[ENGLISH_ORDINAL.select(Number(first))]}`];
    const last = String(new Date(end).getUTCDate());
    for (const form of dayForms(until, locales)) {
      const at = form.findIndex(
        (word) => word === last || word === `${last}${SUFFIX[ENGLISH_ORDINAL.select(Number(last))]}`,
      );
      const monthFirst =
        at > 0 && /\p{L}{3}/u.test(form[at - 1]!) && !form.slice(at + 1).some((w) => /\p{L}{3}/u.test(w));
      if (at < 0 || !form.some((word) => /^\p{L}{3,}$/u.test(word))) continue;
      for (const day of firsts)
        for (const between of [[], ...to.map((words) => wordsOf(words))]) {
          if (monthFirst) add([...form.slice(0, at), day, ...between, ...form.slice(at)]);
          else if (at === 0) add([day, ...between, ...form]);
        }
    }
  }
  return [...forms.values()].filter((words) => words.length >= 3);
}
