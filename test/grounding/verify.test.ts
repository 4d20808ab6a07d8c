import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followCatalogNames } from '../../server/grounding/catalog-names.ts';
import type { Block } from '../../server/grounding/reply.ts';
import { verify } from '../../server/grounding/verify/verify.ts';
import type { Violation } from '../../server/grounding/violation.ts';
import { documentOf, type Language, openScenarios, type Scenario, type Scenarios } from './scenario.ts';

let scenarios: Scenarios;
let names: ReturnType<typeof followCatalogNames>;
const talks = new Map<Language, Scenario>();

beforeAll(async () => {
  scenarios = await openScenarios();
  names = followCatalogNames(scenarios.shop.store);
  await names.ready;
  for (const language of ['en', 'es', 'pt', 'de', 'fr'] as const)
    talks.set(language, await scenarios.make(language, 1));
}, 60_000);
afterAll(async () => {
  names.stop();
  await scenarios.close();
});

function check(language: Language, template: string, extra: Block[] = [], ageMs = 0): Violation['kind'][] {
  const scenario = talks.get(language)!;
  const document = documentOf(template, scenario);
  document.blocks.push(...extra);
  const options = {
    facts: scenario.facts,
    vocabulary: names.vocabulary,
    now: scenarios.shop.clock.now() + ageMs,
    maxAgeMs: 60_000,
  };
  return verify(document, options).map(({ kind }) => kind);
}

const FAITHFUL: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'The {A.title} costs {A.price}.',
    'The {A.title} is {A.price} and the {B.title} is {B.price}.',
    '{A.price} for the {A.title}, {B.price} for the {B.title}.',
    'The {A.title} and the {B.title} cost {A.price} and {B.price}.',
    'I found the {A.title}. It costs {A.price} and we have {A.stock}.',
    'Your total is {cart.total}, including {cart.shipping} for shipping.',
    'Which size do you need?',
    'How can I help you today?',
    'Feel free to ask me anything else.',
    'I am sorry, I cannot give a discount.',
    'Would you like me to add it to your cart?',
    'It arrives {delivery.1.days}.',
    'The {A.title} has this weight: {A.attr.Weight}.',
    'Your order {order.number} is {order.status}.',
    'Code {coupon.code} took {coupon.amount} off.',
  ],
  es: [
    '{A.title} cuesta {A.price}.',
    '{A.title} cuesta {A.price} y {B.title} cuesta {B.price}.',
    'Tenemos {A.title}: {A.stock}.',
    'El total es {cart.total}, con {cart.shipping} de envío.',
    '¿Qué talla necesitas?',
    'Lo siento, no puedo ofrecer un descuento.',
    '¿Quieres que lo ponga en el carrito?',
    'Tu pedido {order.number} está {order.status}.',
  ],
  pt: [
    '{A.title} custa {A.price}.',
    '{A.title} custa {A.price} e {B.title} custa {B.price}.',
    'O total é {cart.total}, com {cart.shipping} de envio.',
    'De que tamanho precisa?',
    'Lamento, não posso oferecer um desconto.',
    'Quer que o coloque no carrinho?',
  ],
  de: [
    '{A.title} kostet {A.price}.',
    '{A.title} kostet {A.price}, {B.title} kostet {B.price}.',
    'Der Gesamtbetrag ist {cart.total}, davon Versand {cart.shipping}.',
    'Welche Größe brauchen Sie?',
    'Leider kann ich keinen Rabatt geben.',
    'Soll ich es in den Warenkorb legen?',
    'Ihre Bestellung {order.number}: {order.status}.',
  ],
  fr: [
    '{A.title} coûte {A.price}.',
    '{A.title} coûte {A.price} et {B.title} coûte {B.price}.',
    'Le total est de {cart.total}, dont {cart.shipping} de livraison.',
    'Quelle taille vous faut-il ?',
    'Désolé, je ne peux pas accorder de remise.',
    'Voulez-vous que je l’ajoute au panier ?',
  ],
};

