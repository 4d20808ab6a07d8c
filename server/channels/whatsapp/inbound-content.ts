import type { InboundContent } from '../channel.ts';
import { saidBy, variantOf } from '../render/choice-id.ts';
import {
  AudioMessage,
  ButtonMessage,
  Captioned,
  ImageMessage,
  InteractiveMessage,
  LocationMessage,
  OrderMessage,
  TextMessage,
  UnsupportedMessage,
} from './inbound.ts';

/** What a message says. What cannot be read is `unsupported`, with the words that it had: nothing is dropped. */
export function contentOf(message: Readonly<Record<string, unknown>>, type: string): InboundContent {
  return READERS[type]?.(message) ?? unsupported(message, type);
}

/** The product of a button or row that was tapped. */
export function chosenProduct(message: unknown): string | undefined {
  const read = InteractiveMessage.safeParse(message);
  if (!read.success || read.data.interactive.type === 'nfm_reply') return undefined;
  const { interactive } = read.data;
  const chosen = interactive.type === 'button_reply' ? interactive.button_reply : interactive.list_reply;
  return variantOf(chosen.id);
}

type Reader = (message: unknown) => InboundContent | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  text: (message) => {
    const read = TextMessage.safeParse(message);
    return read.success ? { type: 'text', text: read.data.text.body } : undefined;
  },
  image: (message) => {
    const read = ImageMessage.safeParse(message);
    if (!read.success) return undefined;
    const { id, mime_type: mediaType, caption } = read.data.image;
    const media = { kind: 'image', id, mediaType, ...(caption !== undefined && { caption }) } as const;
    return { type: 'media', media };
  },
  audio: (message) => {
    const read = AudioMessage.safeParse(message);
    if (!read.success) return undefined;
    const { id, mime_type: mediaType } = read.data.audio;
    return { type: 'media', media: { kind: 'voice', id, mediaType } };
  },
  button: (message) => {
    const read = ButtonMessage.safeParse(message);
    if (!read.success) return undefined;
    const { text, payload } = read.data.button;
    const said = saidBy(payload, text === '' ? payload : text);
    return said === '' ? undefined : { type: 'text', text: said };
  },
  interactive: (message) => {
    const read = InteractiveMessage.safeParse(message);
    if (!read.success) return undefined;
    const { interactive } = read.data;
    if (interactive.type === 'nfm_reply') return formOf(interactive.nfm_reply);
    const chosen = interactive.type === 'button_reply' ? interactive.button_reply : interactive.list_reply;
    // A label that was too long for its row stands whole in the description.
    const isCut = chosen.title.endsWith('…') && chosen.description !== undefined;
    const said = saidBy(chosen.id, isCut ? chosen.description! : chosen.title);
    return said === '' ? undefined : { type: 'text', text: said };
  },
  order: (message) => {
    const read = OrderMessage.safeParse(message);
    if (!read.success) return undefined;
    const { product_items, text } = read.data.order;
    const items = product_items.map(({ product_retailer_id: sku, quantity }) => ({ sku, quantity }));
    return { type: 'order', items, ...(text && { text }) };
  },
  location: (message) => {
    const read = LocationMessage.safeParse(message);
    const said = read.success
      ? [read.data.location.name, read.data.location.address].filter(Boolean).join(', ')
      : '';
    return { type: 'unsupported', what: 'location', ...(said !== '' && { text: said }) };
  },
};

/** A form that was filled in: a Flow's, or the one of the vendor for addresses. */
function formOf({ response_json }: { response_json: string }): InboundContent | undefined {
  try {
    const values: unknown = JSON.parse(response_json);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return undefined;
    const { flow_token: token, ...rest } = values as Record<string, unknown>;
    return { type: 'form', token: typeof token === 'string' ? token : '', values: rest };
  } catch {
    return undefined;
  }
}

function unsupported(message: Readonly<Record<string, unknown>>, type: string): InboundContent {
  const caption = Captioned.safeParse(message[type]);
  const named = UnsupportedMessage.safeParse(message);
  const what = (type === 'unsupported' && named.success && named.data.unsupported?.type) || type;
  return { type: 'unsupported', what, ...(caption.success && { text: caption.data.caption }) };
}
