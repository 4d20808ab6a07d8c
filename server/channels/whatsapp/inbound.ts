import { z } from 'zod';

/**
 * What of a webhook is read (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks). Everything that is not
 * named here is tolerated, everything that may be absent somewhere is optional: a field that Meta drops must not cost a message.
 */
const text = z.string();
const maybe = text.optional().catch(undefined);
/** Seconds since 1970, as text or number. */
const Seconds = z.coerce.number().int().nonnegative();

export const Contact = z.looseObject({
  wa_id: maybe,
  user_id: maybe,
  parent_user_id: maybe,
  profile: z.looseObject({ name: maybe, username: maybe }).optional().catch(undefined),
});
export type Contact = z.infer<typeof Contact>;

export const WebhookError = z.looseObject({
  code: z.coerce.number(),
  title: maybe,
  message: maybe,
  error_data: z.looseObject({ details: maybe }).optional().catch(undefined),
});
export type WebhookError = z.infer<typeof WebhookError>;

const Context = z.looseObject({
  from: maybe,
  id: maybe,
  referred_product: z
    .looseObject({ catalog_id: maybe, product_retailer_id: maybe })
    .optional()
    .catch(undefined),
});

export const Referral = z.looseObject({
  source_url: maybe,
  source_id: maybe,
  source_type: maybe,
  headline: maybe,
  ctwa_clid: maybe,
});

/** Of every message; what it says is read by its type. */
export const MessageHead = z.looseObject({
  id: text.min(1),
  from: maybe,
  from_user_id: maybe,
  timestamp: Seconds.optional().catch(undefined),
  type: text.catch('unknown'),
  context: Context.optional().catch(undefined),
  referral: Referral.optional().catch(undefined),
});
export type MessageHead = z.infer<typeof MessageHead>;

const Media = z.looseObject({ id: text.min(1), mime_type: text.catch(''), caption: maybe });

export const TextMessage = z.looseObject({ text: z.looseObject({ body: text }) });
export const ImageMessage = z.looseObject({ image: Media });
export const AudioMessage = z.looseObject({ audio: Media });
export const ButtonMessage = z.looseObject({
  button: z.looseObject({ text: text.catch(''), payload: text.catch('') }),
});
const Chosen = z.looseObject({ id: text.catch(''), title: text.catch(''), description: maybe });
export const InteractiveMessage = z.looseObject({
  interactive: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('button_reply'), button_reply: Chosen }),
    z.looseObject({ type: z.literal('list_reply'), list_reply: Chosen }),
    z.looseObject({
      type: z.literal('nfm_reply'),
      nfm_reply: z.looseObject({ name: maybe, body: maybe, response_json: text }),
    }),
  ]),
});
export const OrderMessage = z.looseObject({
  order: z.looseObject({
    text: maybe,
    product_items: z.array(
      z.looseObject({ product_retailer_id: text.min(1), quantity: z.coerce.number().int().positive() }),
    ),
  }),
});
export const LocationMessage = z.looseObject({ location: z.looseObject({ name: maybe, address: maybe }) });
export const SystemMessage = z.looseObject({
  system: z.looseObject({
    type: text.catch(''),
    body: maybe,
    wa_id: maybe,
    new_wa_id: maybe,
    user_id: maybe,
    previous_user_id: maybe,
  }),
});
/** Of a kind that is not read: its words are, where it has some. */
export const Captioned = z.looseObject({ caption: text.min(1) });
export const UnsupportedMessage = z.looseObject({
  unsupported: z.looseObject({ type: maybe }).optional().catch(undefined),
});

export const Status = z.looseObject({
  id: text.min(1),
  status: text,
  timestamp: Seconds,
  errors: z.array(WebhookError).optional().catch(undefined),
  biz_opaque_callback_data: maybe,
});
export type Status = z.infer<typeof Status>;

export const UserPreference = z.looseObject({
  wa_id: maybe,
  user_id: maybe,
  category: text,
  value: text,
  timestamp: Seconds,
});

/** Somebody got another id without writing: today Meta tells it as a system message. */
export const UserIdUpdate = z.looseObject({
  wa_id: maybe,
  user_id: z.looseObject({ previous: text.min(1), current: text.min(1) }),
  timestamp: Seconds.optional().catch(undefined),
});

/** What staff wrote in the WhatsApp Business app. */
export const MessageEcho = z.looseObject({
  id: text.min(1),
  to: maybe,
  to_user_id: maybe,
  timestamp: Seconds,
  text: z.looseObject({ body: text }).optional().catch(undefined),
});

const items = z.array(z.unknown()).optional().catch(undefined);
export const ChangeValue = z.looseObject({
  metadata: z.looseObject({ phone_number_id: maybe }).optional().catch(undefined),
  contacts: z.array(Contact).optional().catch(undefined),
  messages: items,
  statuses: items,
  user_preferences: items,
  user_id_update: items,
  message_echoes: items,
  errors: items,
});
export type ChangeValue = z.infer<typeof ChangeValue>;

export const Delivery = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.looseObject({
      time: Seconds.optional().catch(undefined),
      changes: z.array(z.looseObject({ field: text, value: z.looseObject({}) })).catch([]),
    }),
  ),
});
