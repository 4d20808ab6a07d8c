import { productCard } from '../../grounding/blocks.ts';
import { cheaper } from './alternatives.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { policyBlocks } from './policies.ts';
import { quickReplies, say } from './say.ts';
import { offerPerson } from './talk.ts';

/** The price once more, read now: on its card it leads to its proof. */
async function priceProof({ turn }: Asked): Promise<Outcome> {
  const { focus, shown } = turn.memory;
  const product = focus ?? (shown.length === 1 ? shown[0] : undefined);
  const answer = product && (await turn.toolbox.read('get_product', { product_id: product.variantId }));
  const card = answer?.ok ? productCard(answer.facts, product!.variantId) : undefined;
  if (!card) return { blocks: [say('prices_proven')] };
  return {
    blocks: [
      say('price_of', { product: card.title, price: card.price }),
      say('prices_proven'),
      { type: 'products', layout: 'list', cards: [card] },
    ],
  };
}

async function tooExpensive(asked: Asked): Promise<Outcome> {
  const found = await cheaper(asked);
  return found.asksBack ? { blocks: [say('no_discounts')] } : found;
}

export const OBJECTIONS: Handlers = {
  price_match: async () => offerPerson('match_by_person'),
  ask_discount: async () => ({
    blocks: [say('no_discounts'), quickReplies([['qr_cart', 'show cart']])],
  }),
  price_objection: tooExpensive,
  trust_objection: async (asked) => ({
    blocks: [say('trust'), ...((await policyBlocks(asked, 'returns')) ?? []).slice(0, 2)],
  }),
  price_proof: priceProof,
};
