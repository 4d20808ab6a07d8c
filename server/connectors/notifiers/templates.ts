import type { Notification } from '../../commerce/notifier.ts';
import { type Message, type Part, type Rendered, render } from './message.ts';
import { de } from './templates/de.ts';
import { en } from './templates/en.ts';
import { es } from './templates/es.ts';
import { fr } from './templates/fr.ts';
import { pt } from './templates/pt.ts';
import type { Words } from './templates/words.ts';

const LANGUAGES: Readonly<Record<string, Words>> = { en, es, pt, de, fr };

/**
 * The email of a notification in its language (English where it is not one of ours). Values, all optional but the code of
 * `order_code`: `shop`, `orderNumber`, `items` (one line each), `total`, `earliest` and `latest` (`YYYY-MM-DD`), `carrier`,
 * `trackingNumber`, `trackingUrl`, `refunded` or `amount`, `reason`, `respondBy`, `handoffId`, `code`, `webhook`, `command`;
 * of watches `product`, `price`, `shopUrl`, `watchUrl`.
 * @throws RangeError when a code is to be sent and there is none
 */
export function renderNotification(notification: Notification): Rendered {
  const language = notification.locale.toLowerCase().split(/[-_]/)[0] ?? 'en';
  const known = Object.hasOwn(LANGUAGES, language);
  const words = LANGUAGES[known ? language : 'en']!;
  const locale = known ? notification.locale.replace('_', '-') : 'en';
  return render(compose(notification, words, locale), locale);
}

function compose({ template, values }: Notification, words: Words, locale: string): Message {
  const { shop = words.theShop, orderNumber = '', product = '' } = values;
  const text = (line: string): Part => ({ kind: 'text', text: line });
  const number: Part = { kind: 'fact', label: words.orderNumber, value: orderNumber };
  const total: Part = { kind: 'fact', label: words.total, value: values.total };
  const refunded: Part = { kind: 'fact', label: words.refunded, value: values.amount ?? values.refunded };
  const items: Part = { kind: 'list', lines: values.items };
  const heading = words.templates[template];
  const subject = heading.subject({ shop, orderNumber, product }).replace(/\s+([.!,])/g, '$1');
  const opening = text(heading.opening({ shop, orderNumber, product }));
  const end = text(words.signature(shop));
  switch (template) {
    case 'order_confirmation': {
      const delivery: Part = {
        kind: 'fact',
        label: words.delivery,
        value: dates(values.earliest, values.latest, locale),
      };
      return { subject, parts: [opening, items, number, total, delivery, text(words.lookUp), end] };
    }
    case 'order_shipped':
      return {
        subject,
        parts: [
          opening,
          items,
          number,
          { kind: 'fact', label: words.carrier, value: values.carrier },
          { kind: 'fact', label: words.trackingNumber, value: values.trackingNumber },
          { kind: 'link', label: words.track, url: values.trackingUrl },
          end,
        ],
      };
    case 'order_canceled':
      return { subject, parts: [opening, items, number, refundedIfAny(refunded), end] };
    case 'order_refunded':
    case 'payment_refunded':
      return { subject, parts: [opening, number, refunded, text(words.bankDays), end] };
    case 'refund_failed':
    case 'dispute_opened':
    case 'dispute_closed': {
      const fact = (label: string, value: string | undefined): Part => ({ kind: 'fact', label, value });
      const about = [fact(words.amount, values.amount), fact(words.reason, values.reason)];
      return { subject, parts: [opening, number, ...about, fact(words.respondBy, values.respondBy), end] };
    }
    case 'handoff_waiting':
      return {
        subject,
        parts: [
          opening,
          { kind: 'fact', label: words.handoff, value: values.handoffId },
          { kind: 'fact', label: words.reason, value: values.reason },
          end,
        ],
      };
    case 'webhook_gone':
    case 'webhook_unreachable':
      return {
        subject,
        parts: [
          opening,
          { kind: 'fact', label: 'Webhook', value: values.webhook },
          { kind: 'fact', label: words.reason, value: values.reason },
          { kind: 'fact', label: words.resume, value: values.command },
          end,
        ],
      };
    case 'watch_confirm': {
      const confirm: Part = { kind: 'link', label: words.confirmWatch, url: values.watchUrl };
      return { subject, parts: [opening, confirm, text(words.notAsked), end] };
    }
    case 'watch_back_in_stock':
    case 'watch_price_below':
      return {
        subject,
        parts: [
          opening,
          { kind: 'fact', label: words.price, value: values.price },
          { kind: 'link', label: words.toShop, url: values.shopUrl },
          text(words.onlyEmail),
          { kind: 'link', label: words.endWatch, url: values.watchUrl },
          end,
        ],
      };
    case 'order_code':
      if (!values.code) throw new RangeError('order_code needs the value `code`');
      return { subject, parts: [opening, { kind: 'code', code: values.code }, text(words.codeWarning), end] };
  }
}

/** An amount of zero is no refund. */
const refundedIfAny = (part: Part): Part =>
  part.kind === 'fact' && !/[1-9]/.test(part.value ?? '') ? { ...part, value: undefined } : part;

const DATE = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
/** By locale: making one takes longer than all else in a message. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** A range of calendar dates in words; as they came when they are none. */
function dates(from: string | undefined, to: string | undefined, locale: string): string | undefined {
  if (!from || !to) return from ?? to;
  const [start, end] = [Date.parse(`${from}T12:00:00Z`), Date.parse(`${to}T12:00:00Z`)];
  if (Number.isNaN(start) || Number.isNaN(end)) return `${from} – ${to}`;
  const format = dateFormats.get(locale) ?? new Intl.DateTimeFormat(locale, DATE);
  dateFormats.set(locale, format);
  return start === end ? format.format(start) : format.formatRange(start, end);
}
