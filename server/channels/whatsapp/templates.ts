import { z } from 'zod';
import type { VendorMessage } from '../channel.ts';

/**
 * Limits of templates (https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview, and
 * `templates/marketing-templates/limited-time-offer-templates`, `…/coupon-templates`).
 */
export const TEMPLATE_LIMITS = {
  body: 1024,
  header: 60,
  footer: 60,
  buttons: 10,
  buttonText: 25,
  coupon: 15,
  offerText: 16,
  offerBody: 600,
  code: 15,
  payload: 256,
} as const;
const L = TEMPLATE_LIMITS;

const ButtonText = z.string().min(1).max(L.buttonText);
export const TemplateButton = z.discriminatedUnion('type', [
  /** Says `send` when it is tapped; its text where there is none. */
  z.strictObject({ type: z.literal('quick_reply'), text: ButtonText, send: z.string().max(250).optional() }),
  /** `url` may end in `{{1}}`, which `example` fills. */
  z.strictObject({
    type: z.literal('url'),
    text: ButtonText,
    url: z.url({ protocol: /^https$/ }).max(2000),
    example: z.string().optional(),
  }),
  /** Copies the coupon. Its words are Meta's. */
  z.strictObject({ type: z.literal('copy_code'), example: z.string().max(L.coupon) }),
  /** Copies a one-time code. */
  z.strictObject({ type: z.literal('otp') }),
  /** Opens a list of products. */
  z.strictObject({ type: z.literal('products'), text: ButtonText }),
]);
export type TemplateButton = z.infer<typeof TemplateButton>;

/** A message that may be sent at any time, once Meta has approved its words. `{{1}}`, `{{2}}` … stand for what is filled in. */
export const Template = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9_]{1,512}$/),
    /** Such as `en_US` or `de`. */
    language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
    category: z.enum(['marketing', 'utility', 'authentication']),
    header: z
      .discriminatedUnion('format', [
        z.strictObject({ format: z.literal('text'), text: z.string().min(1).max(L.header) }),
        /** `handle` of an uploaded sample, for the approval. */
        z.strictObject({ format: z.literal('image'), handle: z.string() }),
      ])
      .optional(),
    /** Absent for authentication: Meta writes it. */
    body: z.string().min(1).max(L.body).optional(),
    /** One for each place of the body. */
    examples: z.array(z.string().min(1)).default([]),
    footer: z.string().min(1).max(L.footer).optional(),
    /** Counts down to the end of an offer. */
    offer: z.strictObject({ text: z.string().min(1).max(L.offerText) }).optional(),
    buttons: z.array(TemplateButton).max(L.buttons).default([]),
  })
  .superRefine((template, check) => {
    const wrong = (message: string): void => check.addIssue({ code: 'custom', message });
    const { category, body, footer, offer, buttons, examples } = template;
    const has = (type: TemplateButton['type']): boolean => buttons.some((button) => button.type === type);
    if ((category === 'authentication') !== (body === undefined))
      wrong('Meta writes the body of authentication templates, and of no others');
    if (has('otp') !== (category === 'authentication'))
      wrong('a button for a one-time code belongs to authentication, and every such template has one');
    if (offer && category !== 'marketing') wrong('limited-time offers are marketing');
    if (offer && footer !== undefined) wrong('limited-time offers have no footer');
    if (offer && (body?.length ?? 0) > L.offerBody)
      wrong(`the body of a limited-time offer has at most ${L.offerBody} characters`);
    if (has('copy_code') && category !== 'marketing') wrong('coupons are marketing');
    if (placesOf(body ?? '') !== examples.length) wrong('one example for each place of the body, in order');
  });
export type Template = z.infer<typeof Template>;

/** What a template is filled with. Texts are facts, written as replies write them. */
export interface TemplateValues {
  /** Of a picture in the header: an https address that Meta fetches. */
  image?: string;
  /** Of `{{1}}` in the header's text. */
  header?: string;
  body?: readonly string[];
  /** Letters and digits. */
  coupon?: string;
  /** End of the offer; UTC, milliseconds. */
  offerEndsAt?: number;
  /** What follows the address of a `url` button, by its place among the buttons. */
  urls?: Readonly<Record<number, string>>;
  /** One-time code. */
  code?: string;
  products?: { thumbnail: string; sections: readonly { title: string; retailerIds: readonly string[] }[] };
}

/**
 * A filled template as a message.
 * @throws RangeError where something is missing, too much, or longer than Meta takes
 */
