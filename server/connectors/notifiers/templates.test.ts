import { expect, test } from 'vitest';
import type { Notification } from '../../commerce/notifier.ts';
import { renderNotification } from './templates.ts';

const TEMPLATES: Notification['template'][] = [
  'order_confirmation',
  'order_shipped',
  'order_canceled',
  'order_refunded',
  'order_code',
  'payment_refunded',
  'watch_confirm',
  'watch_back_in_stock',
  'watch_price_below',
  'webhook_gone',
  'webhook_unreachable',
];
const values = {
  shop: 'Northwind',
  orderNumber: 'SW-7K4QPX2M',
  items: '2 × Trail Socks: $48.00\n1 × Backpack: $79.00',
  total: '$127.00',
  earliest: '2026-01-08',
  latest: '2026-01-12',
  carrier: 'DHL',
  trackingNumber: 'JD0146',
  trackingUrl: 'https://track.example/JD0146?a=1&b=2',
  refunded: '$127.00',
  code: '482913',
  product: 'Trail Socks',
  price: '$20.00',
  shopUrl: 'https://shop.example',
  webhook: 'whe_1 (https://erp.example)',
  command: 'shopwright webhooks resume whe_1',
  watchUrl: 'https://shop.example/watch/w.h',
};
const render = (template: Notification['template'], locale = 'en-US', changed: Record<string, string> = {}) =>
  renderNotification({
    dedupeKey: 'k',
    to: { email: 'a@b.example' },
    locale,
    template,
    values: { ...values, ...changed },
  });

test.each(TEMPLATES)('%s is written in all five languages, as text and as HTML', (template) => {
  const languages = ['en', 'es', 'pt-BR', 'de', 'fr-CA'].map((locale) => render(template, locale));
  expect(new Set(languages.map(({ text }) => text)).size).toBe(5);
  expect(new Set(languages.map(({ subject }) => subject)).size).toBe(5);
  for (const { subject, text, html } of languages) {
    expect(`${subject} ${text} ${html}`).not.toMatch(/undefined|null|\[object|NaN/);
    expect(html).toMatch(/^<!doctype html>/);
  }
});

test('a confirmation says number, items, total and delivery', () => {
  const { subject, text, html } = render('order_confirmation');
  expect(subject).toBe('Your order SW-7K4QPX2M at Northwind');
  for (const part of ['SW-7K4QPX2M', '2 × Trail Socks: $48.00', '$127.00', 'January 8', '12, 2026']) {
    expect(text).toContain(part);
    expect(html).toContain(part);
  }
});

test('the tracking link is a link only when it is a web address', () => {
  expect(render('order_shipped').html).toContain('href="https://track.example/JD0146?a=1&#38;b=2"');
  const bad = render('order_shipped', 'en', { trackingUrl: 'javascript:alert(1)' });
  expect(bad.html + bad.text).not.toContain('javascript:');
});

test('values cannot become HTML or a second header', () => {
  const evil = render('order_confirmation', 'en', {
    shop: 'A\r\nBcc: x@y.example',
    items: '<img src=x onerror=alert(1)>',
  });
  expect(evil.html).not.toContain('<img');
  expect(evil.subject).not.toMatch(/[\r\n]/);
});

test('what is not known is left out, and an unknown language is English', () => {
  const { text } = renderNotification({
    dedupeKey: 'k',
    to: {},
    locale: 'ja-JP',
    template: 'order_canceled',
    values: { orderNumber: 'SW-1', refunded: '$0.00' },
  });
  expect(text).toContain('Your order was canceled.');
  expect(text).not.toContain('Refunded');
  expect(text).toContain('the shop');
});

test('a code message without a code is an error, not an empty mail', () => {
  expect(() => render('order_code', 'en', { code: '' })).toThrow(RangeError);
});
