import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchDocument } from '../../server/search/search-engine.ts';

interface RetailProduct {
  readonly name: string;
  readonly product_id: string;
  readonly variants: Readonly<
    Record<string, { options: Readonly<Record<string, string>>; available: boolean; price: number }>
  >;
}

/** The products of `products.json` in the folder as search documents, in market `us`, prices in cents. */
export function readRetail(folder: string): SearchDocument[] {
  const products = JSON.parse(readFileSync(join(folder, 'products.json'), 'utf8')) as Record<
    string,
    RetailProduct
  >;
  return Object.values(products).map((product, i) => ({
    productId: product.product_id,
    title: { en: product.name },
    categories: [],
    tags: [],
    attributes: [],
    description: {},
    variants: Object.entries(product.variants).map(([id, { options, available, price }]) => ({
      id,
      sku: id,
      options,
      prices: [{ market: 'us', amount: Math.round(price * 100) }],
      available: available ? 10 : 0,
    })),
    createdAt: i,
  }));
}

/** Names of products, any of which is right -> what people call them: plural, then Spanish, Portuguese, German, French. */
export const RETAIL_WORDS: Readonly<Record<string, string>> = {
  'T-Shirt': 't-shirts, tee, camiseta, camisetas, T-Shirts, tee-shirt',
  Laptop: 'laptops, portátil, ordenador portátil, computador portátil, Laptops, ordinateur portable',
  'Running Shoes': 'running shoe, zapatillas de correr, Laufschuhe',
  Smartphone: 'smartphones, mobile phone, teléfono móvil, telemóvel, Handy, téléphone portable',
  Backpack: 'backpacks, rucksack, mochila, mochilas, Rucksack, Rucksäcke, sac à dos',
  'Coffee Maker': 'coffee makers, cafetera, cafeteira, Kaffeemaschine, cafetière',
  'Water Bottle': 'water bottles, botella de agua, garrafa de água, Trinkflasche',
  'Desk Lamp': 'desk lamps, lámpara de mesa, luminária, Tischlampe, lampe de bureau',
  Notebook: 'paper notebook, notebook a4, cuaderno, caderno, Notizbuch, cahier',
  Sunglasses: 'gafas de sol, óculos de sol, Sonnenbrille, Sonnenbrillen, lunettes de soleil',
  Wristwatch: 'wristwatches, wrist watch, reloj de pulsera, relógio de pulso, Armbanduhr',
  'Electric Toothbrush':
    'toothbrush, toothbrushes, cepillo de dientes, escova de dentes, Zahnbürste, brosse à dents',
  'Yoga Mat': 'yoga mats, esterilla de yoga, Yogamatte, tapis de yoga',
  'Bluetooth Speaker': 'bluetooth speakers, speaker, altavoz, Lautsprecher, enceinte',
  'Gaming Mouse': 'mouse, gaming mice, ratón, rato, Maus, souris',
  'Action Camera': 'action cameras, cámara de acción, Actionkamera',
  'Garden Hose': 'garden hoses, manguera, mangueira, Gartenschlauch, tuyau d’arrosage',
  'Hiking Boots': 'boots, hiking boot, botas, Wanderschuhe, bottes',
  Tablet: 'tablets, tableta, Tablets, tablette',
  'E-Reader': 'ereader, ebook reader, E-Book-Reader, liseuse',
  'Portable Charger':
    'portable chargers, power bank, powerbank, batería externa, Powerbank, batterie externe',
  'Indoor Security Camera': 'security camera, surveillance camera, cámara de seguridad, Überwachungskamera',
  'Electric Kettle': 'electric kettles, hervidor, Wasserkocher, bouilloire',
  'Mechanical Keyboard': 'keyboard, keyboards, teclado, Tastatur, clavier',
  'Wireless Earbuds': 'earbuds, wireless earbud',
  'Smart Thermostat': 'thermostat, thermostats',
  'Fleece Jacket': 'jacket, jackets, chaqueta, Jacke, veste',
  'Wall Clock': 'clock, wall clocks, reloj de pared, relógio de parede, Wanduhr, horloge',
  'Dumbbell Set': 'dumbbells, dumbbell, mancuernas, Hanteln, haltères',
  'Espresso Machine': 'espresso machines, espresso maker',
  'Cycling Helmet': 'helmet, helmets, capacete, Fahrradhelm, casque de vélo',
  'LED Light Bulb': 'light bulb, light bulbs, bombilla, Glühbirne, ampoule',
  'Digital Camera': 'digital cameras, cámara digital, câmera digital, Digitalkamera, appareil photo',
  Bookshelf: 'bookshelves, bookcase, estantería, Bücherregal, bibliothèque',
  Bicycle: 'bike, bikes, bicicleta, Fahrrad, Fahrräder, vélo',
  'Sneakers|Running Shoes': 'sneaker, trainers, zapatillas, ténis, Turnschuhe, baskets',
  'Office Chair': 'chair, office chairs, silla de oficina, cadeira, Bürostuhl, chaise de bureau',
  'Smart Watch': 'smartwatch, smart watches, reloj inteligente, relógio inteligente, montre connectée',
  'Luggage Set': 'luggage, suitcase, suitcases, maleta, Koffer, valise',
  'Patio Umbrella': 'patio umbrellas, umbrella',
  'Air Purifier': 'air purifiers, purificador de aire, purificador de ar, Luftreiniger, purificateur d’air',
  Skateboard: 'skateboards',
  'Jigsaw Puzzle': 'puzzle, puzzles, rompecabezas, quebra-cabeça, Puzzle',
  Grill: 'grills, bbq, barbacoa, churrasqueira, Grill, barbecue',
  Headphones: 'headphone, head phones, auriculares, fones de ouvido, Kopfhörer, casque audio',
  'Vacuum Cleaner': 'vacuum, vacuum cleaners, aspiradora, aspirador, Staubsauger, aspirateur',
  Perfume: 'perfumes, fragrance, Parfüm, parfum',
};
