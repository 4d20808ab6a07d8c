import type { Capabilities } from '../channel.ts';

const HOUR = 60 * 60_000;
const MIB = 2 ** 20;

/**
 * Numbers of the Cloud API, as Meta documents it (November 2026), under
 * https://developers.facebook.com/documentation/business-messaging/whatsapp: `messages/text-messages`,
 * `messages/interactive-reply-buttons-messages`, `messages/interactive-list-messages`,
 * `messages/interactive-media-carousel-messages`, `messages/interactive-cta-url-messages`,
 * `messages/interactive-product-list-messages`, `business-phone-numbers/media`. The body of a list may have 4,096 characters by its
 * page and 1,024 by the reference of the messages API: the smaller counts.
 */
export const LIMITS = {
  text: 4096,
  body: 1024,
  header: 60,
  caption: 1024,
  buttons: { count: 3, title: 20, id: 256 },
  list: { sections: 10, rows: 10, button: 20, sectionTitle: 24, title: 24, description: 72, id: 200 },
  carousel: { min: 2, max: 10, body: 160, lineBreaks: 2 },
  ctaLabel: 20,
  flowCta: 20,
  productList: { products: 30, sections: 10, sectionTitle: 24 },
  /** Characters of `biz_opaque_callback_data`. */
  correlation: 512,
  /** Bytes. */
  media: { image: 5 * MIB, voice: 16 * MIB },
  /** `catalog/guides/manage-catalog-items`: 5,000 requests and 28 MB at most, 3,000 recommended. */
  catalogBatch: 3000,
  /** After the customer's last message; an entry by an advertisement opens 72 hours. */
  windowMs: 24 * HOUR,
  adWindowMs: 72 * HOUR,
  /** `messages/send-messages` (throughput, pair rate limits). */
  pair: { everyMs: 6_000, burst: 45 },
  perSecond: 80,
} as const;

export const CAPABILITIES: Capabilities = {
  text: LIMITS.text,
  buttons: LIMITS.buttons,
  list: { ...LIMITS.list, body: LIMITS.body },
  carousel: LIMITS.carousel,
  windowMs: LIMITS.windowMs,
  adWindowMs: LIMITS.adWindowMs,
  pair: LIMITS.pair,
  perSecond: LIMITS.perSecond,
};
