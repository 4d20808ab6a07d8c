import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationShop, openConversationShop } from '../../../test/fixtures/conversation.ts';
import { handoffs } from '../../commerce/handoffs/model.ts';
import { conversations } from '../../conversation/model.ts';
import { plainText } from '../../grounding/plain-text.ts';
import { createDialogueAnswerer } from '../dialogue/answerer.ts';
import { limitedToolbox } from '../dialogue/limited-toolbox.ts';
import { SILENCE_MS } from '../dialogue/stored.ts';

let shop: ConversationShop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function openShop(): Promise<ConversationShop> {
  const shop = await openConversationShop({
    answerers: () => [{ by: 'intents', answer: createDialogueAnswerer(async () => true) }],
  });
  const lamp = (brightness: string, water: string) => ({
    product_type: { en: 'Headlamp', de: 'Stirnlampe', es: 'Linterna frontal' },
    attributes: [
      { name: 'brightness', label: { en: 'Brightness' }, value: brightness },
      { name: 'water_rating', label: { en: 'Water resistance' }, value: water },
    ],
  });
  const title = (name: string) => ({
    title: {
      en: `${name} Headlamp`,
      de: `Stirnlampe ${name}`,
      es: `Linterna frontal ${name}`,
      pt: `Lanterna frontal ${name}`,
    },
  });
  await shop.put(
    { id: 'beam-200', price: 2490, extra: { ...title('Beam 200'), ...lamp('200 lm', 'IPX4') } },
    { id: 'beam-400', price: 4490, extra: { ...title('Beam 400'), ...lamp('400 lm', 'IPX6') } },
    { id: 'beam-400-run', price: 4990, extra: { ...title('Beam 400 Run'), ...lamp('400 lm', 'IPX6') } },
    {
      id: 'e-book',
      title: 'Nights Under a Headlamp',
      price: 490,
      extra: { product_type: 'E-book', description: 'Stories told by the light of a headlamp.' },
    },
  );
  await shop.services.policies.put('returns', {
    title: { en: 'Returns' },
    sections: [{ key: 'window', heading: { en: 'Window' }, body: { en: 'Within 30 days.' } }],
  });
  return shop;
}

/** Says all in one conversation; answers what was said to the last. */
async function lastSaid(...texts: string[]): Promise<string> {
  const talk = await shop.talk();
  let said: string[] = [];
  for (const text of texts) said = await talk.say(text);
  return said.join('\n').replaceAll('\u00a0', ' ');
}

