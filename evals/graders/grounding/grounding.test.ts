import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadSample } from '../../../server/sample/index.ts';
import { gradingContext, observed } from '../../../test/fixtures/evals.ts';
import { LANGUAGES, type Language, type ShopData } from '../../contract.ts';
import { ungrounded } from './index.ts';
import { SENTENCES } from './sentences.fixture.ts';

const SAMPLE = loadSample() as ShopData;
/** A Monday noon, so that days of delivery can be counted. */
const NOW = Date.UTC(2026, 0, 5, 12);

function wrongIn(text: string, language: Language, asked = 'tell me more about it'): string[] {
  const observation = observed([text]);
  const messages = observation.messages.map((one) => ({
    ...one,
    at: NOW,
    ...(one.role === 'customer' && { text: asked }),
  }));
  return ungrounded(
    { ...observation, messages },
    gradingContext({ language, shop: 'sample' }, SAMPLE),
  ).violations.map(({ kind }) => kind);
}

for (const language of LANGUAGES)
  test.for(SENTENCES[language])(`${language}: %s is %s`, ([text, wrong, asked]) => {
    const found = wrongIn(text, language, asked);
    if (wrong === undefined) expect(found).toEqual([]);
    else expect(found).toContain(wrong);
  });

test('a violation marks the words, also where letters are not what they seem', () => {
  const { violations } = ungrounded(
    observed(['The Beam\u200b 200 costs 💡 $９.99 today.']),
    gradingContext({}, SAMPLE),
  );
  expect(violations).toMatchObject([{ kind: 'price', text: '$９.99', turn: 1, at: 1 }]);
});

test('a price is held against the shop as it is at that turn', () => {
  const later: ShopData = {
    ...SAMPLE,
    products: SAMPLE.products.map((one) =>
      one.id === 'beam-200'
        ? {
            ...one,
            variants: one.variants.map((variant) => ({
              ...variant,
              prices: [{ market: 'us', amount: 3190, currency: 'USD' }],
            })),
          }
        : one,
    ),
  };
  const context = { ...gradingContext({}, SAMPLE), shopAt: (turn: number) => (turn < 2 ? SAMPLE : later) };
  const { violations } = ungrounded(
    observed(['The Beam 200 costs $24.90.', 'The Beam 200 costs $24.90.']),
    context,
  );
  expect(violations.map(({ turn }) => turn)).toEqual([2]);
});

const LOCALES = {
  en: ['en-US', 'en-GB', 'en-CA'],
  es: ['es-ES', 'es-MX', 'es-US'],
  pt: ['pt-PT', 'pt-BR'],
  de: ['de-DE', 'de-AT', 'de-CH'],
  fr: ['fr-FR', 'fr-CA', 'fr-CH'],
} as const;
const COSTS = { en: 'costs', es: 'cuesta', pt: 'custa', de: 'kostet', fr: 'coûte' } as const;
const DISPLAYS = ['symbol', 'narrowSymbol', 'code', 'name'] as const;
const products = SAMPLE.products.filter(
  ({ status, variants }) =>
    status === 'active' && new Set(variants.map(({ prices }) => prices[0]!.amount)).size === 1,
);

test('every way in which Intl writes the true price passes, and no other amount does', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LANGUAGES),
      fc.constantFrom(...products),
      fc.constantFrom(...DISPLAYS),
      fc.nat(2),
      fc.boolean(),
      fc.integer({ min: 1, max: 200_000 }),
      (language, product, currencyDisplay, which, grouped, other) => {
        const locale = LOCALES[language][which % LOCALES[language].length]!;
        const { amount, currency } = product.variants[0]!.prices.find(({ market }) => market === 'us')!;
        const title = (product.title as Record<string, string>)[language]!;
        const write = (minor: number): string =>
          `${title} ${COSTS[language]} ${new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay, useGrouping: grouped }).format(minor / 100)}.`;
        expect(wrongIn(write(amount), language)).toEqual([]);
        if (product.variants.some(({ prices }) => prices.some((price) => price.amount === other))) return;
        expect(wrongIn(write(other), language)).not.toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('reads any text at all', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(...LANGUAGES),
      (text, language) => {
        wrongIn(text, language);
      },
    ),
    { numRuns: 200 },
  );
});

test('takes time in proportion to the text', () => {
  const text =
    'The Beam 200 costs $24.90, not 5 dollars; free shipping from $75 and 3 to 5 days. 1.1.1.1 ,,,, ';
  const time = (times: number): number => {
    const started = performance.now();
    wrongIn(text.repeat(times), 'en');
    return performance.now() - started;
  };
  time(10);
  const [short, long] = [time(20), time(160)];
  expect(long).toBeLessThan(short * 40 + 500);
});
