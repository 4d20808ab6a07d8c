import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchDocument, searchQuery, searchVariant } from '../../../test/fixtures/search-documents.ts';
import { InvertedIndex } from '../index/inverted-index.ts';
import { mergeIndex } from '../index/merge.ts';
import { productEntry } from '../index/product-entry.ts';
import type { SearchFilters } from '../search-types.ts';
import { Filter } from './filter.ts';
import { Matcher } from './matcher.ts';
import type { QueryPlan } from './query-plan.ts';
import { DOUBTFUL, EXACT, type ScoreQuestion, Scorer } from './scorer.ts';

const COVERAGE = 1.5;
const ENOUGH = 10;

/** The later a word, the fewer products have it. */
const VOCABULARY = 'ax bo cu do ek fu go hi jo ka'.split(' ');
const rare = fc.tuple(fc.nat(VOCABULARY.length - 1), fc.nat(VOCABULARY.length - 1));
const word = rare.map(([a, b]) => VOCABULARY[Math.min(a, b)]!);
const product = fc.record({
  title: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  brand: fc.constantFrom('Acme', 'Bolt', undefined),
  amount: fc.integer({ min: 0, max: 100 }),
  market: fc.constantFrom('us', 'us', 'us', 'eu'),
  available: fc.integer({ min: 0, max: 1 }),
});
const products = fc.array(product, { minLength: 1, maxLength: 150 });
/** Products are put in, merged, taken out and put in again. */
const history = fc.record({
  merged: products,
  removed: fc.array(fc.nat(149), { maxLength: 10 }),
  added: products,
});

const pair = fc.tuple(word, fc.constantFrom(1, 0.8, 0.6));
const plan: fc.Arbitrary<QueryPlan> = fc.record({
  words: fc.array(
    fc.record({
      idf: fc.integer({ min: 1, max: 120_000 }).map((n) => n / 1e4),
      terms: fc.uniqueArray(pair, { minLength: 0, maxLength: 3, selector: ([term]) => term }),
    }),
    { maxLength: 8 },
  ),
  boosts: fc.uniqueArray(
    fc.tuple(
      word,
      fc.integer({ min: 1, max: 90_000 }).map((n) => n / 1e4),
    ),
    {
      maxLength: 3,
      selector: ([term]) => term,
    },
  ),
  doubts: fc.uniqueArray(fc.tuple(word, fc.integer({ min: 1, max: 100 })), {
    maxLength: 2,
    selector: ([term]) => term,
  }),
  required: fc.constantFrom(0, 0, 0, 1, 2, 3),
});
const filters: fc.Arbitrary<SearchFilters> = fc.record({
  priceMax: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  inStock: fc.option(fc.constant(true), { nil: undefined }),
  brands: fc.option(fc.subarray(['acme', 'bolt'], { minLength: 1 }), { nil: undefined }),
});

function indexOf({ merged, removed, added }: typeof history extends fc.Arbitrary<infer T> ? T : never) {
  let index = new InvertedIndex();
  const put = (list: typeof merged, from: number): void => {
    for (const [i, { title, brand, amount, market, available }] of list.entries()) {
      const variants = [searchVariant(`v${from + i}`, { prices: [{ market, amount }], available })];
      index.upsert(productEntry(searchDocument(`p${from + i}`, title, { brand, variants })));
    }
  };
  put(merged, 0);
  index = new InvertedIndex(mergeIndex(index.freeze()));
  for (const i of removed) index.remove(`p${i}`);
  put(added, 100);
  return index;
}

const weightOf = (index: InvertedIndex, term: string, slot: number): number => {
  const id = index.find(term);
  const runs = id === undefined ? [] : index.postings(id);
  return runs.flatMap((run) => [...run]).find((packed) => packed >>> 8 === slot) ?? 0;
};

