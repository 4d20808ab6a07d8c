import type { TemplateCategory } from './decide.ts';
import type { AwakeHours } from './quiet-hours.ts';

/** What the merchant sets of messages that nobody asked for. */
export interface DeliverySettings {
  /** Promotions to one person. */
  caps: readonly { count: number; withinMs: number }[];
  /** IANA zones for people of whom nothing is known. */
  homeZones: readonly string[];
  /** Instead of the table of places. */
  awake?: AwakeHours;
  /** Of a calendar month (UTC), over a channel, in microdollars; absent: no limit. */
  budget?: number;
  /** Of one message by template, in microdollars. */
  costs: Readonly<Partial<Record<TemplateCategory, number>>>;
  /** People written to first in a day, where the vendor allows more. */
  people?: number;
}

const HOUR_MS = 3_600_000;
const UNITS = { h: HOUR_MS, d: 24 * HOUR_MS } as const;
const MICRO = 1_000_000;

/** `1/1d,3/7d`: so many in so many hours or days. Undefined for anything else. */
export function readCaps(text: string): DeliverySettings['caps'] | undefined {
  const parts = text.split(',').map((part) => /^\s*([1-9]\d{0,3})\/([1-9]\d{0,2})([hd])\s*$/.exec(part));
  if (parts.includes(null)) return undefined;
  return parts.map((part) => ({
    count: Number(part![1]),
    withinMs: Number(part![2]) * UNITS[part![3] as keyof typeof UNITS],
  }));
}

/** `9-20` or `9-20,sunday:12-18`: local hours, the second excluded. Undefined for anything else. */
export function readAwake(text: string): AwakeHours | undefined {
  const found = /^\s*(\d{1,2})-(\d{1,2})\s*(?:,\s*sunday:(\d{1,2})-(\d{1,2})\s*)?$/i.exec(text);
  if (!found) return undefined;
  const [from, to, sundayFrom, sundayTo] = found
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const isDay = (a: number, b: number): boolean => a < b && b <= 24;
  if (!isDay(from!, to!)) return undefined;
  if (sundayFrom === undefined) return { from: from!, to: to! };
  return isDay(sundayFrom, sundayTo!)
    ? { from: from!, to: to!, sunday: { from: sundayFrom, to: sundayTo! } }
    : undefined;
}

/** `Europe/Madrid,Atlantic/Canary`. Undefined where one is no zone of the IANA database. */
export function readZones(text: string): string[] | undefined {
  const zones = text.split(',').map((zone) => zone.trim());
  return zones.every(isZone) ? zones : undefined;
}

function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** `marketing:0.0625,utility:0.008`: US dollars a message, as microdollars. Undefined for anything else. */
export function readCosts(text: string): DeliverySettings['costs'] | undefined {
  const parts = text
    .split(',')
    .map((part) => /^\s*(marketing|utility|authentication):(\d{1,4}(?:\.\d{1,6})?)\s*$/.exec(part));
  if (parts.includes(null)) return undefined;
  return Object.fromEntries(parts.map((part) => [part![1], Math.round(Number(part![2]) * MICRO)]));
}

/** `250` or `99.50`: US dollars, as microdollars. Undefined for anything else. */
export const readBudget = (text: string): number | undefined =>
  /^\d{1,9}(?:\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * MICRO) : undefined;
