import { hash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Change, New, Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { Principal } from '../principals/model.ts';
import { ReadCache } from '../read-cache.ts';
import type { Referral, Session, VerifiedContact } from './model.ts';
import { sessions } from './model.ts';

const stolen = defineGuard(
  'session:credential',
  'A session serves the credential that opened it, and no other.',
);
const idle = defineGuard('session:expired', 'A session that was left is over.');

export interface OpenSession {
  principal: Principal;
  market: string;
  locale: string;
  /** For surfaces that learn the publisher otherwise than from the key; the key's own publisher always wins. */
  publisherId?: string;
  /** What led the shopper here. */
  referral?: Referral | undefined;
}

export type SessionPatch = Partial<
  Pick<Session, 'market' | 'locale' | 'cartId' | 'verifiedContact' | 'webIdentity'>
>;

/** Unknown, expired and another credential's sessions are answered alike. */
export type Resolution =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly reason: 'session_unknown'; readonly message: string };

export const SESSION_UNKNOWN_MESSAGE =
  'This session is unknown or has expired. Leave out session_id: the answer brings a new one to use from then on.';

const UNKNOWN: Resolution = { ok: false, reason: 'session_unknown', message: SESSION_UNKNOWN_MESSAGE };
const PLAIN_ID = /^ses_[0-9A-Za-z]{22}$/;
const TOUCH_EVERY_MS = 60_000;
const DEFAULT_IDLE_MS = 24 * 60 * 60_000;
const CACHED_SESSIONS = 25_000;

interface Entry {
  session: Session;
  /** False until a commit with it was seen: then its row may still be on its way. */
  stored: boolean;
  /** `expiresAt` as the store has it, or soon will. */
  storedExpiry: number;
}

/** The document id of a session: SHA-256 of the id that the caller holds. */
export const sessionKey = (plainId: string): string => hash('sha256', plainId, 'hex');

