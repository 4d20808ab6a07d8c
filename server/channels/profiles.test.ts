import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  deliverPlain,
  type PlainChannel,
  plainChannel,
  plainMessage,
  settle,
} from '../../test/fixtures/plain-channel.ts';
import { type ShopwrightServer, startShopwright } from '../../test/fixtures/shopwright-server.ts';
import { identityHash, SHOP_ISSUER } from '../commerce/customers/web-identity.ts';
import { profileKeys, profileLinks, profiles } from '../commerce/profiles/model.ts';
import { replies } from '../conversation/model.ts';

const DAY = 86_400_000;
const PHONE = '+14155550123';
let channel: PlainChannel;
let server: ShopwrightServer;
let sent = 0;

/** Somebody in the chat of the website. */
interface Web {
  id: string;
  say: (text: string) => Promise<string>;
  last: () => Promise<string>;
  identify: (userId: string) => Promise<number>;
}

async function openWeb(body: object = {}): Promise<Web> {
  const opened = await server.ask('/v1/conversations', { method: 'POST', body });
  const id = String(opened.json!.conversation_id);
  const last = async () => {
    const { json } = await server.ask(`/v1/conversations/${id}/messages`);
    return plain((json!.replies as { text: string }[]).at(-1)?.text ?? '');
  };
  return {
    id,
    last,
    say: async (text) => {
      sent += 1;
      const message = { message_id: `m${sent}`, text };
      await server.ask(`/v1/conversations/${id}/messages`, { method: 'POST', body: message });
      await settle(server);
      return last();
    },
    identify: async (userId) => {
      const secret = await server.shop.services.webIdentities.secret(SHOP_ISSUER);
      const signed = { user_id: userId, hash: identityHash(secret, userId) };
      const path = `/v1/conversations/${id}/identity`;
      return (await server.ask(path, { method: 'POST', body: signed })).status;
    },
  };
}

