import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../../platform/store/port.ts';
import { type ChannelState, channelStates } from './model.ts';

type Known = Omit<ChannelState, '_id' | 'version' | 'createdAt' | 'updatedAt'>;

const NOTE_EVERY_MS = 60_000;

/** What is known of each channel: in memory at once, on disk soon. */
export class ChannelStates {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();
  readonly #notedAt = new Map<string, number>();

  constructor(deps: { store: Store; clock: Clock }) {
    this.#store = deps.store;
    this.#clock = deps.clock;
  }

  /** Reads what an earlier process noted. */
  async load(): Promise<void> {
    for (const { _id, version: _v, createdAt: _c, updatedAt: _u, ...known } of await this.#store.find(
      channelStates,
    ))
      this.#known.set(_id, known);
  }

  of(channel: string): Known {
    return this.#known.get(channel) ?? {};
  }

  pausedUntil(channel: string): number | undefined {
    return this.of(channel).pausedUntil;
  }

  /** Nothing is sent until then. */
  async pause(channel: string, pausedUntil: number, pausedBecause: string): Promise<void> {
    if ((this.pausedUntil(channel) ?? 0) >= pausedUntil) return;
    this.#known.set(channel, { ...this.of(channel), pausedUntil, pausedBecause });
    await this.#note(channel);
  }

  /** How the vendor rates the account now. */
  async rated(channel: string, { quality, tier }: Pick<Known, 'quality' | 'tier'>): Promise<void> {
    const rating = { ...(quality !== undefined && { quality }), ...(tier !== undefined && { tier }) };
    this.#known.set(channel, { ...this.of(channel), ...rating });
    await this.#note(channel);
  }

  /** A request came: whether it was the vendor's. Never fails: losing it loses nothing. */
  heard(channel: string, genuine: boolean): void {
    const now = this.#clock.now();
    this.#known.set(channel, { ...this.of(channel), [genuine ? 'lastWebhookAt' : 'lastForgedAt']: now });
    if (now - (this.#notedAt.get(channel) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
    this.#notedAt.set(channel, now);
    this.#note(channel).catch(() => this.#notedAt.delete(channel));
  }

  async #note(channel: string): Promise<void> {
    const known = this.of(channel);
    await this.#store.transaction(
      async (tx) => {
        const stored = await tx.get(channelStates, channel);
        if (stored) await tx.replace(channelStates, { ...stored, ...known });
        else await tx.insert(channelStates, { _id: channel, ...known });
      },
      { patient: true },
    );
  }
}
