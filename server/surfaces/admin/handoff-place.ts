import { type Handoff, handoffs, OPEN_STATUSES } from '../../commerce/handoffs/model.ts';
import { type InboundMessage, inboundMessages } from '../../conversation/model.ts';
import type { Store } from '../../platform/store/port.ts';

/** One thing that the staff is told. */
export type Told =
  | { readonly handoff: Handoff; readonly message?: undefined }
  | { readonly handoff: Handoff; readonly message: InboundMessage };

const timeOf = ({ handoff, message }: Told): number => message?.createdAt ?? handoff.updatedAt;
/** Of one version of a handoff, or of one message. */
export const keyOf = ({ handoff, message }: Told): string =>
  message ? message._id : `${handoff._id}@${handoff.version}`;

/**
 * How far a reader of the stream came, as the id of its last event: a time (milliseconds, UTC) and what of that very moment it has,
 * so that whoever comes back misses nothing and gets nothing twice.
 */
export class Place {
  #at: number;
  #keys: Set<string>;

  constructor(at: number, keys: readonly string[] = []) {
    this.#at = at;
    this.#keys = new Set(keys);
  }

  /** @returns undefined when it is none */
  static parse(id: string): Place | undefined {
    const [, at, keys = ''] = /^(\d{1,15})((?::[\w@-]{1,80}){0,100})$/.exec(id) ?? [];
    return at === undefined ? undefined : new Place(Number(at), keys.split(':').slice(1));
  }

  get at(): number {
    return this.#at;
  }

  has(told: Told): boolean {
    const time = timeOf(told);
    return time < this.#at || (time === this.#at && this.#keys.has(keyOf(told)));
  }

  reach(told: Told): void {
    const time = timeOf(told);
    if (time > this.#at) {
      this.#at = time;
      this.#keys = new Set();
    }
    if (time === this.#at) this.#keys.add(keyOf(told));
  }

  toString(): string {
    return [this.#at, ...this.#keys].join(':');
  }
}

/** More than that is read from the list. */
const MAX_HANDOFFS = 1000;
const MAX_MESSAGES = 200;

/** What happened since, the oldest first: each handoff as it is now, and what was written while it was open. */
export async function missedSince(store: Store, place: Place): Promise<Told[]> {
  const newest = { sort: { field: 'updatedAt', direction: 'desc' }, limit: MAX_HANDOFFS } as const;
  const changed = await store.find(handoffs, { where: { updatedAt: { gte: place.at } }, ...newest });
  const open = await store.find(handoffs, {
    where: { status: { in: [...OPEN_STATUSES] } },
    ...{ sort: { field: 'createdAt', direction: 'desc' }, limit: MAX_HANDOFFS },
  });
  const all = new Map([...changed, ...open].map((handoff) => [handoff._id, handoff]));
  const missed: Told[] = changed.map((handoff) => ({ handoff }));
  for (const handoff of all.values()) {
    const { sessionId, createdAt, status, updatedAt } = handoff;
    const found = await store.find(inboundMessages, {
      where: { conversationId: sessionId },
      ...{ sort: { field: 'sequence', direction: 'desc' }, limit: MAX_MESSAGES },
    });
    const until = status === 'resolved' ? updatedAt : Number.POSITIVE_INFINITY;
    for (const message of found)
      if (message.createdAt > createdAt && message.createdAt <= until) missed.push({ handoff, message });
  }
  return missed.filter((told) => !place.has(told)).sort((a, b) => timeOf(a) - timeOf(b));
}
