import type { Store } from '../platform/store/port.ts';
import { channelDeliveries } from './outbox/model.ts';

const DAY_MS = 86_400_000;
const PAGE = 10_000;

/** People that were written to first by each channel in the last 24 hours: the vendor counts them. In memory, read once. */
export class Reached {
  readonly #store: Store;
  readonly #byChannel = new Map<string, Map<string, number>>();
  #loading: Promise<void> | undefined;
  constructor(store: Store) {
    this.#store = store;
  }

  async of(channel: string, contactId: string, now: number): Promise<{ count: number; thisOne: boolean }> {
    this.#loading ??= this.#load(now);
    await this.#loading;
    const people = this.#of(channel);
    // In the order in which they were reached.
    for (const [id, at] of people) {
      if (at > now - DAY_MS) break;
      people.delete(id);
    }
    return { count: people.size, thisOne: people.has(contactId) };
  }

  /** Who is reached again is among those of the last 24 hours for longer. */
  note(channel: string, contactId: string, at: number): void {
    const people = this.#of(channel);
    people.delete(contactId);
    people.set(contactId, at);
  }

  #of(channel: string): Map<string, number> {
    let people = this.#byChannel.get(channel);
    if (!people) {
      people = new Map();
      this.#byChannel.set(channel, people);
    }
    return people;
  }

  async #load(now: number): Promise<void> {
    let after: { value: number; _id: string } | undefined;
    for (;;) {
      const page = await this.#store.find(channelDeliveries, {
        where: { reachedAt: { gt: now - DAY_MS } },
        sort: { field: 'reachedAt', direction: 'asc' },
        limit: PAGE,
        ...(after && { after }),
      });
      for (const { channel, contactId, reachedAt } of page) this.note(channel, contactId, reachedAt!);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = { value: last.reachedAt!, _id: last._id };
    }
  }
}
