import { createHmac } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { isSameMac, loadSecret, secrets } from '../secrets.ts';
import { type Session, sessions, type WebIdentity } from '../sessions/model.ts';
import type { SessionService } from '../sessions/service.ts';

/** Who vouches where no publisher does. */
export const SHOP_ISSUER = 'shop';

const phoneOfPublisher = defineGuard(
  'identity:phone',
  'No publisher says whose a phone number is: a number leads to a cart that was begun elsewhere.',
);

/** Told in the transaction that notes who is signed in, and of the phone number that goes with them. */
type Proven = (tx: Transaction, session: Session, proof: WebIdentity | { phone: string }) => Promise<void>;

/** What the website's server signed. */
export interface SignedIdentity {
  userId: string;
  hash: string;
  /** E.164: the website has verified that it is this user's. */
  phone?: string | undefined;
}

/**
 * Who is signed in on a website that embeds the chat. Its server, and nobody else, has the secret: it gives the page
 * `HMAC-SHA-256(secret, user id)` in hex, so that no visitor can claim to be another.
 */
export class WebIdentities {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #sessions: SessionService;
  readonly #proven: Proven;

  constructor(deps: { store: Store; clock: Clock; sessions: SessionService; proven: Proven }) {
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#sessions = deps.sessions;
    this.#proven = deps.proven;
  }

  /** For the server of the website, and never for a page. @param issuer a publisher's id, or `SHOP_ISSUER` */
  async secret(issuer: string): Promise<string> {
    return (await loadSecret(this.#store, nameOf(issuer))).toString('base64url');
  }

  /** Another secret: what was signed with the old one is refused from now on. */
  async rotate(issuer: string): Promise<string> {
    await this.#store.transaction(async (tx) => {
      const known = await tx.get(secrets, nameOf(issuer));
      if (known) await tx.delete(secrets, known._id, known.version);
    });
    return this.secret(issuer);
  }

  /**
   * Notes in the session who this is.
   * @throws CommerceError `forbidden` for a hash that the secret did not make, or a phone number that a publisher vouches for;
   * `conflict` where somebody else was signed in
   */
  async verify(session: Session, { userId, hash, phone }: SignedIdentity): Promise<void> {
    const issuer = session.publisherId ?? SHOP_ISSUER;
    const secret = await this.secret(issuer);
    if (!isSameMac(identityHash(secret, userId, phone), hash.toLowerCase()))
      throw new CommerceError(
        'forbidden',
        'This identity is not signed with the secret of the website. Make the hash on your server: hex HMAC-SHA-256 of the user id, or of user id, line feed and phone number where there is one.',
        { field: 'hash' },
      );
    if (phoneOfPublisher(phone !== undefined && issuer !== SHOP_ISSUER))
      throw new CommerceError('forbidden', 'Only the website of the shop vouches for phone numbers.', {
        field: 'phone',
      });
    const user = createHmac('sha256', await loadSecret(this.#store, 'web-identity'))
      .update(`${issuer}\n${userId}`)
      .digest('base64url');
    await this.#store.transaction(async (tx) => {
      const stored = await tx.get(sessions, session._id);
      const known = stored?.webIdentity;
      if (known && known.user !== user)
        throw new CommerceError(
          'conflict',
          'Somebody else was signed in when this conversation began. Open another.',
        );
      const verifiedAt = this.#clock.now();
      let current = session;
      if (!known) {
        const webIdentity = { issuer, user, verifiedAt };
        current = await this.#sessions.update(tx, session, { webIdentity });
        await this.#proven(tx, current, webIdentity);
      }
      if (phone === undefined || stored?.verifiedContact?.value === phone) return;
      const verifiedContact = { kind: 'phone', value: phone, verifiedAt } as const;
      current = await this.#sessions.update(tx, current, { verifiedContact });
      await this.#proven(tx, current, { phone });
    });
  }
}

const nameOf = (issuer: string): string => `web-identity ${issuer}`;

/** What the website's server computes. A user id has no line feed, so that none can be read as another with a number. */
export const identityHash = (secret: string, userId: string, phone?: string): string =>
  createHmac('sha256', secret)
    .update(phone === undefined ? userId : `${userId}\n${phone}`)
    .digest('hex');
