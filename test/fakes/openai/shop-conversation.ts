import { type Conduct, call, reply } from './assistant.ts';

const BEAM_200 = 'Beam 200 Headlamp';
const BEAM_400 = 'Beam 400 Headlamp';

/** A purchase in the sample shop, as a model leads it that keeps to its instructions. */
export const conversation: Conduct = [
  {
    to: /nothing to see by/,
    steps: [
      () => call('search_catalog', { query: 'headlamp', limit: 3 }),
      (seen) =>
        reply('With one of these she sees where she walks:', {
          products: [
            seen.value('search_catalog', 'variant_id', BEAM_200),
            seen.value('search_catalog', 'variant_id', BEAM_400),
          ],
          quick_replies: ['Compare', 'Talk to a person'],
        }),
    ],
  },
  {
    to: /set me back/,
    steps: [
      () => call('search_catalog', { query: 'headlamp', limit: 3 }),
      (seen) => call('get_product', { product_id: seen.value('search_catalog', 'variant_id', BEAM_400) }),
      (seen) =>
        reply(`The {${seen.fact('get_product', 'title')}} comes to {${seen.fact('get_product', 'now')}}.`),
    ],
  },
  {
    to: /lasts through longer nights/,
    steps: [
      () => call('search_catalog', { query: 'headlamp', limit: 3 }),
      (seen) =>
        call('compare_products', {
          product_ids: [
            seen.value('search_catalog', 'variant_id', BEAM_200),
            seen.value('search_catalog', 'variant_id', BEAM_400),
          ],
        }),
      () => reply('Side by side:', { show: ['comparison'] }),
    ],
  },
  {
    to: /Grab me/,
    steps: [
      () => call('search_catalog', { query: 'headlamp', limit: 3 }),
      (seen) =>
        call('update_cart', {
          add: [{ variant_id: seen.value('search_catalog', 'variant_id', BEAM_400) }],
          customer_words: 'Grab me the brighter headlamp',
        }),
      () => reply('She will like it.', { show: ['cart'] }),
    ],
  },
  {
    to: /two of them/,
    steps: [
      () => call('get_cart', {}),
      (seen) =>
        call('update_cart', {
          set: [{ line_id: seen.value('get_cart', 'line_id'), quantity: 2 }],
          customer_words: 'I want two of them',
        }),
      () => reply('There you are.', { show: ['cart'] }),
    ],
  },
  {
    to: /glowworm7/,
    steps: [
      () =>
        call('update_cart', {
          add_codes: ['glowworm7'],
          customer_words: 'would you mind trying that for me',
        }),
      (seen) => reply(`Sorry, {${seen.fact('update_cart', 'code')}} opens no door here.`, { show: ['cart'] }),
    ],
  },
  {
    to: /welcome10/,
    steps: [
      () => call('update_cart', { add_codes: ['welcome10'], customer_words: 'please enter welcome10' }),
      () => reply('That one is in:', { show: ['cart'] }),
    ],
  },
  {
    to: /settles everything/,
    steps: [
      () => call('create_checkout', { customer_words: 'please finish all of this' }),
      () => reply('Here you enter your address and confirm it all:', { show: ['checkout_link'] }),
    ],
  },
  {
    to: /begun moving/,
    steps: [() => call('get_order', {}), () => reply('This is how it stands:', { show: ['order'] })],
  },
  {
    to: /heartbeat/,
    steps: [
      () =>
        call('request_handoff', {
          reason: 'asked_for',
          summary: 'Bought headlamps for a trip and wants somebody to look over the order.',
          customer_words: 'Could somebody with a heartbeat from your crew glance over everything here',
        }),
      () => reply('I have asked a colleague of mine.'),
    ],
  },
];
