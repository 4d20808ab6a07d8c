import { expect, test } from 'vitest';
import { makeLine, priceTestCart } from '../../../test/fixtures/pricing.ts';
import { totalLabel } from './labels.ts';
import { TotalKind } from './model.ts';

test.each(['en', 'es', 'pt', 'de', 'fr'])('every total has a name in %s', (locale) => {
  const names = TotalKind.options.map((kind) => totalLabel(kind, locale));
  expect(new Set(names).size).toBe(TotalKind.options.length);
  expect(totalLabel('tax', locale, true)).not.toBe(totalLabel('tax', locale));
});

test('a region uses its language, an unknown language English', () => {
  expect(totalLabel('shipping', 'pt-BR')).toBe('Frete');
  expect(totalLabel('shipping', 'ja')).toBe('Shipping');
  expect(totalLabel('shipping', 'constructor')).toBe('Shipping');
});

test('a breakdown is labelled in the language asked for', () => {
  const cart = priceTestCart({ lines: [makeLine()], locale: 'es-MX' });
  expect(cart.totals.map((t) => t.label)).toEqual(['Artículos', 'Total']);
});