/** Opens sessions and finds them again. `resolve` stands on the way of every call, so it works from memory where it can. */
export class SessionService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #idleMs: number;
  readonly #lagMs: number;
  readonly #entries = new ReadCache<Entry>(CACHED_SESSIONS);
  readonly #stop: () => void;

  /** @param deps `idleMs`: a session not used for so long is gone (default 24 h) */
  constructor(deps: { store: Store; clock: Clock; ids: Ids; idleMs?: number }) {
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#idleMs = deps.idleMs ?? DEFAULT_IDLE_MS;
    this.#lagMs = Math.max(TOUCH_EVERY_MS, this.#idleMs / 8);
    this.#stop = deps.store.onCommit((changes) => {
      for (const change of changes) if (change.collection === sessions.name) this.#committed(change);
    });
  }

  close(): void {
    this.#stop();
  }

  /**
   * Can be resolved at once in this process; its row follows within the store's append delay, and a crash may lose it.
   * A call that writes must also `ensureDurable` (or `update`) in its transaction.
   * @param options `deferred`: write no row now; the caller's transaction will, or `keep`
   */
  open(input: OpenSession, options: { deferred?: boolean } = {}): { id: string; session: Session } {
    const id = this.#ids.next('ses');
    const now = this.#clock.now();
    const publisherId = input.principal.publisherId ?? input.publisherId;
    const document: New<Session> = {
      _id: sessionKey(id),
      principalKind: input.principal.kind,
      principalId: input.principal.id,
      market: input.market,
      locale: input.locale,
      ...(publisherId !== undefined && { publisherId }),
      ...(input.referral && { referral: input.referral }),
      lastSeenAt: now,
      expiresAt: now + this.#idleMs,
    };
    const session: Session = { ...document, version: 1, createdAt: now, updatedAt: now };
    this.#entries.set(session._id, { session, stored: false, storedExpiry: session.expiresAt });
    if (!options.deferred) this.#store.append(sessions, document);
    return { id, session };
  }

  /** Writes the row of a deferred session soon, unless a transaction has: for a call that gives its id out. */
  keep(session: Pick<Session, '_id'>): void {
    const entry = this.#entries.get(session._id);
    if (!entry || entry.stored) return;
    const { version: _version, createdAt: _created, updatedAt: _updated, ...document } = entry.session;
    this.#store.append(sessions, document);
  }

  /** The session behind a plain id, if this credential opened it and it was used lately. */
  async resolve(plainId: string, principal: Principal): Promise<Resolution> {
    if (!PLAIN_ID.test(plainId)) return UNKNOWN;
    const key = sessionKey(plainId);
    const entry = this.#entries.get(key) ?? (await this.#entries.load(key, () => this.#read(key)));
    if (!entry) return UNKNOWN;
    const { session } = entry;
    if (stolen(session.principalId !== principal.id || session.principalKind !== principal.kind))
      return UNKNOWN;
    const now = this.#clock.now();
    if (idle(session.expiresAt <= now)) return UNKNOWN;
    if (now - session.lastSeenAt >= TOUCH_EVERY_MS) this.#touch(entry, now);
    return { ok: true, session: entry.session };
  }

  /**
   * Makes sure that the session becomes durable with `tx`, and answers it as stored.
   * @throws CommerceError `session_unknown` when it was erased meanwhile
   */
  async ensureDurable(tx: Transaction, session: Session): Promise<Session> {
    return (await tx.get(sessions, session._id)) ?? (await tx.insert(sessions, this.#unstored(session, {})));
  }

  /** As `ensureDurable`, and changes it. */
  async update(tx: Transaction, session: Session, patch: SessionPatch): Promise<Session> {
    const stored = await tx.get(sessions, session._id);
    if (!stored) return tx.insert(sessions, this.#unstored(session, patch));
    return tx.replace(sessions, {
      ...stored,
      ...patch,
      lastSeenAt: Math.max(stored.lastSeenAt, session.lastSeenAt),
      expiresAt: Math.max(stored.expiresAt, session.expiresAt),
    });
  }

  /** Ends one session: the next call with it finds nothing. Carts and orders keep its hash, which names nobody. */
  async erase(session: Pick<Session, '_id'>): Promise<void> {
    await this.#store.flush();
    await this.#store.transaction(async (tx) => {
      const stored = await tx.get(sessions, session._id);
      if (stored) await tx.delete(sessions, stored._id, stored.version);
    });
    this.#entries.invalidate(session._id);
  }

  /** Erases every session in which this contact was proven. Answers how many. */
  async eraseContact(contact: Pick<VerifiedContact, 'kind' | 'value'>): Promise<number> {
    const where = { 'verifiedContact.value': contact.value };
    const found = await this.#store.find(sessions, { where, limit: 10_000 });
    const theirs = found.filter((session) => session.verifiedContact?.kind === contact.kind);
    for (const session of theirs) await this.erase(session);
    return theirs.length;
  }

  /** Deletes up to `limit` expired sessions. Answers how many; call again while it is `limit`. */
  async sweep(limit = 500): Promise<number> {
    // A row lags behind what the process that serves the session has seen of it.
    const before = this.#clock.now() - this.#lagMs;
    return this.#store.transaction(async (tx) => {
      const expired = await tx.find(sessions, {
        where: { expiresAt: { lte: before } },
        sort: { field: 'expiresAt', direction: 'asc' },
        limit,
      });
      for (const session of expired) await tx.delete(sessions, session._id, session.version);
      return expired.length;
    });
  }

  #unstored(session: Session, patch: SessionPatch): New<Session> {
    const entry = this.#entries.get(session._id);
    if (!entry || entry.stored) throw new CommerceError('session_unknown', SESSION_UNKNOWN_MESSAGE);
    const { version: _version, createdAt: _created, updatedAt: _updated, ...document } = entry.session;
    return { ...document, ...patch };
  }

  async #read(key: string): Promise<Entry | undefined> {
    const session = await this.#store.get(sessions, key);
    return session && { session, stored: true, storedExpiry: session.expiresAt };
  }

  #touch(entry: Entry, now: number): void {
    const session = { ...entry.session, lastSeenAt: now, expiresAt: now + this.#idleMs };
    entry.session = session;
    // The store learns of it seldom: a session read from there may seem idle for longer than it was, by this lag.
    if (session.expiresAt - entry.storedExpiry < this.#lagMs) return;
    entry.storedExpiry = session.expiresAt;
    const write = this.#store.transaction(
      async (tx) => {
        const stored = await tx.get(sessions, session._id);
        if (!stored || stored.expiresAt >= session.expiresAt) return;
        await tx.replace(sessions, { ...stored, lastSeenAt: now, expiresAt: session.expiresAt });
      },
      { patient: true },
    );
    // Lost, it is made up for by the next touch; the call that caused it has nothing to do with it.
    write.catch(() => {
      entry.storedExpiry = 0;
    });
  }

  #committed(change: Change): void {
    const entry = this.#entries.get(change._id);
    if (!entry || !change.document) {
      this.#entries.invalidate(change._id);
      return;
    }
    const document = change.document as Session;
    entry.stored = true;
    entry.storedExpiry = document.expiresAt;
    entry.session = {
      ...document,
      lastSeenAt: Math.max(document.lastSeenAt, entry.session.lastSeenAt),
      expiresAt: Math.max(document.expiresAt, entry.session.expiresAt),
    };
  }
}
