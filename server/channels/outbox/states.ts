import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../../platform/store/port.ts';
import type { ChannelEvent } from '../channel.ts';
import { type ChannelState, channelStates } from './model.ts';

type Known = Omit<ChannelState, '_id' | 'version' | 'createdAt' | 'updatedAt'>;

const NOTE_EVERY_MS = 60_000;
/** What has no end is looked at again. */
const ASK_AGAIN_MS = 3_600_000;

const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

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

  /** Nothing may be sent until then. */
  pausedUntil(channel: string): number | undefined {
    return latest(this.of(channel).pausedUntil, this.#stopped(channel, 'all'));
  }

  /** Nobody may be written to first until then. */
  firstAfter(channel: string): number | undefined {
    return latest(this.#stopped(channel, 'first'), this.pausedUntil(channel));
  }

  /** What the merchant must see to now. */
  noticeOf(channel: string): Known['notice'] {
    const { notice } = this.of(channel);
    return notice?.until !== undefined && notice.until <= this.#clock.now() ? undefined : notice;
  }

  /** Nothing is sent until then. */
  async pause(channel: string, pausedUntil: number, pausedBecause: string): Promise<void> {
    if ((this.of(channel).pausedUntil ?? 0) >= pausedUntil) return;
    this.#known.set(channel, { ...this.of(channel), pausedUntil, pausedBecause });
    await this.#note(channel);
  }

  /** What the vendor says of the account now. */
  async told(channel: string, news: Omit<Extract<ChannelEvent, { kind: 'account' }>, 'kind'>): Promise<void> {
    const { quality, tier, notice, over } = news;
    const { notice: before, ...rest } = this.of(channel);
    const after = notice ? { ...notice, at: this.#clock.now() } : over ? undefined : before;
    this.#known.set(channel, {
      ...rest,
      ...(quality !== undefined && { quality }),
      ...(tier !== undefined && { tier }),
      ...(after && { notice: after }),
    });
    await this.#note(channel);
  }

  #stopped(channel: string, what: 'all' | 'first'): number | undefined {
    const notice = this.noticeOf(channel);
    return notice?.stops === what ? (notice.until ?? this.#clock.now() + ASK_AGAIN_MS) : undefined;
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
        if (stored) {
          const { version, createdAt, updatedAt } = stored;
          await tx.replace(channelStates, { _id: channel, ...known, version, createdAt, updatedAt });
        } else await tx.insert(channelStates, { _id: channel, ...known });
      },
      { patient: true },
    );
  }
}
