import { appendFileSync } from 'node:fs';
import type { Movement } from './objects.ts';

/** What was charged and refunded, in order; also a file of JSON lines where one is named, written before the answer goes out. */
export class Ledger {
  readonly entries: Movement[] = [];
  readonly #path: string | undefined;
  constructor(path: string | undefined) {
    this.#path = path;
  }

  add(entry: Movement): void {
    if (this.#path) appendFileSync(this.#path, `${JSON.stringify(entry)}\n`, { flush: true });
    this.entries.push(entry);
  }

  charges(attempt?: string): Movement[] {
    return this.entries.filter(
      (e) => e.kind === 'charge' && (attempt === undefined || e.attempt === attempt),
    );
  }
  refunds(attempt?: string): Movement[] {
    return this.entries.filter(
      (e) => e.kind === 'refund' && (attempt === undefined || e.attempt === attempt),
    );
  }
  /** Charged less refunded, in Stripe's unit. */
  kept(attempt: string): number {
    const sum = (list: Movement[]) => list.reduce((total, e) => total + e.amount, 0);
    return sum(this.charges(attempt)) - sum(this.refunds(attempt));
  }
}
