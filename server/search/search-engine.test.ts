import { describe, expect, test } from 'vitest';
import {
  searchDocument as product,
  searchQuery as query,
  searchVariant as variant,
} from '../../test/fixtures/search-documents.ts';
import { InvalidCursorError, type SearchDocument, SearchEngine, type SearchQuery } from './search-engine.ts';

function engineOf(...documents: SearchDocument[]): SearchEngine {
  const engine = new SearchEngine();
  engine.upsert(documents);
  return engine;
}
const ids = (engine: SearchEngine, over: Partial<SearchQuery>): string[] =>
  engine.search(query(over)).hits.map((hit) => hit.productId);

const shop = (): SearchEngine =>
  engineOf(
    product('bag', 'Canvas laptop bag', {
      brand: 'Targus',
      description: { en: 'A bag for a laptop' },
      createdAt: 1,
    }),
    product('laptop', 'HP dv7-1211ea laptop', {
      brand: 'HP',
      productType: { en: 'Laptop', es: 'Portátil', de: 'Notebook' },
      title: { en: 'HP dv7-1211ea laptop', es: 'Portátil HP dv7-1211ea', de: 'HP dv7-1211ea Notebook' },
      variants: [
        variant('laptop-v', {
          sku: 'KR-1211',
          gtin: '4006381333931',
          prices: [{ market: 'us', amount: 50_000 }],
        }),
      ],
      createdAt: 2,
    }),
    product('headphones', 'Wireless headphones', {
      brand: 'Sony',
      description: { en: 'Works with any laptop' },
      createdAt: 3,
    }),
    product('shirt', 'Camiseta', {
      title: { es: 'Camiseta roja', en: 'Red T-shirt' },
      variants: [
        variant('shirt-s', {
          options: { size: 'S', color: 'red' },
          optionLabels: ['Rojo'],
          prices: [{ market: 'us', amount: 900 }],
          available: 0,
        }),
        variant('shirt-m', {
          options: { size: 'M', color: 'blue' },
          optionLabels: ['Azul'],
          prices: [{ market: 'us', amount: 1200 }],
        }),
      ],
      createdAt: 4,
    }),
  );

describe('words', () => {
  test('the product whose title says it comes before the one that mentions it', () => {
    expect(ids(shop(), { text: 'laptop' })).toEqual(['laptop', 'bag', 'headphones']);
    expect(ids(shop(), { text: 'laptop bag' })[0]).toBe('bag');
  });
  test('finds in any language, without accents, in singular and plural', () => {
    for (const text of ['portatil', 'Portátiles', 'Notebook', 'NOTEBOOKS'])
      expect(ids(shop(), { text })).toEqual(['laptop']);
    expect(ids(shop(), { text: 'camisetas rojas' })).toEqual(['shirt']);
  });
  test('finds model numbers, whole, in parts, and written otherwise', () => {
    for (const text of ['dv7-1211ea', 'dv7 1211ea', 'DV71211EA', 'dv7', '1211ea'])
      expect(ids(shop(), { text })).toEqual(['laptop']);
  });
  test('takes the last word for the start of one', () => {
    expect(ids(shop(), { text: 'headph' })).toEqual(['headphones']);
    expect(ids(shop(), { text: 'wireless he' })).toEqual(['headphones']);
  });
  test('forgives slips of the key in words nobody sells', () => {
    expect(ids(shop(), { text: 'latpop bag' })[0]).toBe('bag');
    expect(ids(shop(), { text: 'wirelss haedphnoes' })).toEqual(['headphones']);
  });
  test('does not bend model numbers', () => {
    expect(ids(shop(), { text: 'dv8' })).toEqual([]);
  });
  test('reads two words in one and one word in two', () => {
    const engine = engineOf(product('pad', 'Mouse pad'), product('bank', 'Powerbank 10000'));
    expect(ids(engine, { text: 'mousepad' })).toEqual(['pad']);
    expect(ids(engine, { text: 'power bank' })).toEqual(['bank']);
  });
  test('leaves function words out, unless there is nothing else', () => {
    const engine = engineOf(product('book', 'It'), product('lamp', 'Lamp for it'));
    expect(ids(engine, { text: 'the lamp for me' })).toEqual(['lamp']);
    expect(ids(engine, { text: 'it' })).toContain('book');
  });
  test('a query of unknown words finds nothing', () => {
    for (const text of ['zzzzqq', 'xylophone tuba', '!!!', '\u0000'])
      expect(shop().search(query({ text })).total).toBe(0);
  });
  test('no text browses, newest first', () => {
    expect(ids(shop(), {})).toEqual(['shirt', 'headphones', 'laptop', 'bag']);
    expect(ids(shop(), { text: '  ' })).toHaveLength(4);
  });
  test('with enough products that have all words, none is shown that lacks one', () => {
    const engine = engineOf(
      ...Array.from({ length: 12 }, (_, i) => product(`bag${i}`, 'Laptop bag')),
      ...Array.from({ length: 5 }, (_, i) => product(`lock${i}`, 'Laptop lock')),
    );
    expect(engine.search(query({ text: 'laptop bag' })).total).toBe(12);
    expect(engine.search(query({ text: 'laptop lock' })).total).toBe(17);
    expect(engine.search(query({ text: 'laptop lock', sort: 'price_asc' })).total).toBe(5);
  });
});

