import { z } from 'zod';

/** What the documentation and the error messages need to know about a setting, beside its schema. */
export interface SettingMeta {
  group: string;
  /** Completes the sentence "expected …". */
  expects: string;
  /** How the default reads in the documentation, where the bare value would not do. */
  defaultText?: string;
  /** Never echoed, logged or printed. */
  secret?: boolean;
  /** Other environment names that are read when `SHOPWRIGHT_…` is not set. */
  aliases?: readonly string[];
}

export const settingMeta = z.registry<SettingMeta>();

/** Attaches the description and the documentation facts to a schema; call it last, on what `default()` returned. */
export function setting<S extends z.ZodType>(description: string, meta: SettingMeta, schema: S): S {
  const described = schema.describe(description);
  settingMeta.add(described, meta);
  return described;
}

/** A whole number, written as such or as a decimal string. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );
}

/** A fraction between 0 and 1, both included. */
export function share() {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\s*\d*\.?\d+\s*$/.test(value) ? Number(value) : value),
    z.number().min(0).max(1),
  );
}

const FLAG_WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

/** `true`, `yes`, `on`, `1` and their opposites, in any case. */
export function flag() {
  return z.preprocess(
    (value) => (typeof value === 'string' ? (FLAG_WORDS[value.trim().toLowerCase()] ?? value) : value),
    z.boolean(),
  );
}

/** A list, written as an array or as one string with commas; `none` is the empty list. */
export function list(item: z.ZodType<string>) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    if (value.trim().toLowerCase() === 'none') return [];
    return value
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  }, z.array(item));
}

/** An `http:` or `https:` address without user, query or fragment; a trailing slash is dropped. */
export function httpUrl() {
  return z.string().transform((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const plain = url && !url.username && !url.password && !url.search && !url.hash;
    if (!url || !plain || !/^https?:$/.test(url.protocol)) {
      context.addIssue({ code: 'custom', message: 'not an http or https address' });
      return z.NEVER;
    }
    return url.href.replace(/\/+$/, '');
  });
}

/** A web origin: scheme, host and port, nothing after them; or `*`. */
export function origin(allowAny: boolean) {
  return z.string().refine((value) => {
    if (value === '*') return allowAny;
    return URL.canParse(value) && /^https?:\/\//.test(value) && new URL(value).origin === value.toLowerCase();
  });
}

/** `false`, a number of proxies, or a list of proxy addresses, CIDR ranges and Express's names for ranges. */
export function proxies() {
  return z.preprocess(
    (value) => {
      if (typeof value !== 'string') return value;
      const text = value.trim();
      if (['false', 'none', 'no', 'off', '0'].includes(text.toLowerCase())) return false;
      if (/^\d+$/.test(text)) return Number(text);
      return text.split(',').map((entry) => entry.trim());
    },
    z.union([
      z.literal(false),
      z.int().min(1).max(10),
      z.array(z.string().regex(/^(loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(\/\d{1,3})?)$/)).min(1),
    ]),
  );
}
