import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConversationShop } from '../../../test/fixtures/conversation.ts';
import { type HandoffShop, openHandoffShop } from '../../../test/fixtures/handoff.ts';
import { checkouts } from '../../commerce/checkouts/model.ts';
import { handoffs } from '../../commerce/handoffs/model.ts';
import { paymentAttempts } from '../../commerce/payments/model.ts';

let shop: HandoffShop;
beforeEach(async () => {
  shop = await openHandoffShop();
});
afterEach(() => shop.close());

describe('a person is asked', () => {
  it('when the customer asks, and is told what happens next', async () => {
    await shop.say('add the thing cup to my cart');
    const said = await shop.say('I want to speak to a person');
    expect(said).toContain('I have asked a colleague to join this conversation.');
    expect(said).toContain('Until somebody joins, I go on helping you here.');
    const handoff = await shop.handoff();
    expect(handoff).toMatchObject({
      reason: 'asked_for',
      status: 'waiting',
      sessionId: shop.customer.conversation._id,
      brief: {
        wanted: 'add the thing cup to my cart',
        openQuestion: 'I want to speak to a person',
        cart: {
          lines: [{ title: 'Thing cup', quantity: 1, total: { amount: 1999, currency: 'USD' } }],
          total: { amount: 1999, currency: 'USD' },
        },
      },
    });
    expect(handoff.brief!.facts).toContainEqual(
      expect.objectContaining({ kind: 'line_total', text: '$19.99' }),
    );
    expect((await shop.conversation()).handoffId).toBe(handoff._id);
  });

  it('when the customer is angry, with an answer where there is one', async () => {
    expect(await shop.say('this useless thing, how much is the thing cup?')).not.toContain('colleague');
    const said = await shop.say('YOU ARE STUPID, HOW MUCH IS THE THING CUP');
    expect(said).toContain('I am sorry that this is not going well.');
    expect(said).toContain('$19.99');
    expect(await shop.handoff()).toMatchObject({ reason: 'frustration' });
  });

  it('not when two different things could not be answered', async () => {
    await shop.say('xqzzt');
    await shop.say('compare');
    await shop.say('wvvrk');
    expect(await shop.handoffs()).toEqual([]);
  });

  it('when two turns in a row had no answer', async () => {
    await shop.say('xqzzt');
    expect(await shop.handoffs()).toEqual([]);
    const said = await shop.say('wvvrk');
    expect(said).toContain('I have asked a colleague');
    expect(said).not.toContain('I can’t answer that');
    expect(await shop.handoff()).toMatchObject({ reason: 'loop', brief: { openQuestion: 'wvvrk' } });
  });

  it('when a cart is large, once in a conversation', async () => {
    await shop.say('add 2 thing cup to my cart');
    expect(await shop.handoff()).toMatchObject({ reason: 'high_value' });
    await shop.claim();
    await shop.giveBack();
    expect(await shop.say('add the thing cup to my cart')).not.toContain('colleague');
    expect(await shop.handoffs()).toHaveLength(1);
  });

  it('when payments were declined twice, and again only for another', async () => {
    await shop.say('add the thing cup to my cart');
    await shop.say('checkout');
    const checkoutId = (await shop.store.find(checkouts))[0]!._id;
    const decline = (id: string) =>
      shop.store.transaction((tx) =>
        tx.insert(paymentAttempts, {
          _id: id,
          checkoutId,
          provider: 'test',
          amount: { amount: 1999, currency: 'USD' },
          status: 'declined',
          startedAt: 0,
        }),
      );
    await decline('pay_1');
    expect(await shop.say('thanks')).not.toContain('colleague');
    await decline('pay_2');
    expect(await shop.say('thanks')).toContain('I have asked a colleague');
    expect(await shop.handoff()).toMatchObject({ reason: 'payment_trouble', checkoutId });
    await shop.claim();
    await shop.giveBack();
    expect(await shop.say('thanks')).not.toContain('colleague');
  });

  it('when a tool fails', async () => {
    const broken = shop.services.policies.get;
    shop.services.policies.get = async () => {
      throw new Error('broken');
    };
    expect(await shop.say('what is your return policy?')).toContain('I have asked a colleague');
    shop.services.policies.get = broken;
    expect(await shop.handoff()).toMatchObject({ reason: 'outage' });
  });

  it('and says so even when the words around it were withheld', async () => {
    const quick = await openConversationShop({ triggers: { frustration: 1 } });
    const said = (await (await quick.talk()).say('lie, you idiot')).join('\n');
    expect(said).toContain('I have asked a colleague to join this conversation.');
    expect(said).not.toContain('$5');
    expect(await quick.store.count(handoffs)).toBe(1);
    await quick.close();
  });

  it('once for a conversation while one is open, however much goes wrong', async () => {
    await shop.say('a human please');
    await shop.say('you stupid idiot');
    await shop.say('xqzzt');
    await shop.say('wvvrk');
    await shop.say('a human please');
    expect(await shop.handoff()).toMatchObject({ reason: 'asked_for' });
  });

  it('once, when the turn has to be run again', async () => {
    shop.failCommits(2);
    await shop.say('you stupid idiot');
    expect(shop.faults).toHaveLength(2);
    expect(await shop.handoff()).toMatchObject({ reason: 'frustration', status: 'waiting' });
    expect(await shop.jobs.list('waiting')).toHaveLength(3);
  });

  it.each([
    ['es', 'quiero hablar con una persona', 'He pedido'],
    ['pt', 'quero falar com uma pessoa', 'colega'],
    ['de', 'ich möchte mit einem Menschen sprechen', 'Bis jemand dazukommt'],
    ['fr', 'je veux parler à un conseiller', 'En attendant'],
  ])('in %s', async (_language, text, part) => {
    expect(await shop.say(text)).toContain(part);
    expect(await shop.handoff()).toMatchObject({ reason: 'asked_for' });
  });
});
