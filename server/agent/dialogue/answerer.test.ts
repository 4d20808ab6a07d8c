import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ConversationShop,
  openConversationShop,
  type Talk,
} from '../../../test/fixtures/conversation.ts';
import { carts } from '../../commerce/carts/model.ts';
import { handoffs } from '../../commerce/handoffs/model.ts';
import { plainText } from '../../grounding/plain-text.ts';
import { createDialogueAnswerer } from './answerer.ts';

let shop: ConversationShop;
beforeAll(async () => {
  shop = await openConversationShop({
    answerers: () => [{ by: 'intents', answer: createDialogueAnswerer(async () => true) }],
  });
  const attribute = (value: string) => ({ attributes: [{ name: 'material', value }] });
  await shop.put(
    { id: 'lamp', title: 'Brass Lamp', price: 4999, extra: { product_type: 'Lamp', ...attribute('brass') } },
    {
      id: 'desk-lamp',
      title: 'Desk Lamp',
      price: 2999,
      extra: { product_type: 'Lamp', ...attribute('steel') },
    },
    { id: 'rug', title: 'Woven Rug', price: 8999, stock: 2, extra: { product_type: 'Rug' } },
  );
  await shop.discount({ code: 'TEN', effect: { kind: 'percentage', rate: 1000 } });
  await shop.services.policies.put('returns', {
    title: { en: 'Returns' },
    sections: [{ key: 'window', heading: { en: 'Window' }, body: { en: 'Within 30 days.' } }],
  });
});
afterAll(() => shop.close());

/** Says all in one conversation; answers what was said to the last. */
async function lastSaid(...texts: string[]): Promise<string> {
  const talk: Talk = await shop.talk();
  let said: string[] = [];
  for (const text of texts) said = await talk.say(text);
  return said.join('\n').replaceAll('\u00a0', ' ');
}

describe('without a model', () => {
  it.each(['Don’t remove the first one! Thank you.', 'I would not add the desk lamp. Hm.'])(
    'changes nothing for: %s',
    async (text) => {
      await lastSaid('add the Brass Lamp', text);
      const [cart] = (await shop.store.find(carts)).toSorted((a, b) => b.createdAt - a.createdAt);
      expect(cart!.lines.map(({ variantId, quantity }) => [variantId, quantity])).toEqual([['var_lamp', 1]]);
    },
  );

  it('finds products and tells how many there are', async () => {
    expect(await lastSaid('lamp')).toMatch(/^I found 2 products:\n\n.*Lamp · \$\d\d\.99 · 10 in stock/);
    expect(await lastSaid('a purple submarine')).toContain('I found nothing for “purple submarine”');
  });

  it('tells the price of what is named, shown or spoken of', async () => {
    expect(await lastSaid('how much is the woven rug?')).toContain('Woven Rug costs $89.99.');
    expect(await lastSaid('lamp', 'how much is the second one?')).toMatch(/Lamp costs \$/);
    expect(await lastSaid('woven rug', 'how much is it')).toContain('Woven Rug costs $89.99.');
    expect(await lastSaid('is the woven rug in stock')).toContain('Woven Rug: 2 available.');
  });

  it('answers each of several messages that came at once', async () => {
    const talk = await shop.talk();
    const [one, two] = ['add the woven rug', 'how can I return something?'];
    await Promise.all(
      [one, two].map((text) =>
        shop.conversations.post(talk.conversation, { providerMessageId: text!, text: text! }),
      ),
    );
    await shop.lanes.settled();
    const said = (await shop.conversations.replies(talk.conversation, 0))
      .map(({ rendered }) => plainText(rendered).text)
      .join('\n');
    expect(said).toContain('1 × Woven Rug');
    expect(said).toContain('Within 30 days.');
  });

  it('takes a number behind a name for no quantity', async () => {
    await shop.put({ id: 'beam', title: 'Beam 200 Torch', price: 2490 });
    expect(await lastSaid('add the beam 200 torch to my cart')).toContain('1 × Beam 200 Torch');
    expect(await lastSaid('add 3 beam 200 torch to my cart')).toContain('3 × Beam 200 Torch');
  });

  it('takes a number in a name for another model', async () => {
    await shop.put(
      { id: 'tv31', title: 'Vista TV31', price: 31000 },
      { id: 'tv32', title: 'Vista TV32', price: 32000 },
    );
    expect(await lastSaid('how much is the vista tv32?')).toContain('Vista TV32 costs $320.00.');
  });

  it('asks back when it is not clear which one is meant', async () => {
    expect(await lastSaid('how much is the lamp?')).toContain('Which one do you mean?');
    expect(await lastSaid('how much is the lamp?', 'the second one')).toMatch(/Lamp costs \$/);
    expect(await lastSaid('add it')).toContain('Which product do you mean?');
  });

  it('compares what was shown, and names the cheaper one', async () => {
    const said = await lastSaid('lamp', 'compare them');
    expect(said).toContain('Desk Lamp is the cheaper choice of these.');
    expect(said).toContain('material: ');
  });

  it('fills and changes the cart', async () => {
    expect(await lastSaid('woven rug', 'add it to my cart')).toContain('1 × Woven Rug: $89.99');
    expect(await lastSaid('woven rug', 'add it', 'make it 2')).toContain('2 × Woven Rug: $179.98');
    expect(await lastSaid('add 3 desk lamps', 'show my cart')).toContain('3 × Desk Lamp: $89.97');
    expect(await lastSaid('add 3 desk lamps', 'remove the desk lamp')).toContain('Your cart is empty.');
    expect(await lastSaid('woven rug', 'add 5 of it')).toContain(
      'There is not enough of Woven Rug for that: 2 available.',
    );
  });

  it('takes codes, good and bad', async () => {
    expect(await lastSaid('woven rug', 'add it', 'use code TEN10')).toContain('There is no code TEN10.');
    const said = await lastSaid('desk lamp', 'add it', 'my code is TEN');
    expect(said).not.toContain('There is no code');
  });

  it('leads to the checkout', async () => {
    expect(await lastSaid('checkout')).toContain('Your cart is empty.');
    const said = await lastSaid('desk lamp', 'add it', 'checkout');
    expect(said).toContain('Review and pay: http://shop.test/checkout#');
  });

  it('asks whose order it is before it tells of one', async () => {
    expect(await lastSaid('where is my order?')).toContain('What is your order number?');
    expect(await lastSaid('where is my order SW-AAAAA-BBBBB?')).not.toMatch(/confirmed|shipped/);
  });

  it('quotes the shop’s conditions, word for word', async () => {
    expect(await lastSaid('what is your return policy?')).toContain('Window: Within 30 days.');
  });

  it('calls a person', async () => {
    const before = await shop.store.count(handoffs);
    expect(await lastSaid('I want to talk to a human')).toContain('I have asked a colleague');
    expect(await shop.store.count(handoffs)).toBe(before + 1);
  });

  it('goes on in the language that the customer writes', async () => {
    expect(await lastSaid('hello', '¿cuánto cuesta el woven rug?')).toContain('Woven Rug cuesta 89,99 US$');
    expect(await lastSaid('Was kostet der Woven Rug?')).toMatch(/Woven Rug kostet 89,99 \$/);
    expect(await lastSaid('quanto custa o woven rug?')).toMatch(/Woven Rug custa/);
    expect(await lastSaid('combien coûte le woven rug ?')).toMatch(/Woven Rug coûte 89,99/);
  });
});
