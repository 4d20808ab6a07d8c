import { describe, expect, test } from 'vitest';
import {
  engineOf,
  foundIds as ids,
  searchDocument as product,
  searchQuery as query,
  searchVariant,
} from '../../test/fixtures/search-documents.ts';
import { type Explanation, InvalidCursorError } from './search-engine.ts';

/** What the parts of an explanation add up to. */
const accountedFor = ({ words, boosts, coverage, exact }: Explanation): number => {
  const best = words.map(({ terms }) => Math.max(0, ...terms.map((term) => term.score)));
  return (
    [...best, ...boosts.map((boost) => boost.score)].reduce((sum, part) => sum + part, 0) * coverage + exact
  );
};

const shop = () =>
  engineOf(
    product('clog', 'Garden clog'),
    product('sneaker', 'Canvas sneaker', { brand: 'Acme' }),
    product('sneaker2', 'Leather sneaker'),
    product('pad', 'Mouse pad'),
    product('brogue', 'Oxford brogue'),
  );

describe('synonyms', () => {
  test('one-way leads there and not back', () => {
    const engine = shop();
    engine.configure({ synonyms: { oneWay: [{ from: 'gumshoe', to: ['clog'] }] } });
    expect(ids(engine, { text: 'Gumshoes' })).toEqual(['clog']);
    expect(ids(engine, { text: 'garden' })).toEqual(['clog']);
  });
  test('two-way leads both ways, over several words', () => {
    const engine = shop();
    engine.configure({ synonyms: { twoWay: [['wingtip shoe', 'brogue', 'full brogue']] } });
    expect(ids(engine, { text: 'wingtip shoe' })[0]).toBe('brogue');
    engine.configure({ synonyms: { twoWay: [['desk mat', 'mouse pad']] } });
    expect(ids(engine, { text: 'desk mat' })).toEqual(['pad']);
  });
  test('the product that says the word itself comes first', () => {
    const engine = shop();
    engine.configure({ synonyms: { twoWay: [['clog', 'brogue']] } });
    expect(ids(engine, { text: 'clog' })).toEqual(['clog', 'brogue']);
    expect(ids(engine, { text: 'brogue' })).toEqual(['brogue', 'clog']);
  });
});

test('stop words are left out, unless there is nothing else', () => {
  const engine = shop();
  engine.configure({ stopWords: ['Oxford'] });
  expect(ids(engine, { text: 'oxford clog' })).toEqual(['clog']);
  expect(ids(engine, { text: 'oxford' })).toEqual(['brogue']);
});

describe('pins and buries', () => {
  test('pins stand first in their order, found or not', () => {
    const engine = shop();
    engine.configure({ pins: [{ query: 'Sneakers', productIds: ['pad', 'sneaker2', 'gone'] }] });
    expect(ids(engine, { text: 'sneaker' })).toEqual(['pad', 'sneaker2', 'sneaker']);
    expect(ids(engine, { text: 'canvas sneaker' })).toEqual(['sneaker', 'sneaker2']);
  });
  test('pins keep to the filters and to the order by price', () => {
    const engine = shop();
    engine.configure({ pins: [{ query: 'sneaker', productIds: ['sneaker2'] }] });
    expect(ids(engine, { text: 'sneaker', filters: { brands: ['Acme'] } })).toEqual(['sneaker']);
    expect(ids(engine, { text: 'sneaker', sort: 'price_asc' })).toEqual(['sneaker', 'sneaker2']);
  });
  test('buries stand last, for one query or for all', () => {
    const engine = shop();
    engine.configure({ buries: [{ query: 'sneaker', productIds: ['sneaker'] }] });
    expect(ids(engine, { text: 'sneaker' })).toEqual(['sneaker2', 'sneaker']);
    engine.configure({ buries: [{ productIds: ['sneaker'] }] });
    expect(ids(engine, { text: 'canvas or leather sneaker' }).at(-1)).toBe('sneaker');
  });
  test('pages hold them once', () => {
    const engine = shop();
    engine.configure({
      pins: [{ query: 'sneaker', productIds: ['pad'] }],
      buries: [{ productIds: ['sneaker'] }],
    });
    const first = engine.search(query({ text: 'sneaker', limit: 2 }));
    const second = engine.search(query({ text: 'sneaker', limit: 2, cursor: first.nextCursor }));
    expect([...first.hits, ...second.hits].map((hit) => hit.productId)).toEqual([
      'pad',
      'sneaker2',
      'sneaker',
    ]);
  });
});

test('settings stay over merges, and end the cursors of queries before', () => {
  const engine = shop();
  const { nextCursor } = engine.search(query({ text: 'sneaker', limit: 1 }));
  engine.configure({ pins: [{ query: 'sneaker', productIds: ['pad'] }] });
  expect(() => engine.search(query({ text: 'sneaker', limit: 1, cursor: nextCursor }))).toThrow(
    InvalidCursorError,
  );
  engine.merge();
  expect(ids(engine, { text: 'sneaker' })[0]).toBe('pad');
});

