import { identityHash } from '../../../server/commerce/customers/web-identity.ts';
import { anonymous } from '../../../server/commerce/principals/model.ts';
import { newLinkCode } from '../../../server/commerce/profiles/link-code.ts';
import { type Session, sessions, type VerifiedContact } from '../../../server/commerce/sessions/model.ts';
import { sessionKey } from '../../../server/commerce/sessions/service.ts';
import { deliverPlain, plainChannel, plainMessage, settle } from '../../fixtures/plain-channel.ts';
import type { TestShop } from '../../fixtures/shop.ts';
import { startShopwright } from '../../fixtures/shopwright-server.ts';
import { type GuardCase, throughThrow, throughTool } from '../guard-case.ts';
import { inShop } from './purchases.ts';

const MINUTE = 60_000;

/** Two strangers: one with a cup in the cart, the other with nothing. */
const withTwo = (
  work: (shop: TestShop, owner: string, thief: string) => Promise<string | undefined>,
): Promise<string | undefined> =>
  inShop(async (shop) => {
    const one = await shop.ok('update_cart', { add: [{ variant_id: 'cup' }] });
    const other = await shop.ok('update_cart', {});
    return work(shop, String(one.session_id), String(other.session_id));
  });

const codeOf = async (shop: TestShop, session_id: string): Promise<string> =>
  String((await shop.ok('link_channel', { session_id, action: 'make_code' })).link_code);
const use = (shop: TestShop, session_id: string, code: string) =>
  shop.call('link_channel', { session_id, action: 'use_code', code });

const prove = (shop: TestShop, id: string, value: string) =>
  shop.store.transaction(async (tx) => {
    const session = (await tx.get(sessions, sessionKey(id))) as Session;
    const verifiedContact: VerifiedContact = { kind: 'phone', value, verifiedAt: shop.clock.now() };
    const proven = await tx.replace(sessions, { ...session, verifiedContact });
    await shop.services.profiles.profiles.recognise(tx, proven, { kind: 'phone', value });
  });

export const profileCases: readonly GuardCase[] = [
  {
    guard: 'profile:two_people',
    attempt: 'the code of somebody with another phone number',
    run: () =>
      withTwo(async (shop, owner, thief) => {
        await prove(shop, owner, '+14155550123');
        await prove(shop, thief, '+14155550999');
        return throughTool(await use(shop, thief, await codeOf(shop, owner)));
      }),
  },
  {
    guard: 'profile:code_tries',
    attempt: 'the right link code after five wrong ones',
    run: () =>
      withTwo(async (shop, owner, thief) => {
        for (let tries = 0; tries < 5; tries += 1) await use(shop, thief, newLinkCode());
        return throughTool(await use(shop, thief, await codeOf(shop, owner)));
      }),
  },
  {
    guard: 'profile:code_expired',
    attempt: 'a link code of eleven minutes ago',
    run: () =>
      withTwo(async (shop, owner, thief) => {
        const code = await codeOf(shop, owner);
        shop.clock.advance(11 * MINUTE);
        return throughTool(await use(shop, thief, code));
      }),
  },
  {
    guard: 'profile:code_used',
    attempt: 'a link code that was used',
    run: () =>
      withTwo(async (shop, owner, thief) => {
        const code = await codeOf(shop, owner);
        const phone = await shop.ok('update_cart', {});
        await use(shop, String(phone.session_id), code);
        return throughTool(await use(shop, thief, code));
      }),
  },
  {
    guard: 'profile:code_session',
    attempt: 'a link code where it was made',
    run: () => withTwo(async (shop, owner) => throughTool(await use(shop, owner, await codeOf(shop, owner)))),
  },
  {
    guard: 'profile:codes_made',
    attempt: 'a sixth link code within the hour',
    run: () =>
      withTwo(async (shop, owner) => {
        for (let made = 0; made < 5; made += 1) await codeOf(shop, owner);
        return throughTool(await shop.call('link_channel', { session_id: owner, action: 'make_code' }));
      }),
  },
  {
    guard: 'profile:consent',
    attempt: 'a preference without consent',
    run: () =>
      inShop(async (shop) =>
        throughTool(await shop.call('remember_preferences', { preferences: ['no leather'] })),
      ),
  },
  {
    guard: 'profile:code_channel',
    attempt: 'a link code that was seen in another account of the channel',
    run: async () => {
      const channel = plainChannel();
      const server = await startShopwright({}, { channels: [channel] });
      const write = async (userId: string, text: string): Promise<string> => {
        await deliverPlain(server, [plainMessage(userId, text, { at: server.clock.now() })]);
        await settle(server);
        return channel.sent.filter((one) => one.userId === userId).at(-1)?.text ?? '';
      };
      try {
        await server.put({ id: 'cup' });
        await write('ada', 'add the cup');
        const code = /LK-\w{4}-\w{4}/.exec(await write('ada', 'continue on my phone'))?.[0];
        if (code === undefined) throw new Error('no code was given out');
        await write('thief', code);
        const cart = await write('thief', 'show cart');
        return cart.includes('$') ? cart : undefined;
      } finally {
        await server.close();
      }
    },
  },
  {
    guard: 'identity:phone',
    attempt: 'a publisher vouches for the phone number of somebody else',
    run: () =>
      inShop(async ({ store, services }) => {
        const publisherId = 'pub_night';
        const principal = { ...anonymous(), publisherId };
        const { session } = services.sessions.open({ principal, market: 'us', locale: 'en' });
        const secret = await services.webIdentities.secret(publisherId);
        const phone = '+14155550123';
        const hash = identityHash(secret, 'thief', phone);
        const went = await throughThrow(() =>
          services.webIdentities.verify(session, { userId: 'thief', phone, hash }),
        );
        const known = await store.get(sessions, session._id);
        return went && known?.verifiedContact?.value;
      }),
  },
];
