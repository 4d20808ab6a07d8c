import { text as en } from './text-en.js';

export const LANGUAGES = { en: 'English', es: 'Español', pt: 'Português', de: 'Deutsch', fr: 'Français' };

let text = en;
let language = 'en';
/** Dates and amounts: the checkout's locale while its language is shown, otherwise the language. */
let locale = 'en';

/** Loads the words of a language; English where it is not one of ours. */
export async function setLocale(wanted) {
  const tag = String(wanted || 'en');
  const base = tag.toLowerCase().split('-')[0];
  const known = Object.hasOwn(LANGUAGES, base);
  language = known ? base : 'en';
  locale = known && isLocale(tag) ? tag : language;
  text = language === 'en' ? en : (await import(`./text-${language}.js`)).text;
  document.documentElement.lang = language;
}

function isLocale(tag) {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

export const currentLanguage = () => language;
export const has = (key) => Object.hasOwn(text, key);

/** @param {Record<string, string | number>} [values] fill `{name}` @param {string} [fallback] for an unknown key */
export const t = (key, values = {}, fallback = key) =>
  (text[key] ?? en[key] ?? fallback).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));

export function formatMoney({ amount, currency }) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits;
  const plain = String(Math.abs(amount)).padStart(digits + 1, '0');
  const decimal = digits ? `${plain.slice(0, -digits)}.${plain.slice(-digits)}` : plain;
  return format.format(amount < 0 ? `-${decimal}` : decimal);
}

/** @param {string} from @param {string} to calendar dates, YYYY-MM-DD */
export function formatDates(from, to) {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const [start, end] = [new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`)];
  return from === to ? format.format(start) : format.formatRange(start, end);
}

export function countryName(code) {
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const byName = (a, b) => a.localeCompare(b, language);
