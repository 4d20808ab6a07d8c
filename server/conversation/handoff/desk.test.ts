import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConversationShop } from '../../../test/fixtures/conversation.ts';
import { ANA, BEN, type HandoffShop, openHandoffShop } from '../../../test/fixtures/handoff.ts';
import { leads } from '../../commerce/leads/model.ts';
import { certificates, toCertificate } from '../../grounding/certificate.ts';
import { verifyChain } from '../../proof/index.ts';
import { replies, turns } from '../model.ts';

const MINUTE = 60_000;

let shop: HandoffShop;
beforeEach(async () => {
  shop = await openHandoffShop();
});
afterEach(() => shop.close());

describe('a person who has claimed it', () => {
  beforeEach(async () => {
    await shop.say('how much is the thing cup?');
    await shop.say('a human please');
  });

  it('answers alone, under a name, until the bot has it back', async () => {
    const { lastReply } = await shop.conversation();
    await shop.claim();
    expect(await shop.say('how much is the thing cup?')).toBe('');
    await shop.reply('Hello, the cup comes with a saucer.');
    expect(await shop.repliesAfter(lastReply)).toEqual([
      { by: 'system', author: 'Ana', text: expect.stringContaining('A colleague has joined') },
      { by: 'person', author: 'Ana', text: 'Hello, the cup comes with a saucer.' },
    ]);
    await shop.giveBack('The saucer is included.');
    expect(await shop.conversation()).toMatchObject({
      heldBy: 'bot',
      memory: { openQuestion: 'The saucer is included.' },
    });
    expect((await shop.conversation()).handoffId).toBeUndefined();
    expect((await shop.repliesAfter(lastReply)).at(-1)).toMatchObject({
      by: 'system',
      text: expect.stringContaining('left'),
    });
    expect(await shop.say('how much is the thing cup?')).toContain('$19.99');
    expect((await shop.conversation()).memory.openQuestion).toBeUndefined();
    expect(await shop.handoff()).toMatchObject({
      status: 'resolved',
      outcome: 'returned',
      note: 'The saucer is included.',
    });
  });

  it('is one: of many who claim at once, one gets it and the others learn who', async () => {
    const { _id } = await shop.handoff();
    const names = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eve'];
    const claims = await Promise.allSettled(
      names.map((name) =>
        shop.store.transaction((tx) => shop.desk.claim(tx, _id, { principalId: `key_${name}`, name })),
      ),
    );
    const won = claims.flatMap((one) => (one.status === 'fulfilled' ? [one.value.claimedName] : []));
    const lost = claims.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(won).toHaveLength(1);
    for (const error of lost)
      expect(error).toMatchObject({ code: 'conflict', status: 409, details: { claimed_name: won[0] } });
    expect(lost).toHaveLength(4);
    expect((await shop.conversation()).heldBy).toBe('person');
    const joined = (await shop.conversations.replies(shop.customer.conversation, 0)).filter(
      ({ by }) => by === 'system',
    );
    expect(joined).toHaveLength(1);
  });

  it('is the only one who may answer; another may take over, and anybody may give it back', async () => {
    await expect(shop.reply('too early')).rejects.toMatchObject({ code: 'conflict' });
    await shop.claim();
    await shop.claim();
    await expect(shop.reply('hi', BEN)).rejects.toMatchObject({
      code: 'conflict',
      details: { claimed_name: 'Ana' },
    });
    await shop.claim(BEN, true);
    await expect(shop.reply('hi', ANA)).rejects.toMatchObject({ details: { claimed_name: 'Ben' } });
    await shop.reply('hi', BEN);
    await shop.giveBack();
    await expect(shop.reply('hi', BEN)).rejects.toMatchObject({ code: 'conflict' });
    await expect(shop.giveBack()).rejects.toMatchObject({ code: 'conflict' });
  });

  it('silences an answer that was being made when it was claimed', async () => {
    const quick = await openConversationShop();
    const talk = await quick.talk();
    const { _id: sessionId } = talk.conversation;
    const request = { reason: 'asked_for', summary: 'wants a person' } as const;
    const { _id } = await quick.store.transaction((tx) =>
      quick.services.handoffs.open(tx, { sessionId, principalId: 'anonymous' }, request),
    );
    quick.whileThinking = async () => {
      await quick.store.transaction((tx) => quick.desk.claim(tx, _id, ANA));
    };
    expect(await talk.say('price')).toEqual([expect.stringContaining('A colleague has joined')]);
    expect(await quick.store.find(turns)).toMatchObject([{ by: 'silent' }]);
    await quick.close();
  });

  it('still has it after a crash: the bot stays silent, and the answer goes out once', async () => {
    await shop.claim();
    await shop.lanes.stop(0);
    await shop.conversations.post(shop.customer.conversation, { providerMessageId: 'late', text: 'hello?' });
    const { lastReply } = await shop.conversation();
    const restarted = shop.anotherWorker();
    await restarted.start();
    await restarted.settled();
    expect(await shop.repliesAfter(lastReply)).toEqual([]);
    shop.failCommits(1);
    await expect(shop.reply('Here I am.')).rejects.toThrow('the commit fails');
    await shop.reply('Here I am.');
    expect(await shop.repliesAfter(lastReply)).toEqual([{ by: 'person', author: 'Ana', text: 'Here I am.' }]);
    await restarted.stop(0);
  });

  it('is in the chain of proofs, as a person', async () => {
    await shop.claim();
    await shop.reply('Hello.');
    await shop.giveBack();
    const stored = await shop.store.find(certificates, { sort: { field: '_id', direction: 'asc' } });
    const said = await shop.store.find(replies);
    expect(stored).toHaveLength(said.length);
    const byPerson = said.find(({ by }) => by === 'person')!;
    expect(stored.find(({ _id }) => _id === byPerson._id)?.verifier).toBe('person');
    const chain = stored.sort((a, b) => a.sequence - b.sequence).map(toCertificate);
    expect(await verifyChain(chain, shop.services.keys.jwks() as never)).toMatchObject({ valid: true });
  });
});

