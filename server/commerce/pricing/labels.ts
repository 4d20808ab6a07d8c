import type { TotalKind } from './model.ts';

type Label = TotalKind | 'tax_included';

const LABELS = {
  en: {
    items: 'Items',
    items_discount: 'Discount',
    shipping: 'Shipping',
    shipping_discount: 'Shipping discount',
    tax: 'Tax',
    tax_included: 'Tax included',
    total: 'Total',
  },
  es: {
    items: 'Artículos',
    items_discount: 'Descuento',
    shipping: 'Envío',
    shipping_discount: 'Descuento en el envío',
    tax: 'Impuestos',
    tax_included: 'Impuestos incluidos',
    total: 'Total',
  },
  pt: {
    items: 'Itens',
    items_discount: 'Desconto',
    shipping: 'Frete',
    shipping_discount: 'Desconto no frete',
    tax: 'Impostos',
    tax_included: 'Impostos incluídos',
    total: 'Total',
  },
  de: {
    items: 'Artikel',
    items_discount: 'Rabatt',
    shipping: 'Versand',
    shipping_discount: 'Versandrabatt',
    tax: 'Steuer',
    tax_included: 'Enthaltene Steuer',
    total: 'Gesamtsumme',
  },
  fr: {
    items: 'Articles',
    items_discount: 'Remise',
    shipping: 'Livraison',
    shipping_discount: 'Remise sur la livraison',
    tax: 'Taxes',
    tax_included: 'Taxes incluses',
    total: 'Total',
  },
} satisfies Record<string, Record<Label, string>>;
const byLanguage = new Map<string, Record<Label, string>>(Object.entries(LABELS));

/** The name of a total for people. Languages without a table get English. */
export function totalLabel(kind: TotalKind, locale: string, included = false): string {
  const labels = byLanguage.get(locale.split('-')[0]!.toLowerCase()) ?? LABELS.en;
  return labels[kind === 'tax' && included ? 'tax_included' : kind];
}