const LIES: Readonly<Record<Language, readonly (readonly [string, Violation['kind']])[]>> = {
  en: [
    ['The {A.title} costs {B.price}.', 'binding'],
    ['The {A.title} costs {B.price} and the {B.title} costs {A.price}.', 'binding'],
    ['Your total is {A.price}.', 'binding'],
    ['Shipping is {cart.total}.', 'binding'],
    ['The {A.title} is $5.', 'number'],
    ['It costs tw|enty dollars.', 'number_word'],
    ['It costs ⅻ.', 'number'],
    ['It costs fívе bucks.', 'number_word'],
    ['Only a few left!', 'stock'],
    ['The {A.title} is in stock.', 'stock'],
    ['It arrives tomorrow.', 'date'],
    ['It ships today.', 'date'],
    ['I can give you a discount.', 'discount'],
    ['f r e e shipping', 'discount'],
    ['Use SAVEBIG at checkout.', 'coupon'],
    ['The {A.title} is waterproof.', 'feature'],
    ['It is our best seller.', 'superlative'],
    ['It is the cheapest we have.', 'superlative'],
    ['You can return it within a month.', 'policy'],
    ['You may like the Ridgeline too.', 'product'],
    ['Here{f9999}.', 'unknown_fact'],
    ['ab\u200bcd', 'hidden_text'],
  ],
  es: [
    ['{A.title} cuesta {B.price}.', 'binding'],
    ['Cuesta veinte euros.', 'number_word'],
    ['Llega mañana.', 'date'],
    ['Te hago un descuento.', 'discount'],
    ['El envío es gratis.', 'discount'],
    ['Quedan pocas unidades.', 'stock'],
    ['Es impermeable.', 'feature'],
    ['Es el más vendido.', 'superlative'],
    ['Tiene garantía.', 'policy'],
  ],
  pt: [
    ['{A.title} custa {B.price}.', 'binding'],
    ['Custa vinte euros.', 'number_word'],
    ['Chega amanhã.', 'date'],
    ['Faço-lhe um desconto.', 'discount'],
    ['O envio é grátis.', 'discount'],
    ['Restam poucas unidades.', 'stock'],
    ['É impermeável.', 'feature'],
    ['É o mais vendido.', 'superlative'],
    ['Tem garantia.', 'policy'],
  ],
  de: [
    ['{A.title} kostet {B.price}.', 'binding'],
    ['Er kostet neunundneunzig Euro.', 'number_word'],
    ['Die Lieferung kommt morgen an.', 'date'],
    ['Sie bekommen Rabatt.', 'discount'],
    ['Der Versand ist kostenlos.', 'discount'],
    ['Nur noch wenige da!', 'stock'],
    ['Er ist wasserdicht.', 'feature'],
    ['Das ist unser meistverkauftes Modell.', 'superlative'],
    ['Sie haben darauf Garantie.', 'policy'],
  ],
  fr: [
    ['{A.title} coûte {B.price}.', 'binding'],
    ['Il coûte vingt euros.', 'number_word'],
    ['Il arrive demain.', 'date'],
    ['Je vous fais une remise.', 'discount'],
    ['La livraison est gratuite.', 'discount'],
    ['Il n’en reste que quelques exemplaires.', 'stock'],
    ['Il est étanche.', 'feature'],
    ['C’est notre meilleure vente.', 'superlative'],
    ['Il est garanti.', 'policy'],
  ],
};

describe.each(Object.keys(FAITHFUL) as Language[])('in %s', (language) => {
  it.each(FAITHFUL[language])('lets through: %s', (template) => {
    expect(check(language, template)).toEqual([]);
  });
  it.each(LIES[language])('refuses: %s (%s)', (template, kind) => {
    expect(check(language, template)).toContain(kind);
  });
});

it('refuses free text in a language that it has no words of, and lets facts and phrases through', () => {
  const scenario = talks.get('en')!;
  const options = { facts: scenario.facts, vocabulary: names.vocabulary, now: 0, maxAgeMs: 60_000 };
  const free = { ...documentOf('Ilmainen', scenario), language: 'fi' };
  expect(verify(free, options).map(({ kind }) => kind)).toEqual(['language']);
  const facts = { ...documentOf('{A.title}', scenario), language: 'fi' };
  expect(verify(facts, options)).toEqual([]);
});

it('refuses cards, comparisons and carts whose parts are not of one thing', () => {
  const talk = talks.get('en')!;
  const id = (name: string) => talk.fact(name).id;
  const { productId, variantId } = talk.fact('A.price').subject as { productId: string; variantId: string };
  const card = { productId, variantId, title: id('A.title'), price: id('A.price') };
  const cards = (part: object): Block[] => [
    { type: 'products', layout: 'list', cards: [{ ...card, ...part }] },
  ];
  expect(check('en', '{A.title}', cards({}))).toEqual([]);
  for (const part of [
    { price: id('B.price') },
    { title: id('B.title') },
    { stock: id('B.stock') },
    { price: id('A.stock') },
  ])
    expect(check('en', '{A.title}', cards(part))).toContain('binding');
  const line = {
    title: id('cart.line1.title'),
    quantity: id('cart.line1.quantity'),
    total: id('cart.line1.total'),
  };
  const cart = (part: object): Block[] => [
    { type: 'cart', lines: [{ ...line, ...part }], totals: [id('cart.total')] },
  ];
  expect(check('en', '{A.title}', cart({}))).toEqual([]);
  expect(check('en', '{A.title}', cart({ total: id('cart.line2.total') }))).toContain('binding');
});

it('refuses a price that was read too long ago', () => {
  expect(check('en', 'The {A.title} costs {A.price}.', [], 61_000)).toContain('stale_fact');
});
