import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format, money } from '../../../server/commerce/money.ts';
import type { Issued } from '../../../server/grounding/outside/issued.ts';
import { verifyOutside } from '../../../server/grounding/outside/verify-outside.ts';
import { issuedIn, vocabulary } from './issued.ts';

const names = vocabulary();
const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
type Language = (typeof LANGUAGES)[number];
const COSTS: Record<Language, (title: string, price: string) => string> = {
  en: (title, price) => `The ${title} costs ${price}.`,
  es: (title, price) => `La ${title} cuesta ${price}.`,
  pt: (title, price) => `A ${title} custa ${price}.`,
  de: (title, price) => `Der ${title} kostet ${price}.`,
  fr: (title, price) => `Le ${title} coûte ${price}.`,
};
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'KWD', 'CHF', 'MXN', 'BRL'];

/** Two products at these prices, and nothing else. */
function priced(trail: number, city: number, currency: string): Issued {
  const { facts, products } = issuedIn('en');
  const prices = facts.filter(({ kind }) => kind === 'price');
  return {
    facts: prices.map((fact) => ({
      ...fact,
      value: {
        type: 'money',
        amount: fact.subject.productId === 'prod_trail' ? trail : city,
        currency,
      },
    })),
    products,
    statements: [],
    refusedCodes: [],
    stale: new Map(),
  };
}

const language = fc.constantFrom(...LANGUAGES);
const currency = fc.constantFrom(...CURRENCIES);
const amount = fc.integer({ min: 1, max: 9_999_999 });

/** Every way in which `Intl` writes an amount in a locale. */
function intlForms(value: number, code: string, locale: string): string[] {
  const text = format(money(value, code), locale);
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency: code });
  const exact = Number(value) / 10 ** minor(code);
  return [
    text,
    text.replaceAll(/[\u00a0\u202f]/g, ' '),
    ...(['symbol', 'narrowSymbol', 'code', 'name'] as const).flatMap((currencyDisplay) =>
      [true, false].map((useGrouping) =>
        new Intl.NumberFormat(locale, {
          style: 'currency',
          currency: code,
          currencyDisplay,
          useGrouping,
          minimumFractionDigits: minor(code),
          maximumFractionDigits: minor(code),
        }).format(exact),
      ),
    ),
    ...(digits.resolvedOptions().minimumFractionDigits === minor(code) ? [digits.format(exact)] : []),
  ];
}
const minor = (code: string): number => (code === 'JPY' ? 0 : code === 'KWD' ? 3 : 2);

describe('prices in texts of others', () => {
  it('pass in every form of Intl, of every amount and currency', () => {
    fc.assert(
      fc.property(language, currency, amount, amount, (spoken, code, trail, city) => {
        fc.pre(trail !== city);
        const issued = priced(trail, city, code);
        for (const form of intlForms(trail, code, spoken)) {
          const text = COSTS[spoken]('Trail Pack', form);
          const verdict = verifyOutside(text, { issued, language: spoken, vocabulary: names });
          expect(verdict.violations, text).toEqual([]);
          expect(verdict.used.map(({ span }) => text.slice(span.start, span.end)).join('')).toContain(
            form.match(/\d[\d.,\s’]*/)![0].trim(),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('do not pass with any other number, nor of another product', () => {
    fc.assert(
      fc.property(language, currency, amount, amount, amount, (spoken, code, trail, city, other) => {
        fc.pre(new Set([trail, city, other]).size === 3);
        const issued = priced(trail, city, code);
        for (const [value, kind] of [
          [other, 'number'],
          [city, 'binding'],
        ] as const)
          for (const form of intlForms(value, code, spoken)) {
            const text = COSTS[spoken]('Trail Pack', form);
            const verdict = verifyOutside(text, { issued, language: spoken, vocabulary: names });
            expect(verdict.ok, text).toBe(false);
            const [first] = verdict.violations;
            expect(first).toMatchObject({ kind });
            for (const { start, end, text: said } of verdict.violations)
              expect(text.slice(start, end)).toBe(said);
            expect(verdict.groundedText).toBe(COSTS[spoken]('Trail Pack', first!.replacement!));
            expect(
              verifyOutside(verdict.groundedText, { issued, language: spoken, vocabulary: names }).ok,
            ).toBe(true);
          }
      }),
      { numRuns: 100 },
    );
  });

  it('keep their places whatever stands before', () => {
    const before = fc.array(
      fc.constantFrom(
        '😀 ',
        '👩‍👩‍👧 ',
        'é',
        'e\u0301 ',
        '𝐁 ',
        '**',
        '<i>',
        '&amp;',
        '\n',
        'ß',
        'Hello. ',
        '`',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(before, (pieces) => {
        const text = `${pieces.join('')}\n\nThe Trail Pack costs $59.00.`;
        const { violations } = verifyOutside(text, {
          issued: issuedIn('en'),
          language: 'en',
          vocabulary: names,
        });
        expect(violations).toContainEqual(
          expect.objectContaining({ kind: 'binding', start: text.length - 7, end: text.length - 1 }),
        );
        for (const { start, end, text: said } of violations) expect(text.slice(start, end)).toBe(said);
      }),
    );
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'The Trail Pack',
      'City Pack',
      '$89.00',
      '$59.00',
      '89',
      ' ',
      '. ',
      '\n',
      '<b>',
      '</b>',
      '**',
      '|',
      ', ',
    ],
    ...[
      'and',
      'costs',
      'in stock',
      'sold out',
      '12',
      '&#',
      '&euro;',
      '](',
      '{"a":',
      '}',
      '😀',
      '\u200b',
      '１２',
    ],
    ...['January 8', '10 %', 'HIKE10', 'SUMMER50', 'total', '~~', '<', '>', "'", 'free', '\u202e', '½', 'Ⅷ'],
  );
  it('is answered, with places that hold, and a text that passes', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), language, (parts, spoken) => {
        const text = parts.join('');
        const options = { issued: issuedIn(spoken), language: spoken, vocabulary: names };
        const verdict = verifyOutside(text, options);
        for (const { start, end, text: said } of verdict.violations) {
          expect(start).toBeLessThanOrEqual(end);
          expect(text.slice(start, end)).toBe(said);
        }
        expect(verifyOutside(verdict.groundedText, options).violations).toEqual([]);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const options = { issued: issuedIn('en'), language: 'en', vocabulary: names };
        const { groundedText } = verifyOutside(text, options);
        expect(verifyOutside(groundedText, options).violations).toEqual([]);
      }),
    );
  });
});
