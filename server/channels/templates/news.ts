import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection, type Store } from '../../platform/store/port.ts';
import type { ChannelEvent } from '../channel.ts';

/** What a vendor told of a template last; `_id` is channel, name and language. */
export const TemplateNote = z.strictObject({
  ...documentFields,
  channel: z.string(),
  name: z.string(),
  language: z.string(),
  status: z.enum(['approved', 'pending', 'rejected', 'paused', 'disabled', 'deleted']),
  /** In the vendor's words. */
  reason: z.string().optional(),
  /** When it was told: UTC, milliseconds. */
  at: z.int(),
});
export type TemplateNote = z.infer<typeof TemplateNote>;
export const channelTemplates = defineCollection('channelTemplates', TemplateNote, {
  byChannel: { fields: ['channel', 'at'] },
});

const MAX_SHOWN = 1000;

/** Keeps what vendors tell of templates, so that the merchant sees why one is not used. */
export class TemplateNews {
  readonly #store: Store;
  constructor({ store }: { store: Store }) {
    this.#store = store;
  }

  /** What is older than what is known changes nothing. */
  async told(
    channel: string,
    { name, language, status, reason, at }: Extract<ChannelEvent, { kind: 'template' }>,
  ): Promise<void> {
    const _id = `${channel}:${name}:${language}`;
    await this.#store.transaction(async (tx) => {
      const known = await tx.get(channelTemplates, _id);
      const next = { _id, channel, name, language, status, at, ...(reason !== undefined && { reason }) };
      if (!known) await tx.insert(channelTemplates, next);
      else if (at >= known.at) {
        const { version, createdAt, updatedAt } = known;
        await tx.replace(channelTemplates, { ...next, version, createdAt, updatedAt });
      }
    });
  }

  /** Of a channel, what was told last, first; without those that are gone. */
  async of(channel: string): Promise<TemplateNote[]> {
    const found = await this.#store.find(channelTemplates, {
      where: { channel },
      sort: { field: 'at', direction: 'desc' },
      limit: MAX_SHOWN,
    });
    return found.filter(({ status }) => status !== 'deleted');
  }
}