describe('identifiers', () => {
  test.each(['KR-1211', 'kr1211', '4006381333931', 'laptop-v'])(
    '%s finds its product first and names the variant',
    (text) => {
      const [hit] = shop().search(query({ text })).hits;
      expect(hit).toMatchObject({ productId: 'laptop', matchedVariantId: 'laptop-v' });
    },
  );
  test('an exact SKU comes before products that mention it', () => {
    const engine = engineOf(
      product('toner', 'Toner X100', { variants: [variant('t', { sku: 'X100' })] }),
      product('other', 'X100 X100 X100 cleaner for X100', { brand: 'X100' }),
    );
    expect(ids(engine, { text: 'x100' })).toEqual(['toner', 'other']);
  });
});

describe('filters', () => {
  test('price, stock and options must hold for the same variant', () => {
    const at = (filters: SearchQuery['filters']) => shop().search(query({ text: 'camiseta', filters })).hits;
    expect(at({ priceMax: 1000 })).toMatchObject([{ matchedVariantId: 'shirt-s' }]);
    expect(at({ priceMax: 1000, inStock: true })).toEqual([]);
    expect(at({ inStock: true })).toMatchObject([{ matchedVariantId: 'shirt-m' }]);
    expect(at({ attributes: { Color: ['BLUE'] } })).toMatchObject([{ matchedVariantId: 'shirt-m' }]);
    expect(at({ attributes: { color: ['rojo'] } })).toMatchObject([{ matchedVariantId: 'shirt-s' }]);
    expect(at({ attributes: { color: ['red'], size: ['M'] } })).toEqual([]);
    expect(at({ attributes: { color: ['blue'] }, priceMax: 1000 })).toEqual([]);
  });
  test('an option in the text points at its variant', () => {
    expect(shop().search(query({ text: 'camiseta azul' })).hits).toMatchObject([
      { matchedVariantId: 'shirt-m' },
    ]);
  });
  test('brand, category with descendants, type, tag, attribute, ids', () => {
    const engine = engineOf(
      product('a', 'Lamp', {
        brand: 'Acme',
        categories: [{ id: 'desk', title: { en: 'Desk lamps' } }],
        tags: ['Sale'],
      }),
      product('b', 'Lamp', {
        brand: 'Bolt',
        productType: { en: 'Lamp', es: 'Lámpara' },
        attributes: [
          { name: 'screen_size', value: 13 },
          { name: 'tone', value: 'warm', valueLabel: { de: 'Warmweiß' } },
        ],
      }),
    );
    expect(ids(engine, { filters: { brands: ['ACME'] } })).toEqual(['a']);
    expect(ids(engine, { filters: { brands: ['acme', 'bolt'] } })).toHaveLength(2);
    expect(ids(engine, { filters: { brands: ['nobody'] } })).toEqual([]);
    expect(ids(engine, { filters: { brands: [] } })).toHaveLength(2);
    expect(ids(engine, { filters: { categories: ['lamps'] } })).toEqual([]);
    expect(ids(engine, { filters: { categories: ['lamps'] }, categoryDescendants: () => ['desk'] })).toEqual([
      'a',
    ]);
    expect(ids(engine, { filters: { productTypes: ['lampara'] } })).toEqual(['b']);
    expect(ids(engine, { filters: { tags: ['sale'] } })).toEqual(['a']);
    expect(ids(engine, { filters: { attributes: { 'Screen size': ['13'] } } })).toEqual(['b']);
    expect(ids(engine, { filters: { attributes: { tone: ['warmweiss'] } } })).toEqual(['b']);
    expect(ids(engine, { filters: { productIds: ['b', 'zzz'] } })).toEqual(['b']);
    expect(
      ids(engine, { text: 'lamp', filters: { brands: ['acme'], tags: ['sale'], productIds: ['b'] } }),
    ).toEqual([]);
  });
  test('only products with a price the customer sees are found, at the lowest of them', () => {
    const price = (market: string, amount: number, customerGroup?: string) => ({
      market,
      amount,
      customerGroup,
    });
    const engine = engineOf(
      product('public', 'Lamp', { variants: [variant('p', { prices: [price('us', 900)] })] }),
      product('trade', 'Lamp', {
        variants: [variant('t', { prices: [price('us', 1000), price('us', 500, 'trade')] })],
      }),
      product('secret', 'Lamp', { variants: [variant('s', { prices: [price('us', 100, 'vip')] })] }),
      product('europe', 'Lamp', { variants: [variant('e', { prices: [price('eu', 100)] })] }),
    );
    expect(ids(engine, { sort: 'price_asc' })).toEqual(['public', 'trade']);
    expect(ids(engine, { sort: 'price_asc', customerGroups: ['trade'] })).toEqual(['trade', 'public']);
    expect(ids(engine, { filters: { priceMax: 600 } })).toEqual([]);
    expect(ids(engine, { filters: { priceMax: 600 }, customerGroups: ['trade', 'vip'] }).sort()).toEqual([
      'secret',
      'trade',
    ]);
    expect(ids(engine, { market: 'nowhere' })).toEqual([]);
  });
});

