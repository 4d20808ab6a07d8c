import type { Channel } from './channel.ts';
import type { CatalogSync } from './whatsapp/catalog/sync.ts';

/** What becomes of a message of which nobody knows whether it was sent, once the vendor has said nothing for two minutes. */
export type OnUnknown = 'resend' | 'give_up';

export interface RegisteredChannel {
  channel: Channel;
  /** `resend` only where the vendor tells the fate of every message that it took. */
  onUnknown: OnUnknown;
  /** The shop's goods in the vendor's own catalogue, where the merchant has one. */
  catalog?: Pick<CatalogSync, 'start' | 'sendAll' | 'report' | 'items'>;
}

/** The channels of this shop, by name. */
export class ChannelRegistry {
  readonly #byName: ReadonlyMap<string, RegisteredChannel>;

  /** @throws Error for two channels of one name */
  constructor(channels: readonly RegisteredChannel[]) {
    this.#byName = new Map(channels.map((one) => [one.channel.name, one]));
    if (this.#byName.size < channels.length) throw new Error('two channels have the same name');
  }

  get(name: string): RegisteredChannel | undefined {
    return this.#byName.get(name);
  }

  all(): readonly RegisteredChannel[] {
    return [...this.#byName.values()];
  }
}
