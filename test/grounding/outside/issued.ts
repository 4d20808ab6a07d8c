import type { Fact, FactKind, FactSubject, FactValue } from '../../../server/grounding/fact.ts';
import type { Issued, IssuedProduct, Statement } from '../../../server/grounding/outside/issued.ts';
import { CatalogVocabulary } from '../../../server/grounding/verify/vocabulary.ts';

/** What a shop told of two backpacks, a cart with two of the first, an order and its policies. */

type Language = 'en' | 'es' | 'pt' | 'de' | 'fr';
type Words = Record<Language, string>;

const WORDS = {
  color: { en: 'Color', es: 'Color', pt: 'Cor', de: 'Farbe', fr: 'Couleur' },
  blue: { en: 'blue', es: 'azul', pt: 'azul', de: 'blau', fr: 'bleu' },
  red: { en: 'red', es: 'rojo', pt: 'vermelho', de: 'rot', fr: 'rouge' },
  volume: { en: 'Volume', es: 'Volumen', pt: 'Volume', de: 'Volumen', fr: 'Volume' },
  weight: { en: 'Weight', es: 'Peso', pt: 'Peso', de: 'Gewicht', fr: 'Poids' },
  waterproof: {
    en: 'Waterproof',
    es: 'Impermeable',
    pt: 'Impermeável',
    de: 'Wasserdicht',
    fr: 'Imperméable',
  },
  material: { en: 'Material', es: 'Material', pt: 'Material', de: 'Material', fr: 'Matière' },
  yes: { en: 'yes', es: 'sí', pt: 'sim', de: 'ja', fr: 'oui' },
  no: { en: 'no', es: 'no', pt: 'não', de: 'nein', fr: 'non' },
  nylon: { en: 'Nylon', es: 'Nailon', pt: 'Nylon', de: 'Nylon', fr: 'Nylon' },
  returnsHeading: {
    en: 'Returns',
    es: 'Devoluciones',
    pt: 'Devoluções',
    de: 'Rückgabe',
    fr: 'Retours',
  },
  returns: {
    en: 'You can return items within 30 days of delivery. Return shipping is free.',
    es: 'Puedes devolver los artículos en un plazo de 30 días desde la entrega. El envío de la devolución es gratuito.',
    pt: 'Pode devolver os artigos no prazo de 30 dias após a entrega. O envio da devolução é gratuito.',
    de: 'Sie können Artikel innerhalb von 30 Tagen nach der Lieferung zurückgeben. Die Rücksendung ist kostenlos.',
    fr: 'Vous pouvez retourner les articles dans les 30 jours suivant la livraison. Le retour est gratuit.',
  },
  warrantyHeading: { en: 'Warranty', es: 'Garantía', pt: 'Garantia', de: 'Garantie', fr: 'Garantie' },
  warranty: {
    en: 'The warranty lasts 2 years.',
    es: 'La garantía dura 2 años.',
    pt: 'A garantia dura 2 anos.',
    de: 'Die Garantie gilt 2 Jahre.',
    fr: 'La garantie dure 2 ans.',
  },
  standard: { en: 'Standard', es: 'Estándar', pt: 'Normal', de: 'Standardversand', fr: 'Standard' },
} satisfies Record<string, Words>;

export const CURRENCY = { en: 'USD', es: 'EUR', pt: 'EUR', de: 'EUR', fr: 'EUR' } as const;

export function issuedIn(language: Language): Issued {
  const say = (key: keyof typeof WORDS): string => WORDS[key][language];
  const currency = CURRENCY[language];
  const facts: Fact[] = [];
  const put = (
    kind: FactKind,
    value: FactValue,
    subject: FactSubject = {},
    more: Partial<Pick<Fact, 'field' | 'label' | 'quoteId'>> = {},
  ): void => {
    facts.push({
      id: `f${facts.length + 1}`,
      kind,
      field: kind,
      subject,
      value,
      callId: 'call',
      observedAt: 0,
      ...more,
    });
  };
  const money = (amount: number): FactValue => ({ type: 'money', amount, currency });
  const trail = { productId: 'prod_trail', variantId: 'var_trail_blue' };
  const city = { productId: 'prod_city', variantId: 'var_city' };
  const cart = { cartId: 'cart_1' };
  put('price', money(8900), trail, { quoteId: 'q_trail' });
  put('compare_at', money(10900), trail, { quoteId: 'q_trail' });
  put('stock', { type: 'count', value: 12 }, trail);
  put('price', money(5900), city, { quoteId: 'q_city' });
  put('stock', { type: 'count', value: 0 }, city);
  put('quantity', { type: 'count', value: 2 }, { ...cart, ...trail, lineId: 'line_1' });
  put('line_total', money(17800), { ...cart, ...trail, lineId: 'line_1' });
  put('total', money(17800), cart, { field: 'items' });
  put('coupon', { type: 'text', text: 'HIKE10' }, cart, { field: 'HIKE10' });
  put('total', money(-1780), cart, { field: 'discount HIKE10' });
  put('total', money(500), cart, { field: 'shipping' });
  put('total', money(16520), cart, { field: 'total' });
  put('shipping_option', { type: 'text', text: say('standard') }, {}, { field: 'standard' });
  put('delivery', { type: 'days', from: '2026-01-08', to: '2026-01-10' }, {}, { field: 'standard' });
  put('order_number', { type: 'text', text: 'SW-7K4QP-X2M9D' }, { orderId: 'order_1' });
  const attribute = (productId: string, label: string, text: string, denied = false): Statement => ({
    kind: 'attribute',
    productId,
    group: productId,
    label,
    text,
    denied,
  });
  const statements: Statement[] = [
    attribute('prod_trail', say('volume'), '32 L'),
    attribute('prod_trail', say('weight'), '900 g'),
    attribute('prod_trail', say('waterproof'), say('yes')),
    attribute('prod_trail', say('material'), say('nylon')),
    attribute('prod_city', say('volume'), '18 L'),
    attribute('prod_city', say('waterproof'), say('no'), true),
    { kind: 'policy', group: 'returns', label: say('returnsHeading'), text: say('returns') },
    { kind: 'policy', group: 'warranty', label: say('warrantyHeading'), text: say('warranty') },
  ];
  const product = (id: string, title: string, options: [string, string[]][]): IssuedProduct => ({
    id,
    title,
    titles: [title],
    brand: 'Northwind',
    options: new Map(options),
  });
  return {
    facts,
    statements,
    products: [
      product('prod_trail', 'Trail Pack', [
        ['var_trail_blue', Object.values(WORDS.blue)],
        ['var_trail_red', Object.values(WORDS.red)],
      ]),
      product('prod_city', 'City Pack', [['var_city', []]]),
    ],
    refusedCodes: ['SUMMER50'],
    stale: new Map(),
  };
}

export function vocabulary(): CatalogVocabulary {
  const names = new CatalogVocabulary();
  for (const [id, title] of [
    ['prod_trail', 'Trail Pack'],
    ['prod_city', 'City Pack'],
    ['prod_lodge', 'Lodge Tent'],
  ] as const)
    names.put({
      id,
      titles: [title],
      brand: id === 'prod_lodge' ? 'Campora' : 'Northwind',
      common: ['pack', 'backpack', 'tent'],
      attributes: ['Nylon', 'Leather'],
    });
  return names;
}
