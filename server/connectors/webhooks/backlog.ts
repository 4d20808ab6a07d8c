import type { WebhookDelivery } from './model.ts';

/** An event on its way to one endpoint. */
export interface Item {
  readonly sequence: number;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  /** As it is stored, once it has failed or waits behind one that did. */
  delivery?: WebhookDelivery;
  /** Not before, milliseconds, UTC. */
  nextAt: number;
}

/** A delivery that is stored, as it goes on. */
export const itemOf = (delivery: WebhookDelivery): Item => ({
  sequence: delivery.sequence,
  eventId: delivery.eventId,
  type: delivery.type,
  subject: delivery.subject,
  delivery,
  nextAt: Math.max(1, delivery.nextAt),
});

/**
 * What one endpoint is still to get, in memory: a queue for each subject, of which only the first may be sent. Events are
 * `open` until they are taken or stored as deliveries; all before the first open one are done with.
 */
export class Backlog {
  /** Queues whose first item has not failed, in the order in which they became ready. */
  readonly #ready = new Map<string, Item[]>();
  /** Queues whose first item waits for its next try. */
  readonly #blocked = new Map<string, Item[]>();
  readonly #busy = new Map<string, Item[]>();
  readonly #stored = new Set<number>();
  /** In ascending order, as they are read. */
  readonly #open = new Set<number>();
  #dueAt = Number.POSITIVE_INFINITY;

  /** Items that are in memory. */
  get size(): number {
    return this.#open.size + this.#stored.size;
  }

  get stored(): number {
    return this.#stored.size;
  }

  /** When the first of those that wait is due; infinite where none waits. */
  get dueAt(): number {
    return this.#dueAt;
  }

  has(sequence: number): boolean {
    return this.#open.has(sequence) || this.#stored.has(sequence);
  }

  /** All up to this place are taken or stored. @param read how far events were read */
  doneUpTo(read: number): number {
    const [first] = this.#open;
    return first === undefined ? read : first - 1;
  }

  /** Whether an event of this subject waits for its next try, so that a new one is stored behind it. */
  isBlocked(subject: string): boolean {
    const queue = this.#blocked.get(subject) ?? this.#busy.get(subject);
    return queue?.[0]?.delivery !== undefined;
  }

  add(item: Item): void {
    const { subject, sequence } = item;
    if (item.delivery) this.#stored.add(sequence);
    else this.#open.add(sequence);
    const busy = this.#busy.get(subject);
    const queue = busy ?? this.#ready.get(subject) ?? this.#blocked.get(subject) ?? [];
    // Behind what is being sent; else by its place.
    const from = busy ? 1 : 0;
    let at = queue.length;
    while (at > from && queue[at - 1]!.sequence > sequence) at -= 1;
    queue.splice(at, 0, item);
    if (!busy) this.#place(subject, queue);
  }

  /** Takes what is to be sent next; its subject is busy until `done` or `failed`. @param probe only what failed before */
  take(now: number, { probe }: { probe: boolean }): Item | undefined {
    let queue: Item[] | undefined;
    if (this.#dueAt <= now) {
      for (const waiting of this.#blocked.values())
        if (waiting[0]!.nextAt <= now && (!queue || waiting[0]!.nextAt < queue[0]!.nextAt)) queue = waiting;
    }
    if (!queue && (!probe || this.#blocked.size === 0)) [queue] = this.#ready.values();
    const item = queue?.[0];
    if (!queue || !item) return undefined;
    this.#ready.delete(item.subject);
    this.#blocked.delete(item.subject);
    this.#busy.set(item.subject, queue);
    this.#remember();
    return item;
  }

  /** It was taken, or given up. */
  done(item: Item): void {
    this.#open.delete(item.sequence);
    this.#stored.delete(item.sequence);
    const queue = this.#busy.get(item.subject) ?? [];
    this.#busy.delete(item.subject);
    queue.splice(queue.indexOf(item), 1);
    if (queue.length > 0) this.#place(item.subject, queue);
  }

  /** Items of its subject behind one that is being sent, which are not stored yet. */
  behind(item: Item): Item[] {
    return (this.#busy.get(item.subject) ?? []).filter((other) => other !== item && !other.delivery);
  }

  /** Those are stored from now on. */
  keep(items: readonly { item: Item; delivery: WebhookDelivery }[]): void {
    for (const { item, delivery } of items) {
      item.delivery = delivery;
      this.#open.delete(item.sequence);
      this.#stored.add(item.sequence);
    }
  }

  /** It is to be sent again later. */
  failed(item: Item, nextAt: number): void {
    item.nextAt = nextAt;
    const queue = this.#busy.get(item.subject);
    this.#busy.delete(item.subject);
    if (queue) this.#place(item.subject, queue);
  }

  /** Whatever waits is due now. */
  hurry(now: number): void {
    for (const [first] of this.#blocked.values()) first!.nextAt = Math.min(first!.nextAt, now);
    this.#remember();
  }

  #place(subject: string, queue: Item[]): void {
    this.#ready.delete(subject);
    this.#blocked.delete(subject);
    const waits = queue[0]!.nextAt > 0 || queue[0]!.delivery !== undefined;
    (waits ? this.#blocked : this.#ready).set(subject, queue);
    this.#remember();
  }

  #remember(): void {
    this.#dueAt = Number.POSITIVE_INFINITY;
    for (const [first] of this.#blocked.values()) this.#dueAt = Math.min(this.#dueAt, first!.nextAt);
  }
}