export function templateMessage(template: Template, values: TemplateValues): VendorMessage {
  const { name, language } = template;
  const components = [
    ...headerOf(template, values),
    ...bodyOf(template, values),
    ...offerOf(template, values),
    ...template.buttons.flatMap((button, index) => buttonOf(button, index, values)),
  ];
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  };
}

/** The words of a filled template, for the transcript; without those that are Meta's. @throws RangeError */
export function templateText({ header, body, footer, offer }: Template, values: TemplateValues): string {
  const title = header?.format === 'text' ? filled(header.text, values.header ? [values.header] : []) : '';
  return [title, offer?.text, body && filled(body, values.body ?? []), footer].filter(Boolean).join('\n\n');
}

/** Numbers of `{{1}}`, `{{2}}` … @throws RangeError where one is left out */
export function placesOf(text: string): number {
  const places = new Set([...text.matchAll(/\{\{(\d+)\}\}/g)].map((match) => Number(match[1])));
  for (let at = 1; at <= places.size; at += 1)
    if (!places.has(at)) throw new RangeError(`{{${at}}} is left out`);
  return places.size;
}

function filled(text: string, values: readonly string[]): string {
  const count = placesOf(text);
  if (count !== values.length)
    throw new RangeError(`${count} values are asked for, ${values.length} are given`);
  return text.replaceAll(/\{\{(\d+)\}\}/g, (_, place: string) => values[Number(place) - 1]!);
}

/** Meta takes no line breaks or tabs, and no more than four spaces in a row, inside a place. */
const parameter = (text: string) => ({ type: 'text', text: text.replaceAll(/\s+/g, ' ').trim() });

function headerOf({ header }: Template, { image, header: text }: TemplateValues): object[] {
  if (header?.format === 'image') {
    if (!image?.startsWith('https://'))
      throw new RangeError('the header asks for a picture at an https address');
    return [{ type: 'header', parameters: [{ type: 'image', image: { link: image } }] }];
  }
  if (header === undefined || placesOf(header.text) === 0) return [];
  if (filled(header.text, text === undefined ? [] : [text]).length > L.header)
    throw new RangeError(`a header has at most ${L.header} characters`);
  return [{ type: 'header', parameters: [parameter(text!)] }];
}

function bodyOf({ body, category, offer }: Template, { body: texts = [], code }: TemplateValues): object[] {
  if (category === 'authentication') {
    if (!code || code.length > L.code) throw new RangeError(`a code has 1 to ${L.code} characters`);
    return [{ type: 'body', parameters: [parameter(code)] }];
  }
  const limit = offer ? L.offerBody : L.body;
  if (filled(body ?? '', texts).length > limit)
    throw new RangeError(`a body has at most ${limit} characters`);
  return texts.length > 0 ? [{ type: 'body', parameters: texts.map(parameter) }] : [];
}

function offerOf({ offer }: Template, { offerEndsAt }: TemplateValues): object[] {
  if (!offer) return [];
  if (offerEndsAt === undefined) throw new RangeError('an offer ends at some time');
  const limited_time_offer = { expiration_time_ms: offerEndsAt };
  return [{ type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer }] }];
}

function buttonOf(button: TemplateButton, index: number, values: TemplateValues): object[] {
  const made = (sub_type: string, parameter: object) => [
    { type: 'button', sub_type, index, parameters: [parameter] },
  ];
  switch (button.type) {
    case 'quick_reply':
      return made('quick_reply', { type: 'payload', payload: `s:${button.send ?? button.text}` });
    case 'url': {
      if (!button.url.endsWith('{{1}}')) return [];
      const text = values.urls?.[index];
      if (text === undefined) throw new RangeError(`the address of button ${index} asks for its end`);
      return made('url', { type: 'text', text });
    }
    case 'copy_code': {
      const { coupon = '' } = values;
      if (!new RegExp(`^[A-Za-z0-9]{1,${L.coupon}}$`).test(coupon))
        throw new RangeError(`a coupon has 1 to ${L.coupon} letters and digits`);
      return made('copy_code', { type: 'coupon_code', coupon_code: coupon });
    }
    case 'otp':
      return made('url', { type: 'text', text: values.code });
    case 'products': {
      if (!values.products) throw new RangeError('a button for products asks for them');
      const { thumbnail, sections } = values.products;
      return made('mpm', {
        type: 'action',
        action: {
          thumbnail_product_retailer_id: thumbnail,
          sections: sections.map(({ title, retailerIds }) => ({
            title,
            product_items: retailerIds.map((id) => ({ product_retailer_id: id })),
          })),
        },
      });
    }
  }
}