/** What every product scores, one after the other, without leaving anything out. */
function exhaustively(index: InvertedIndex, filter: Filter, question: ScoreQuestion, enough: number) {
  const { plan, named, pinned } = question;
  const asked = plan.words.reduce((sum, { idf }) => sum + idf, 0);
  const passing = Array.from({ length: index.products.bound }, (_, slot) => slot)
    .filter((slot) => filter.passes(slot))
    .map((slot) => {
      const weight = (term: string): number => weightOf(index, term, slot) & 255;
      let sum = 0;
      let matched = 0;
      let level = 0;
      for (const { idf, terms } of plan.words) {
        const known = terms.filter(([term]) => index.find(term) !== undefined);
        const worths = known.map(([term, worth]) => ((idf * worth) / 255) * weight(term));
        const best = Math.max(0, ...worths);
        if (best === 0) continue;
        sum = Math.fround(sum + (known.length === 1 ? best : Math.fround(best)));
        matched += idf;
        level += 1;
      }
      for (const [term, value] of level > 0 ? plan.boosts : []) {
        const below = new Map(plan.doubts).get(term) ?? 0;
        sum = Math.fround(sum + (value / 255) * (filter.lowest(slot) < below ? DOUBTFUL : 1) * weight(term));
      }
      const coverage = asked === 0 ? 0 : Math.fround((matched / asked) ** COVERAGE);
      const score = Math.round(sum * coverage * 1e4) + (named.includes(slot) ? EXACT * 1e4 : 0);
      return { slot, score, level, always: named.includes(slot) || pinned.includes(slot) };
    })
    .filter(({ level, always }) => level > 0 || always);
  const most = plan.words.length;
  const atLeast = (words: number): number => passing.filter(({ level }) => level >= words).length;
  let required = plan.required > 0 ? plan.required : most;
  while (plan.required === 0 && required > 1 && atLeast(required) < enough) required -= 1;
  const found = passing.filter(({ level, always }) => always || level >= required);
  return { found: found.map(({ slot, score }) => [slot, score]), required };
}

const collected = ({ slots, scores, count }: Matcher): number[][] =>
  Array.from(slots.subarray(0, count), (slot, i) => [slot, scores[i]!]);

test('what is left out on the way is nothing that would be found', () => {
  fc.assert(
    fc.property(
      fc.record({
        history,
        plan,
        filters,
        named: fc.array(fc.nat(250), { maxLength: 2 }),
        pinned: fc.array(fc.nat(250), { maxLength: 2 }),
        special: fc.boolean(),
        byRelevance: fc.boolean(),
        window: fc.constantFrom(32, 64, 2048),
        best: fc.integer({ min: 1, max: 12 }),
        below: fc.nat(20),
      }),
      (given) => {
        const index = indexOf(given.history);
        const filter = new Filter(index);
        filter.prepare(searchQuery({ filters: given.filters }));
        const scorer = new Scorer(index, filter, COVERAGE, given.window);
        const matcher = new Matcher(index, filter, scorer);
        const slots = (list: number[]): number[] =>
          given.special ? list.filter((slot) => slot < index.products.bound) : [];
        const question = { plan: given.plan, named: slots(given.named), pinned: slots(given.pinned) };
        const expected = exhaustively(index, filter, question, given.byRelevance ? ENOUGH : 1);
        // Twice: nothing of the first query is left.
        for (let i = 0; i < 2; i += 1) {
          const { total, required } = matcher.match(question, given.byRelevance);
          expect(collected(matcher)).toEqual(expected.found);
          expect(total).toBe(expected.found.length);
          expect(required).toBe(expected.required);
        }
        const scores = expected.found.map(([, score]) => score!);
        const below = scores[given.below] ?? Number.POSITIVE_INFINITY;
        const wanted = scores.filter((score) => score < below).sort((a, b) => b - a);
        const least = wanted[given.best - 1] ?? 0;
        const { total } = matcher.match(question, given.byRelevance, { best: given.best, below });
        expect(total).toBe(expected.found.length);
        expect(collected(matcher).filter(([, score]) => score! >= least && score! <= below)).toEqual(
          expected.found.filter(([, score]) => score! >= least && score! <= below),
        );
        for (const [slot, score] of expected.found) expect(scorer.scoreOf(question, slot!)).toBe(score);
      },
    ),
    { numRuns: 150 },
  );
});
