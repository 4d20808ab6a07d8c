import { missing } from './errors.ts';
import type { Dispute, PaymentIntent } from './objects.ts';
import type { Emit } from './world.ts';

const DAY_S = 86_400;

/** Chargebacks: what banks do, which no API call can. */
export class Disputes {
  readonly all = new Map<string, Dispute>();
  readonly #emit: Emit;
  constructor(emit: Emit) {
    this.#emit = emit;
  }

  open(intent: PaymentIntent, now: number): Dispute {
    const dispute: Dispute = {
      id: `du_${this.all.size + 1}${intent.id}`,
      object: 'dispute',
      amount: intent.amount,
      currency: intent.currency,
      created: now,
      payment_intent: intent.id,
      reason: 'product_not_received',
      status: 'needs_response',
      evidence_details: { due_by: now + 14 * DAY_S },
      metadata: {},
    };
    this.all.set(dispute.id, dispute);
    this.#emit('charge.dispute.created', dispute);
    return dispute;
  }

  /** The merchant has answered: the bank decides. */
  review(id: string): void {
    this.#emit('charge.dispute.updated', this.#set(id, 'under_review'));
  }

  decide(id: string, status: 'won' | 'lost'): void {
    this.#emit('charge.dispute.closed', this.#set(id, status));
  }

  #set(id: string, status: Dispute['status']): Dispute {
    const dispute = this.all.get(id);
    if (!dispute) throw missing('dispute', id);
    dispute.status = status;
    return dispute;
  }
}