describe('when nobody comes', () => {
  beforeEach(async () => {
    await shop.say('does the thing cup fit a dishwasher basket, ask a human please');
  });
  const wait = async (ms: number): Promise<void> => {
    shop.clock.advance(ms);
    await shop.jobs.drain();
  };

  it('the customer is told once, and a phone number becomes a lead', async () => {
    const { lastReply } = await shop.conversation();
    await wait(9 * MINUTE);
    expect(await shop.repliesAfter(lastReply)).toEqual([]);
    await wait(MINUTE);
    await wait(60 * MINUTE);
    expect(await shop.repliesAfter(lastReply)).toMatchObject([
      { by: 'system', text: expect.stringContaining('Shall we call you back') },
    ]);
    expect(await shop.say('how much is the thing cup?')).toContain('$19.99');
    expect(await shop.say('please call me on +49 (30) 123-4567')).toContain(
      'A colleague will get back to you.',
    );
    expect(await shop.store.find(leads)).toMatchObject([
      { contact: { phone: '+49301234567' }, consent: true, need: expect.stringContaining('dishwasher') },
    ]);
    expect((await shop.conversation()).memory.pending).toBeUndefined();
    expect(await shop.handoff()).toMatchObject({ status: 'waiting' });
  });

  it('an email address does as well; a number that cannot be called is asked for again', async () => {
    await wait(10 * MINUTE);
    expect(await shop.say('030 1234567')).toContain('country code');
    expect(await shop.say('then ada@example.com')).toContain('A colleague will get back to you.');
    expect(await shop.store.find(leads)).toMatchObject([{ contact: { email: 'ada@example.com' } }]);
  });

  it('a no is taken as one', async () => {
    await wait(10 * MINUTE);
    expect(await shop.say('no thanks')).toContain('nobody will contact you');
    expect((await shop.conversation()).memory.pending).toBeUndefined();
    expect(await shop.store.find(leads)).toEqual([]);
  });

  it('nothing is said where somebody came in time, or it was closed', async () => {
    await shop.claim();
    const { lastReply } = await shop.conversation();
    await wait(60 * MINUTE);
    expect(await shop.repliesAfter(lastReply)).toEqual([]);
  });

  it('a number without an offer is no contact', async () => {
    await shop.say('+49 30 1234567');
    expect(await shop.store.find(leads)).toEqual([]);
  });
});
