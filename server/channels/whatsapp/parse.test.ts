import { describe, expect, it } from 'vitest';
import type { ChannelEvent } from '../channel.ts';
import { parse } from './parse.ts';

const NUMBER = '106540352242922';
const value = (content: object) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '15550783881', phone_number_id: NUMBER },
  ...content,
});
const delivery = (...changes: { field: string; value: object }[]) =>
  Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102', changes }] }));
const read = (content: object, field = 'messages'): ChannelEvent[] =>
  parse(delivery({ field, value: value(content) }), { phoneNumberId: NUMBER });
const contacts = [{ wa_id: '16505551234', profile: { name: 'Sheena' } }];
const message = (more: object) => ({ id: 'wamid.1', from: '16505551234', timestamp: '1749416383', ...more });
const one = (more: object): ChannelEvent => {
  const events = read({ contacts, messages: [message(more)] });
  expect(events).toHaveLength(1);
  return events[0]!;
};

describe('a message', () => {
  it('tells who wrote what, and when', () => {
    expect(one({ type: 'text', text: { body: 'Hello' }, context: { id: 'wamid.0' } })).toEqual({
      kind: 'message',
      from: { userId: '16505551234', phone: '+16505551234', name: 'Sheena' },
      messageId: 'wamid.1',
      at: 1_749_416_383_000,
      content: { type: 'text', text: 'Hello' },
      replyTo: 'wamid.0',
    });
  });

  it('is known by the id of the business’s where there is one, with a number or without', () => {
    const from_user_id = 'US.13491208655302741918';
    const own = [{ user_id: from_user_id, profile: { name: 'Sheena', username: '@sheena' } }];
    const { from: _, ...phoneless } = message({ type: 'text', text: { body: 'Hi' }, from_user_id });
    expect(read({ contacts: own, messages: [phoneless] })).toMatchObject([
      { from: { userId: from_user_id, name: 'Sheena' } },
    ]);
    expect(one({ type: 'text', text: { body: 'Hi' }, from_user_id })).toMatchObject({
      from: { userId: from_user_id, phone: '+16505551234' },
    });
  });

  it.each([
    [
      'image',
      { image: { id: '99', mime_type: 'image/jpeg', sha256: 'x', caption: 'This one?' } },
      'image',
      'image/jpeg',
    ],
    [
      'audio',
      { audio: { id: '98', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      'voice',
      'audio/ogg; codecs=opus',
    ],
  ])('brings a reference to a file: %s', (type, content, kind, mediaType) => {
    expect(one({ type, ...content })).toMatchObject({
      content: { type: 'media', media: { kind, mediaType } },
    });
  });

  it.each([
    [
      'a button',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 's:add it', title: 'Add to cart' } },
      },
      'add it',
    ],
    [
      'a row',
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 's:Kettle', title: '1. Kettle', description: '€ 49,00' },
        },
      },
      'Kettle',
    ],
    [
      'a button of somebody else',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'x-1', title: 'Yes please' } },
      },
      'Yes please',
    ],
    [
      'a button of a template',
      { type: 'button', button: { text: 'Show me', payload: 's:show the offer' } },
      'show the offer',
    ],
    [
      'a button of a template without a payload of ours',
      { type: 'button', button: { text: 'Unsubscribe', payload: 'Unsubscribe' } },
      'Unsubscribe',
    ],
    [
      'a label that was too long for its row',
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 't:', title: 'Mit einem…', description: 'Mit einem Menschen sprechen' },
        },
      },
      'Mit einem Menschen sprechen',
    ],
  ])('says what a tap stands for: %s', (_what, content, text) => {
    expect(one(content)).toMatchObject({ content: { type: 'text', text } });
  });

  it('is a cart, without its prices', () => {
    const product_items = [
      { product_retailer_id: 'KET-1', quantity: '2', item_price: 0.01, currency: 'EUR' },
    ];
    expect(one({ type: 'order', order: { catalog_id: '7', text: 'Gift', product_items } })).toMatchObject({
      content: { type: 'order', items: [{ sku: 'KET-1', quantity: 2 }], text: 'Gift' },
    });
  });

  it('is a form that was filled in', () => {
    const response_json = JSON.stringify({ flow_token: 'flw_1', email: 'a@example.com' });
    const interactive = { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json } };
    expect(one({ type: 'interactive', interactive })).toMatchObject({
      content: { type: 'form', token: 'flw_1', values: { email: 'a@example.com' } },
    });
    const broken = { type: 'nfm_reply', nfm_reply: { response_json: '{' } };
    expect(one({ type: 'interactive', interactive: broken })).toMatchObject({
      content: { type: 'unsupported', what: 'interactive' },
    });
  });

  it('tells the product it is about, and the advertisement it comes from', () => {
    const referral = {
      source_url: 'https://fb.me/3cr4Wqqkv?utm_source=meta&utm_campaign=summer&x=1',
      source_id: '120226305854810726',
      source_type: 'ad',
      headline: 'Chat with us',
      ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
    };
    const context = { id: 'wamid.0', referred_product: { catalog_id: '7', product_retailer_id: 'KET-1' } };
    expect(one({ type: 'text', text: { body: 'Is it new?' }, referral, context })).toMatchObject({
      about: 'KET-1',
      referral: {
        source: 'ad',
        id: '120226305854810726',
        headline: 'Chat with us',
        clickId: 'Aff-n8ZTODiE79d22KtAwQKj9e',
        utm: { utm_source: 'meta', utm_campaign: 'summer' },
      },
    });
  });

  it.each([
    [
      { type: 'unsupported', errors: [{ code: 131051 }], unsupported: { type: 'poll_creation' } },
      { what: 'poll_creation' },
    ],
    [
      { type: 'video', video: { id: '1', mime_type: 'video/mp4', caption: 'Broken here' } },
      { what: 'video', text: 'Broken here' },
    ],
    [{ type: 'document', document: { id: '1', filename: 'a.pdf' } }, { what: 'document' }],
    [
      { type: 'location', location: { latitude: 1, longitude: 2, name: 'Home', address: 'Main St 1' } },
      { what: 'location', text: 'Home, Main St 1' },
    ],
    [{ type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } }, { what: 'reaction' }],
    [{ type: 'hologram', hologram: { depth: 3 } }, { what: 'hologram' }],
    [{ type: 'text' }, { what: 'text' }],
    [{ type: 'interactive', interactive: { type: 'new_reply' } }, { what: 'interactive' }],
    [{}, { what: 'unknown' }],
  ])('is unsupported, and not lost, when it cannot be read: %j', (content, expected) => {
    expect(one(content)).toMatchObject({ kind: 'message', content: { type: 'unsupported', ...expected } });
  });
});

