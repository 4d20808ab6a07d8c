import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationShop, openConversationShop } from '../../../test/fixtures/conversation.ts';
import { createDialogueAnswerer } from '../dialogue/answerer.ts';
import { type Understand, understand, wishesOf } from '../dialogue/wishes.ts';
import { readMessage } from '../intents/read-message.ts';
import type { Act } from '../reading/model.ts';

/** What the answers are tested with is read so, whatever the reader has learnt meanwhile. */
const READ: Readonly<Record<string, Omit<Act, 'confidence'>[]>> = {
  'change it to red': [{ intent: 'change_variant', entities: { colour: ['red'] } }],
  'nein, in rot': [{ intent: 'correction', entities: { colour: ['rot'] } }],
  'what sizes does the harbor tee come in?': [{ intent: 'size_fit', entities: { product: ['harbor tee'] } }],
  'welche Größen gibt es beim Harbor Tee?': [{ intent: 'size_fit', entities: { product: ['Harbor Tee'] } }],
  'no, make it 3': [{ intent: 'correction', entities: { quantity: [3] } }],
  'no, que sean 3': [{ intent: 'correction', entities: { quantity: [3] } }],
  'five stars, lovely': [{ intent: 'review', entities: { rating: [5] } }],
  'das sind fünf Sterne, die Lampe ist sehr schön': [{ intent: 'review', entities: { rating: [5] } }],
};
const read: Understand = (text, where) => {
  const acts = READ[text]?.map((act) => ({ ...act, confidence: 1 }));
  if (!acts) return understand(text, where);
  const reading = { language: where.language, scope: 'in' as const, acts, confidence: 1 };
  return { every: true, wishes: wishesOf(reading, text, readMessage(text, where.language), where.state) };
};

let shop: ConversationShop;
beforeAll(async () => {
  shop = await openConversationShop({
    answerers: () => [
      { by: 'intents', answer: createDialogueAnswerer(async () => true, { understand: read }) },
    ],
  });
  const shirt = (id: string, color: string, size: string) => ({
    id,
    sku: id.toUpperCase(),
    weight_grams: 200,
    requires_shipping: true,
    options: { color, size },
    prices: [{ market: 'us', amount: 2500, currency: 'USD' }],
    stock: [{ location: 'east', on_hand: 20 }],
  });
  const option = (name: string, values: Record<string, string>) => ({
    name,
    label: { en: name },
    values: Object.entries(values).map(([value, de]) => ({ value, label: { en: value, de } })),
  });
  await shop.put({
    id: 'tee',
    title: 'Harbor Tee',
    extra: {
      title: { en: 'Harbor Tee', de: 'Harbor Tee' },
      product_type: { en: 'T-shirt', de: 'T-Shirt' },
      options: [option('color', { blue: 'blau', red: 'rot' }), option('size', { S: 'S', M: 'M' })],
      variants: [
        shirt('tee-blue-s', 'blue', 'S'),
        shirt('tee-blue-m', 'blue', 'M'),
        shirt('tee-red-s', 'red', 'S'),
        shirt('tee-red-m', 'red', 'M'),
      ],
    },
  });
  await shop.put({ id: 'lamp', title: 'Brass Lamp', price: 4999 });
});
afterAll(() => shop.close());

async function lastSaid(...texts: string[]): Promise<string> {
  const talk = await shop.talk();
  let said: string[] = [];
  for (const text of texts) said = await talk.say(text);
  return said.join('\n').replaceAll('\u00a0', ' ');
}

describe('what is in the cart', () => {
  it('is changed for another colour or size', async () => {
    const added = ['add the harbor tee in blue, size M to my cart'];
    expect(await lastSaid(...added)).toMatch(/1 × Harbor Tee, blue, M/);
    expect(await lastSaid(...added, 'change it to red')).toMatch(/1 × Harbor Tee, red, M/);
    const de = ['leg das Harbor Tee in blau in den Warenkorb'];
    expect(await lastSaid(...de)).toMatch(/1 × Harbor Tee, blau/);
    expect(await lastSaid(...de, 'nein, in rot')).toMatch(/1 × Harbor Tee, rot/);
  });

  it('is mended in its number', async () => {
    const added = 'add the harbor tee in blue to my cart';
    expect(await lastSaid(added, 'no, make it 3')).toContain('3 × Harbor Tee, blue');
    expect(await lastSaid(added, 'no, que sean 3')).toContain('3 × Harbor Tee, blue');
  });

  it('is not a colour that there is not', async () => {
    expect(await lastSaid('add the harbor tee in green to my cart')).toContain('does not come in that');
    expect(await lastSaid('leg das Harbor Tee in grün in den Warenkorb')).toContain('gibt es so nicht');
  });
});

describe('what fits', () => {
  it('is told by the sizes there are', async () => {
    expect(await lastSaid('what sizes does the harbor tee come in?')).toContain('the sizes of Harbor Tee');
    expect(await lastSaid('welche Größen gibt es beim Harbor Tee?')).toContain(
      'Größen gibt es von Harbor Tee',
    );
  });
});

describe('the steps to paying', () => {
  const address = 'Ada Buyer, 1 Main St, Los Angeles, CA 90001';
  it('go from the address over delivery and email to the total', async () => {
    const before = ['add the brass lamp to my cart', 'checkout', address];
    expect(await lastSaid(...before)).toMatch(
      /How shall it be delivered\?[\s\S]*Standard · \$5\.00[\s\S]*Express · \$15\.00/,
    );
    expect(await lastSaid(...before, 'the first one')).toContain('To which email address');
    const whole = [...before, 'the first one', 'ada@example.com'];
    expect(await lastSaid(...whole)).toMatch(/1 Main St[\s\S]*Is that right\?/);
    expect(await lastSaid(...whole, 'yes')).toContain('Review and pay: http://shop.test/checkout#');
  });
});

it('thanks for a review, and offers a person who can publish it', async () => {
  expect(await lastSaid('five stars, lovely')).toContain('cannot publish reviews myself');
  expect(await lastSaid('das sind fünf Sterne, die Lampe ist sehr schön')).toContain(
    'nicht selbst veröffentlichen',
  );
});
