import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Reader, Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { KeyedHash } from '../secrets.ts';
import type { Session } from '../sessions/model.ts';
import type { SessionService } from '../sessions/service.ts';
import { type Order, orderCodes, orders } from './model.ts';

const guessed = defineGuard('order:code_tries', 'A code is not found by trying.');

const CODE_TTL_MS = 10 * 60_000;
const PROVEN_MS = 60 * 60_000;
/** Wrong codes and codes sent per session, and sessions per order, within the period. */
const MAX_TRIES = 5;
const MAX_CODES = 3;
const MAX_SESSIONS = 5;
const TRIES_PER_MS = 60 * 60_000;

export interface OrderProofDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  sessions: SessionService;
  hash: KeyedHash;
  /** Told in the transaction that somebody has the mailbox of this email. */
  proven: (tx: Transaction, session: Session, email: string) => Promise<void>;
}

/**
 * Who may see an order: the session that bought it; anybody else only with the number and a one-time code sent to the
 * buyer. Contact and address need the code even from the session that bought.
 */
export class OrderProof {
  readonly #deps: OrderProofDeps;
  constructor(deps: OrderProofDeps) {
    this.#deps = deps;
  }

  /**
   * Sends a code when the order exists; the answer is the same when it does not, so that numbers cannot be probed.
   * At most one code in a minute, and three in an hour, for an order and session: a buyer's mailbox is nobody's toy.
   */
  async sendCode(session: Session, order: Order | undefined): Promise<void> {
    if (!order) return;
    const { store, clock, jobs } = this.#deps;
    const now = clock.now();
    const id = codeId(order, session);
    await store.transaction(async (tx) => {
      const known = await tx.get(orderCodes, id);
      if (known && now - known.issuedAt < 60_000) return;
      const recent = await tx.find(orderCodes, { where: { orderId: order._id }, limit: 1000 });
      // Guessing from many sessions at once would otherwise get many tries at six digits.
      if (recent.filter((r) => r._id !== id && now - r.issuedAt < TRIES_PER_MS).length >= MAX_SESSIONS)
        return;
      const lately = known && now - known.issuedAt < TRIES_PER_MS;
      const sent = lately ? known.sent : 0;
      if (sent >= MAX_CODES) return;
      const tries = lately ? known.tries : 0;
      const fields = {
        orderId: order._id,
        sessionId: session._id,
        issuedAt: now,
        tries,
        sent: sent + 1,
        expiresAt: now + CODE_TTL_MS,
      };
      if (known) await tx.replace(orderCodes, { ...known, ...fields });
      else await tx.insert(orderCodes, { _id: id, ...fields });
      await jobs.enqueue(tx, {
        kind: 'order.notify',
        key: `code:${id}:${now}`,
        payload: { template: 'order_code', orderId: order._id, codeId: id },
      });
    });
  }

  /** @throws CommerceError `code_wrong` */
  async prove(session: Session, order: Order | undefined, code: string): Promise<void> {
    const wrong = new CommerceError(
      'code_wrong',
      'This code is wrong or has expired. Call get_order without a code to send a new one.',
      { field: 'code' },
    );
    if (!order) throw wrong;
    const { store, clock, sessions, proven } = this.#deps;
    const now = clock.now();
    const id = codeId(order, session);
    const isProven = await store.transaction(async (tx) => {
      const stored = await tx.get(orderCodes, id);
      if (!stored || stored.expiresAt <= now || guessed(stored.tries >= MAX_TRIES)) return false;
      const match = sameDigits(this.#digits(id, stored.issuedAt), code.trim());
      await tx.replace(
        orderCodes,
        match
          ? { ...stored, expiresAt: now, provenUntil: now + PROVEN_MS }
          : { ...stored, tries: stored.tries + 1 },
      );
      if (match && order.erasedAt === undefined)
        await proven(tx, await sessions.ensureDurable(tx, session), order.buyer.email);
      return match;
    });
    if (!isProven) throw wrong;
  }

  /** The digits to send; undefined when the code is gone. */
  async codeToSend(id: string): Promise<string | undefined> {
    const stored = await this.#deps.store.get(orderCodes, id);
    return stored && this.#digits(id, stored.issuedAt);
  }

  #digits(id: string, issuedAt: number): string {
    const mac = Buffer.from(this.#deps.hash(`${id} ${issuedAt}`), 'base64url');
    return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }

  async isProven(session: Session, order: Order): Promise<boolean> {
    const stored = await this.#deps.store.get(orderCodes, codeId(order, session));
    return stored?.provenUntil !== undefined && stored.provenUntil > this.#deps.clock.now();
  }

  async find(idOrNumber: string, reader: Reader = this.#deps.store): Promise<Order | undefined> {
    const byId = await reader.get(orders, idOrNumber);
    if (byId) return byId;
    const [byNumber] = await reader.find(orders, {
      where: { number: idOrNumber.trim().toUpperCase() },
      limit: 1,
    });
    return byNumber;
  }
}

const codeId = (order: Order, session: Session): string => `${order._id}:${session._id}`;

const sameDigits = (expected: string, given: string): boolean =>
  expected.length === given.length &&
  /^\d+$/.test(given) &&
  timingSafeEqual(Buffer.from(expected), Buffer.from(given));
