/** Sources whose files are known: their columns, and what they mean. */
export type VendorFormat = 'shopify' | 'woocommerce' | 'google';

/** A field of a product and the columns that hold it, by the vendor's names; a pattern stands for any number. */
type Columns = Readonly<Record<string, readonly (string | RegExp)[]>>;

/** Shopify's product CSV: the headings up to 2024 and those since (help.shopify.com, "Using CSV files"). */
const SHOPIFY: Columns = {
  id: ['Handle', 'URL handle'],
  title: ['Title'],
  description: ['Body (HTML)', 'Body HTML', 'Description'],
  brand: ['Vendor'],
  product_type: ['Type', 'Custom Product Type'],
  categories: ['Product Category', 'Standardized Product Type', 'Standard Product Type'],
  tags: ['Tags'],
  status: ['Status'],
  published: ['Published', 'Published on online store'],
  sku: ['Variant SKU', 'SKU'],
  gtin: ['Variant Barcode', 'Barcode', 'Variant Barcodes'],
  option1_name: ['Option1 Name'],
  option1_value: ['Option1 Value'],
  option2_name: ['Option2 Name'],
  option2_value: ['Option2 Value'],
  option3_name: ['Option3 Name'],
  option3_value: ['Option3 Value'],
  price: ['Variant Price', 'Price'],
  compare_at: ['Variant Compare At Price', 'Compare-at price'],
  stock: ['Variant Inventory Qty', 'Inventory quantity'],
  stock_tracked: ['Variant Inventory Tracker', 'Inventory tracker'],
  stock_policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  weight_grams: ['Variant Grams', 'Weight value (grams)'],
  requires_shipping: ['Variant Requires Shipping', 'Requires shipping'],
  images: ['Image Src', 'Product image URL'],
  image_position: ['Image Position'],
  image_alt: ['Image Alt Text'],
  image: ['Variant Image', 'Variant image URL'],
};

/** WooCommerce's own product export (its wiki, "Product CSV Import Schema"), which speaks the language of the site. */
const WOOCOMMERCE: Columns = {
  id: ['ID'],
  type: ['Type', 'Typ', 'Tipo'],
  sku: ['SKU', 'Artikelnummer', 'UGS', 'REF'],
  gtin: ['GTIN, UPC, EAN, or ISBN', /^gtin, ?upc, ?ean\b/i],
  title: ['Name', 'Nombre', 'Nom', 'Nome'],
  published: ['Published', 'Veröffentlicht', 'Publicado', 'Publié'],
  visibility: [
    'Visibility in catalog',
    'Sichtbarkeit im Katalog',
    'Visibilidad en el catálogo',
    'Visibilité dans le catalogue',
    'Visibilidade no catálogo',
  ],
  short_description: [
    'Short description',
    'Kurzbeschreibung',
    'Descripción corta',
    'Description courte',
    'Descrição curta',
  ],
  description: ['Description', 'Beschreibung', 'Descripción', 'Descrição'],
  sale_from: [
    'Date sale price starts',
    /^datum.*angebotspreis.*(beginn|start)/i,
    /empieza el precio rebajado/i,
  ],
  sale_to: ['Date sale price ends', /^datum.*angebotspreis.*end/i, /termina el precio rebajado/i],
  in_stock: ['In stock?', 'Vorrätig?', '¿En inventario?', '¿Existencias?', 'En stock ?', 'Em estoque?'],
  stock: ['Stock', 'Lager', 'Lagerbestand', 'Bestand', 'Inventario', 'Estoque'],
  backorders: ['Backorders allowed?'],
  weight: [/^(?:weight|gewicht|peso|poids) \((?:kg|g|lbs|oz)\)$/i],
  sale_price: ['Sale price', 'Angebotspreis', 'Precio rebajado', 'Tarif promo', 'Preço promocional'],
  price: ['Regular price', 'Regulärer Preis', 'Precio normal', 'Tarif régulier', 'Preço'],
  categories: ['Categories', 'Kategorien', 'Categorías', 'Catégories', 'Categorias'],
  tags: ['Tags', 'Schlagwörter', 'Etiquetas', 'Étiquettes'],
  images: ['Images', 'Bilder', 'Imágenes', 'Imagens'],
  parent: ['Parent', 'Übergeordnetes Produkt', 'Übergeordnet', 'Superior', 'Principal', 'Ascendente', 'Pai'],
  brand: ['Brands', 'Brand', 'Marken', 'Marcas', 'Marques'],
};

