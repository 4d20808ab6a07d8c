import { z } from 'zod';
import { productId } from '../../commerce/catalog/rules.ts';
import type { SearchSettingsFields } from './model.ts';

const LONGEST_PHRASE = 100;
const MOST_ENTRIES = 2000;
const MOST_WORDS = 50;

const Phrase = z.string().max(LONGEST_PHRASE);
const Phrases = z.array(Phrase).min(1).max(MOST_WORDS);
const ProductIds = z.array(z.string().min(1).max(80)).min(1).max(MOST_WORDS).describe('Product ids');
const locale = z
  .string()
  .max(35)
  .optional()
  .describe('Language of the shop, such as es: holds only for customers who speak it. Absent: for all');
const listOf = <T extends z.ZodType>(entry: T, meaning: string) =>
  z.array(entry).max(MOST_ENTRIES).default([]).describe(meaning);

/** The settings of search as people and programs write them. What is left out is empty. */
export const SearchSettingsInput = z.strictObject({
  synonyms: z
    .strictObject({
      one_way: listOf(
        z.strictObject({ from: Phrase, to: Phrases, locale }),
        'Who looks for from finds the products of to as well, not the other way round',
      ),
      two_way: listOf(z.strictObject({ words: Phrases, locale }), 'Each of the words stands for each'),
    })
    .default({ one_way: [], two_way: [] })
    .describe('The product that has the very word comes before those that have a synonym'),
  stop_words: listOf(
    z.strictObject({ words: Phrases, locale }),
    'Words left out of queries, unless there is nothing else',
  ),
  pins: listOf(
    z.strictObject({ query: Phrase, product_ids: ProductIds, locale }),
    'For a query of these words these products stand first, in this order, if the filters let them through',
  ),
  buries: listOf(
    z.strictObject({ query: Phrase.optional(), product_ids: ProductIds, locale }),
    'These products stand last for the query; without one, for every query',
  ),
});
export type SearchSettingsInput = z.output<typeof SearchSettingsInput>;

const spoken = (entry: { locale?: string | undefined }) =>
  entry.locale === undefined ? {} : { locale: entry.locale };
const words = (list: readonly string[]): string[] => list.map((text) => text.trim());

/** As it is stored. */
export function settingsFromInput(input: SearchSettingsInput): SearchSettingsFields {
  return {
    synonyms: {
      oneWay: input.synonyms.one_way.map((entry) => ({
        from: entry.from.trim(),
        to: words(entry.to),
        ...spoken(entry),
      })),
      twoWay: input.synonyms.two_way.map((entry) => ({ words: words(entry.words), ...spoken(entry) })),
    },
    stopWords: input.stop_words.map((entry) => ({ words: words(entry.words), ...spoken(entry) })),
    pins: input.pins.map((entry) => ({
      query: entry.query.trim(),
      productIds: entry.product_ids.map(productId),
      ...spoken(entry),
    })),
    buries: input.buries.map((entry) => ({
      ...(entry.query !== undefined && { query: entry.query.trim() }),
      productIds: entry.product_ids.map(productId),
      ...spoken(entry),
    })),
  };
}

/** As it was written. */
export function settingsToInput(settings: SearchSettingsFields): SearchSettingsInput {
  return {
    synonyms: {
      one_way: settings.synonyms.oneWay.map(({ from, to, ...rest }) => ({ from, to, ...spoken(rest) })),
      two_way: settings.synonyms.twoWay.map((entry) => ({ words: entry.words, ...spoken(entry) })),
    },
    stop_words: settings.stopWords.map((entry) => ({ words: entry.words, ...spoken(entry) })),
    pins: settings.pins.map(({ query, productIds, ...rest }) => ({
      query,
      product_ids: productIds,
      ...spoken(rest),
    })),
    buries: settings.buries.map(({ query, productIds, ...rest }) => ({
      ...(query !== undefined && { query }),
      product_ids: productIds,
      ...spoken(rest),
    })),
  };
}
