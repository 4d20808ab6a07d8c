import { describe, expect, test } from 'vitest';
import { searchDocument as product } from '../../../test/fixtures/search-documents.ts';
import type { SearchDocument } from '../search-types.ts';
import { productKind } from './product-kind.ts';

const kindOf = (title: string, over: Partial<SearchDocument> = {}): string | undefined =>
  productKind(product('p', title, over)).head?.id;

describe('the head noun of a title', () => {
  test.each([
    ['Acme 500 Notebook PC', 'laptop'],
    ['Acme 500 Notebook Silver 39.6 cm (15.6") 8 GB 256 GB SSD, battery 6 cells', 'laptop'],
    ['Acme laptop bag', 'bag'],
    ['Case for laptop', 'case'],
    ['Acme Tablet Docking Station', 'dock'],
    ['For phones: vent mount', 'mount'],
    ['Acme Grip for smartphones', undefined],
    ['Laptop stand & USB hub', 'stand'],
    ['Phone and tablet stand', 'stand'],
    ['Screen protector Clear screen protector Tablet', 'screen_protector'],
    ['Desk lamp', 'lamp'],
    ['Computer monitor 24"', 'monitor'],
    ['Acme X200 toner cartridge Original Black', 'toner'],
    ['Running shoes', 'sneakers'],
    ['Garden chair', 'chair'],
  ])('%s: %s', (title, kind) => {
    expect(kindOf(title)).toBe(kind);
  });
  test.each([
    ['es', 'Funda para portátil', 'case'],
    ['es', 'Lámpara de mesa', 'lamp'],
    ['pt', 'Capa para telemóvel', 'case'],
    ['de', 'Laptoptasche schwarz', 'bag'],
    ['de', 'Lederjacke', 'jacket'],
    ['fr', 'Housse pour ordinateur portable', 'case'],
    ['fr', "Écran d'ordinateur", 'monitor'],
  ])('%s: %s: %s', (language, title, kind) => {
    expect(kindOf('', { title: { [language]: title } })).toBe(kind);
  });
});

describe('what the merchant and the specifications say', () => {
  test('the type comes before the title, the narrower of both before the wider', () => {
    expect(kindOf('Acme Wonder', { productType: { en: 'Headphones' } })).toBe('headphones');
    expect(kindOf('Acme Notebook', { productType: { en: 'PC' } })).toBe('laptop');
    expect(kindOf('Acme X', { attributes: [{ name: 'product_type', value: 'Notebook' }] })).toBe('laptop');
    expect(kindOf('Acme X', { features: 'product type: Headset | product colour: Black' })).toBe('headset');
  });
  test('specifications speak where the title does not', () => {
    expect(
      kindOf('Acme A51 16.5 cm (6.5") 4 GB 128 GB Dual SIM 4G Black', {
        features: 'display resolution: 1080 x 2400',
      }),
    ).toBe('smartphone');
    expect(kindOf('Acme LP 2055 1200 x 1200 DPI A4', { features: 'print technology: Laser' })).toBe(
      'printer',
    );
  });
  test('what a product is made for is not what it is', () => {
    const features = 'device type: Mobile phone/smartphone | material: Glass';
    expect(kindOf('Acme PRO Mobile phone', { features })).toBeUndefined();
  });
  test('a line or a category helps where nothing else does', () => {
    expect(kindOf('Apple iPad Air')).toBe('tablet');
    expect(kindOf('Slim Folio for iPad')).toBe('case');
    expect(kindOf('Acme One', { categories: [{ id: 'c', title: { es: 'Impresoras' } }] })).toBe('printer');
  });
});

test('mentions hold what a title names besides', () => {
  const { mentions } = productKind(product('p', 'Laptop bag'));
  expect([...mentions].map((concept) => concept.id).sort()).toEqual(['bag', 'computer', 'laptop']);
});
