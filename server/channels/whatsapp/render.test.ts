import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyReply } from '../../../test/contract/channel/any-reply.ts';
import { expectSameFacts } from '../../../test/contract/channel/same-facts.ts';
import { seenOnWhatsApp } from '../../../test/contract/channel/whatsapp-shapes.ts';
import { PHRASES } from '../../grounding/phrases/phrases.ts';
import type { RenderedBlock, RenderedReply } from '../../grounding/rendered-reply.ts';
import { saidBy } from '../render/choice-id.ts';
import { render } from './render.ts';

const LABELS = [
  ...(['choose', 'choose_here', 'details', 'open_link', 'products'] as const),
  ...(['form_address', 'form_lead'] as const),
];
const phrases = Object.values(PHRASES).flatMap((own) => LABELS.map((key) => own[key]));
const catalog = {
  id: '194836987003835',
  retailerId: (id: string) => (id.endsWith('3') ? undefined : id),
  isEmpty: () => false,
};

const form = { flowId: (language: string) => (language === 'en' ? '77' : undefined), token: () => 'token' };
const forms = { address: form, lead: form };
const anyQuestion = fc.constantFrom(undefined, 'lead' as const, 'address' as const, 'product' as const);

it('renders any reply within the limits, with the same facts', () => {
  fc.assert(
    fc.property(anyReply, fc.boolean(), anyQuestion, (reply, hasCatalog, asks) => {
      const options = { ...(hasCatalog && { catalog }), forms };
      const shown = render(reply, options, 'rich', 'cnv_1', asks).map(seenOnWhatsApp);
      expectSameFacts(reply, shown, { phrases, longest: 4096 });
    }),
    { numRuns: 150 },
  );
});

it('renders any reply as texts for when nothing richer is taken', () => {
  fc.assert(
    fc.property(anyReply, (reply) => {
      const shown = render(reply, {}, 'text').map(seenOnWhatsApp);
      expectSameFacts(reply, shown, { phrases: [], longest: 4096 });
    }),
    { numRuns: 50 },
  );
});

it('lets every quick reply be tapped, and says then what it was to say', () => {
  fc.assert(
    fc.property(anyReply, (reply) => {
      const taps = render(reply).flatMap((message) => seenOnWhatsApp(message).taps);
      const said = taps.map(({ id, title }) => saidBy(id, title));
      for (const block of reply.blocks)
        if (block.type === 'quick_replies')
          for (const { send } of block.options) if (send.length <= 180) expect(said).toContain(send);
    }),
    { numRuns: 50 },
  );
});

const fact = (text: string, id = 'f1') => [{ text, fact: id }];
const card = (title: string, price: string, image?: string) => ({
  productId: `prd_${title}`,
  variantId: `var_${title}`,
  title: fact(title),
  price: fact(price, 'f2'),
  ...(image !== undefined && { image: { url: image, alt: '' } }),
});
const text = (said: string): RenderedBlock => ({ type: 'text', runs: [{ text: said }] });
const replies = (...labels: string[]): RenderedBlock => ({
  type: 'quick_replies',
  options: labels.map((label) => ({ label, send: label.toLowerCase() })),
});
const reply = (blocks: RenderedBlock[], language = 'en'): RenderedReply => ({
  language,
  locale: 'en-GB',
  blocks,
});
const PICTURE = 'https://shop.example/a.png';

