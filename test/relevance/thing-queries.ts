/** Words for the same thing in English, Spanish, Portuguese, German and French. */
export interface ThingQueries {
  /** The label of the thing itself in `labels.json`. */
  readonly thing: string;
  /** Labels of narrower kinds that are the thing as well. */
  readonly also?: readonly string[];
  readonly words: readonly string[];
}

export const THING_QUERIES: readonly ThingQueries[] = [
  {
    thing: 'laptop',
    words: [
      'laptop',
      'laptops',
      'notebook',
      'portátil',
      'ordenador portátil',
      'computadora portátil',
      'computador portátil',
      'portáteis',
      'Laptop',
      'Notebooks',
      'ordinateur portable',
      'pc portable',
    ],
  },
  {
    thing: 'tablet',
    words: ['tablet', 'tablets', 'tableta', 'tabletas', 'Tablet-PC', 'tablette', 'tablettes'],
  },
  {
    thing: 'smartphone',
    words: [
      'smartphone',
      'mobile phone',
      'teléfono inteligente',
      'teléfono móvil',
      'móvil',
      'celular',
      'telemóvel',
      'telefone celular',
      'Handy',
      'Mobiltelefon',
      'téléphone portable',
    ],
  },
  {
    thing: 'monitor',
    words: ['monitor', 'monitors', 'pantalla', 'ecrã', 'Bildschirm', 'Bildschirme', 'écran', 'moniteur'],
  },
  {
    thing: 'tv',
    words: [
      'tv',
      'television',
      'televisor',
      'televisión',
      'televisão',
      'Fernseher',
      'téléviseur',
      'télévision',
    ],
  },
  {
    thing: 'printer',
    also: ['multifunction printer', 'label printer', 'large format printer'],
    words: [
      'printer',
      'printers',
      'impresora',
      'impresoras',
      'impressora',
      'Drucker',
      'imprimante',
      'imprimantes',
    ],
  },
  {
    thing: 'camera',
    words: [
      'camera',
      'cameras',
      'cámara',
      'cámara de fotos',
      'câmara',
      'máquina fotográfica',
      'Kamera',
      'Fotoapparat',
      'appareil photo',
    ],
  },
  {
    thing: 'headphones',
    also: ['headset'],
    words: [
      'headphones',
      'earphones',
      'auriculares',
      'audífonos',
      'auscultadores',
      'fones de ouvido',
      'Kopfhörer',
      'casque',
      'casque audio',
      'écouteurs',
    ],
  },
];
