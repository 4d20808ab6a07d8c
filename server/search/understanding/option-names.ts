/** Names under which shops keep the colour and the size of a product, as `filterKey` writes them. */
export const COLOR_NAMES: readonly string[] = [
  'color',
  'colour',
  'product color',
  'product colour',
  'main color',
  'cor',
  'farbe',
  'couleur',
  'coloris',
];
export const SIZE_NAMES: readonly string[] = [
  'size',
  'clothing size',
  'shoe size',
  'talla',
  'talle',
  'tamano',
  'tamanho',
  'grosse',
  'schuhgrosse',
  'taille',
  'pointure',
  'numero',
];
