import { CommerceError } from '../../commerce/errors.ts';
import type { MediaService } from '../../conversation/media.ts';
import {
  type Attachment,
  conversations,
  type InboundMessage,
  inboundMessages,
} from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { ChannelRegistry } from '../registry.ts';

export interface RemoteMediaDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  registry: ChannelRegistry;
}

const FETCH_JOB = 'channel.media';
const FETCH_MS = 30_000;
/** A turn that answers has read it by then; what is left is for a person. */
const FOR_STAFF_MS = 15_000;

/** Fetches what customers sent from the vendor, after their message is stored and acknowledged. */
export class RemoteMedia {
  readonly #deps: RemoteMediaDeps;
  #media: Pick<MediaService, 'put'> | undefined;

  constructor(deps: RemoteMediaDeps) {
    this.#deps = deps;
    deps.jobs.handle(FETCH_JOB, ({ payload }, signal) => this.#keep(payload as unknown as Wanted, signal), {
      atOnce: 4,
    });
  }

  /** Where it is kept. */
  connect(media: Pick<MediaService, 'put'>): void {
    this.#media = media;
  }

  /** The bytes from the vendor. Undefined where the channel is gone. @throws Error without anything personal */
  async bytes(
    { remote, kind, mediaType }: Attachment,
    signal?: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    if (!remote) return undefined;
    const channel = this.#deps.registry.get(remote.channel)?.channel;
    const limit = AbortSignal.timeout(FETCH_MS);
    return channel?.media?.(
      { kind, id: remote.id, mediaType },
      signal ? AbortSignal.any([signal, limit]) : limit,
    );
  }

  /** Sees to it that a person who answers can look at it. */
  async expect(tx: Transaction, conversationId: string, attachments: readonly Attachment[]): Promise<void> {
    const runAt = this.#deps.clock.now() + FOR_STAFF_MS;
    for (const { mediaId } of attachments)
      await this.#deps.jobs.enqueue(tx, {
        kind: FETCH_JOB,
        payload: { conversationId, mediaId },
        key: mediaId,
        runAt,
        maxAttempts: 5,
      });
  }

  async #keep({ conversationId, mediaId }: Wanted, signal: AbortSignal): Promise<void> {
    const { store } = this.#deps;
    const conversation = await store.get(conversations, conversationId);
    if (conversation?.heldBy !== 'person') return;
    const attachment = attachmentIn(await recent(store, conversationId), mediaId);
    const bytes = attachment && (await this.bytes(attachment, signal));
    try {
      if (bytes) await this.#media?.put({ _id: conversationId }, bytes, mediaId);
    } catch (error) {
      // Neither picture nor sound, or too large: it stays a mark in the text.
      if (!(error instanceof CommerceError) || error.code !== 'invalid_input') throw error;
    }
  }
}

interface Wanted {
  conversationId: string;
  mediaId: string;
}

const recent = (store: Store, conversationId: string): Promise<InboundMessage[]> =>
  store.find(inboundMessages, {
    where: { conversationId, sequence: { gt: 0 } },
    sort: { field: 'sequence', direction: 'desc' },
    limit: 100,
  });

const attachmentIn = (messages: readonly InboundMessage[], id: string): Attachment | undefined =>
  messages.flatMap(({ attachments }) => attachments).find(({ mediaId }) => mediaId === id);
