import { describe, expect, it } from 'vitest';
import type { InboundMessage, Memory } from '../../conversation/model.ts';
import { EMPTY_MEMORY } from '../../conversation/model.ts';
import type { Fact } from '../../grounding/fact.ts';
import { CatalogVocabulary } from '../../grounding/verify/vocabulary.ts';
import { license } from './license.ts';

const fact: Fact = {
  id: 'f1',
  kind: 'price',
  field: 'price',
  subject: { productId: 'prod_cup', variantId: 'var_cup', lineId: 'line_1', checkoutId: 'chk_1' },
  value: { type: 'money', amount: 1999, currency: 'USD' },
  quoteId: 'q_1',
  callId: 'call_1',
  observedAt: 0,
};

const SEEN: Memory = { ...EMPTY_MEMORY, shown: [{ productId: 'prod_cup', variantId: 'var_cup' }] };
const vocabulary = new CatalogVocabulary();
for (const [id, title] of [
  ['prod_cup', 'Blue Cup'],
  ['prod_kiamba', 'Kiamba AA'],
] as const)
  vocabulary.put({ id, titles: [title], common: ['cup'], attributes: [] });

function ask(
  text: string,
  tool: string,
  args: Record<string, unknown>,
  more: { words?: string; language?: string; memory?: Memory; earlier?: string[]; lastSaid?: string } = {},
) {
  const { words = text, language = 'en', memory = SEEN, earlier = [], lastSaid } = more;
  return license(
    { tool, args, words },
    {
      messages: [{ text } as InboundMessage],
      language,
      memory,
      earlier,
      lastSaid,
      vocabulary,
      now: 0,
      toolbox: { facts: new Map([[fact.id, fact]]) } as never,
    },
  )?.reason;
}
const add = (quantity?: number) => ({ add: [{ variant_id: 'var_cup', ...(quantity && { quantity }) }] });

describe('words of the customer', () => {
  it.each([
    ['en', 'I’ll take the blue one'],
    ['en', 'add it to my cart please'],
    ['es', 'Añádelo al carrito'],
    ['pt', 'Quero comprar esse'],
    ['de', 'Leg ihn bitte in den Warenkorb'],
    ['fr', 'Ajoutez-le au panier'],
  ])('license adding in %s: %s', (language, text) => {
    expect(ask(text, 'update_cart', add(), { language })).toBeUndefined();
  });

  it.each([
    ['en', 'Is it waterproof?'],
    ['es', '¿Es impermeable?'],
    ['pt', 'É impermeável?'],
    ['de', 'Wie schwer ist er?'],
    ['fr', 'Est-elle étanche ?'],
  ])('that ask something else license nothing in %s: %s', (language, text) => {
    expect(ask(text, 'update_cart', add(), { language })).toBe('words_do_not_ask');
    expect(ask(text, 'create_checkout', {}, { language })).toBe('words_do_not_ask');
    expect(ask(text, 'request_return', { order_id: 'x', reason: 'y' }, { language })).toBe(
      'words_do_not_ask',
    );
  });

  it('have to be the customer’s, and of this message', () => {
    expect(ask('hello', 'update_cart', add(), { words: 'add it' })).toBe('words_not_said');
    expect(ask('hello', 'update_cart', add(), { words: '' })).toBe('words_not_said');
    expect(ask('hello', 'update_cart', add(), { words: 'add it', earlier: ['add it'] })).toBe(
      'words_not_said',
    );
  });

  it('have to name a quantity of more than one', () => {
    expect(ask('add 3 of them', 'update_cart', add(3))).toBeUndefined();
    expect(ask('add three', 'update_cart', add(3))).toBeUndefined();
    expect(ask('add it', 'update_cart', add(30))).toBe('not_in_words');
  });
});

it('never lets a model pay, and lets it call a person at any time', () => {
  expect(ask('yes, pay', 'complete_checkout', { checkout_id: 'chk_1' })).toBe('not_for_models');
  expect(ask('hm', 'request_handoff', { reason: 'frustration', summary: 'x' })).toBeUndefined();
});

it.each([
  ['en', 'Is SAVE15 still valid?'],
  ['en', 'Did you add it already?'],
  ['en', 'If it were cheaper I would add it'],
  ['en', 'Don’t add it yet'],
  ['en', 'My cousin bought one last month'],
  ['en', 'The page says “add it to the cart”. What does it mean?'],
  ['es', 'Todavía no lo añadas'],
  ['es', 'Los añadiría si fueran más baratos'],
  ['es', 'Mi primo usó SAVE15 el año pasado'],
  ['pt', 'Comprei um no mês passado'],
  ['pt', 'Se me pagarem amanhã, talvez compre os dois'],
  ['de', 'Ein Freund hat letztens mit SAVE15 bestellt'],
  ['de', 'Wenn er billiger wird, nehme ich ihn'],
  ['fr', 'Je pourrai l’ajouter plus tard ?'],
  ['fr', 'Un copain a eu SAVE15 le mois passé'],
])('no change rests on what is asked about, supposed, told or denied, in %s: %s', (language, text) => {
  expect(ask(text, 'update_cart', add(), { language })).toBe('words_do_not_ask');
  if (text.includes('SAVE15'))
    expect(ask(text, 'update_cart', { add_codes: ['SAVE15'] }, { language, words: 'SAVE15' })).toBe(
      'words_do_not_ask',
    );
});