/** Somebody who writes on the channel. */
const write = async (userId: string, text: string, phone?: string): Promise<string> => {
  const from = { userId, ...(phone !== undefined && { phone }) };
  await deliverPlain(server, [plainMessage(userId, text, { from, at: server.clock.now() })]);
  await settle(server);
  return plain(channel.sent.filter((one) => one.userId === userId).at(-1)?.text ?? '');
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const codeIn = (text: string) => /LK-\w{4}-\w{4}/.exec(text)![0];

beforeEach(async () => {
  channel = plainChannel();
  server = await startShopwright({ whatsappNumber: '+14155550100' }, { channels: [channel] });
  await server.put(
    { id: 'cup', title: 'Blue Cup', price: 1999 },
    { id: 'rug', title: 'Woven Rug', price: 8999 },
  );
});
afterEach(async () => {
  await server.close();
});

describe('a code, without a model', () => {
  it('carries a customer from the web to a channel: cart, language and what was spoken of', async () => {
    const web = await openWeb({ locale: 'es' });
    await web.say('añade el Blue Cup');
    await web.say('Woven Rug');
    const offered = await web.say('quiero seguir en WhatsApp');
    expect(offered).toContain('https://wa.me/14155550100?text=LK-');
    const said = await write('ada', codeIn(offered));
    expect(said).toContain('Sus conversaciones ya están conectadas');
    expect(said).toContain('Blue Cup');
    expect(await web.last()).toContain('conectada con otra');
    expect(await write('ada', '¿cuánto cuesta?')).toContain('Woven Rug');
    // And what is done there is here.
    await write('ada', 'añade el Woven Rug');
    expect(await web.say('ver carrito')).toMatch(/Blue Cup[\s\S]*Woven Rug/);
  });

  it('carries one from a channel to the web, and has the cart of Monday on Wednesday', async () => {
    await write('ada', 'add the Blue Cup');
    const offered = await write('ada', 'can I continue on my computer?');
    const web = await openWeb();
    expect(await web.say(`here is my code: ${codeIn(offered).toLowerCase()}`)).toContain('$19.99');
    server.clock.advance(2 * DAY);
    expect(await write('ada', 'show cart')).toContain('Blue Cup');
  });

  it('tells what is wrong with one, and joins nothing', async () => {
    const web = await openWeb();
    const code = codeIn(await web.say('continue on my phone'));
    expect(await web.say(code)).toContain('write it there');
    server.clock.advance(10 * 60_000);
    expect(await write('ada', code)).toContain('older than ten minutes');
    expect(await server.shop.store.count(profileLinks)).toBe(0);
  });

  it('joins no two accounts of one channel', async () => {
    await write('ada', 'add the Blue Cup');
    const code = codeIn(await write('ada', 'continue on WhatsApp'));
    expect(await write('forger', code)).toContain('cannot connect');
    expect(await write('forger', 'show cart')).toContain('empty');
    // It is used up.
    const web = await openWeb();
    expect(await web.say(code)).toContain('was used');
  });

  it('is undone with a word', async () => {
    const web = await openWeb();
    await web.say('add the Blue Cup');
    await write('ada', codeIn(await web.say('continue on my phone')));
    expect(await web.say('disconnect')).toContain('no longer connected');
    expect(await write('ada', 'show cart')).toContain('empty');
    expect(await web.say('show cart')).toContain('Blue Cup');
  });
});

describe('without a code', () => {
  it('knows who is signed in on the website again, and nobody by a hash of their own', async () => {
    const monday = await openWeb();
    expect(await monday.identify('ada')).toBe(204);
    await monday.say('add the Blue Cup');
    server.clock.advance(2 * DAY);
    const wednesday = await openWeb();
    expect(await wednesday.identify('ada')).toBe(204);
    expect(await wednesday.say('show cart')).toContain('Blue Cup');
    const bob = await openWeb();
    const path = `/v1/conversations/${bob.id}/identity`;
    const forged = { user_id: 'ada', hash: identityHash('a secret of my own', 'ada') };
    expect((await server.ask(path, { method: 'POST', body: forged })).status).toBe(403);
    expect(await bob.say('show cart')).toContain('empty');
  });

  it('knows by a phone number that the vendor vouches for who has it already', async () => {
    await write('ada', 'add the Blue Cup', PHONE);
    // The vendor knows her by another id in another of its services.
    expect(await write('ada-elsewhere', 'show cart', PHONE)).toContain('Blue Cup');
    expect(await write('bob', 'show cart', '+14155550999')).toContain('empty');
    expect(await server.shop.store.count(profiles)).toBe(2);
    expect(JSON.stringify(await server.shop.store.find(profileKeys))).not.toContain('4155550');
  });
});

describe('what is remembered, without a model', () => {
  it.each([
    [
      'en',
      'please remember that I wear size 42',
      'what do you know about me?',
      'forget my preferences',
      'size 42',
    ],
    ['es', 'recuerda que calzo un 42', '¿qué sabes de mí?', 'olvida mis preferencias', 'calzo un 42'],
    ['pt', 'lembra que calço 42', 'o que você sabe sobre mim?', 'esqueça minhas preferências', 'calço 42'],
    [
      'de',
      'merk dir, dass ich Größe 42 trage',
      'was weißt du über mich?',
      'vergiss meine Vorlieben',
      'Größe 42',
    ],
    [
      'fr',
      'retenez que je chausse du 42',
      'que savez-vous de moi ?',
      'oubliez mes préférences',
      'chausse du 42',
    ],
  ])('is told, and forgotten, in %s', async (locale, remember, ask, forget, words) => {
    const web = await openWeb({ locale });
    expect(await web.say(ask)).not.toContain(words);
    await web.say(remember);
    expect(await web.say(ask)).toContain(words);
    await web.say(forget);
    expect(await web.say(ask)).not.toContain(words);
  });

  it('goes with the person, and is gone with them, from every conversation that was theirs', async () => {
    const web = await openWeb();
    await web.say('remember that I like canary yellow');
    await write('ada', codeIn(await web.say('continue on my phone')), PHONE);
    expect(await write('ada', 'what do you know about me', PHONE)).toContain('canary yellow');
    const { erasures, store } = server.shop;
    const exported = await erasures.export({ phone: PHONE });
    expect(exported.profiles).toHaveLength(1);
    expect(exported.profileLinks).toHaveLength(2);
    const { _id } = await erasures.request({ person: { phone: PHONE }, force: true, keepCopies: true });
    await erasures.run(_id, { files: false });
    for (const collection of [profiles, profileLinks, profileKeys, replies])
      expect(await store.count(collection as typeof profiles)).toBe(0);
    expect((await server.ask(`/v1/conversations/${web.id}/messages`)).status).toBe(404);
  });
});
