import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ConversationShop, openConversationShop } from '../../test/fixtures/conversation.ts';
import { carts } from '../commerce/carts/model.ts';
import { plainText } from '../grounding/plain-text.ts';
import { inboundMessages, turns } from './model.ts';

let shop: ConversationShop;
beforeEach(async () => {
  shop = await openConversationShop();
});
afterEach(() => shop.close());

it('answers a message with what the tools return, and proves it', async () => {
  const talk = await shop.talk();
  const said = await talk.say('price');
  expect(said).toEqual(['Thing cup · $19.99 · 10 in stock']);
  const [reply] = await shop.conversations.replies(talk.conversation, 0);
  expect(reply).toMatchObject({ sequence: 1, by: 'bot', certificateId: reply!._id });
  expect(reply!.facts.map(({ kind }) => kind).sort()).toEqual(['price', 'product', 'stock']);
});

it('answers a message once, however often it is delivered', async () => {
  const talk = await shop.talk();
  const first = await shop.conversations.post(talk.conversation, { providerMessageId: 'm1', text: 'price' });
  const again = await shop.conversations.post(talk.conversation, { providerMessageId: 'm1', text: 'price' });
  await shop.lanes.settled();
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.message._id).toBe(first.message._id);
  expect(await shop.store.count(turns)).toBe(1);
});

it('answers in order, and each message in exactly one turn, when many come at once', async () => {
  const talk = await shop.talk();
  const texts = Array.from({ length: 12 }, (_, index) => `m${index + 1}`);
  await Promise.all(
    texts.map((text) => shop.conversations.post(talk.conversation, { providerMessageId: text, text })),
  );
  await shop.lanes.settled();
  const messages = await shop.store.find(inboundMessages, { sort: { field: '_id', direction: 'asc' } });
  const stored = await shop.store.find(turns);
  expect(messages).toHaveLength(12);
  for (const message of messages) {
    const own = stored.filter(
      (turn) => turn.fromInbound <= message.sequence && message.sequence <= turn.toInbound,
    );
    expect(own.map(({ _id }) => _id)).toEqual([message.turnId]);
  }
  expect(shop.asked.flat()).toEqual(expect.arrayContaining(texts));
});

it('keeps no number of a payment card, and shows none to who answers', async () => {
  const talk = await shop.talk();
  await talk.say('price, my card is 4242 4242 4242 4242');
  const [message] = await shop.store.find(inboundMessages);
  expect(message!.text).toBe('price, my card is •••• 4242');
  expect(shop.asked.flat()).toEqual(['price, my card is •••• 4242']);
});

it('says what was done even when the words around it were withheld', async () => {
  const talk = await shop.talk();
  const said = await talk.say('add and lie');
  expect(said.join('\n')).toContain('I have updated your cart:');
  expect(said.join('\n')).toContain('1 × Thing cup: $19.99');
  expect(said.join('\n')).not.toContain('$5');
  const [turn] = await shop.store.find(turns);
  expect(turn!.withheld).toEqual(['number']);
});

it('does an effect once when the turn has to be run again', async () => {
  const talk = await shop.talk();
  shop.failCommits(2);
  const said = await talk.say('add');
  expect(said.join('\n')).toContain('1 × Thing cup: $19.99');
  expect(shop.faults).toHaveLength(2);
});

it('waits where what it did cannot be read again, and does not answer as if nothing had been done', async () => {
  const talk = await shop.talk();
  shop.failCommits(1);
  shop.whileThinking = async () => {
    shop.whileThinking = undefined;
    shop.failCalls('update_cart', 1);
  };
  const said = await talk.say('add');
  expect(said.join('\n')).toContain('1 × Thing cup: $19.99');
  expect(shop.faults.map((fault) => (fault as Error).name)).toEqual(['Error', 'ReplayError']);
  const [turn] = await shop.store.find(turns);
  expect(turn!.calls.map(({ tool, outcome }) => [tool, outcome])).toContainEqual(['update_cart', 'ok']);
});

