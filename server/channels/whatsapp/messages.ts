import type { VendorMessage } from '../channel.ts';

/**
 * Messages in the form of the Cloud API
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages). Whoever calls these keeps the
 * limits.
 */
export interface Choice {
  id: string;
  title: string;
  description?: string;
}

const interactive = (content: object): VendorMessage => ({ type: 'interactive', interactive: content });
const body = (text: string) => ({ body: { text } });
const picture = (link: string) => ({ type: 'image', image: { link } });

export const textMessage = (text: string): VendorMessage => ({
  type: 'text',
  text: { body: text, preview_url: false },
});

export const imageMessage = (link: string, caption: string): VendorMessage => ({
  type: 'image',
  image: { link, caption },
});

export const buttonsMessage = (text: string, choices: readonly Choice[], image?: string): VendorMessage =>
  interactive({
    type: 'button',
    ...(image !== undefined && { header: picture(image) }),
    ...body(text),
    action: { buttons: choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
  });

/** @param label of the button that opens the list, and of its one section */
export const listMessage = (text: string, label: string, choices: readonly Choice[]): VendorMessage =>
  interactive({
    type: 'list',
    ...body(text),
    action: { button: label, sections: [{ title: label, rows: choices.map((choice) => ({ ...choice })) }] },
  });

export const linkMessage = (text: string, label: string, url: string): VendorMessage =>
  interactive({
    type: 'cta_url',
    ...body(text),
    action: { name: 'cta_url', parameters: { display_text: label, url } },
  });

export interface CarouselCard {
  image: string;
  text: string;
  choice: Choice;
}

/** Every card is of the type `cta_url`, by the documentation, whatever its buttons are. */
export const carouselMessage = (text: string, cards: readonly CarouselCard[]): VendorMessage =>
  interactive({
    type: 'carousel',
    ...body(text),
    action: {
      cards: cards.map(({ image, text: about, choice: { id, title } }, index) => ({
        card_index: index,
        type: 'cta_url',
        header: picture(image),
        ...body(about),
        action: { buttons: [{ type: 'quick_reply', quick_reply: { id, title } }] },
      })),
    },
  });

export const productMessage = (text: string, catalogId: string, retailerId: string): VendorMessage =>
  interactive({
    type: 'product',
    ...body(text),
    action: { catalog_id: catalogId, product_retailer_id: retailerId },
  });

/** @param title of the message and of its one section */
export const productListMessage = (
  text: string,
  title: string,
  catalogId: string,
  retailerIds: readonly string[],
): VendorMessage =>
  interactive({
    type: 'product_list',
    header: { type: 'text', text: title },
    ...body(text),
    action: {
      catalog_id: catalogId,
      sections: [{ title, product_items: retailerIds.map((id) => ({ product_retailer_id: id })) }],
    },
  });

/** The whole catalogue; `thumbnail` is the product whose picture stands for it. */
export const catalogMessage = (text: string, thumbnail?: string): VendorMessage =>
  interactive({
    type: 'catalog_message',
    ...body(text),
    action: {
      name: 'catalog_message',
      ...(thumbnail !== undefined && { parameters: { thumbnail_product_retailer_id: thumbnail } }),
    },
  });

export interface FlowInvitation {
  flowId: string;
  /** Told back with what is filled in. */
  token: string;
  /** Of the button: 20 characters, no emoji. */
  label: string;
  /** The first screen, and what it is filled with; without one the endpoint is asked. */
  screen?: string;
  data?: Readonly<Record<string, unknown>>;
}

export const flowMessage = (text: string, flow: FlowInvitation): VendorMessage =>
  interactive({
    type: 'flow',
    ...body(text),
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_token: flow.token,
        flow_id: flow.flowId,
        flow_cta: flow.label,
        flow_action: flow.screen === undefined ? 'data_exchange' : 'navigate',
        ...(flow.screen !== undefined && {
          flow_action_payload: { screen: flow.screen, ...(flow.data && { data: flow.data }) },
        }),
      },
    },
  });

/** Asks for an address in the form that the vendor has for the countries where it offers one (ISO 3166-1 alpha-2). */
export const addressMessage = (text: string, country: string): VendorMessage =>
  interactive({
    type: 'address_message',
    ...body(text),
    action: { name: 'address_message', parameters: { country } },
  });

export const mediaMessage = (kind: 'image' | 'audio', mediaId: string, caption?: string): VendorMessage => ({
  type: kind,
  [kind]: { id: mediaId, ...(caption !== undefined && { caption }) },
});

/** The same words without pictures, for when Meta could not fetch them. */
export function bareMessage(message: VendorMessage): VendorMessage {
  const { type, image, interactive } = message as Pictured;
  if (type === 'image') return image?.caption ? textMessage(image.caption) : message;
  if (type !== 'interactive' || !interactive) return message;
  if (interactive.type === 'carousel') {
    const cards = interactive.action?.cards ?? [];
    return textMessage([interactive.body?.text, ...cards.map(({ body: said }) => said?.text)].join('\n\n'));
  }
  const { header: _picture, ...rest } = interactive;
  return interactive.header?.type === 'image' ? { ...message, interactive: rest } : message;
}

interface Pictured {
  type?: string;
  image?: { caption?: string };
  interactive?: {
    type?: string;
    header?: { type?: string };
    body?: { text?: string };
    action?: { cards?: { body?: { text?: string } }[] };
  };
}
