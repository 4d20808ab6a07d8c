import { expect, test } from 'vitest';
import { settingsFaults } from './faults.ts';
import { SearchSettingsInput } from './settings-input.ts';

const known = { locales: ['en', 'es-MX'], isProduct: (id: string) => /^(prod_)?[abc]$/.test(id) };
/** `field: message` of each fault. */
const faults = (input: object): string[] =>
  settingsFaults(SearchSettingsInput.parse(input), known).map(({ field, message }) => `${field}: ${message}`);
const twoWay = (...groups: string[][]) => ({
  synonyms: { two_way: groups.map((words) => ({ words })) },
});
const oneWay = (...pairs: [string, string, string?][]) => ({
  synonyms: {
    one_way: pairs.map(([from, to, locale]) => ({ from, to: [to], ...(locale && { locale }) })),
  },
});

test('nothing is wrong with good settings, nor with none', () => {
  expect(faults({})).toEqual([]);
  expect(
    faults({
      synonyms: {
        two_way: [{ words: ['sneaker', 'tennis shoe'] }, { words: ['zapatilla', 'tenis'], locale: 'es' }],
        one_way: [{ from: 'daypack', to: ['backpack', 'rucksack'] }],
      },
      stop_words: [{ words: ['cheap'], locale: 'en' }, { words: ['sale'] }],
      pins: [
        { query: 'gift', product_ids: ['b', 'a'] },
        { query: 'gift', product_ids: ['c'], locale: 'es' },
      ],
      buries: [{ product_ids: ['c'] }, { query: 'lamp', product_ids: ['prod_a'] }],
    }),
  ).toEqual([]);
});

test.each([
  ['an empty word', twoWay(['sneaker', ' ']), 'synonyms.two_way.0.words.1: is empty'],
  [
    'signs for a word',
    twoWay(['sneaker', '!?']),
    'synonyms.two_way.0.words.1: "!?" holds no letters or digits',
  ],
  ['a word alone', twoWay(['sneaker']), 'synonyms.two_way.0.words: needs two words at least'],
  [
    'one word twice',
    twoWay(['Sneakers', 'sneaker']),
    'synonyms.two_way.0.words.1: "sneaker" and "Sneakers" are the same word to search: case, accents and plural do not count',
  ],
  [
    'a phrase that is never found',
    twoWay(['shoe', 'very light long distance running shoe']),
    'synonyms.two_way.0.words.1: "very light long distance running shoe" is longer than 4 words, and would never be found',
  ],
  [
    'a word for itself',
    oneWay(['shoe', 'Shoes']),
    'synonyms.one_way.0.to.0: "Shoes" is the same word as "shoe"',
  ],
  [
    'two stop words in one',
    { stop_words: [{ words: ['for sale'] }] },
    'stop_words.0.words.0: "for sale" is more than one word; give each by itself',
  ],
  ['an empty stop word', { stop_words: [{ words: [''] }] }, 'stop_words.0.words.0: is empty'],
  [
    'a synonym of a stop word',
    { ...oneWay(['cheap', 'sale']), stop_words: [{ words: ['cheap'] }] },
    'synonyms.one_way.0.from: "cheap" is a stop word too, and so never looked for',
  ],
  [
    'a language of others',
    { stop_words: [{ words: ['barato'], locale: 'pt' }] },
    'stop_words.0.locale: the shop does not speak "pt"; it speaks en, es-MX',
  ],
  [
    'a product that is not there',
    { pins: [{ query: 'gift', product_ids: ['a', 'zz'] }] },
    'pins.0.product_ids.1: there is no product "zz"',
  ],
  [
    'a product twice',
    { buries: [{ product_ids: ['a', 'prod_a'] }] },
    'buries.0.product_ids.1: "prod_a" stands there twice',
  ],
  ['a pin for nothing', { pins: [{ query: ' ', product_ids: ['a'] }] }, 'pins.0.query: is empty'],
  [
    'a bury for nothing',
    { buries: [{ query: '', product_ids: ['a'] }] },
    'buries.0.query: is empty; leave it out to bury for every query',
  ],
  [
    'a query pinned twice',
    {
      pins: [
        { query: 'gift', product_ids: ['a'] },
        { query: 'Gifts', product_ids: ['b'] },
      ],
    },
    'pins.1.query: "Gifts" is pinned for all languages by pins.0 already; put all products there',
  ],
  [
    'a product moved both ways',
    { pins: [{ query: 'gift', product_ids: ['a'] }], buries: [{ query: 'gifts', product_ids: ['prod_a'] }] },
    'buries.0.product_ids.0: "prod_a" is pinned for "gifts" by pins.0',
  ],
])('%s is told of', (_what, input, fault) => {
  expect(faults(input)).toEqual([fault]);
});

test('synonyms that lead in a circle are told of with their way', () => {
  const circle = (path: string) =>
    `leads in a circle: ${path}. Words that stand for each other belong into one entry of two_way`;
  expect(faults(oneWay(['sofa', 'couch'], ['couch', 'sofas']))).toEqual([
    `synonyms.one_way.1: ${circle('sofa → couch → sofas')}`,
  ]);
  expect(faults(oneWay(['a1', 'b1'], ['b1', 'c1'], ['c1', 'a1']))).toEqual([
    `synonyms.one_way.2: ${circle('a1 → b1 → c1 → a1')}`,
  ]);
  expect(
    faults({
      synonyms: { one_way: [{ from: 'sofa', to: ['couch'] }], two_way: [{ words: ['couch', 'sofa'] }] },
    }),
  ).toEqual([`synonyms.one_way.0: ${circle('sofa → couch → sofa')}`]);
  expect(faults(oneWay(['sofa', 'couch', 'en'], ['couch', 'sofa', 'es']))).toEqual([]);
  expect(faults(oneWay(['sofa', 'couch', 'en'], ['couch', 'sofa']))).toHaveLength(1);
  expect(faults(oneWay(['sofa', 'couch'], ['settee', 'couch'], ['couch', 'bench']))).toEqual([]);
});
