import { createHash } from 'node:crypto';
import { InvalidCursorError, type Relaxation, type SearchQuery, type Understood } from '../search-types.ts';
import { type Blend, isBlend } from '../vectors/blend.ts';
import { MAX_BOOSTS, MAX_TERMS, MAX_WORDS, type PlannedWord, type QueryPlan } from './query-plan.ts';
import type { Rank } from './top-hits.ts';

/** Where a page ended, and what the query's text meant when the first page was made. */
export interface Cursor {
  readonly after: Rank;
  readonly plan: QueryPlan | undefined;
  readonly understood: Understood;
  readonly relaxed: readonly Relaxation[];
  /** How meaning was mixed in, where it was. */
  readonly blend?: Blend | undefined;
}

const LONGEST = 16_384;
/** More than any text gives: a cursor comes from outside and must not buy more work than a text. */
const MAX_PLAN_TERMS = 5 * MAX_WORDS + MAX_TERMS;
const NUMBERS = ['priceMin', 'priceMax'] as const;
const TEXTS = ['currency', 'color', 'size', 'brand', 'kind'] as const;
const SORTS = ['relevance', 'price_asc', 'price_desc', 'newest'] as const;
const RELAXATIONS: readonly Relaxation[] = [
  'size',
  'color',
  'brand',
  'kind',
  'stock',
  'price',
  'currency',
  'words',
  'similar',
  'meaning',
];
const LONGEST_TEXT = 200;

/** Of all that decides which products are found and in which order. @param version of the settings */
export function queryHash(query: SearchQuery, version: string): string {
  const { filters } = query;
  const sorted = (values: readonly string[] | undefined): string[] => [...new Set(values ?? [])].sort();
  const attributes = Object.entries(filters.attributes ?? {}).map(([name, values]) => [
    name,
    ...sorted(values),
  ]);
  const parts = [
    query.text?.trim() ?? '',
    query.literal === true,
    version,
    query.market,
    sorted(query.customerGroups),
    query.sort,
    filters.priceMin ?? null,
    filters.priceMax ?? null,
    filters.inStock === true,
    sorted(filters.categories),
    sorted(filters.brands),
    sorted(filters.productTypes),
    sorted(filters.tags),
    attributes.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    sorted(filters.productIds),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 8);
}

export function encodeCursor(hash: string, { after, plan, understood, relaxed, blend }: Cursor): string {
  const words = plan?.words.map((word) => [
    word.idf,
    ...word.terms.flatMap(([term, worth]) => (worth === 1 ? term : [worth, term])),
  ]);
  const planned = plan ? [plan.required, words, plan.boosts.flat(), plan.doubts.flat()] : [];
  const plain = Object.keys(understood).length + relaxed.length === 0;
  const meant = blend ? [understood, relaxed, blend] : plain ? [] : [understood, relaxed];
  const content = [hash, after.key, after.inStock, after.id, planned, ...meant];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws InvalidCursorError when it is not a cursor of the query with this hash */
export function decodeCursor(text: string, hash: string): Cursor {
  const content = parse(text);
  if (!Array.isArray(content)) throw new InvalidCursorError();
  const [owner, key, inStock, id, planned, understood = {}, relaxed = [], blend] = content as unknown[];
  const valid = owner === hash && isNumber(key) && (inStock === 0 || inStock === 1) && typeof id === 'string';
  if (!valid || !Array.isArray(planned)) throw new InvalidCursorError();
  if (!Array.isArray(relaxed) || !relaxed.every((part) => RELAXATIONS.includes(part as Relaxation)))
    throw new InvalidCursorError();
  if (blend !== undefined && !isBlend(blend)) throw new InvalidCursorError();
  return {
    after: { key, inStock, id },
    plan: planned.length === 0 ? undefined : decodePlan(planned),
    understood: decodeUnderstood(understood),
    relaxed: relaxed as Relaxation[],
    ...(blend !== undefined && { blend }),
  };
}

function decodePlan([required, words, boosts, doubts]: readonly unknown[]): QueryPlan {
  if (!isNumber(required) || !Array.isArray(words) || words.length > MAX_WORDS)
    throw new InvalidCursorError();
  const decoded = words.map(decodeWord);
  if (decoded.reduce((sum, word) => sum + word.terms.length, 0) > MAX_PLAN_TERMS)
    throw new InvalidCursorError();
  return {
    required,
    words: decoded,
    boosts: decodePairs(boosts, 50),
    doubts: decodePairs(doubts, Number.MAX_SAFE_INTEGER),
  };
}

/** Terms with numbers above 0 up to `limit`. */
function decodePairs(list: unknown, limit: number): [string, number][] {
  if (!Array.isArray(list) || list.length > 2 * MAX_BOOSTS) throw new InvalidCursorError();
  const decoded: [string, number][] = [];
  for (let i = 0; i < list.length; i += 2) {
    const [term, value] = list.slice(i, i + 2) as unknown[];
    if (typeof term !== 'string' || !isWithin(value, limit)) throw new InvalidCursorError();
    decoded.push([term, value]);
  }
  return decoded;
}

function decodeWord(word: unknown): PlannedWord {
  if (!Array.isArray(word) || !isWithin(word[0], 50) || word.length > 2 * MAX_TERMS + 1)
    throw new InvalidCursorError();
  const terms: [string, number][] = [];
  let worth = 1;
  for (const part of word.slice(1) as unknown[]) {
    if (isWithin(part, 1)) worth = part;
    else if (typeof part === 'string') {
      terms.push([part, worth]);
      worth = 1;
    } else throw new InvalidCursorError();
  }
  return { idf: word[0], terms };
}

function decodeUnderstood(value: unknown): Understood {
  if (typeof value !== 'object' || value === null) throw new InvalidCursorError();
  const from = value as Record<string, unknown>;
  const text = (part: unknown): part is string => typeof part === 'string' && part.length <= LONGEST_TEXT;
  const understood: { -readonly [K in keyof Understood]: Understood[K] } = {};
  for (const name of NUMBERS) if (isNumber(from[name])) understood[name] = from[name];
  for (const name of TEXTS) if (text(from[name])) understood[name] = from[name];
  if (from.inStock === true) understood.inStock = true;
  const sort = SORTS.find((known) => known === from.sort);
  if (sort) understood.sort = sort;
  if (typeof from.spelling === 'object' && from.spelling !== null) {
    const words = Object.entries(from.spelling).slice(0, MAX_WORDS);
    understood.spelling = Object.fromEntries(
      words.filter((word): word is [string, string] => text(word[0]) && text(word[1])),
    );
  }
  return understood;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
/** Above 0, at most `limit`. */
const isWithin = (value: unknown, limit: number): value is number =>
  isNumber(value) && value > 0 && value <= limit;

function parse(text: string): unknown {
  if (text.length > LONGEST) throw new InvalidCursorError();
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw new InvalidCursorError();
  }
}