describe('people', () => {
  it('keep who they are with another number or id', () => {
    const number = {
      type: 'user_changed_number',
      body: 'User Sheena changed from 16505551234 to 19195551234',
      wa_id: '19195551234',
    };
    expect(one({ type: 'system', system: number })).toEqual({
      kind: 'identity',
      previous: '16505551234',
      previousPhone: '+16505551234',
      current: { userId: '19195551234', phone: '+19195551234' },
      at: 1_749_416_383_000,
    });
    const id = { type: 'user_changed_user_id', previous_user_id: 'US.1', user_id: 'US.2' };
    expect(one({ type: 'system', system: id })).toMatchObject({
      previous: 'US.1',
      current: { userId: 'US.2' },
    });
    const update = {
      user_id_update: [{ wa_id: '16505551234', user_id: { previous: 'US.1', current: 'US.2' } }],
    };
    expect(read(update, 'user_id_update')).toMatchObject([
      { kind: 'identity', previous: 'US.1', current: { userId: 'US.2', phone: '+16505551234' } },
    ]);
  });

  it('stop and resume marketing', () => {
    const user_preferences = ['stop', 'resume'].map((value) => ({
      wa_id: '16505551234',
      category: 'marketing_messages',
      value,
      detail: 'User requested',
      timestamp: 1731705721,
    }));
    expect(read({ user_preferences }, 'user_preferences')).toMatchObject([
      { kind: 'preference', marketing: 'stop', at: 1_731_705_721_000 },
      { kind: 'preference', marketing: 'resume' },
    ]);
  });

  it('are answered by staff in WhatsApp’s own application', () => {
    const message_echoes = [
      {
        from: '1555',
        to: '16505551234',
        id: 'wamid.9',
        timestamp: '1',
        type: 'text',
        text: { body: 'It’s me' },
      },
    ];
    expect(read({ message_echoes }, 'smb_message_echoes')).toMatchObject([
      { kind: 'echo', to: { userId: '16505551234' }, messageId: 'wamid.9', text: 'It’s me' },
    ]);
  });
});

it('tells the fate of what was sent, and why it failed', () => {
  const status = (status: string, more = {}) => ({
    id: 'wamid.2',
    status,
    timestamp: '1750030073',
    recipient_id: '16505551234',
    biz_opaque_callback_data: 'dlv_1:0',
    pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
    ...more,
  });
  const errors = [
    { code: 131047, title: 'Re-engagement message', message: 'to 16505551234', error_data: {} },
  ];
  const events = read({
    statuses: [
      ...['sent', 'delivered', 'read', 'played'].map((s) => status(s)),
      status('failed', { errors }),
    ],
  });
  expect(events).toMatchObject([
    { kind: 'status', messageId: 'wamid.2', status: 'sent', correlation: 'dlv_1:0', at: 1_750_030_073_000 },
    { status: 'delivered' },
    { status: 'read' },
    { status: 'read' },
    {
      status: 'failed',
      error: { class: 'template_needed', code: '131047', message: 'Re-engagement message' },
    },
  ]);
});

it('reads everything in one delivery, in its order, and tells what it could not read', () => {
  const text = (id: string) => message({ id, type: 'text', text: { body: id } });
  const body = delivery(
    { field: 'messages', value: value({ contacts, messages: [text('a'), { no: 'id' }, text('b')] }) },
    { field: 'messages', value: value({ statuses: [{ id: 'x', status: 'warped', timestamp: '1' }] }) },
    { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } },
    { field: 'messages', value: { metadata: { phone_number_id: '1' }, messages: [text('c')] } },
    { field: 'messages', value: value({ contacts, messages: [text('d')] }) },
  );
  expect(parse(body, { phoneNumberId: NUMBER })).toMatchObject([
    { kind: 'message', messageId: 'a' },
    { kind: 'fault', what: 'message' },
    { kind: 'message', messageId: 'b' },
    { kind: 'fault', what: 'status' },
    { kind: 'fault', what: 'another number of this account' },
    { kind: 'message', messageId: 'd' },
  ]);
});

it('refuses what is no delivery of WhatsApp’s', () => {
  for (const body of ['', '{', '[]', '{"object":"page","entry":[]}', '\xff'])
    expect(() => parse(Buffer.from(body, 'latin1'), { phoneNumberId: NUMBER })).toThrow(TypeError);
});
