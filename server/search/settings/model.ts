import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

/** Only for customers who speak this language; absent: for all. */
const locale = z.string().optional();

/** What the merchant decided about search. Product ids have their prefix. */
export const SearchSettingsFields = z.strictObject({
  synonyms: z.strictObject({
    /** Who looks for `from` finds `to` as well. */
    oneWay: z.array(z.strictObject({ from: z.string(), to: z.array(z.string()), locale })),
    /** Each stands for each. */
    twoWay: z.array(z.strictObject({ words: z.array(z.string()), locale })),
  }),
  stopWords: z.array(z.strictObject({ words: z.array(z.string()), locale })),
  pins: z.array(z.strictObject({ query: z.string(), productIds: z.array(z.string()), locale })),
  /** Without a query: for every query. */
  buries: z.array(z.strictObject({ query: z.string().optional(), productIds: z.array(z.string()), locale })),
});
export type SearchSettingsFields = z.infer<typeof SearchSettingsFields>;

/** One document, `_id` = `SETTINGS_ID`. */
export const StoredSearchSettings = z.strictObject({ ...documentFields, ...SearchSettingsFields.shape });
export type StoredSearchSettings = z.infer<typeof StoredSearchSettings>;
export const searchSettings = defineCollection('searchSettings', StoredSearchSettings);
export const SETTINGS_ID = 'search';

export const noSettings = (): SearchSettingsFields => ({
  synonyms: { oneWay: [], twoWay: [] },
  stopWords: [],
  pins: [],
  buries: [],
});
