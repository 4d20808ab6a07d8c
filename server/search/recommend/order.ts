import { tokenize } from '../analysis/tokens.ts';
import type { Considered, Needs } from './needs.ts';
import { plainWords, states, texts } from './stated.ts';

/** Words for a recipient or an occasion move a product up so many places each. */
const LIFT = 6;

/**
 * The order of search, but for what the words call by its whole name, which comes first; for whom and what for, and what the
 * customer likes, move products up and down.
 * @param list the best first
 * @param placesUp by the customer's tastes
 */
export function ordered(
  list: readonly Considered[],
  { text, recipient, occasion }: Pick<Needs, 'text' | 'recipient' | 'occasion'>,
  placesUp: (considered: Considered) => number,
): readonly Considered[] {
  const lifting = [recipient, occasion].flatMap((words) =>
    words === undefined
      ? []
      : tokenize(words)
          .map((token) => token.text)
          .filter((word) => word.length > 2),
  );
  return list
    .map((considered, i) => ({
      considered,
      named: wordsOfName(considered, text),
      at: i - lifts(considered, lifting) * LIFT - placesUp(considered),
    }))
    .sort((a, b) => b.named - a.named || a.at - b.at)
    .map(({ considered }) => considered);
}

/** Of the longest of its names that the text holds whole; 0: none. A name of one word is no name, but a kind. */
function wordsOfName({ product }: Considered, text: string): number {
  const said = new Set(words(text));
  return Math.max(
    0,
    ...texts(product.title).map((title) => {
      const name = words(title);
      return name.length > 1 && name.every((word) => said.has(word)) ? name.length : 0;
    }),
  );
}

const words = (text: string): string[] => plainWords(text).trim().split(' ');

function lifts({ product }: Considered, lifting: readonly string[]): number {
  if (lifting.length === 0) return 0;
  const { title, description, tags, attributes } = product;
  const said = [
    ...texts(title),
    ...texts(description),
    ...tags,
    ...attributes.map(({ value }) => String(value)),
  ];
  return lifting.filter((word) => said.some((text) => states(text, word))).length;
}
