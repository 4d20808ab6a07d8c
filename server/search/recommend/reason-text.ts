import { format, money } from '../../commerce/money.ts';
import type { Reason } from './needs.ts';

/** How reasons are said. Every blank is filled with a fact. */
interface Sentences {
  readonly brand: string;
  readonly places: Readonly<Record<'title' | 'product_type' | 'tags' | 'description', string>>;
  readonly stated: (value: string, place: string) => string;
  readonly under: (left: string, budget: string) => string;
  readonly at: (budget: string) => string;
  readonly cheapest: (of: number) => string;
  readonly highest: (label: string, value: string, of: number) => string;
  readonly lowest: (label: string, value: string, of: number) => string;
  readonly cheaper: (amount: string, than: string) => string;
  readonly dearer: (amount: string, than: string) => string;
  readonly inStock: (units: string) => string;
  readonly goesWith: (than: string) => string;
  readonly together: (than: string, orders: string) => string;
}

const ENGLISH: Sentences = {
  brand: 'Brand',
  places: { title: 'title', product_type: 'product type', tags: 'tags', description: 'description' },
  stated: (value, place) => `“${value}” stands in its ${place}`,
  under: (left, budget) => `${left} under the budget of ${budget}`,
  at: (budget) => `Exactly the budget of ${budget}`,
  cheapest: (of) => `The cheapest of the ${of} compared`,
  highest: (label, value, of) => `${label} is the highest of the ${of} compared: ${value}`,
  lowest: (label, value, of) => `${label} is the lowest of the ${of} compared: ${value}`,
  cheaper: (amount, than) => `${amount} less than ${than}`,
  dearer: (amount, than) => `${amount} more than ${than}`,
  inStock: (units) => `In stock: ${units}`,
  goesWith: (than) => `Goes with ${than}`,
  together: (than, orders) => `Bought together with ${than} in ${orders} orders`,
};

const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: ENGLISH,
  es: {
    brand: 'Marca',
    places: {
      title: 'el título',
      product_type: 'el tipo de producto',
      tags: 'las etiquetas',
      description: 'la descripción',
    },
    stated: (value, place) => `«${value}» figura en ${place}`,
    under: (left, budget) => `${left} por debajo del presupuesto de ${budget}`,
    at: (budget) => `Justo el presupuesto de ${budget}`,
    cheapest: (of) => `El precio más bajo de los ${of} comparados`,
    highest: (label, value, of) => `${label}: ${value}, el valor más alto de los ${of} comparados`,
    lowest: (label, value, of) => `${label}: ${value}, el valor más bajo de los ${of} comparados`,
    cheaper: (amount, than) => `${amount} menos que ${than}`,
    dearer: (amount, than) => `${amount} más que ${than}`,
    inStock: (units) => `En stock: ${units}`,
    goesWith: (than) => `Combina con ${than}`,
    together: (than, orders) => `Comprado junto con ${than} en ${orders} pedidos`,
  },
  pt: {
    brand: 'Marca',
    places: {
      title: 'no título',
      product_type: 'no tipo de produto',
      tags: 'nas etiquetas',
      description: 'na descrição',
    },
    stated: (value, place) => `“${value}” consta ${place}`,
    under: (left, budget) => `${left} abaixo do orçamento de ${budget}`,
    at: (budget) => `Exatamente o orçamento de ${budget}`,
    cheapest: (of) => `O preço mais baixo dos ${of} comparados`,
    highest: (label, value, of) => `${label}: ${value}, o valor mais alto dos ${of} comparados`,
    lowest: (label, value, of) => `${label}: ${value}, o valor mais baixo dos ${of} comparados`,
    cheaper: (amount, than) => `${amount} a menos que ${than}`,
    dearer: (amount, than) => `${amount} a mais que ${than}`,
    inStock: (units) => `Em stock: ${units}`,
    goesWith: (than) => `Combina com ${than}`,
    together: (than, orders) => `Comprado junto com ${than} em ${orders} pedidos`,
  },
  de: {
    brand: 'Marke',
    places: {
      title: 'im Titel',
      product_type: 'im Produkttyp',
      tags: 'in den Schlagwörtern',
      description: 'in der Beschreibung',
    },
    stated: (value, place) => `„${value}“ steht ${place}`,
    under: (left, budget) => `${left} unter dem Budget von ${budget}`,
    at: (budget) => `Genau das Budget von ${budget}`,
    cheapest: (of) => `Der niedrigste Preis von ${of} verglichenen`,
    highest: (label, value, of) => `${label}: ${value}, der höchste Wert von ${of} verglichenen`,
    lowest: (label, value, of) => `${label}: ${value}, der niedrigste Wert von ${of} verglichenen`,
    cheaper: (amount, than) => `${amount} weniger als ${than}`,
    dearer: (amount, than) => `${amount} mehr als ${than}`,
    inStock: (units) => `Auf Lager: ${units}`,
    goesWith: (than) => `Passt zu ${than}`,
    together: (than, orders) => `In ${orders} Bestellungen zusammen mit ${than} gekauft`,
  },
  fr: {
    brand: 'Marque',
    places: {
      title: 'dans le titre',
      product_type: 'dans le type de produit',
      tags: 'dans les mots-clés',
      description: 'dans la description',
    },
    stated: (value, place) => `« ${value} » figure ${place}`,
    under: (left, budget) => `${left} de moins que le budget de ${budget}`,
    at: (budget) => `Exactement le budget de ${budget}`,
    cheapest: (of) => `Le prix le plus bas des ${of} comparés`,
    highest: (label, value, of) => `${label} : ${value}, la valeur la plus haute des ${of} comparés`,
    lowest: (label, value, of) => `${label} : ${value}, la valeur la plus basse des ${of} comparés`,
    cheaper: (amount, than) => `${amount} de moins que ${than}`,
    dearer: (amount, than) => `${amount} de plus que ${than}`,
    inStock: (units) => `En stock : ${units}`,
    goesWith: (than) => `Va avec ${than}`,
    together: (than, orders) => `Acheté avec ${than} dans ${orders} commandes`,
  },
};

/** A reason in the customer's language; English where the shop has no other of the five. */
export function reasonText(reason: Reason, currency: string, locale: string): string {
  const say = SENTENCES[locale.split('-')[0]!] ?? ENGLISH;
  const sum = (amount: number): string => format(money(amount, currency), locale);
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  switch (reason.kind) {
    case 'attribute':
    case 'option':
      return `${upper(reason.label)}: ${reason.value}`;
    case 'brand':
      return `${say.brand}: ${reason.value}`;
    case 'stated':
      return say.stated(reason.value, say.places[reason.where]);
    case 'under_budget':
      return reason.amount === 0
        ? say.at(sum(reason.budget))
        : say.under(sum(reason.amount), sum(reason.budget));
    case 'cheapest':
      return say.cheapest(reason.of);
    case 'highest':
    case 'lowest':
      return say[reason.kind](upper(reason.label), reason.value, reason.of);
    case 'cheaper':
    case 'dearer':
      return say[reason.kind](sum(reason.amount), reason.than);
    case 'in_stock':
      return say.inStock(number(reason.units));
    case 'goes_with':
      return say.goesWith(reason.than);
    case 'bought_together':
      return say.together(reason.than, number(reason.orders));
  }
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
