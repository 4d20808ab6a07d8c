import { productCards } from '../../grounding/blocks.ts';
import type { Fact } from '../../grounding/fact.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Outcome } from './asked.ts';
import { mentionIn } from './mention.ts';
import { say } from './say.ts';
import { namedIn } from './target.ts';

const idOf = (facts: readonly Fact[], kind: Fact['kind']): string | undefined =>
  facts.find((fact) => fact.kind === kind)?.id;

const SUPERLATIVE =
  /(?<!\S)(?:cheapest|lowest price|lowest priced|least expensive|mas barat\p{L}*|mas economic\p{L}*|mais barat\p{L}*|mais economic\p{L}*|(?:am )?gunstigst\p{L}*|billigst\p{L}*|preiswertest\p{L}*|(?:le|la|les) moins cher\p{L}*)(?!\S)/u;
const CHEAPEST =
  /(?<!\S)(?:cheapest|lowest|least|price|priced|expensive|mas|barat\p{L}*|economic\p{L}*|mais|gunstigst\p{L}*|billigst\p{L}*|preiswertest\p{L}*|moins|cher\p{L}*)(?!\S)/gu;

const SHOWN = 5;

/**
 * The cheapest of the kind that the best hit is of: a text that merely mentions the words is no such thing. Undefined where nobody asks
 * for the cheapest, or there is no such kind.
 */
export async function cheapestOf({ turn, message, entities }: Asked): Promise<Outcome | undefined> {
  if (!SUPERLATIVE.test(folded(message.text))) return undefined;
  const { name: words } = mentionIn(entities, message);
  const name = words.join(' ').replace(CHEAPEST, ' ').replace(/\s+/g, ' ').trim();
  if (name === '') return undefined;
  const kinds = await turn.toolbox.read('search_catalog', {
    query: name,
    literal: true,
    limit: 1,
    facets: ['product_type'],
  });
  const [best] = kinds.ok ? productCards(kinds.facts) : [];
  if (!kinds.ok || !best || namedIn([best], kinds, name).length === 0) return undefined;
  const product = await turn.toolbox.read('get_product', { product_id: best.productId });
  const type = product.ok ? product.output.product_type : undefined;
  const types = (kinds.output.facets as Record<string, { value: string }[]> | undefined)?.product_type;
  // The names of facets are the shop's own, the product says its type in the customer's language.
  const wanted = types?.find(({ value }) => value === type)?.value ?? types?.[0]?.value;
  if (wanted === undefined) return undefined;
  const sorted = await turn.toolbox.read('search_catalog', {
    query: name,
    literal: true,
    filters: { product_types: [wanted] },
    sort: 'price_asc',
    limit: SHOWN,
  });
  const cards = sorted.ok ? productCards(sorted.facts) : [];
  const [first] = cards;
  const count = sorted.ok ? idOf(sorted.facts, 'result_count') : undefined;
  if (!first || count === undefined) return undefined;
  return {
    blocks: [
      say('price_of', { product: first.title, price: first.price }),
      { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards },
    ],
    memory: { focus: { productId: first.productId, variantId: first.variantId } },
    event: 'found',
  };
}
