import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askOf, completion, fillCheckout } from '../../../test/fixtures/purchase.ts';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { carts } from '../carts/model.ts';
import { anonymous, type Principal, STOREFRONT_SCOPES } from '../principals/model.ts';
import { type Session, sessions } from '../sessions/model.ts';
import { sessionKey } from '../sessions/service.ts';
import { linkCodeIn, newLinkCode, readLinkCode } from './link-code.ts';
import { linkCodes, type Profile, profileKeys, profiles } from './model.ts';
import type { Proof } from './profiles.ts';

const DAY = 86_400_000;
let shop: TestShop;
let people = 0;

/** A visitor from an address of their own. */
interface Visitor {
  id: string;
  ask: (name: string, args?: object) => ReturnType<TestShop['call']>;
  ok: (name: string, args?: object) => Promise<Record<string, unknown>>;
}

async function visitor(principal?: Principal, args: object = {}): Promise<Visitor> {
  people += 1;
  const who = principal ?? anonymous(`198.51.100.${people % 250}`);
  const { session_id } = await shop.ok('update_cart', { ...args }, who);
  const id = String(session_id);
  return {
    id,
    ask: (name, more = {}) => shop.call(name, { session_id: id, ...more }, who),
    ok: (name, more = {}) => shop.ok(name, { session_id: id, ...more }, who),
  };
}

const codeOf = async (who: Visitor): Promise<string> =>
  String((await who.ok('link_channel', { action: 'make_code' })).link_code);
const use = (who: Visitor, code: string) => who.ask('link_channel', { action: 'use_code', code });
const quantities = async (who: Visitor): Promise<Record<string, number>> => {
  const { lines } = (await who.ok('get_cart')) as { lines: { variant_id: string; quantity: number }[] };
  return Object.fromEntries(lines.map(({ variant_id, quantity }) => [variant_id, quantity]));
};
const add = (who: Visitor, variant_id: string, quantity = 1) =>
  who.ok('update_cart', { add: [{ variant_id, quantity }] });
const failed = (result: Awaited<ReturnType<TestShop['call']>>) => (result.ok ? 'ok' : result.error.code);
const prove = (who: Visitor, proof: Proof) =>
  shop.store.transaction(async (tx) => {
    const session = (await tx.get(sessions, sessionKey(who.id))) as Session;
    const contact = proof.kind === 'web' ? undefined : { ...proof, verifiedAt: shop.clock.now() };
    const stored = contact
      ? await tx.replace(sessions, { ...session, verifiedContact: contact as never })
      : session;
    await shop.services.profiles.profiles.recognise(tx, stored, proof);
  });
const ada = { kind: 'phone', value: '+14155550123' } as const;
const bob = { kind: 'phone', value: '+14155550999' } as const;

beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'cup', price: 1999, stock: 5 }, { id: 'rug', price: 8999, stock: 3 });
});
afterEach(() => shop.close());

