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

const utc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions => ({
  ...options,
  timeZone: 'UTC',
});

/** The words of every accepted form of a calendar day (`YYYY-MM-DD`); digits alone only as the first locale writes them, or as ISO 8601. */
export function dayForms(day: string, locales: readonly string[]): string[][] {
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
    add(new Intl.DateTimeFormat(locales[0], utc(style)).format(at));
  }
  for (const locale of locales) {
    for (const style of STYLES) add(new Intl.DateTimeFormat(locale, utc(style)).format(at));
    const month = new Intl.DateTimeFormat(locale, utc({ month: 'long' })).format(at);
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
export function rangeForms(
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
    for (const style of STYLES.slice(1))
      add(wordsOf(new Intl.DateTimeFormat(locale, utc(style)).formatRange(start, end)));
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
