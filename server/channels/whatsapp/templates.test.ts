import { describe, expect, it } from 'vitest';
import { templateDefinition } from './template-definition.ts';
import { Template, templateMessage, templateText } from './templates.ts';

const offer = Template.parse({
  name: 'summer_kettles',
  language: 'en_US',
  category: 'marketing',
  header: { format: 'image', handle: '4::aW' },
  body: 'Good news, {{1}}! Use code {{2}} for kettles.',
  examples: ['Pablo', 'KETTLE25'],
  offer: { text: 'Ends soon' },
  buttons: [
    { type: 'copy_code', example: 'KETTLE25' },
    {
      type: 'url',
      text: 'Show',
      url: 'https://shop.example/o?code={{1}}',
      example: 'https://shop.example/o?code=K',
    },
    { type: 'quick_reply', text: 'No more', send: 'stop' },
  ],
});
const values = {
  image: 'https://shop.example/k.png',
  body: ['Ana', 'KETTLE25'],
  coupon: 'KETTLE25',
  offerEndsAt: 1_900_000_000_000,
  urls: { 1: 'KETTLE25' },
};

describe('a template', () => {
  it('is sent with a coupon to copy and a limited time', () => {
    expect(templateMessage(offer, values)).toEqual({
      type: 'template',
      template: {
        name: 'summer_kettles',
        language: { code: 'en_US' },
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/k.png' } }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ana' },
              { type: 'text', text: 'KETTLE25' },
            ],
          },
          {
            type: 'limited_time_offer',
            parameters: [
              { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_900_000_000_000 } },
            ],
          },
          {
            type: 'button',
            sub_type: 'copy_code',
            index: 0,
            parameters: [{ type: 'coupon_code', coupon_code: 'KETTLE25' }],
          },
          { type: 'button', sub_type: 'url', index: 1, parameters: [{ type: 'text', text: 'KETTLE25' }] },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: 2,
            parameters: [{ type: 'payload', payload: 's:stop' }],
          },
        ],
      },
    });
    expect(templateText(offer, values)).toBe('Ends soon\n\nGood news, Ana! Use code KETTLE25 for kettles.');
  });

  it('is handed in for approval with examples', () => {
    expect(templateDefinition(offer)).toMatchObject({
      category: 'MARKETING',
      components: [
        { type: 'header', format: 'image' },
        { type: 'limited_time_offer', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
        { type: 'body', example: { body_text: [['Pablo', 'KETTLE25']] } },
        { type: 'buttons', buttons: [{ type: 'copy_code' }, { type: 'url' }, { type: 'quick_reply' }] },
      ],
    });
  });

  it('carries a one-time code', () => {
    const login = Template.parse({
      name: 'code',
      language: 'de',
      category: 'authentication',
      buttons: [{ type: 'otp' }],
    });
    expect(templateMessage(login, { code: '482913' })).toMatchObject({
      template: {
        components: [
          { type: 'body', parameters: [{ text: '482913' }] },
          { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: '482913' }] },
        ],
      },
    });
    expect(templateDefinition(login)).toMatchObject({
      components: [
        { type: 'body', add_security_recommendation: true },
        { buttons: [{ otp_type: 'copy_code' }] },
      ],
    });
  });

  it.each([
    ['a value too few', { ...values, body: ['Ana'] }],
    ['no coupon', { ...values, coupon: undefined }],
    ['a coupon with a space', { ...values, coupon: 'KETTLE 25' }],
    ['a coupon that is too long', { ...values, coupon: 'KETTLE25KETTLE25' }],
    ['no end of the offer', { ...values, offerEndsAt: undefined }],
    ['a picture that Meta cannot fetch', { ...values, image: 'http://127.0.0.1/k.png' }],
    ['too long a body', { ...values, body: ['A'.repeat(600), 'K'] }],
    ['no end of an address', { ...values, urls: {} }],
  ])('is not sent with %s', (_what, wrong) => {
    expect(() => templateMessage(offer, wrong as never)).toThrow(RangeError);
  });

  it.each([
    ['an offer that is no marketing', { category: 'utility' }],
    ['an offer with a footer', { footer: 'Bye' }],
    ['an example too few', { examples: ['Pablo'] }],
    ['a code outside authentication', { buttons: [{ type: 'otp' }] }],
    ['words of its own for authentication', { category: 'authentication' }],
    ['a name with capitals', { name: 'Summer' }],
  ])('cannot be declared with %s', (_what, more) => {
    expect(Template.safeParse({ ...offer, ...more }).success).toBe(false);
  });
});
