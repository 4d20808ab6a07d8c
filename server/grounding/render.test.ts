import { expect, it } from 'vitest';
import type { Fact, Facts } from './fact.ts';
import { plainText } from './plain-text.ts';
import { render, UnknownFactError } from './render.ts';
import type { Block, ReplyDocument } from './reply.ts';

const subject = { productId: 'p1', variantId: 'v1' };
const fact = (id: string, kind: Fact['kind'], value: Fact['value'], rest: Partial<Fact> = {}): Fact => ({
  id,
  kind,
  field: kind,
  subject,
  value,
  callId: 'call_1',
  observedAt: 0,
  ...rest,
});
const facts: Facts = new Map(
  [
    fact('f1', 'product', { type: 'text', text: 'Ridgeline 18' }),
    fact('f2', 'price', { type: 'money', amount: 123_450, currency: 'EUR' }, { quoteId: 'q_1' }),
    fact('f3', 'stock', { type: 'count', value: 3 }),
    fact('f4', 'stock', { type: 'count', value: 0 }),
    fact('f5', 'delivery', { type: 'days', from: '2026-01-09', to: '2026-01-13' }),
    fact('f6', 'attribute', { type: 'text', text: '18 l' }, { label: 'Capacity' }),
    fact('f7', 'order_status', { type: 'text', text: 'shipped' }),
  ].map((f) => [f.id, f]),
);
const doc = (language: string, ...blocks: Block[]): ReplyDocument => ({ language, blocks });
const say = (language: string, locale: string, ...ids: string[]) =>
  plainText(
    render(doc(language, { type: 'text', segments: ids.map((id) => ({ type: 'fact', fact: id })) }), facts, {
      locale,
    }),
  ).text;

it('writes money, stock, days and states in the customer’s own way', () => {
  const spaced = (text: string) => text.replaceAll(/\s/gu, ' ');
  expect(say('en', 'en-US', 'f2')).toBe('€1,234.50');
  expect(spaced(say('de', 'de-DE', 'f2'))).toBe('1.234,50 €');
  expect(say('es', 'es-ES', 'f3')).toBe('3 en stock');
  expect(say('fr', 'fr-FR', 'f4')).toBe('Épuisé');
  expect(say('de', 'de-DE', 'f5')).toMatch(/9\..+13\. Januar/);
  expect(say('pt', 'pt-PT', 'f7')).toBe('enviada');
});

it('marks every statement with its fact, and nothing else', () => {
  const document = doc('en', {
    type: 'text',
    segments: [
      { type: 'text', text: 'The' },
      { type: 'fact', fact: 'f1' },
      { type: 'text', text: 'costs' },
      { type: 'fact', fact: 'f2' },
      { type: 'text', text: '. ' },
      { type: 'fact', fact: 'f6', form: 'labelled' },
      { type: 'phrase', key: 'price_changed', facts: { price: 'f2' } },
    ],
  });
  const { text, spans } = plainText(render(document, facts, { locale: 'en-US' }));
  expect(text).toBe(
    'The Ridgeline 18 costs €1,234.50. Capacity: 18 l The price has changed since I last told you. It is now €1,234.50.',
  );
  expect(spans.map(({ start, end, fact: id }) => [id, text.slice(start, end)])).toEqual([
    ['f1', 'Ridgeline 18'],
    ['f2', '€1,234.50'],
    ['f6', '18 l'],
    ['f2', '€1,234.50'],
  ]);
});

it('shows what the customer said as a quotation', () => {
  const document = doc('de', {
    type: 'products',
    layout: 'list',
    cards: [{ ...subject, title: 'f1', price: 'f2', stock: 'f3' }],
  });
  expect(render(document, facts, { locale: 'de' }).blocks[0]).toMatchObject({
    cards: [{ quoteId: 'q_1', title: [{ text: 'Ridgeline 18', fact: 'f1' }] }],
  });
});

it('refuses a fact that is not there', () => {
  expect(() => say('en', 'en', 'f99')).toThrow(UnknownFactError);
});
