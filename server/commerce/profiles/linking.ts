import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Reader, Store, Transaction } from '../../platform/store/port.ts';
import type { Caller } from '../carts/service.ts';
import { CommerceError } from '../errors.ts';
import type { KeyedHash } from '../secrets.ts';
import { sessions } from '../sessions/model.ts';
import type { SessionService } from '../sessions/service.ts';
import { LINK_CODE_MS, newLinkCode, readLinkCode } from './link-code.ts';
import { linkCodes, linkTries } from './model.ts';
import type { Profiles } from './profiles.ts';

const guessed = defineGuard('profile:code_tries', 'A link code is not found by trying.');
const over = defineGuard('profile:code_expired', 'A link code works for ten minutes.');
const replayed = defineGuard('profile:code_used', 'A link code works once.');
const ownCode = defineGuard(
  'profile:code_session',
  'A link code joins two conversations, not one with itself.',
);
const sameChannel = defineGuard(
  'profile:code_channel',
  'Two accounts of one channel are two people: a code that was seen there is good for nothing.',
);
const tooMany = defineGuard('profile:codes_made', 'Nobody fills the shop with link codes.');

/** A code that was typed where it may not be is used up, too. */
const NOBODY = '';
const HOUR_MS = 60 * 60_000;
/** Wrong codes within an hour: in a session, by a caller without a key, by a key that serves many people. */
const MAX_WRONG = 5;
const MAX_WRONG_OF_CALLER = 20;
const MAX_WRONG_OF_KEY = 200;
/** Codes made within an hour, by the same. */
const MAX_MADE = 5;
const MAX_MADE_OF_CALLER = 30;
const MAX_MADE_OF_KEY = 2000;

export interface MadeLinkCode {
  code: string;
  /** UTC, milliseconds. */
  expiresAt: number;
  /** Opens WhatsApp with the code as a message, where the shop is there. */
  whatsappUrl: string | undefined;
}

/** The conversation of a session, where it has one: its channel is `whatsapp`, `web` or another. */
export type ConversationOf = (
  reader: Reader,
  sessionId: string,
) => Promise<{ channel: string; locale: string } | undefined>;

/** In what market and language the customer goes on: those of the other conversation. */
export interface LinkedConversation {
  market: string;
  locale: string;
}

export interface LinkingDeps {
  store: Store;
  clock: Clock;
  sessions: SessionService;
  profiles: Profiles;
  /** Of codes and callers: what is stored opens nothing. */
  hash: KeyedHash;
  conversationOf: ConversationOf;
  /** Where the shop is on WhatsApp: E.164. */
  whatsappNumber: string | undefined;
}

type Refused = 'wrong' | 'own' | 'two_people';

/** A code carries a customer from one conversation to another: asked for in one, typed in the other. */
export class Linking {
  readonly #deps: LinkingDeps;
  constructor(deps: LinkingDeps) {
    this.#deps = deps;
  }

  /** A code for this session; the one before is good no more. @throws CommerceError `too_many_requests` */
  async makeCode(caller: Caller): Promise<MadeLinkCode> {
    const { store, clock, sessions: service, hash, whatsappNumber } = this.#deps;
    const code = newLinkCode();
    const expiresAt = clock.now() + LINK_CODE_MS;
    const sessionId = caller.session._id;
    await store.transaction(async (tx) => {
      await service.ensureDurable(tx, caller.session);
      const counted = [
        await this.#count(tx, `made ${sessionId}`, MAX_MADE),
        await this.#count(tx, `made ${whoIs(caller)}`, mostOf(caller, MAX_MADE_OF_CALLER, MAX_MADE_OF_KEY)),
      ];
      if (tooMany(counted.includes(false)))
        throw new CommerceError('too_many_requests', 'Too many link codes were made. Try again in an hour.');
      for (const { _id, version } of await tx.find(linkCodes, { where: { sessionId } }))
        await tx.delete(linkCodes, _id, version);
      await tx.insert(linkCodes, { _id: hash(`code ${code}`), sessionId, expiresAt });
    });
    const number = whatsappNumber?.replaceAll(/\D/g, '');
    const whatsappUrl = number && `https://wa.me/${number}?${new URLSearchParams({ text: code })}`;
    return { code, expiresAt, whatsappUrl: whatsappUrl || undefined };
  }

