import { expect } from 'vitest';
import { z } from 'zod';
import type { VendorMessage } from '../../../server/channels/channel.ts';
import type { Shown } from './same-facts.ts';

/** Messages that the Cloud API takes, written down apart from the adapter, strict in everything. */
const filled = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== '' && text.isWellFormed(), 'blank, or half a character');
const oneLine = (max: number) => filled(max).refine((text) => !text.includes('\n'), 'more than one line');
const link = z.url({ protocol: /^https$/ });
const body = (max: number) => z.strictObject({ text: filled(max) });
const picture = z.strictObject({ type: z.literal('image'), image: z.strictObject({ link }) });
const id = (max: number) => filled(max).refine((text) => text.trim() === text, 'space around an id');
const isUnique = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;

const reply = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: id(256), title: oneLine(20) }),
});
const row = z.strictObject({ id: id(200), title: oneLine(24), description: oneLine(72).optional() });
const section = z.strictObject({ title: oneLine(24), rows: z.array(row).min(1) });
const quickReply = z.strictObject({
  type: z.literal('quick_reply'),
  quick_reply: z.strictObject({ id: id(256), title: oneLine(20) }),
});
const card = z.strictObject({
  card_index: z.int(),
  type: z.literal('cta_url'),
  header: picture,
  body: z.strictObject({ text: filled(160).refine((text) => text.split('\n').length <= 3) }),
  action: z.strictObject({ buttons: z.array(quickReply).length(1) }),
});
const product = z.strictObject({ product_retailer_id: id(100) });

const Interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: picture.optional(),
    body: body(1024),
    action: z.strictObject({
      buttons: z
        .array(reply)
        .min(1)
        .max(3)
        .refine((all) => isUnique(all.map((one) => one.reply.id)))
        .refine((all) => isUnique(all.map((one) => one.reply.title))),
    }),
  }),
  z.strictObject({
    type: z.literal('list'),
    body: body(1024),
    action: z.strictObject({
      button: oneLine(20),
      sections: z
        .array(section)
        .min(1)
        .max(10)
        .refine((sections) => sections.flatMap(({ rows }) => rows).length <= 10, 'more than 10 rows')
        .refine((sections) => isUnique(sections.flatMap(({ rows }) => rows.map((one) => one.id)))),
    }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    body: body(1024),
    action: z.strictObject({
      name: z.literal('cta_url'),
      parameters: z.strictObject({ display_text: oneLine(20), url: link }),
    }),
  }),
  z.strictObject({
    type: z.literal('carousel'),
    body: body(1024),
    action: z.strictObject({
      cards: z
        .array(card)
        .min(2)
        .max(10)
        .refine((cards) => cards.every(({ card_index }, index) => card_index === index))
        .refine((cards) => isUnique(cards.map((one) => one.action.buttons[0]!.quick_reply.id))),
    }),
  }),
  z.strictObject({
    type: z.literal('product'),
    body: body(1024),
    action: z.strictObject({ catalog_id: id(100), product_retailer_id: id(100) }),
  }),
  z.strictObject({
    type: z.literal('product_list'),
    header: z.strictObject({ type: z.literal('text'), text: oneLine(60) }),
    body: body(1024),
    action: z.strictObject({
      catalog_id: id(100),
      sections: z
        .array(z.strictObject({ title: oneLine(24), product_items: z.array(product).min(1).max(30) }))
        .min(1)
        .max(10),
    }),
  }),
  z.strictObject({
    type: z.literal('catalog_message'),
    body: body(1024),
    action: z.strictObject({
      name: z.literal('catalog_message'),
      parameters: z.strictObject({ thumbnail_product_retailer_id: id(100) }).optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('flow'),
    body: body(1024),
    action: z.strictObject({
      name: z.literal('flow'),
      parameters: z.strictObject({
        flow_message_version: z.literal('3'),
        flow_token: filled(1000),
        flow_id: id(25),
        flow_cta: oneLine(20).refine((text) => !/\p{Extended_Pictographic}/u.test(text)),
        flow_action: z.literal('data_exchange'),
      }),
    }),
  }),
]);

const Message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.strictObject({ body: filled(4096), preview_url: z.boolean() }),
  }),
  z.strictObject({
    type: z.literal('image'),
    image: z.strictObject({ link, caption: filled(1024) }),
  }),
  z.strictObject({ type: z.literal('interactive'), interactive: Interactive }),
]);

/** What a customer sees of a message, and what a tap tells: the ids with the labels that come back with them. */
export function seenOnWhatsApp(message: VendorMessage): Shown & { taps: { id: string; title: string }[] } {
  const read = Message.safeParse(message);
  expect(read.success ? [] : read.error.issues, JSON.stringify(message)).toEqual([]);
  const sent = read.data!;
  if (sent.type === 'text') return { said: [sent.text.body], labels: [], taps: [] };
  if (sent.type === 'image') return { said: [sent.image.caption], labels: [], taps: [] };
  const { interactive } = sent;
  const said = [interactive.body.text];
  const seen = (taps: { id: string; title: string; description?: string | undefined }[]) => ({
    said,
    labels: taps.flatMap(({ title, description }) => [title, description ?? '']),
    taps,
  });
  switch (interactive.type) {
    case 'button':
      return seen(interactive.action.buttons.map((button) => button.reply));
    case 'list':
      return seen(interactive.action.sections.flatMap(({ rows }) => rows));
    case 'carousel': {
      said.push(...interactive.action.cards.map((one) => one.body.text));
      return seen(interactive.action.cards.map((one) => one.action.buttons[0]!.quick_reply));
    }
    case 'cta_url': {
      const { display_text, url } = interactive.action.parameters;
      said.push(display_text, url);
      return seen([]);
    }
    default:
      return seen([]);
  }
}