describe('order', () => {
  test('by price, by date; in stock first among equals, then by id', () => {
    expect(ids(shop(), { sort: 'price_asc' })).toEqual(['shirt', 'bag', 'headphones', 'laptop']);
    expect(ids(shop(), { sort: 'price_desc' })).toEqual(['laptop', 'bag', 'headphones', 'shirt']);
    expect(ids(shop(), { sort: 'newest' })).toEqual(['shirt', 'headphones', 'laptop', 'bag']);
    const engine = engineOf(product('a', 'Lamp'), product('c', 'Lamp'), product('b', 'Lamp'));
    expect(ids(engine, { text: 'lamp' })).toEqual(['a', 'b', 'c']);
    engine.setAvailability('a-v', 0);
    expect(ids(engine, { text: 'lamp' })).toEqual(['b', 'c', 'a']);
  });
});

describe('facets', () => {
  test('count the products found, also those on later pages', () => {
    const engine = shop();
    const { facets } = engine.search(
      query({ text: 'laptop', limit: 1, facets: ['brand', 'product_type', 'color'] }),
    );
    expect(facets.brand).toEqual(['HP', 'Sony', 'Targus'].map((value) => ({ value, count: 1 })));
    expect(facets.product_type).toEqual([{ value: 'Laptop', count: 1 }]);
    expect(facets.color).toEqual([]);
    expect(engine.search(query({ facets: ['color'] })).facets.color).toEqual([
      { value: 'blue', count: 1 },
      { value: 'red', count: 1 },
    ]);
  });
  test('price ranges hold every product once', () => {
    const documents = Array.from({ length: 40 }, (_, i) =>
      product(`p${i}`, 'Lamp', {
        variants: [variant(`v${i}`, { prices: [{ market: 'us', amount: i * i * 10 }] })],
      }),
    );
    const ranges = engineOf(...documents).search(query({ facets: ['price'] })).facets.price!;
    expect(ranges.reduce((sum, range) => sum + range.count, 0)).toBe(40);
    for (const { value, count } of ranges) {
      const [priceMin, priceMax] = value.split('-').map(Number);
      expect(engineOf(...documents).search(query({ filters: { priceMin, priceMax } })).total).toBe(count);
    }
  });
});

