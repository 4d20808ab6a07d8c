import type { Explanation } from './search-engine.ts';

/** What one term in one field gives to a product's score. */
export interface ScorePart {
  /**
   * The field of the product; or `kind` (it is the thing asked for), `names` (its title names the thing), `plural` (in the same number), `phrase` (words
   * next to each other), `identifier` (its id, SKU or GTIN is the query), `meaning`, `other`.
   */
  readonly field: string;
  /** The stem of the word; a kind's id; a word with `~` at the end in any gender and number; a cosine. */
  readonly term: string;
  readonly score: number;
}

/** A smaller rest is rounding. */
const NOTHING = 5e-4;
const KIND = 'c~';
const MENTION = 'm~';
const PLURAL = 's~';
/** The fields of terms that are not words of a text. */
const FIELDS: Readonly<Record<string, string>> = { [KIND]: 'kind', [MENTION]: 'names', [PLURAL]: 'plural' };

/** Where a score comes from, the largest part first. The parts add up to the score. */
export function scoreParts({ words, boosts, coverage, exact, meaning, rest }: Explanation): ScorePart[] {
  const parts: ScorePart[] = [];
  const add = (field: string, term: string, score: number): void => {
    if (score === 0) return;
    const known = parts.findIndex((part) => part.field === field && part.term === term);
    if (known >= 0) parts[known] = { field, term, score: parts[known]!.score + score };
    else parts.push({ field, term, score });
  };
  for (const { terms } of words) {
    const best = terms.reduce((most, term) => (term.score > most.score ? term : most), terms[0]!);
    const score = best.score * coverage;
    const fields = Object.entries(best.fields ?? {});
    if (fields.length === 0) add(fieldOf(best.term, 'text'), shown(best.term), score);
    for (const [field, share] of fields) add(field, shown(best.term), score * share);
  }
  for (const { term, score } of boosts) add(fieldOf(term, 'phrase'), shown(term), score * coverage);
  add('identifier', '', exact);
  if (meaning) add('meaning', meaning.cosine?.toFixed(2) ?? '', meaning.score);
  if (Math.abs(rest) >= NOTHING) add('other', '', rest);
  return parts.sort((a, b) => b.score - a.score);
}

/** Ids of the kinds of thing that the query asks for. */
export const askedKinds = ({ boosts }: Explanation): string[] =>
  boosts.flatMap(({ term }) => (term.startsWith(KIND) ? term.slice(KIND.length) : []));

const fieldOf = (term: string, otherwise: string): string => FIELDS[term.slice(0, 2)] ?? otherwise;

const shown = (term: string): string => {
  const inflected = term.startsWith('r~') || term.startsWith('g~');
  if (inflected) return `${term.slice(2)}~`;
  return FIELDS[term.slice(0, 2)] === undefined ? term : term.slice(2);
};
