import { hash as digest } from 'node:crypto';
import { InvalidCursorError, type SearchQuery } from '../search-types.ts';
import { MAX_BOOSTS, MAX_TERMS, MAX_WORDS, type PlannedWord, type QueryPlan } from './query-plan.ts';
import type { Rank } from './top-hits.ts';

/** Where a page ended, and what the query's words meant when the first page was made. */
export interface Cursor {
  readonly after: Rank;
  readonly plan: QueryPlan | undefined;
}

const LONGEST = 16_384;
/** More than any text gives: a cursor comes from outside and must not buy more work than a text. */
const MAX_PLAN_TERMS = 5 * MAX_WORDS + MAX_TERMS;

/** Of all that decides which products are found and in which order. */
export function queryHash(query: SearchQuery): string {
  const { filters } = query;
  const sorted = (values: readonly string[] | undefined): string[] => [...new Set(values ?? [])].sort();
  const attributes = Object.entries(filters.attributes ?? {}).map(([name, values]) => [
    name,
    ...sorted(values),
  ]);
  const parts = [
    query.text?.trim() ?? '',
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
  return digest('sha256', JSON.stringify(parts), 'base64url').slice(0, 8);
}

export function encodeCursor(hash: string, { after, plan }: Cursor): string {
  const words = plan?.words.map((word) => [
    word.idf,
    ...word.terms.flatMap(([term, worth]) => (worth === 1 ? term : [worth, term])),
  ]);
  const content = [
    hash,
    after.key,
    after.inStock,
    after.id,
    ...(plan ? [plan.required, words, plan.boosts] : []),
  ];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws InvalidCursorError when it is not a cursor of the query with this hash */
export function decodeCursor(text: string, hash: string): Cursor {
  const content = parse(text);
  if (!Array.isArray(content)) throw new InvalidCursorError();
  const [owner, key, inStock, id, required, words, boosts = []] = content as unknown[];
  const valid = owner === hash && isNumber(key) && (inStock === 0 || inStock === 1) && typeof id === 'string';
  if (!valid) throw new InvalidCursorError();
  const after = { key, inStock, id };
  if (required === undefined) return { after, plan: undefined };
  if (!isNumber(required) || !Array.isArray(words) || words.length > MAX_WORDS)
    throw new InvalidCursorError();
  const decoded = words.map(decodeWord);
  if (decoded.reduce((sum, word) => sum + word.terms.length, 0) > MAX_PLAN_TERMS)
    throw new InvalidCursorError();
  return { after, plan: { required, words: decoded, boosts: decodeBoosts(boosts) } };
}

function decodeBoosts(boosts: unknown): QueryPlan['boosts'] {
  if (!Array.isArray(boosts) || boosts.length > MAX_BOOSTS) throw new InvalidCursorError();
  return boosts.map((boost: unknown) => {
    const [term, value] = Array.isArray(boost) ? (boost as unknown[]) : [];
    if (typeof term !== 'string' || !isWithin(value, 50)) throw new InvalidCursorError();
    return [term, value];
  });
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
