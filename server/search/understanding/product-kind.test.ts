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
    ['Acme Viva Coffee maker 1.2 L', 'coffee_maker'],
    ['Black boot for 5.5 mm cable', 'boots'],
    ['Acme 500 uninterruptible power supply (UPS) 700 VA 8 AC outlet(s)', 'ups'],
    ['Acme Cyan Original 3 pc(s)', undefined],
    ['Removable Hard Drive (Frame and Carrier) Enclosure', 'case'],
    ['SD card reader', 'card_reader'],
    ['Label printer 180 DPI', 'label_printer'],
    ['Doll shoes', 'toy_accessory'],
    ['Toy car garage for shoes', 'toy'],
    ['Acme 8-port Desktop Ethernet switch', 'switch'],
    ['Acme desktop PC', 'desktop'],
    ['E-Reader 8-inch', 'ereader'],
    ['Acme 2 Port USB with audio KVM switch', 'kvm'],
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
  test('a title knows better than a type of another thing, unless it names parts of it', () => {
    expect(
      kindOf('Acme Baby Espresso machine', {
        productType: { en: 'Coffee' },
        features: 'product type: Espresso machine',
      }),
    ).toBe('espresso_machine');
    expect(kindOf('Acme Midi Tower computer case', { productType: { en: 'Server' } })).toBe('computer_case');
    expect(kindOf('Acme X360 8 GB DDR4 256 GB SSD', { features: 'product type: Hybrid (2-in-1)' })).toBe(
      'laptop',
    );
    expect(
      kindOf('Roller Coaster 10 W portable speaker', { features: 'product type: Portable speaker' }),
    ).toBe('speaker');
  });
  test('the names of options tell things of one name apart', () => {
    const variants = [{ id: 'v', options: { 'cover type': 'hard' }, prices: [], available: 1 }];
    expect(kindOf('Notebook', { variants })).toBe('paper_notebook');
    expect(kindOf('Notebook')).toBe('laptop');
  });
  test('a kind that the title leaves out is a little less certain', () => {
    const certainty = (title: string) =>
      productKind(product('p', title, { features: 'product type: Notebook' })).certainty;
    expect(certainty('Acme 500 39.6 cm')).toBeLessThan(certainty('Acme 500 Notebook 39.6 cm'));
  });
  test('what a product is made for is not what it is', () => {
    const features = 'device type: Mobile phone/smartphone | material: Glass';
    expect(kindOf('Acme PRO Mobile phone', { features })).toBeUndefined();
    const keypad = 'device interface: USB | purpose: Notebook/PC';
    expect(kindOf('Acme numeric keypad USB Notebook/PC', { features: keypad })).toBe('numeric_keypad');
    expect(kindOf('Acme BD-1600 DVD player', { features: 'device type: DVD player' })).toBe('dvd_player');
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
