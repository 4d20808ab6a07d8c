import { createHash } from 'node:crypto';
import type { LocalizedText, SearchDocument } from '../search-types.ts';

/** Models read some hundred words; what comes later in a text weighs little. */
const LONGEST = 1_000;
const LONGEST_PART = 600;

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.map((text) => text?.replaceAll(/\s+/g, ' ').trim() ?? '').filter((text) => text !== '')),
];
const every = (text: LocalizedText | undefined): string[] => Object.values(text ?? {});

/**
 * What a model is given of a product: its titles, then what tells its kind, then features and the beginning of its
 * description in one language. No price, no stock, no ids: they change often and mean nothing to a model.
 */
export function productText(document: SearchDocument): string {
  const { title, brand, productType, categories, attributes, features, description } = document;
  const language = Object.keys(title)[0] ?? '';
  const properties = attributes
    .filter(({ value }) => typeof value !== 'boolean')
    .map(({ name, value, valueLabel }) => `${name}: ${valueLabel?.[language] ?? value}`);
  const parts = distinct([
    ...every(title),
    brand,
    ...every(productType),
    ...categories.flatMap((category) => every(category.title)),
    properties.join(', ').slice(0, LONGEST_PART),
    (description[language] ?? every(description)[0])?.slice(0, LONGEST_PART),
    features?.slice(0, LONGEST_PART),
  ]);
  return cut(parts.join('. '), LONGEST);
}

/** Another hash means another vector. 16 bytes, as latin1. @param model the embedder's id */
export function textHash(model: string, text: string): string {
  return createHash('sha256').update(`${model}\n${text}`).digest().subarray(0, 16).toString('latin1');
}

/** Never in the middle of a surrogate pair, which is no text any more. */
function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