it('gives out codes that are read however they are typed, and takes nothing else for one', () => {
  for (let n = 0; n < 200; n += 1) {
    const code = newLinkCode();
    expect(code).toMatch(/^LK-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(linkCodeIn(`hi, my code is ${code.toLowerCase().replaceAll('-', ' ')}!`)).toBe(code);
    expect(readLinkCode(code.slice(3).replace('-', ''))).toBe(code);
  }
  for (const text of ['SW-7K4QP-X2M9D', 'SAVE10', 'LK-12', 'a LK-ABCD-EFG1 lamp', 'TALK-7Q4T-XMP2'])
    expect(linkCodeIn(text)).toBeUndefined();
});

describe('a code', () => {
  it('brings the cart along: quantities add up to the stock, codes are kept, and from then on it is one cart', async () => {
    const [web, phone] = [await visitor(), await visitor()];
    await shop.discount({ code: 'TEN', effect: { kind: 'percentage', rate: 1000 } });
    await add(web, 'var_cup', 3);
    await add(web, 'var_rug', 1);
    await web.ok('update_cart', { add_codes: ['TEN'] });
    await add(phone, 'var_cup', 4);
    expect(failed(await use(phone, await codeOf(web)))).toBe('ok');
    expect(await quantities(phone)).toEqual({ var_cup: 5, var_rug: 1 });
    expect(await quantities(web)).toEqual({ var_cup: 5, var_rug: 1 });
    expect((await shop.store.find(carts)).filter(({ status }) => status === 'open')).toMatchObject([
      { codes: ['TEN'] },
    ]);
    await add(web, 'var_rug', 1);
    expect(await quantities(phone)).toEqual({ var_cup: 5, var_rug: 2 });
  });

  it('has the cart of Monday on Wednesday', async () => {
    const [web, phone] = [await visitor(), await visitor()];
    await add(web, 'var_cup', 2);
    await use(phone, await codeOf(web));
    shop.clock.advance(2 * DAY);
    expect(await quantities(phone)).toEqual({ var_cup: 2 });
  });

  it('works once, for ten minutes, and not where it was made', async () => {
    const [web, phone, other] = [await visitor(), await visitor(), await visitor()];
    const used = await codeOf(web);
    expect(failed(await use(web, used))).toBe('conflict');
    expect(failed(await use(phone, used))).toBe('ok');
    expect(failed(await use(other, used))).toBe('code_wrong');
    const late = await codeOf(web);
    shop.clock.advance(10 * 60_000);
    expect(failed(await use(other, late))).toBe('code_wrong');
    const replaced = await codeOf(web);
    await codeOf(web);
    expect(failed(await use(other, replaced))).toBe('code_wrong');
    expect(await quantities(other)).toEqual({});
  });

  it('says the same of a wrong one as of one that is over or used', async () => {
    const [web, phone, other] = [await visitor(), await visitor(), await visitor()];
    const used = await codeOf(web);
    await use(phone, used);
    const answers = [await use(other, used), await use(other, newLinkCode()), await use(other, 'nonsense')];
    expect(new Set(answers.map((answer) => (answer.ok ? '' : answer.error.message))).size).toBe(1);
  });

  it('is not found by trying, in one session or in many', async () => {
    const web = await visitor();
    await add(web, 'var_cup');
    const forger = anonymous('203.0.113.99');
    const one = await visitor(forger);
    for (let n = 0; n < 5; n += 1) expect(failed(await use(one, newLinkCode()))).toBe('code_wrong');
    // Even the right one is refused now.
    expect(failed(await use(one, await codeOf(web)))).toBe('too_many_requests');
    let tried = 5;
    for (; tried < 40; tried += 1) {
      const answer = failed(await use(await visitor(forger), newLinkCode()));
      if (answer === 'too_many_requests') break;
    }
    expect(tried).toBe(20);
    expect(failed(await use(await visitor(forger), await codeOf(web)))).toBe('too_many_requests');
    shop.clock.advance(60 * 60_000);
    expect(failed(await use(await visitor(forger), newLinkCode()))).toBe('code_wrong');
  });

  it('is made five times an hour, and nothing that is stored opens anything', async () => {
    const web = await visitor();
    const codes = [];
    for (let n = 0; n < 5; n += 1) codes.push(await codeOf(web));
    expect(failed(await web.ask('link_channel', { action: 'make_code' }))).toBe('too_many_requests');
    const stored = JSON.stringify(await shop.store.find(linkCodes));
    expect(await shop.store.count(linkCodes)).toBe(1);
    for (const code of codes) expect(stored).not.toContain(code.slice(3));
  });

  it('joins nobody who has proven to be another person, and is used up', async () => {
    const [web, thief] = [await visitor(), await visitor()];
    await prove(web, ada);
    await prove(thief, bob);
    await add(web, 'var_cup', 2);
    const code = await codeOf(web);
    expect(failed(await use(thief, code))).toBe('forbidden');
    expect(await quantities(thief)).toEqual({});
    expect(failed(await use(await visitor(), code))).toBe('code_wrong');
  });

  it('moves no prices to another market: each has its own cart, and an empty one goes on in the other’s', async () => {
    await shop.put({ id: 'pan', price: 2500 });
    const [us, eu] = [await visitor(), await visitor(undefined, { market: 'eu' })];
    await add(us, 'var_cup', 1);
    await eu.ok('update_cart', { add: [{ variant_id: 'var_pan' }] });
    expect(failed(await use(eu, await codeOf(us)))).toBe('ok');
    const open = (await shop.store.find(carts)).filter(({ status }) => status === 'open');
    expect(open.map(({ market, lines }) => [market, ...lines.map((line) => line.variantId)]).sort()).toEqual([
      ['eu', 'var_pan'],
      ['us', 'var_cup'],
    ]);
    expect((await eu.ok('get_cart', { market: 'eu' })).lines).toMatchObject([{ variant_id: 'var_pan' }]);
    expect((await us.ok('get_cart', { market: 'us' })).lines).toMatchObject([{ variant_id: 'var_cup' }]);
    const empty = await visitor(undefined, { market: 'us' });
    expect(await empty.ok('link_channel', { action: 'use_code', code: await codeOf(eu) })).toMatchObject({
      market: 'us',
    });
    const third = await visitor(undefined, { market: 'eu' });
    await third.ok('update_cart', { add: [{ variant_id: 'var_pan' }] });
    const fresh = await visitor();
    const linked = await fresh.ok('link_channel', { action: 'use_code', code: await codeOf(third) });
    expect(linked).toMatchObject({ market: 'eu' });
    expect((await fresh.ok('get_cart')).lines).toMatchObject([{ variant_id: 'var_pan' }]);
  });

  it('leaves contact and address of a checkout where they were told', async () => {
    const [web, phone] = [await visitor(), await visitor()];
    await add(web, 'var_cup');
    const made = await web.ok('create_checkout', { buyer: { email: 'ada@example.com' } });
    await use(phone, await codeOf(web));
    const other = await phone.ok('create_checkout');
    expect(other.checkout_id).not.toBe(made.checkout_id);
    expect(JSON.stringify(other)).not.toContain('ada@example.com');
    expect(failed(await phone.ask('get_checkout', { checkout_id: made.checkout_id }))).toBe('not_found');
    expect(await web.ok('get_checkout', { checkout_id: made.checkout_id })).toMatchObject({
      status: 'canceled',
    });
  });

  it('can be undone', async () => {
    const [web, phone] = [await visitor(), await visitor()];
    await add(web, 'var_cup');
    await use(phone, await codeOf(web));
    expect(await phone.ok('link_channel', { action: 'unlink' })).toMatchObject({ status: 'unlinked' });
    expect(await phone.ok('link_channel', { action: 'unlink' })).toMatchObject({ status: 'not_linked' });
    expect((await web.ok('get_cart')).lines).toHaveLength(1);
    expect((await phone.ok('get_cart')).lines).toHaveLength(0);
  });
});

describe('what was proven', () => {
  it('makes two sessions one person’s, whoever is first, with history', async () => {
    const [monday, wednesday] = [await visitor(), await visitor()];
    await prove(monday, { kind: 'email', value: 'Ada@Example.com' });
    await add(monday, 'var_cup', 2);
    shop.clock.advance(2 * DAY);
    await prove(wednesday, { kind: 'email', value: 'ada@example.com' });
    expect(await quantities(wednesday)).toEqual({ var_cup: 2 });
    const [profile] = (await shop.store.find(profiles)) as Profile[];
    expect(profile!.history.map(({ what, by }) => `${what} ${by}`)).toEqual([
      'made email',
      'proved email',
      'linked email',
    ]);
    expect(JSON.stringify([profile, await shop.store.find(linkCodes)])).not.toMatch(/ada@example/i);
  });

  it('merges what was kept under two names of one person, and says so', async () => {
    const [web, phone] = [await visitor(), await visitor()];
    await web.ok('remember_preferences', { preferences: ['no leather'], consent_words: 'yes please' });
    await phone.ok('remember_preferences', { sizes: [{ of: 'shoes', size: '42' }], consent_words: 'ok' });
    await prove(web, ada);
    await prove(phone, { kind: 'email', value: 'ada@example.com' });
    await use(phone, await codeOf(web));
    expect(await shop.store.count(profiles)).toBe(1);
    const [{ history }] = (await shop.store.find(profiles)) as [Profile];
    expect(history.at(-1)).toMatchObject({ what: 'merged', by: 'code', from: expect.any(String) });
    expect(history.filter(({ what }) => what === 'made')).toHaveLength(2);
    for (const who of [web, phone])
      expect((await who.ok('get_preferences')).remembered).toMatchObject({
        preferences: ['no leather'],
        sizes: [{ of: 'shoes', size: '42' }],
      });
  });

  it('knows by the code of an order who has its mailbox, and by a wrong one nobody', async () => {
    const buyer = askOf(shop);
    const order = await shop.ok('complete_checkout', completion(await fillCheckout(buyer, 'cup')));
    const [monday, wednesday] = [await visitor(), await visitor()];
    await add(monday, 'var_rug');
    for (const who of [monday, wednesday]) {
      expect(failed(await who.ask('get_order', { order_id: order.order_number }))).toBe('proof_required');
      await shop.jobs.drain();
      const code = shop.sent.findLast(({ template }) => template === 'order_code')!.values.code!;
      const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
      await who.ask('get_order', { order_id: order.order_number, code: wrong });
      expect(await quantities(wednesday)).toEqual({});
      await who.ok('get_order', { order_id: order.order_number, code });
    }
    expect(await quantities(wednesday)).toEqual({ var_rug: 1 });
    expect(JSON.stringify(await shop.store.find(profileKeys))).not.toMatch(/ada@example/);
  });

  it('merges no two people by itself', async () => {
    const [web, phone] = [await visitor(), await visitor()];
    await prove(web, { kind: 'web', issuer: 'shop', user: 'hash-of-ada' });
    await prove(phone, { kind: 'web', issuer: 'shop', user: 'hash-of-bob' });
    await add(web, 'var_cup');
    await prove(web, ada);
    await prove(phone, ada);
    expect(await shop.store.count(profiles)).toBe(2);
    expect(await quantities(phone)).toEqual({});
  });
});

describe('preferences', () => {
  it('are kept only when somebody agreed, in words, and encrypted', async () => {
    const web = await visitor();
    expect(failed(await web.ask('remember_preferences', { preferences: ['no leather'] }))).toBe(
      'invalid_input',
    );
    expect(await web.ok('get_preferences')).toMatchObject({ linked_conversations: [] });
    const input = { preferences: ['no leather'], liked_product_ids: ['cup'], consent_words: 'yes, do' };
    await web.ok('remember_preferences', input);
    // Once is enough.
    await web.ok('remember_preferences', { sizes: [{ of: 'Shoes', size: '42' }], language: 'es' });
    await web.ok('remember_preferences', { sizes: [{ of: 'shoes', size: '43' }] });
    expect((await web.ok('get_preferences')).remembered).toMatchObject({
      preferences: ['no leather'],
      sizes: [{ of: 'shoes', size: '43' }],
      liked: [{ product_id: 'prod_cup' }],
      language: 'es',
    });
    expect(JSON.stringify(await shop.store.find(profiles))).not.toMatch(/leather|prod_cup|yes, do/);
  });

  it('are forgotten one by one, or all with the consent', async () => {
    const web = await visitor();
    const input = { preferences: ['no leather', 'blue'], consent_words: 'yes' };
    await web.ok('remember_preferences', input);
    expect(await web.ok('forget_preferences', { preferences: ['Blue'] })).toMatchObject({
      remembered: { preferences: ['no leather'] },
    });
    expect((await web.ok('forget_preferences')).remembered).toBeUndefined();
    expect((await web.ok('get_preferences')).remembered).toBeUndefined();
    expect(failed(await web.ask('remember_preferences', { preferences: ['red'] }))).toBe('invalid_input');
  });

  it('are not for browser keys of websites', async () => {
    const key: Principal = { ...anonymous(), kind: 'publisher', id: 'pk', scopes: new Set(['cart:write']) };
    expect(STOREFRONT_SCOPES.has('leads:write')).toBe(true);
    expect((await shop.fails('get_preferences', {}, key)).code).toBe('forbidden');
  });
});