describe('a reply on WhatsApp', () => {
  it('has buttons under its words where there are up to three short ones', () => {
    expect(render(reply([text('Anything else?'), replies('Show cart', 'Checkout')]))).toEqual([
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Anything else?' },
          action: {
            buttons: [
              { type: 'reply', reply: { id: 's:show cart', title: 'Show cart' } },
              { type: 'reply', reply: { id: 's:checkout', title: 'Checkout' } },
            ],
          },
        },
      },
    ]);
  });

  it('has a list where there are more, or longer ones, with labels of the shop in its language', () => {
    const [message] = render(
      reply([text('Noch etwas?'), replies('Zur Kasse', 'Mit einem Menschen sprechen')], 'de'),
    );
    expect(message).toMatchObject({
      interactive: {
        type: 'list',
        action: {
          button: 'Auswählen',
          sections: [
            {
              rows: [
                { id: 's:zur kasse', title: 'Zur Kasse' },
                { title: 'Mit einem Menschen…', description: 'Mit einem Menschen sprechen' },
              ],
            },
          ],
        },
      },
    });
  });

  const cards = [
    card('Kettle', '€ 49,00', PICTURE),
    card('A very long name of a steel kettle', '€ 59,00', PICTURE),
  ];

  it('is a carousel where every product has a picture and says all it has to', () => {
    const [message] = render(reply([text('I found:'), { type: 'products', layout: 'carousel', cards }]));
    expect(message).toMatchObject({
      interactive: {
        type: 'carousel',
        body: { text: 'I found:' },
        action: {
          cards: [
            { card_index: 0, header: { image: { link: PICTURE } }, body: { text: 'Kettle · € 49,00' } },
            { card_index: 1, action: { buttons: [{ quick_reply: { title: 'Details' } }] } },
          ],
        },
      },
    });
  });

  it('is a numbered list with rows to tap where there are none', () => {
    const messages = render(
      reply([text('I found:'), { type: 'products', layout: 'list', cards }, replies('Compare')]),
    );
    expect(messages).toMatchObject([
      {
        interactive: {
          type: 'list',
          body: { text: 'I found:\n\n1. Kettle · € 49,00\n2. A very long name of a steel kettle · € 59,00' },
          action: {
            sections: [
              {
                rows: [
                  { id: 'p:var_Kettle:s:Kettle', title: '1. Kettle', description: '€ 49,00' },
                  { title: '2. € 59,00', description: 'A very long name of a steel kettle' },
                  { id: 's:compare', title: 'Compare' },
                ],
              },
            ],
          },
        },
      },
    ]);
  });

  it('shows one product with its picture', () => {
    const one: RenderedBlock = { type: 'products', layout: 'list', cards: cards.slice(0, 1) };
    expect(render(reply([one]))).toEqual([
      { type: 'image', image: { link: PICTURE, caption: 'Kettle · € 49,00' } },
    ]);
    expect(render(reply([one, replies('Add to cart')]))).toMatchObject([
      { interactive: { type: 'button', header: { image: { link: PICTURE } } } },
    ]);
  });

  it('uses the cart of WhatsApp for products that are in the catalogue there', () => {
    const block: RenderedBlock = { type: 'products', layout: 'list', cards };
    expect(
      render(reply([block]), { catalog: { id: '77', retailerId: (id) => id, isEmpty: () => false } }),
    ).toMatchObject([
      {
        interactive: {
          type: 'product_list',
          action: {
            catalog_id: '77',
            sections: [{ product_items: [{ product_retailer_id: 'var_Kettle' }, {}] }],
          },
        },
      },
    ]);
  });

  it('leads to the checkout by a button, and by the address where it is not https', () => {
    const link = (url: string): RenderedBlock => ({
      type: 'link',
      purpose: 'checkout',
      label: [{ text: 'Review and pay' }],
      url,
      fact: 'f1',
    });
    expect(render(reply([text('Ready.'), link('https://shop.example/c/1')]))).toMatchObject([
      {
        interactive: {
          type: 'cta_url',
          body: { text: 'Ready.' },
          action: { parameters: { display_text: 'Review and pay', url: 'https://shop.example/c/1' } },
        },
      },
    ]);
    expect(render(reply([text('Ready.'), link('http://127.0.0.1:3000/c/1')]))).toEqual([
      {
        type: 'text',
        text: { body: 'Ready.\n\nReview and pay: http://127.0.0.1:3000/c/1', preview_url: false },
      },
    ]);
  });

  it('sends first what does not fit above the buttons', () => {
    const long = `${'It is a good kettle. '.repeat(100)}\nWhich one?`;
    const messages = render(reply([text(long), replies('This one')]));
    expect(messages).toMatchObject([
      { type: 'text' },
      { interactive: { type: 'button', body: { text: 'Which one?' } } },
    ]);
  });
});

describe('a question', () => {
  const asked = (language: string, asks: 'lead' | 'address' | 'product', options = {}) =>
    render(
      { language, locale: language, blocks: [{ type: 'text', runs: [{ text: 'How may I help?' }] }] },
      { forms, ...options },
      'rich',
      'cnv_1',
      asks,
    );
  const inWords = [{ type: 'text', text: { body: 'How may I help?', preview_url: false } }];

  it('is answered in a form where there is one for the language, else in words', () => {
    for (const asks of ['lead', 'address'] as const) {
      expect(asked('en', asks)).toMatchObject([
        {
          interactive: {
            type: 'flow',
            body: { text: 'How may I help?' },
            action: { parameters: { flow_id: '77', flow_token: 'token', flow_action: 'data_exchange' } },
          },
        },
      ]);
      expect(asked('de', asks)).toEqual(inWords);
      expect(asked('en', asks, { forms: {} })).toEqual(inWords);
    }
  });

  it('opens the catalogue where there is something in it', () => {
    expect(asked('en', 'product', { catalog })).toMatchObject([
      { interactive: { type: 'catalog_message', body: { text: 'How may I help?' } } },
    ]);
    expect(asked('en', 'product', { catalog: { ...catalog, isEmpty: () => true } })).toEqual(inWords);
    expect(asked('en', 'product')).toEqual(inWords);
  });

  it('offers the address once, also where the checkout offers it', () => {
    const link: RenderedBlock = {
      ...{ type: 'link', purpose: 'checkout', url: 'https://shop.example/c/1', fact: 'f1' },
      label: [{ text: 'Review and pay' }],
    };
    const shown = render(reply([text('Ready.'), link]), { forms }, 'rich', 'cnv_1', 'address');
    expect(shown.map(({ interactive }) => (interactive as { type: string }).type)).toEqual([
      'cta_url',
      'flow',
    ]);
  });
});