describe('wishes of one language', () => {
  const engine = shop();
  engine.configure({
    stopWords: ['garden'],
    languages: {
      es: {
        synonyms: { twoWay: [['zueco', 'clog']] },
        stopWords: ['leather'],
        pins: [{ query: 'sneaker', productIds: ['pad'] }],
        buries: [{ productIds: ['sneaker'] }],
      },
    },
  });
  const of = (text: string, locale?: string) => ids(engine, { text, locale });
  test('hold where the customer speaks it, besides those of all', () => {
    expect(of('zueco', 'es-MX')).toEqual(['clog']);
    expect(of('garden sneaker', 'es')).toEqual(['pad', 'sneaker2', 'sneaker']);
    expect(of('leather sneaker', 'es')).toEqual(['pad', 'sneaker2', 'sneaker']);
  });
  test('hold nowhere else', () => {
    expect(of('zueco', 'en')).toEqual([]);
    expect(of('garden sneaker', 'en')).toEqual(['sneaker', 'sneaker2']);
    expect(of('leather sneaker')).toEqual(['sneaker2', 'sneaker']);
  });
  test('a page is continued in its language alone', () => {
    const { nextCursor: cursor } = engine.search(query({ text: 'sneaker', limit: 1, locale: 'es' }));
    expect(engine.search(query({ text: 'sneaker', cursor, locale: 'es-AR' })).hits).toHaveLength(2);
    expect(() => engine.search(query({ text: 'sneaker', cursor, locale: 'en' }))).toThrow(InvalidCursorError);
  });
});

describe('explain', () => {
  test('tells words, fields, boosts and filters; its parts make the score', () => {
    const bag = product('bag', 'Laptop bag', { description: { en: 'A bag for a laptop' } });
    const engine = engineOf(bag, product('laptop', 'Acme laptop'), product('lamp', 'Lamp'));
    const asked = query({ text: 'laptop bag under 50', filters: {} });
    const explanation = engine.explain(asked, 'bag', bag)!;
    expect(explanation).toMatchObject({
      passes: true,
      understood: { priceMax: 5000 },
      coverage: expect.closeTo(1, 3),
    });
    expect(explanation.words).toHaveLength(2);
    const terms = explanation.words[0]!.terms;
    const laptop = terms.find((term) => term.term === 'laptop')!;
    expect(Object.keys(laptop.fields!)).toEqual(['title', 'description']);
    expect(accountedFor(explanation)).toBeCloseTo(explanation.score, 3);
    expect(explanation.score).toBe(engine.search(asked).hits[0]?.score);
  });
  test('accounts for every hit: identifiers, doubtful prices, lacking words, other words for it, nothing found', () => {
    const bags = Array.from({ length: 30 }, (_, i) =>
      product(`bag${i}`, i % 3 ? 'Laptop bag in black' : 'Rucksack for school', {
        variants: [
          searchVariant(`b${i}`, { sku: `SKU-${i}`, prices: [{ market: 'us', amount: i * i * 99 + 1 }] }),
        ],
      }),
    );
    const engine = engineOf(...bags);
    engine.configure({ synonyms: { twoWay: [['satchel', 'rucksack']] } });
    const texts = [
      'laptop bag',
      'bag',
      'satchel',
      'sku-7',
      'blakc lapotp bag',
      'red bag',
      'bag under 1',
      'school bus',
    ];
    for (const text of texts) {
      const asked = query({ text, limit: 30 });
      const { hits } = engine.search(asked);
      expect(hits.length, text).toBeGreaterThan(0);
      for (const hit of hits) {
        const document = bags.find((bag) => bag.productId === hit.productId);
        const explanation = engine.explain(asked, hit.productId, document)!;
        expect(explanation.score, text).toBe(hit.score);
        expect(explanation.passes, text).toBe(true);
        expect(accountedFor(explanation), `${text}: ${hit.productId}`).toBeCloseTo(hit.score, 2);
        expect(Math.abs(explanation.rest), `${text}: ${hit.productId}`).toBeLessThan(0.01);
      }
    }
  });
  test('says what was given up, and what the merchant moved', () => {
    const engine = shop();
    engine.configure({
      pins: [{ query: 'sneaker', productIds: ['pad'] }],
      buries: [{ productIds: ['sneaker'] }],
    });
    const moved = (id: string) => engine.explain(query({ text: 'sneaker' }), id)?.moved;
    expect(['pad', 'sneaker', 'sneaker2'].map(moved)).toEqual(['pinned', 'buried', undefined]);
    expect(engine.explain(query({ text: 'sneaker under 1' }), 'sneaker2')).toMatchObject({
      understood: { priceMax: 100 },
      relaxed: ['price'],
      passes: true,
    });
  });
  test('tells of products that are not found, and knows no others', () => {
    const engine = engineOf(product('lamp', 'Lamp'));
    expect(engine.explain(query({ text: 'lamp', filters: { priceMax: 1 } }), 'lamp')).toMatchObject({
      passes: false,
    });
    expect(engine.explain(query({ text: 'lamp' }), 'nothing')).toBeUndefined();
  });
});
