import type { Ids } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { type DomainEvent, type EventDraft, eventId, events } from './model.ts';
import { eventSources, eventsOf } from './sources.ts';

/** Writes what follows from events into the transaction that made them. */
export type EventListener = (tx: Transaction, event: DomainEvent) => Promise<void>;

/** Writes the events of each transaction into it. */
export class EventRecorder {
  readonly #ids: Ids;
  readonly #listeners = new Map<string, EventListener[]>();
  #last: number;

  private constructor(ids: Ids, last: number) {
    this.#ids = ids;
    this.#last = last;
  }

  /** From now on every transaction of `store` records its events. */
  static async open({ store, ids }: { store: Store; ids: Ids }): Promise<EventRecorder> {
    const recorder = new EventRecorder(ids, await lastSequence(store));
    store.follow(
      eventSources.map(({ collection }) => collection),
      async (tx, changes) => {
        for (const draft of eventsOf(changes)) await recorder.record(tx, draft);
      },
    );
    return recorder;
  }

  /** What `listener` writes is written with the event. It may use the transaction only. */
  on(type: DomainEvent['type'], listener: EventListener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** Writes one event. Transactions run one after another, so that places are in the order of commits. */
  async record(tx: Transaction, draft: EventDraft): Promise<DomainEvent> {
    this.#last += 1;
    const event = await tx.insert(events, {
      _id: eventId(this.#last, this.#ids.next('evt')),
      sequence: this.#last,
      ...draft,
    });
    for (const listener of this.#listeners.get(event.type) ?? []) await listener(tx, event);
    return event;
  }

  /** The place of the last event that was written, or tried to be. */
  get last(): number {
    return this.#last;
  }
}

async function lastSequence(store: Store): Promise<number> {
  const [last] = await store.find(events, { sort: { field: '_id', direction: 'desc' }, limit: 1 });
  return last?.sequence ?? 0;
}