  /**
   * Joins this session with the one in which the code was made. A code that is wrong, over or used is answered alike.
   * @throws CommerceError `code_wrong`, `conflict` for the session's own code and for another person's, `too_many_requests`
   */
  async useCode(caller: Caller, text: string): Promise<LinkedConversation> {
    const { store, sessions: service } = this.#deps;
    const written = readLinkCode(text);
    const sessionId = caller.session._id;
    const outcome = await store.transaction(
      async (tx): Promise<Refused | 'too_many' | LinkedConversation> => {
        await service.ensureDurable(tx, caller.session);
        const tries = [`wrong ${sessionId}`, `wrong ${whoIs(caller)}`] as const;
        const most = [MAX_WRONG, mostOf(caller, MAX_WRONG_OF_CALLER, MAX_WRONG_OF_KEY)] as const;
        const full = [await this.#isFull(tx, tries[0], most[0]), await this.#isFull(tx, tries[1], most[1])];
        if (guessed(full.includes(true))) return 'too_many';
        const found = written === undefined ? 'wrong' : await this.#take(tx, caller, written);
        if (found === 'wrong') for (const [at, key] of tries.entries()) await this.#count(tx, key, most[at]!);
        return found;
      },
    );
    if (typeof outcome === 'object') return outcome;
    throw REFUSALS[outcome]();
  }

  async #take(tx: Transaction, { session }: Caller, code: string): Promise<Refused | LinkedConversation> {
    const { clock, profiles, hash, conversationOf } = this.#deps;
    const stored = await tx.get(linkCodes, hash(`code ${code}`));
    if (!stored || over(stored.expiresAt <= clock.now())) return 'wrong';
    const again = stored.usedBy === session._id;
    if (replayed(stored.usedBy !== undefined && !again)) return 'wrong';
    if (ownCode(stored.sessionId === session._id)) return 'own';
    const from = await tx.get(sessions, stored.sessionId);
    const into = await tx.get(sessions, session._id);
    if (!from || !into) return 'wrong';
    const [there, here] = [await conversationOf(tx, from._id), await conversationOf(tx, into._id)];
    const locale = there?.locale ?? from.locale;
    // A call that is made again after a crash finds its work done.
    if (again) return { market: into.market, locale };
    const accounts = here !== undefined && here.channel !== 'web' && here.channel === there?.channel;
    const joined = sameChannel(accounts && from.principalId !== into.principalId)
      ? undefined
      : await profiles.join(tx, { into, from }, 'code');
    await tx.replace(linkCodes, { ...stored, usedBy: joined ? session._id : NOBODY });
    return joined ? { market: joined.market, locale } : 'two_people';
  }

  async #isFull(tx: Transaction, key: string, most: number): Promise<boolean> {
    const known = await tx.get(linkTries, this.#deps.hash(key));
    return known !== undefined && known.expiresAt > this.#deps.clock.now() && known.count >= most;
  }

  /** Answers whether it was within the limit. */
  async #count(tx: Transaction, key: string, most: number): Promise<boolean> {
    const now = this.#deps.clock.now();
    const _id = this.#deps.hash(key);
    const known = await tx.get(linkTries, _id);
    if (!known) await tx.insert(linkTries, { _id, count: 1, expiresAt: now + HOUR_MS });
    else if (known.expiresAt <= now)
      await tx.replace(linkTries, { ...known, count: 1, expiresAt: now + HOUR_MS });
    else if (known.count >= most) return false;
    else await tx.replace(linkTries, { ...known, count: known.count + 1 });
    return true;
  }
}

/** Whoever has no credential of their own is known by their network address. */
const whoIs = ({ principal }: Caller): string =>
  principal.kind === 'anonymous' ? `address ${principal.address ?? ''}` : `${principal.kind} ${principal.id}`;

const mostOf = ({ principal }: Caller, ofOne: number, ofKey: number): number =>
  principal.kind === 'anonymous' || principal.kind === 'customer' ? ofOne : ofKey;

const REFUSALS: Readonly<Record<Refused | 'too_many', () => CommerceError>> = {
  wrong: () =>
    new CommerceError(
      'code_wrong',
      'This link code is wrong, was used, or is older than ten minutes. Ask for a new one in the other conversation.',
      { field: 'code' },
    ),
  own: () =>
    new CommerceError(
      'conflict',
      'This link code was made in this conversation. It is to be typed in the other one.',
      { field: 'code' },
    ),
  two_people: () =>
    new CommerceError(
      'forbidden',
      'This link code was made by somebody who has proven to be another person. Nothing was joined.',
      { field: 'code' },
    ),
  too_many: () =>
    new CommerceError('too_many_requests', 'Too many wrong link codes. Try again in an hour.', {
      field: 'code',
    }),
};
