import { describe, expect, test } from 'vitest';
import {
  engineOf,
  foundIds as ids,
  searchDocument as product,
  searchQuery as query,
  searchShop as shop,
  searchVariant as variant,
} from '../../test/fixtures/search-documents.ts';
import { InvalidCursorError, type SearchQuery } from './search-engine.ts';

describe('words', () => {
  test('the product whose title says it comes before the one that mentions it', () => {
    expect(ids(shop(), { text: 'laptop' })).toEqual(['laptop', 'bag', 'headphones']);
    expect(ids(shop(), { text: 'laptop bag' })[0]).toBe('bag');
  });
  test('finds in any language, without accents, in singular and plural', () => {
    for (const text of ['portatil', 'Portátiles', 'Notebook', 'NOTEBOOKS'])
      expect(ids(shop(), { text })).toEqual(['laptop', 'bag']);
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
  test('cursors that were meddled with', () => {
    const { nextCursor } = shop().search(query({ text: 'laptop', limit: 1 }));
    const [hash, key, inStock, id] = JSON.parse(Buffer.from(nextCursor!, 'base64url').toString());
    for (const words of [
      [['x', 'laptop']],
      [[1e300, 'laptop']],
      [[1, 2, 'laptop']],
      [[1, {}]],
      Array(25).fill([1, 'laptop']),
      5,
    ]) {
      const cursor = Buffer.from(JSON.stringify([hash, key, inStock, id, 1, words])).toString('base64url');
      expect(() => shop().search(query({ text: 'laptop', cursor }))).toThrow(InvalidCursorError);
    }
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
