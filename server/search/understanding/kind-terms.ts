import type { SearchDocument } from '../search-types.ts';
import type { Concept } from './concepts.ts';
import { productKind } from './product-kind.ts';

/** The term of all products that are of a kind. */
export const kindTerm = (concept: Concept): string => `c~${concept.id}`;
/** The term of all products of which the title names a kind. */
export const mentionTerm = (concept: Concept): string => `m~${concept.id}`;

/** A wider kind fits a little less well. */
const WIDER = 0.85;
const MENTION = 255;

/** What a product is and what its title names, as terms with weights 1 to 255. */
export function kindTerms(doc: SearchDocument): [term: string, weight: number][] {
  const { head, certainty, mentions } = productKind(doc);
  const terms: [string, number][] = [];
  let weight = 255 * certainty;
  for (let at = head; at; at = at.parent) {
    terms.push([kindTerm(at), Math.round(weight)]);
    weight *= WIDER;
  }
  const named = new Set(mentions);
  for (let at = head; at; at = at.parent) named.add(at);
  for (const concept of named) terms.push([mentionTerm(concept), MENTION]);
  return terms;
}
