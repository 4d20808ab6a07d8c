import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Reader, Store, Transaction } from '../../platform/store/port.ts';
import { carts } from '../carts/model.ts';
import type { Caller } from '../carts/service.ts';
import { checkouts } from '../checkouts/model.ts';
import { orders } from '../orders/model.ts';
import type { SessionService } from '../sessions/service.ts';
import { alertStaff } from './alerts.ts';
import { type Handoff, handoffs, OPEN_STATUSES } from './model.ts';
import { expectClaim } from './unclaimed.ts';

export interface HandoffServiceDeps {
  store: Store;
  ids: Ids;
  jobs: Jobs;
  sessions: SessionService;
  /** Milliseconds after which a customer for whom nobody has come is offered a call-back; absent: never. */
  unclaimedMs?: number | undefined;
}

/** Whose session is handed over. */
export interface HandoffOwner {
  sessionId: string;
  principalId: string;
  publisherId?: string | undefined;
}

export type HandoffRequest = Pick<Handoff, 'reason' | 'summary' | 'brief'>;

/** Asks a person to take over. What that person does then: `conversation/handoff/desk.ts`. */
export class HandoffService {
  readonly #deps: HandoffServiceDeps;
  constructor(deps: HandoffServiceDeps) {
    this.#deps = deps;
  }

  /** One open handoff a session: asked again, its summary is renewed. */
  async request(caller: Caller, input: HandoffRequest): Promise<Handoff> {
    const { store, sessions } = this.#deps;
    const { session, principal } = caller;
    return store.transaction(async (tx) => {
      await sessions.ensureDurable(tx, session);
      return this.open(
        tx,
        { sessionId: session._id, principalId: principal.id, publisherId: session.publisherId },
        input,
      );
    });
  }

  /** As `request`, in a transaction of the caller's. The staff is alerted if it commits, once for each handoff. */
  async open(tx: Transaction, owner: HandoffOwner, input: HandoffRequest): Promise<Handoff> {
    const { ids, jobs, unclaimedMs } = this.#deps;
    const { sessionId, principalId, publisherId } = owner;
    const known = await openHandoff(tx, sessionId);
    // Why it was asked for first stays: what follows is more of the same.
    if (known) return tx.replace(handoffs, { ...known, ...input, reason: known.reason });
    const [cart] = await tx.find(carts, { where: { sessionId, status: 'open' }, limit: 1 });
    const [checkout] = await tx.find(checkouts, { where: { sessionId }, limit: 1 });
    const [order] = await tx.find(orders, { where: { sessionId }, limit: 1 });
    const handoff = await tx.insert(handoffs, {
      _id: ids.next('hand'),
      sessionId,
      principalId,
      ...(publisherId !== undefined && { publisherId }),
      ...input,
      ...(cart && { cartId: cart._id }),
      ...(checkout && { checkoutId: checkout._id }),
      ...(order && { orderId: order._id }),
      status: 'waiting',
    });
    await alertStaff(tx, jobs, handoff);
    if (unclaimedMs !== undefined) await expectClaim(tx, jobs, handoff, unclaimedMs);
    return handoff;
  }
}

/** The handoff of a session that waits or is worked on. */
export async function openHandoff(reader: Reader, sessionId: string): Promise<Handoff | undefined> {
  const where = { sessionId, status: { in: [...OPEN_STATUSES] } };
  return (await reader.find(handoffs, { where, limit: 1 }))[0];
}
