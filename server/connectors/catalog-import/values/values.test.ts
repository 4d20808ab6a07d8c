import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProductInput } from '../../../commerce/catalog/product-input.ts';
import { decimalString } from '../../../commerce/money.ts';
import { readGtin } from './gtin.ts';
import { categoriesOf, idFrom, variantIdFrom } from './ids.ts';
import { plainText } from './plain-text.ts';
import { PriceEvidence, readPrice } from './price.ts';

describe('a price', () => {
  test('is read exactly, however it is written, and its marks are found out', () => {
    const written = fc.record({
      amount: fc.nat(99_999_999_99),
      decimal: fc.constantFrom('.', ','),
      group: fc.constantFrom('', 'other', ' ', '\u00a0', "'"),
      sign: fc.constantFrom(['', ''], ['$', ''], ['', ' USD'], ['USD ', ''], ['US$', '']),
    });
    fc.assert(
      fc.property(written, ({ amount, decimal, group, sign: [before, after] }) => {
        const [whole, fraction] = decimalString(amount, 2).split('.');
        const between = group === 'other' ? (decimal === '.' ? ',' : '.') : group;
        const number = `${whole!.replace(/\B(?=(\d{3})+$)/g, between)}${decimal}${fraction}`;
        const text = `${before}${number}${after}`;
        expect(readPrice(text, { unit: 'major', decimal: decimal as '.', currency: 'USD' })).toMatchObject({
          amount,
        });
        const evidence = new PriceEvidence();
        evidence.add(text);
        expect(evidence.mark).toBe(decimal);
      }),
    );
  });

  test('is never read from what is none, and never below zero', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.constantFrom('.', ','), (text, decimal) => {
        const reading = readPrice(text, { unit: 'major', decimal: decimal as '.', currency: 'USD' });
        if (typeof reading !== 'string') {
          expect(text).toMatch(/\d/);
          expect(Number.isSafeInteger(reading.amount) && reading.amount >= 0).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['¥1,200', 'JPY', '.', { amount: 1200 }],
    ['12.3456 KWD', 'KWD', '.', /3 decimals/],
    ['R$ 19,90', 'BRL', ',', { amount: 1990, currency: 'BRL' }],
    ['24,-', 'EUR', ',', { amount: 2400 }],
    ['1,50', 'USD', '.', /decimal point/],
    ['1.500,00', 'USD', '.', /decimal point/],
    ['−5,00 €', 'EUR', ',', /below zero/],
  ] as const)('%s in a shop of %s', (text, currency, decimal, expected) => {
    const reading = readPrice(text, { unit: 'major', decimal, currency });
    if (expected instanceof RegExp) expect(reading).toMatch(expected);
    else expect(reading).toMatchObject(expected);
  });
});

test('an id is one that the catalogue takes, always the same, and another for another name', () => {
  const { id } = ProductInput.shape;
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 90 }),
      fc.string({ minLength: 1, maxLength: 90 }),
      (a, b) => {
        expect(id.safeParse(idFrom(a)).success).toBe(true);
        expect(idFrom(idFrom(a))).toBe(idFrom(a));
        if (a !== b) expect(idFrom(a)).not.toBe(idFrom(b));
        expect(id.safeParse(variantIdFrom(a, [b, a])).success).toBe(true);
      },
    ),
  );
  expect([idFrom('SKU-1.a'), idFrom('A/1') === idFrom('A 1'), idFrom('日本')]).toEqual([
    'SKU-1.a',
    false,
    expect.stringMatching(/^x-/),
  ]);
});

test('a path of categories has an id for each part that tells where it lies', () => {
  expect(categoriesOf(['Women ', ' Shirts & Tops'])).toEqual([
    { id: 'women', title: 'Women' },
    { id: 'women-shirts-tops', title: 'Shirts & Tops', parent: 'women' },
  ]);
  const long = categoriesOf(['x'.repeat(60), 'y'.repeat(60)]);
  expect(long[1]!.id).toHaveLength(64);
  expect(categoriesOf(['日本'])[0]!.id).toMatch(/^c-[0-9a-f]{8}$/);
});

test('a GTIN is taken with what spreadsheets add, and only with its check digit', () => {
  expect(["'4006381333931", '4006381-333931', '04006381333931', '96385074'].map(readGtin)).toEqual([
    '4006381333931',
    '4006381333931',
    '04006381333931',
    '96385074',
  ]);
  expect(['4006381333930', '12345', '0000000000000', 'ABC', ''].map(readGtin)).toEqual(
    Array(5).fill(undefined),
  );
});

describe('HTML', () => {
  test.each([
    ['<p>One &amp; <b>two</b></p><p>Three</p>', 'One & two\n\nThree'],
    [
      '<h2>Title</h2><ul><li>A</li><li>B <a href="https://x.example">link</a></li></ul>',
      'Title\n\n- A\n- B link',
    ],
    ['a<br>b<img src="data:image/png;base64,AAAA"><script>alert(1)</script><style>p{}</style>', 'a\nb'],
    ['<table><tr><th>Size</th><td>L</td></tr></table>', 'Size  L'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
    ['  plain  ', 'plain'],
  ])('%j is read as a shopper would', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  test('of any depth and size is done with soon', () => {
    for (const html of [
      '<div>'.repeat(200_000),
      '<b>x'.repeat(200_000),
      `<p>${'&amp;'.repeat(200_000)}`,
      '<a '.repeat(100_000),
    ])
      expect(plainText(`${html}<p>x</p>`).length).toBeLessThan(300_000);
  });
});