it('keeps to what it did when another try would do something else', async () => {
  const { shop: other, quantities } = await shopThatWavers();
  try {
    const talk = await other.talk();
    other.failCommits(1);
    const said = await talk.say('add');
    expect(quantities).toEqual([1, 2]);
    expect(said.join('\n')).toContain('1 × Thing cup: $19.99');
    const [cart] = await other.store.find(carts);
    expect(cart!.lines.map(({ quantity }) => quantity)).toEqual([1]);
  } finally {
    await other.close();
  }
});

it('says what it did when another try does nothing, and answers later messages in a turn of their own', async () => {
  const { shop: other } = await shopThatWavers({ onlyOnce: true });
  try {
    const talk = await other.talk();
    other.failCommits(1);
    other.whileThinking = async () => {
      other.whileThinking = undefined;
      await other.conversations.post(talk.conversation, { providerMessageId: 'later', text: 'price' });
    };
    await talk.say('add');
    const stored = await other.store.find(turns, { sort: { field: 'sequence', direction: 'asc' } });
    expect(stored.map(({ fromInbound, toInbound }) => [fromInbound, toInbound])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const said = await other.conversations.replies(talk.conversation, 0);
    expect(plainText(said[0]!.rendered).text).toContain('I have updated your cart:');
  } finally {
    await other.close();
  }
});

it('does not repeat an effect for a message that came while it was thought over', async () => {
  const talk = await shop.talk();
  shop.whileThinking = async () => {
    shop.whileThinking = undefined;
    await shop.conversations.post(talk.conversation, { providerMessageId: 'more', text: 'add' });
  };
  await talk.say('add');
  const [cart] = await shop.store.find(carts);
  expect(cart!.lines.map(({ quantity }) => quantity)).toEqual([2]);
  expect(await shop.store.find(turns)).toHaveLength(2);
});

it('is silent while a person holds the conversation', async () => {
  const talk = await shop.talk();
  await talk.hold('person');
  expect(await talk.say('price')).toEqual([]);
  expect(await shop.store.find(turns)).toMatchObject([{ by: 'silent' }]);
  await talk.hold('bot');
  expect(await talk.say('price')).toHaveLength(1);
});

it('reads a price again that is too old, and says that it changed', async () => {
  const talk = await shop.talk();
  shop.whileThinking = async () => {
    shop.clock.advance(120_000);
    await shop.setPrice('cup', 2499);
  };
  const said = await talk.say('price');
  expect(said.join('\n')).toContain(
    'The price of Thing cup has changed since I last told you. It is now $24.99.',
  );
  expect(said.join('\n')).toContain('Thing cup · $24.99');
  expect(said.join('\n')).not.toContain('19.99');
});

it('takes over what a worker that died left behind', async () => {
  const talk = await shop.talk();
  await shop.lanes.stop(0);
  await shop.conversations.post(talk.conversation, { providerMessageId: 'm1', text: 'price' });
  const next = shop.anotherWorker();
  await next.start();
  await next.settled();
  expect(await shop.conversations.replies(talk.conversation, 0)).toHaveLength(1);
  await next.stop(0);
});

/** Puts another quantity into the cart each time it is asked. */
async function shopThatWavers(options: { onlyOnce?: boolean } = {}) {
  const quantities: number[] = [];
  const shop: ConversationShop = await openConversationShop({
    answerers: () => [
      {
        by: 'intents',
        answer: async ({ messages, toolbox, language, memory }) => {
          const adds = messages.some(({ text }) => text === 'add');
          if (adds && !(options.onlyOnce && quantities.length > 0)) {
            quantities.push(quantities.length + 1);
            await toolbox.write('update_cart', {
              add: [{ variant_id: 'var_cup', quantity: quantities.length }],
            });
          }
          await shop.whileThinking?.();
          const segments = [{ type: 'phrase', key: 'all_right' } as const];
          return { document: { language, blocks: [{ type: 'text', segments }] }, memory, intents: [] };
        },
      },
    ],
  });
  return { shop, quantities };
}