it.each([
  ['en', 'Can you add it to my cart?'],
  ['en', 'Nice! I’ll take it then.'],
  ['en', 'ok add it'],
  ['en', 'I want to buy this one'],
  ['es', '¿Me lo pones en el carrito?'],
  ['es', '¿Puedes añadirlo?'],
  ['es', 'Sí, quiero comprarlo'],
  ['es', 'Vale, me lo llevo'],
  ['pt', 'Pode adicionar ao carrinho?'],
  ['pt', 'Fico com esse, obrigado'],
  ['de', 'Kannst du ihn in den Warenkorb legen?'],
  ['de', 'Den nehme ich'],
  ['de', 'Ich hätte gern einen davon'],
  ['fr', 'Tu peux l’ajouter au panier ?'],
  ['fr', 'Je le prends'],
  ['fr', 'Je voudrais commander celui-ci, merci'],
])('a request is one however it is put, in %s: %s', (language, text) => {
  expect(ask(text, 'update_cart', add(), { language })).toBeUndefined();
});

it('takes a short yes only for an answer to a question of the shop’s', () => {
  expect(
    ask('yes please', 'update_cart', add(), { lastSaid: 'Shall I add it to your cart?' }),
  ).toBeUndefined();
  expect(ask('yes please', 'update_cart', add(), { lastSaid: 'It costs $19.99.' })).toBe('words_do_not_ask');
});

it('puts nothing else into the cart than what the words name', () => {
  expect(ask('Add the Kiamba to my cart', 'update_cart', add())).toBe('not_in_words');
  expect(ask('Add the blue one to my cart', 'update_cart', add())).toBeUndefined();
  expect(ask('Add it to my cart', 'update_cart', add(), { memory: EMPTY_MEMORY })).toBe('not_in_words');
});

it('takes ids only from tools of this conversation', () => {
  expect(ask('add it', 'update_cart', { add: [{ variant_id: 'var_other' }] })).toBe('unknown_id');
  expect(ask('add it', 'update_cart', { add: [{ variant_id: 'var_cup', quote_id: 'q_forged' }] })).toBe(
    'unknown_id',
  );
  expect(ask('remove it', 'update_cart', { remove: ['line_9'] })).toBe('unknown_id');
  expect(ask('remove it', 'update_cart', { remove: ['line_1'] })).toBeUndefined();
});

it('enters only codes, contacts and order numbers that the customer wrote', () => {
  expect(ask('apply my discount code', 'update_cart', { add_codes: ['SAVE10'] })).toBe('not_in_words');
  expect(ask('use code save10', 'update_cart', { add_codes: ['SAVE10'] })).toBeUndefined();
  const buyer = { buyer: { email: 'ada@example.com' } };
  expect(ask('check out please', 'create_checkout', buyer)).toBe('not_in_words');
  expect(
    ask('check out please', 'create_checkout', buyer, { earlier: ['I am ada@example.com'] }),
  ).toBeUndefined();
  expect(ask('where is my order', 'get_order', { order_id: 'SW-1' })).toBe('unknown_id');
  expect(ask('where is SW-1', 'get_order', { order_id: 'SW-1', code: '123456' })).toBe('not_in_words');
});

it('licenses by a yes exactly what was asked last', () => {
  const memory: Memory = {
    ...SEEN,
    pending: { kind: 'confirm_write', tool: 'update_cart', arguments: add(5), expiresAt: 1 },
  };
  expect(ask('yes', 'update_cart', add(5), { memory })).toBeUndefined();
  expect(ask('yes', 'update_cart', add(6), { memory })).toBe('words_do_not_ask');
  expect(ask('no', 'update_cart', add(5), { memory })).toBe('words_do_not_ask');
  const late: Memory = { ...memory, pending: { ...memory.pending!, expiresAt: 0 } as never };
  expect(ask('yes', 'update_cart', add(5), { memory: late })).toBe('words_do_not_ask');
});

describe('what is the customer’s own', () => {
  const keep = (preference: string, consent_words: string) => ({ preferences: [preference], consent_words });
  it.each([
    ['yes, remember that. I want no leather', keep('no leather', 'yes, remember that'), undefined],
    [
      'please remember: size 42',
      { sizes: [{ of: 'shoes', size: '42' }], consent_words: 'please remember' },
      undefined,
    ],
    ['I want no leather', keep('no leather', 'yes'), 'not_in_words'],
    ['no leather, and do not keep it', keep('no leather', 'do not keep it'), 'words_do_not_ask'],
    ['no leather', keep('no leather', 'no leather'), 'words_do_not_ask'],
    ['yes, remember that', keep('hates everything cheap', 'yes, remember that'), 'not_in_words'],
  ])('is kept in their words, when they agree: %s', (text, args, reason) => {
    expect(ask(text, 'remember_preferences', args)).toBe(reason);
  });

  it('is a code that they typed, and no other', () => {
    const use = { action: 'use_code', code: 'LK-7Q4T-XMP2' };
    expect(ask('here it is: lk 7q4t xmp2', 'link_channel', use)).toBeUndefined();
    expect(ask('link me with the other chat', 'link_channel', use)).toBe('not_in_words');
  });
});
