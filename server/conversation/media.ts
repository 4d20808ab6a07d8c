import { z } from 'zod';
import { documentFields } from '../commerce/catalog/model.ts';
import { CommerceError } from '../commerce/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { type Ids, orderedId } from '../platform/ids.ts';
import { type Change, defineCollection, type Store, type Transaction } from '../platform/store/port.ts';
import { mediaTypeOf } from './media-type.ts';
import { type Attachment, type Conversation, conversations } from './model.ts';

/** A picture or voice note that waits to be read. Its bytes lie outside the database, and go when this document goes. */
export const Media = z.strictObject({
  ...documentFields,
  conversationId: z.string(),
  kind: z.enum(['image', 'voice']),
  mediaType: z.string(),
  bytes: z.int(),
  expiresAt: z.int(),
});
export type Media = z.infer<typeof Media>;
export const media = defineCollection('media', Media, {
  byConversation: { fields: ['conversationId'] },
  byExpires: { fields: ['expiresAt'] },
});

const MIB = 2 ** 20;
export const MAX_MEDIA_BYTES = { image: 5 * MIB, voice: 10 * MIB } as const;
export const MAX_ATTACHMENTS = 3;
/** In one conversation, not yet read. */
const MAX_WAITING = 8;
/** In the whole shop. */
const MAX_TOTAL_BYTES = 1024 * MIB;
/** What nobody refers to, or a person was to see, goes after so long. */
const KEPT_MS = 24 * 60 * 60_000;

/** Where bytes lie. */
interface Bytes {
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Uint8Array | undefined>;
  delete(name: string): Promise<void>;
  list(): Promise<{ name: string; bytes: number }[]>;
}

export interface MediaDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  blobs: Bytes;
  onFault: (error: unknown, about: object) => void;
}

/** Keeps what customers send beside words until a turn has read it, and no longer. */
export class MediaService {
  readonly #deps: MediaDeps;
  readonly #stop: () => void;
  /** Bytes of each that is kept. */
  readonly #sizes = new Map<string, number>();

  constructor(deps: MediaDeps) {
    this.#deps = deps;
    this.#stop = deps.store.onCommit((changes) => this.#committed(changes));
  }

  /** Deletes bytes that no document stands for: a crash left them. */
  async start(): Promise<void> {
    const { store, blobs } = this.#deps;
    for (const { name, bytes } of await blobs.list()) {
      if (await store.get(media, name)) this.#sizes.set(name, bytes);
      else await blobs.delete(name);
    }
  }

  close(): void {
    this.#stop();
  }

  /**
   * Durable when it settles; a message may then refer to it.
   * @param id of media that a message refers to already
   * @throws CommerceError `invalid_input` for what is neither picture nor sound, or too large; `too_many_requests`; `overloaded`
   */
  async put(conversation: Pick<Conversation, '_id'>, bytes: Uint8Array, id?: string): Promise<Media> {
    const { store, clock, ids, blobs } = this.#deps;
    const known = id === undefined ? undefined : await store.get(media, id);
    if (known) return known;
    const type = mediaTypeOf(bytes);
    if (!type)
      throw new CommerceError(
        'invalid_input',
        'Send a picture (PNG, JPEG, WebP, GIF) or a voice note (Ogg, WebM, MP3, M4A, WAV).',
      );
    if (bytes.byteLength > MAX_MEDIA_BYTES[type.kind])
      throw new CommerceError(
        'invalid_input',
        type.kind === 'image' ? 'A picture has at most 5 MB.' : 'A voice note has at most 10 MB.',
      );
    if ((await store.count(media, { conversationId: conversation._id })) >= MAX_WAITING)
      throw new CommerceError('too_many_requests', 'Send what you have uploaded before you upload more.');
    if ([...this.#sizes.values()].reduce((sum, size) => sum + size, bytes.byteLength) > MAX_TOTAL_BYTES)
      throw new CommerceError('overloaded', 'The shop takes no more files at this moment. Try again later.');
    const now = clock.now();
    const _id = id ?? orderedId(ids, 'med', now);
    this.#sizes.set(_id, bytes.byteLength);
    try {
      await blobs.put(_id, bytes);
      return await store.transaction(async (tx) => {
        if (!(await tx.get(conversations, conversation._id)))
          throw new CommerceError('session_unknown', 'This conversation has ended.');
        return tx.insert(media, {
          _id,
          conversationId: conversation._id,
          ...type,
          bytes: bytes.byteLength,
          expiresAt: now + KEPT_MS,
        });
      });
    } catch (error) {
      await this.#forget(_id);
      throw error;
    }
  }

  /** What a message of this conversation may refer to. @throws CommerceError `invalid_input` for what was not uploaded to it */
  async attachments(conversation: Pick<Conversation, '_id'>, ids: readonly string[]): Promise<Attachment[]> {
    const found = await this.#deps.store.getMany(media, ids);
    return ids.map((id) => {
      const one = found.find(({ _id, conversationId }) => _id === id && conversationId === conversation._id);
      if (one) return { kind: one.kind, mediaType: one.mediaType, mediaId: id };
      throw new CommerceError(
        'invalid_input',
        `There is no "${id}" in this conversation. Upload it with POST /v1/conversations/{id}/media and use the media_id of the answer.`,
        { field: 'attachments' },
      );
    });
  }

  /** Undefined when it was read already, or expired. */
  async read({ mediaId }: Pick<Attachment, 'mediaId'>): Promise<Uint8Array | undefined> {
    return (await this.#deps.store.get(media, mediaId)) && this.#deps.blobs.get(mediaId);
  }

  #committed(changes: readonly Change[]): void {
    for (const { collection, kind, _id } of changes) {
      if (collection !== media.name || kind !== 'delete') continue;
      void this.#forget(_id);
    }
  }

  async #forget(id: string): Promise<void> {
    const { blobs, onFault } = this.#deps;
    try {
      await blobs.delete(id);
      this.#sizes.delete(id);
    } catch (error) {
      onFault(error, { mediaId: id });
    }
  }
}

/** With the turn that has read them, pictures and voice notes go. */
export async function forgetMedia(tx: Transaction, read: readonly Attachment[]): Promise<void> {
  for (const { mediaId } of read) {
    const stored = await tx.get(media, mediaId);
    if (stored) await tx.delete(media, mediaId, stored.version);
  }
}