/** A Google Merchant feed (support.google.com/merchants, "Product data specification"), delimited or XML. */
const GOOGLE: Columns = {
  id: ['id'],
  group: ['item_group_id'],
  title: ['title'],
  description: ['description'],
  price: ['price'],
  sale_price: ['sale_price'],
  sale_dates: ['sale_price_effective_date'],
  availability: ['availability'],
  stock: ['quantity', 'inventory', 'quantity_to_sell_on_facebook', 'sell_on_google_quantity'],
  sku: ['sku'],
  gtin: ['gtin'],
  mpn: ['mpn'],
  identifier_exists: ['identifier_exists'],
  brand: ['brand'],
  product_type: ['product_type'],
  google_product_category: ['google_product_category'],
  image: ['image_link'],
  more_images: ['additional_image_link'],
  color: ['color', 'colour'],
  size: ['size'],
  material: ['material'],
  pattern: ['pattern'],
  gender: ['gender'],
  age_group: ['age_group'],
  condition: ['condition'],
  weight: ['shipping_weight'],
  details: ['product_detail', /^product.?detail\b/i],
  highlights: ['product_highlight'],
};

const COLUMNS: Readonly<Record<VendorFormat, Columns>> = {
  shopify: SHOPIFY,
  woocommerce: WOOCOMMERCE,
  google: GOOGLE,
};

/** Names that a mapping of the format may use. */
export const VENDOR_FIELDS: Readonly<Record<VendorFormat, readonly RegExp[]>> = {
  shopify: named(SHOPIFY),
  woocommerce: [...named(WOOCOMMERCE), /^attribute\d{1,3}_(?:name|values)$/],
  google: named(GOOGLE),
};

function named(columns: Columns): RegExp[] {
  return Object.keys(columns).map((name) => new RegExp(`^${name}$`));
}

/** Headings are compared without case and punctuation; Google's stand in brackets behind a name of any language. */
const plain = (name: string): string => {
  const inBrackets = /\[([a-z_0-9]+)\]\s*$/.exec(name)?.[1];
  return (inBrackets ?? name.replace(/^g:/, '')).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
};

/** An attribute of a product, of whatever number: WooCommerce counts them in the heading. */
const WOO_ATTRIBUTE = [
  /^attribute (?<n>\d+) (?:(?<name>name)|value\(s\))$/i,
  /^attribut (?<n>\d+) (?:(?<name>name)|wert\(e\))$/i,
  /^(?:(?<name>nom)|valeur\(s\)) de l.attribut (?<n>\d+)\s*$/i,
  /^(?:(?<name>nombre)|valor\(es\)) del atributo (?<n>\d+)$/i,
  /^(?:(?<name>nome)|valore?s?) do atributo (?<n>\d+)$/i,
];

/** The columns of a file that a vendor's format knows, by field. */
export function vendorColumns(format: VendorFormat, headings: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  const taken = new Set<string>();
  for (const [field, names] of Object.entries(COLUMNS[format])) {
    for (const name of names) {
      const column = headings.find((heading) =>
        typeof name === 'string' ? plain(heading) === plain(name) : name.test(heading),
      );
      if (column === undefined || taken.has(column)) continue;
      found[field] = column;
      taken.add(column);
      break;
    }
  }
  if (format === 'woocommerce') {
    for (const heading of headings) {
      const match = WOO_ATTRIBUTE.map((pattern) => pattern.exec(heading)).find((m) => m !== null);
      if (match?.groups)
        found[`attribute${match.groups.n}_${match.groups.name ? 'name' : 'values'}`] = heading;
    }
  }
  return found;
}

/** Whose file this is by its headings; undefined where it may be anybody's. */
export function vendorOf(headings: readonly string[]): VendorFormat | undefined {
  const has = (format: VendorFormat, ...fields: string[]) => {
    const columns = vendorColumns(format, headings);
    return fields.every((field) => columns[field] !== undefined);
  };
  if (has('shopify', 'id', 'title', 'option1_name', 'option1_value')) return 'shopify';
  if (has('shopify', 'id', 'title') && headings.some((heading) => /^variant (price|sku)$/i.test(heading)))
    return 'shopify';
  if (has('woocommerce', 'id', 'type', 'title', 'price') && has('woocommerce', 'visibility'))
    return 'woocommerce';
  if (has('woocommerce', 'type', 'sku', 'title', 'price', 'parent')) return 'woocommerce';
  if (has('google', 'id', 'title', 'price', 'availability', 'image')) return 'google';
  return has('google', 'id', 'title', 'price', 'group') ||
    has('google', 'id', 'title', 'price', 'google_product_category')
    ? 'google'
    : undefined;
}

/** Columns that become attributes though the vendor names them not: Shopify's metafields of the product. */
export function attributeColumns(format: VendorFormat, headings: readonly string[]): string[] {
  if (format !== 'shopify') return [];
  return headings.filter((heading) => /\(product\.metafields\.[^)]+\)$/i.test(heading));
}
