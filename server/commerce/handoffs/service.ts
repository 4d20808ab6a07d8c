import type { Ids } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { carts } from '../carts/model.ts';
import type { Caller } from '../carts/service.ts';
import { checkouts } from '../checkouts/model.ts';
import { CommerceError } from '../errors.ts';
import { orders } from '../orders/model.ts';
import type { SessionService } from '../sessions/service.ts';
import { type Handoff, handoffs } from './model.ts';

export class HandoffService {
  readonly #deps: { store: Store; ids: Ids; sessions: SessionService };
  constructor(deps: { store: Store; ids: Ids; sessions: SessionService }) {
    this.#deps = deps;
  }

  /** One waiting handoff a session: asked again, its summary is renewed. */
  async request(caller: Caller, input: Pick<Handoff, 'reason' | 'summary'>): Promise<Handoff> {
    const { store, ids, sessions } = this.#deps;
    const sessionId = caller.session._id;
    return store.transaction(async (tx) => {
      await sessions.ensureDurable(tx, caller.session);
      const [waiting] = await tx.find(handoffs, { where: { sessionId, status: 'waiting' }, limit: 1 });
      if (waiting) return tx.replace(handoffs, { ...waiting, ...input });
      const [cart] = await tx.find(carts, { where: { sessionId, status: 'open' }, limit: 1 });
      const [checkout] = await tx.find(checkouts, { where: { sessionId }, limit: 1 });
      const [order] = await tx.find(orders, { where: { sessionId }, limit: 1 });
      return tx.insert(handoffs, {
        _id: ids.next('hand'),
        sessionId,
        principalId: caller.principal.id,
        ...(caller.session.publisherId !== undefined && { publisherId: caller.session.publisherId }),
        ...input,
        ...(cart && { cartId: cart._id }),
        ...(checkout && { checkoutId: checkout._id }),
        ...(order && { orderId: order._id }),
        status: 'waiting',
      });
    });
  }

  /** @throws CommerceError `not_found`, `conflict` */
  async setStatus(id: string, status: 'claimed' | 'resolved', by: string): Promise<Handoff> {
    return this.#deps.store.transaction(async (tx) => {
      const handoff = await tx.get(handoffs, id);
      if (!handoff) throw new CommerceError('not_found', `There is no handoff "${id}".`);
      if (handoff.status === 'resolved')
        throw new CommerceError('conflict', 'This handoff is resolved already.');
      if (status === 'claimed' && handoff.claimedBy !== undefined && handoff.claimedBy !== by)
        throw new CommerceError('conflict', 'Somebody else has claimed this handoff.');
      return tx.replace(handoffs, { ...handoff, status, claimedBy: by });
    });
  }
}
