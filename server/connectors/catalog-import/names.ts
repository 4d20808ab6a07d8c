import { slug } from './field.ts';

/** The usual names of a field in five languages, the best first; compared without case, accents and punctuation. */
const NAMES = {
  id: [
    'product_id',
    'id',
    'handle',
    'item_id',
    'sku',
    'Produkt-ID',
    'id_producto',
    'id_produit',
    'id_produto',
  ],
  variant_id: ['variant_id', 'variation_id', 'offer_id', 'item_id', 'sku', 'Varianten-ID'],
  group: [
    'item_group_id',
    'parent_id',
    'parent_sku',
    'parent',
    'product_group',
    'group_id',
    'variant_group',
    'style_id',
    'style_number',
    'product_handle',
    'model_id',
    'product_id',
    'handle',
    'Hauptartikel',
    'Gruppe',
    'id_padre',
    'id_parent',
    'id_pai',
  ],
  title: [
    'title',
    'name',
    'product_name',
    'product_title',
    'Titel',
    'Bezeichnung',
    'Produktname',
    'Artikelname',
    'título',
    'nombre',
    'titre',
    'nom',
    'libellé',
    'nome',
  ],
  description: [
    'description',
    'body',
    'body_html',
    'long_description',
    'details',
    'Beschreibung',
    'descripción',
    'descrição',
    'Langtext',
  ],
  brand: [
    'brand',
    'vendor',
    'manufacturer',
    'make',
    'Marke',
    'Hersteller',
    'marca',
    'fabricante',
    'marque',
    'fabricant',
  ],
  product_type: ['product_type', 'type', 'google_product_category', 'Produkttyp', 'tipo', 'Warengruppe'],
  sku: [
    'sku',
    'mpn',
    'part_number',
    'article_number',
    'variant_sku',
    'Artikelnummer',
    'referencia',
    'référence',
    'referência',
    'ugs',
  ],
  gtin: [
    'gtin',
    'ean',
    'upc',
    'barcode',
    'isbn',
    'gtin13',
    'ean13',
    'Strichcode',
    'código_de_barras',
    'code_barres',
  ],
  price: [
    'price',
    'price_cents',
    'price_minor',
    'amount',
    'unit_price',
    'variant_price',
    'list_price',
    'Preis',
    'Verkaufspreis',
    'Bruttopreis',
    'precio',
    'prix',
    'preço',
  ],
  currency: ['currency', 'currency_code', 'price_currency', 'Währung', 'moneda', 'devise', 'moeda'],
  compare_at: [
    'compare_at',
    'compare_at_price',
    'rrp',
    'msrp',
    'was_price',
    'UVP',
    'Streichpreis',
    'precio_anterior',
    'prix_barré',
    'preço_de',
  ],
  stock: [
    'stock',
    'quantity',
    'inventory',
    'on_hand',
    'qty',
    'inventory_quantity',
    'Bestand',
    'Lagerbestand',
    'Menge',
    'existencias',
    'cantidad',
    'quantité',
    'estoque',
    'quantidade',
  ],
  available: [
    'available',
    'in_stock',
    'availability',
    'verfügbar',
    'lieferbar',
    'disponible',
    'disponibilidad',
    'disponível',
  ],
  categories: [
    'categories',
    'category',
    'category_path',
    'Kategorie',
    'Kategorien',
    'categoría',
    'categorías',
    'catégorie',
    'catégories',
    'categoria',
    'categorias',
  ],
  tags: ['tags', 'keywords', 'Schlagwörter', 'etiquetas', 'étiquettes'],
  images: [
    'images',
    'image',
    'image_url',
    'image_link',
    'picture',
    'Bild',
    'Bilder',
    'Bild-URL',
    'imagen',
    'imágenes',
    'imagem',
    'imagens',
  ],
  attributes: ['features', 'attributes', 'specifications', 'specs', 'Eigenschaften', 'Merkmale'],
  options: ['options'],
  variants: ['variants', 'items', 'skus'],
  weight_grams: ['weight_grams', 'weight_g', 'grams', 'Gewicht_g', 'peso_g', 'poids_g'],
  status: ['status', 'published', 'Status'],
} as const;
export type FieldName = keyof typeof NAMES;

/** Columns in which the rows of one product differ. */
const CHOICES = [
  'color',
  'colour',
  'size',
  'material',
  'style',
  'pattern',
  'flavor',
  'flavour',
  'scent',
  'Farbe',
  'Größe',
  'Muster',
  'talla',
  'tamaño',
  'taille',
  'couleur',
  'matière',
  'cor',
  'tamanho',
];

export const plainName = (name: string): string => slug(name, '_').replaceAll('_', '');
const CHOICE_NAMES: ReadonlySet<string> = new Set(CHOICES.map(plainName));
export const isChoice = (name: string): boolean => CHOICE_NAMES.has(plainName(name));

export type FindField = (wanted: FieldName) => string | undefined;

/** Looks the usual names up among those of a file. */
export function fieldFinder(names: readonly string[]): FindField {
  const byPlain = new Map<string, string>();
  for (const name of names) if (!byPlain.has(plainName(name))) byPlain.set(plainName(name), name);
  return (wanted) => {
    for (const candidate of NAMES[wanted]) {
      const found = byPlain.get(plainName(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Every column that has the usual name of a field, the best name first. */
export function candidatesFor(wanted: FieldName, names: readonly string[]): string[] {
  return NAMES[wanted].flatMap((candidate) =>
    names.filter((name) => plainName(name) === plainName(candidate)),
  );
}