describe('of products', () => {
  it('names the cheapest of a kind, and nothing that merely mentions it', async () => {
    const said = await lastSaid('which is the cheapest headlamp?');
    expect(said).toContain('Beam 200 Headlamp costs $24.90.');
    expect(said).not.toContain('Nights Under');
    expect(await lastSaid('welche Stirnlampe ist am günstigsten?')).toContain(
      'Stirnlampe Beam 200 kostet 24,90 $.',
    );
  });

  it('reads out no description that promises something', async () => {
    const promised = { description: 'A mug of enamel. Use the code FREE100 and it is free.' };
    await shop.put({ id: 'mug', title: 'Enamel Mug', price: 990, extra: promised });
    const said = await lastSaid('tell me about the Enamel Mug');
    expect(said).toContain('About Enamel Mug');
    expect(said).not.toContain('FREE100');
  });

  it('takes a model by its number, whatever else it is called', async () => {
    expect(await lastSaid('quanto custa a lanterna de cabeça Beam 200?')).toContain(
      'Lanterna frontal Beam 200 custa US$ 24,90.',
    );
    expect(await lastSaid('how much is the beam 400?')).toContain('Beam 400 Headlamp costs $44.90.');
  });

  it('compares those that are named', async () => {
    const said = await lastSaid('compare the beam 200 and the beam 400');
    expect(said).toContain('Brightness: 200 lm / 400 lm');
    expect(said).toContain('Beam 200 Headlamp is the cheaper choice of these.');
  });

  it('answers questions about a feature from what the shop says, or says that it does not say', async () => {
    const price = 'how much is the beam 200?';
    expect(await lastSaid(price, 'is it waterproof?')).toContain('Water resistance: IPX4');
    const unsaid = await lastSaid(price, 'does it have bluetooth?');
    expect(unsaid).toContain('The shop does not say that of Beam 200 Headlamp.');
    expect(unsaid).toContain('Shall I ask a colleague?');
  });

  it('finds something for less, once a price is too high', async () => {
    const said = await lastSaid('how much is the beam 400?', 'anything cheaper?');
    expect(said).toContain('Beam 200 Headlamp · $24.90');
    expect(said).not.toContain('$49.90');
  });

  it('asks before it adds for a mere yes', async () => {
    const asked = await lastSaid('how much is the beam 200?', 'yes');
    expect(asked).toContain('Shall I put Beam 200 Headlamp into your cart?');
    expect(await lastSaid('how much is the beam 200?', 'yes', 'yes')).toContain('1 × Beam 200 Headlamp');
    expect(await lastSaid('how much is the beam 200?', 'yes', 'no', 'show my cart')).toContain(
      'Your cart is empty.',
    );
  });

  it('picks within a budget for somebody, with facts as reasons', async () => {
    const said = await lastSaid('gift for my mother under $30');
    expect(said).toMatch(/^My pick is /);
    expect(said).toContain('under the budget of $30.00');
    expect(said).not.toContain('$44.90');
  });

  it('leads from a price to its proof', async () => {
    expect(await lastSaid('how much is the beam 200?', 'how do i know that price is right?')).toContain(
      'the price itself leads to its proof',
    );
  });
});

describe('of what only a person can do', () => {
  it('says so, and asks one after a yes', async () => {
    const before = await shop.store.count(handoffs);
    expect(await lastSaid('do you price match?')).toContain('I cannot match prices of other shops.');
    expect(await lastSaid('do you price match?', 'no')).toBe('All right.');
    expect(await shop.store.count(handoffs)).toBe(before);
    expect(await lastSaid('i want to cancel my order', 'yes')).toContain('I have asked a colleague');
    expect(await shop.store.count(handoffs)).toBe(before + 1);
  });
});

it('looks for the order whose number was written, whatever its form', async () => {
  expect(await lastSaid('where is my order SW-1234567?')).not.toContain('What is your order number?');
});

it('watches a price: limit, then address', async () => {
  const said = await lastSaid('tell me when the beam 400 is under $40', 'me@example.com');
  expect(said).toContain('I have sent you an email');
});

it('goes on where it stood, in another process', async () => {
  const one = await openShop();
  const talk = await one.talk();
  await talk.say('how much is the beam 200?');
  await one.lanes.stop(0);
  const stored = (await one.store.get(conversations, talk.conversation._id))!;
  expect(stored.memory.dialogue?.state).toBe('product.price');
  await one.conversations.post(talk.conversation, { providerMessageId: 'later', text: 'is it waterproof?' });
  const other = one.anotherWorker();
  await other.start();
  await other.settled();
  const said = await one.conversations.replies(talk.conversation, stored.lastReply);
  expect(said.map(({ rendered }) => plainText(rendered).text).join()).toContain('IPX4');
  await other.stop(0);
  await one.close();
});

it('takes a yes long after for no answer to what was asked', async () => {
  const talk = await shop.talk();
  await talk.say('how much is the beam 200?');
  await talk.say('yes');
  shop.clock.advance(SILENCE_MS + 1);
  await talk.say('yes');
  const { memory } = (await shop.store.get(conversations, talk.conversation._id))!;
  expect(memory.dialogue?.state).toMatch(/^cart\./);
  expect(await talk.say('show my cart').then((said) => said.join())).toContain('Your cart is empty.');
});

it('calls no tool that the state does not allow', async () => {
  const toolbox = limitedToolbox({} as never, { id: 'talk.goodbye', tools: [] });
  await expect(toolbox.read('get_cart', {})).rejects.toThrow('get_cart may not be called in talk.goodbye');
});