describe('changes', () => {
  test('are seen by the next search', () => {
    const engine = shop();
    engine.upsert([product('bag', 'Leather satchel')]);
    expect(ids(engine, { text: 'canvas' })).toEqual([]);
    expect(ids(engine, { text: 'satchel' })).toEqual(['bag']);
    engine.remove(['bag', 'nothing']);
    expect(ids(engine, { text: 'satchel' })).toEqual([]);
    expect(engine.size).toBe(3);
  });
  test('a new price counts, without new words', () => {
    const engine = engineOf(product('a', 'Lamp'));
    engine.upsert([
      product('a', 'Lamp', {
        variants: [variant('a-v', { prices: [{ market: 'us', amount: 5 }], available: 0 })],
      }),
    ]);
    expect(ids(engine, { text: 'lamp', filters: { priceMax: 5 } })).toEqual(['a']);
    expect(ids(engine, { filters: { inStock: true } })).toEqual([]);
    expect(ids(engine, { filters: { priceMin: 6 } })).toEqual([]);
  });
  test('availability of a variant', () => {
    const engine = shop();
    expect(engine.setAvailability('shirt-m', 0)).toBe(true);
    expect(engine.setAvailability('nothing', 1)).toBe(false);
    expect(ids(engine, { text: 'camiseta', filters: { inStock: true } })).toEqual([]);
  });
  test('thousands of changes leave nothing behind', () => {
    const engine = engineOf(...Array.from({ length: 300 }, (_, i) => product(`p${i}`, `Thing number${i}`)));
    for (let round = 0; round < 10; round += 1) {
      engine.upsert(
        Array.from({ length: 300 }, (_, i) => product(`p${i}`, `Thing round${round} number${i}`)),
      );
      expect(engine.search(query({ text: 'thing' })).total).toBe(300);
      expect(engine.search(query({ text: `round${round}` })).total).toBe(300);
      if (round > 0) expect(engine.search(query({ text: `round${round - 1}` })).total).toBe(0);
    }
    expect(ids(engine, { text: 'number77' })).toEqual(['p77']);
  });
});

describe('refused', () => {
  test('limits outside 1 to 50', () => {
    for (const limit of [0, 51, 1.5, Number.NaN])
      expect(() => shop().search(query({ limit }))).toThrow(RangeError);
  });
  test('cursors of another query, and what is no cursor', () => {
    const { nextCursor } = shop().search(query({ text: 'laptop', limit: 1 }));
    const repeat = (over: Partial<SearchQuery>) =>
      shop().search(query({ text: 'laptop', limit: 2, cursor: nextCursor, ...over }));
    expect(repeat({}).hits).toHaveLength(2);
    for (const over of [
      { text: 'bag' },
      { sort: 'newest' },
      { market: 'eu' },
      { filters: { inStock: true } },
      { customerGroups: ['vip'] },
    ] as const) {
      expect(() => repeat(over)).toThrow(InvalidCursorError);
    }
    const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    for (const cursor of [
      '',
      'abc',
      '💥',
      forged(null),
      forged([1, 2]),
      forged({ a: 1 }),
      `${nextCursor}x`.repeat(5000),
    ]) {
      expect(() => repeat({ cursor })).toThrow(InvalidCursorError);
    }
  });
});
