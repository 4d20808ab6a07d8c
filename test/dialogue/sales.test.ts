import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leads } from '../../server/commerce/leads/model.ts';
import { turns } from '../../server/conversation/model.ts';
import { amountsIn, CustomerChat, startSampleShop } from '../fixtures/customer-chat.ts';
import type { ShopwrightServer } from '../fixtures/shopwright-server.ts';

/** Without a model. Every amount that is said is held against the certificate of its reply: see `CustomerChat`. */
let server: ShopwrightServer;
beforeAll(async () => {
  server = await startSampleShop();
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

/** Says all in one conversation; answers what was said to each. */
async function talk(locale: string, ...texts: string[]): Promise<string[]> {
  const chat = await CustomerChat.open(server, locale);
  const said: string[] = [];
  for (const text of texts) said.push(await chat.say(text));
  return said;
}
/** The titles of the cards of a reply: lines with a price. */
const cardsOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => (/ · .*\d/.test(line) ? line.split(' · ')[0]! : []));

describe('a gift under a budget', () => {
  it.each([
    {
      locale: 'en',
      wish: 'a birthday gift for my sister under $50',
      pick: /^My pick is (.+):/,
      add: 'add the second one',
      cart: /I have updated your cart/,
    },
    {
      locale: 'es',
      wish: 'un regalo de cumpleaños para mi hermana por menos de 50 dólares',
      pick: /^Mi elección es (.+):/,
      add: 'añade el segundo',
      cart: /He actualizado tu carrito/,
    },
  ])('is a pick with alternatives, none above it, and goes into the cart: $locale', async (given) => {
    const [found, added] = await talk(given.locale, given.wish, given.add);
    const cards = cardsOf(found!);
    expect(cards).toHaveLength(3);
    expect(cards[0]).toContain(given.pick.exec(found!)![1]);
    const prices = found!.split('\n').flatMap((line) => (line.includes(' · ') ? amountsIn(line)[0]! : []));
    expect(Math.max(...prices)).toBeLessThanOrEqual(5_000);
    expect(added).toMatch(given.cart);
    expect(added).toContain(cards[1]!.split(',')[0]!);
    expect(amountsIn(added!)[0]).toBe(prices[1]);
  });
});

describe('a comparison', () => {
  it.each([
    {
      locale: 'en',
      both: 'compare the Beam 200 Headlamp and the Beam 400 Headlamp',
      rows: ['Brightness: 200 lm / 400 lm', 'Weight: 68 g / 79 g'],
      cheaper: 'Beam 200 Headlamp is the cheaper choice of these.',
      price: ['how much is the first one?', 'Beam 200 Headlamp costs $24.90.'],
      add: ['add the second one', /1 × Beam 400 Headlamp, Black: \$44\.90/],
      more: ['add the third one', /Which product do you mean\?/],
    },
    {
      locale: 'es',
      both: 'compara la Linterna frontal Beam 200 y la Linterna frontal Beam 400',
      rows: ['Luminosidad: 200 lm / 400 lm', 'Peso: 68 g / 79 g'],
      cheaper: 'Linterna frontal Beam 200 es la opción más barata de estas.',
      price: ['¿cuánto cuesta la primera?', 'Linterna frontal Beam 200 cuesta 24,90 US$.'],
      add: ['añade la segunda', /1 × Linterna frontal Beam 400, Negro: 44,90 US\$/],
      more: ['añade la tercera', /¿.*producto.*\?/],
    },
  ] as const)('says what differs, and knows which one is the second: $locale', async (given) => {
    const { locale, both, rows, cheaper, price, add, more } = given;
    const [compared, told, added, none] = await talk(locale, both, price[0], add[0], more[0]);
    for (const row of [...rows, cheaper]) expect(compared).toContain(row);
    expect(told).toContain(price[1]);
    expect(added).toMatch(add[1]);
    expect(none).toMatch(more[1]);
  });
});

describe('an objection', () => {
  it.each([
    {
      locale: 'en',
      lamp: 'how much is the Beam 900 Headlamp?',
      dear: 'that is too expensive',
      less: /^For less:/,
      trust: 'can I trust this shop?',
      returns: 'within 30 days of delivery',
      proof: 'how do I know that price?',
      signed: /signed: the price itself leads to its proof/,
      delivery: 'delivery takes too long',
      express: 'Express takes 1 to 2 business days',
    },
    {
      locale: 'de',
      lamp: 'was kostet die Stirnlampe Beam 900?',
      dear: 'das ist mir zu teuer',
      less: /^Günstiger:/,
      trust: 'kann ich diesem Shop vertrauen?',
      returns: 'innerhalb von 30 Tagen nach der Lieferung',
      proof: 'woher weiß ich, dass der Preis stimmt?',
      signed: /signiert: Der Preis selbst führt zu seinem Nachweis/,
      delivery: 'wie lange dauert die Lieferung?',
      express: 'Der Expressversand dauert 1 bis 2 Werktage',
    },
  ])('of price, trust or delivery is met with facts: $locale', async (given) => {
    const { locale, lamp, dear, trust, proof, delivery } = given;
    const [, less, trusted, proven, delivered] = await talk(locale, lamp, dear, trust, proof, delivery);
    expect(less).toMatch(given.less);
    expect(cardsOf(less!).length).toBeGreaterThan(0);
    expect(Math.max(...cardsOf(less!).map((_, at) => amountsIn(less!)[at]!))).toBeLessThan(8_990);
    expect(trusted).toContain(given.returns);
    expect(proven).toMatch(given.signed);
    expect(delivered).toContain(given.express);
  });
});

describe('a lead', () => {
  it.each([
    {
      locale: 'en',
      need: 'we are a company and need 40 backpacks for our staff, can you make us an offer?',
      reach: /How can we reach you/,
      thanks: /A colleague will get back to you/,
    },
    {
      locale: 'de',
      need: 'wir sind eine Firma und brauchen 40 Rucksäcke für unsere Mitarbeiter, können Sie uns ein Angebot machen?',
      reach: /Wie erreichen wir Sie/,
      thanks: /meldet sich/,
    },
  ])('is noted with what is needed and, with consent, how to reach them: $locale', async (given) => {
    const { store } = server.shop;
    const email = `ada-${given.locale}@example.com`;
    const [asked, noted] = await talk(given.locale, given.need, email);
    expect(asked).toMatch(given.reach);
    expect(noted).toMatch(given.thanks);
    const all = await store.find(leads, { limit: 100 });
    expect(all.find(({ contact }) => contact?.email === email)).toMatchObject({
      need: given.need,
      consent: true,
    });
  });
});

it('needs no model for any of it', async () => {
  const all = await server.shop.store.find(turns, { limit: 1_000 });
  expect(all.length).toBeGreaterThan(20);
  const other = all.filter(({ by }) => by !== 'intents');
  expect(other.map(({ calls }) => calls.map(({ arguments: args }) => args))).toEqual([]);
});
