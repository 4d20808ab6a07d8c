import { productCards } from '../../grounding/blocks.ts';
import { minorUnits } from './alternatives.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { cheapestOf } from './cheapest.ts';
import { say } from './say.ts';

const SHOWN = 3;
const TEXT = 300;
const ARTICLE =
  /^(?:my|the|a|an|mi|el|la|un|una|o|a|os|as|um|uma|der|die|das|dem|den|einen?|eine[mr]?|le|les|l’|l')\s+(?=\p{L})/iu;

/** One pick that meets every limit that was named, and two alternatives, each with a fact as its reason. */
async function advice(asked: Asked): Promise<Outcome | undefined> {
  const { turn, entities, short } = asked;
  const cheapest = short ? undefined : await cheapestOf(asked);
  if (cheapest) return cheapest;
  const text = short ? '' : (asked.query ?? asked.message.text).trim().slice(0, TEXT);
  const [recipient] = (entities.recipient ?? []).map((one) => one.replace(ARTICLE, ''));
  const [occasion] = entities.occasion ?? [];
  if (text === '' && recipient === undefined && occasion === undefined) return undefined;
  const limit = entities.price_max?.[0];
  const found = await turn.toolbox.read('recommend_products', {
    needs: {
      text,
      ...(recipient !== undefined && { recipient }),
      ...(occasion !== undefined && { occasion }),
      ...(limit !== undefined && { price_max: minorUnits(limit, turn.market.currency) }),
    },
    limit: SHOWN,
  });
  if (!found.ok) return undefined;
  const chosen = new Set((found.output.products as { product_id: string }[]).map((one) => one.product_id));
  const cards = productCards(found.facts).filter(({ productId }) => chosen.has(productId));
  const [pick] = cards;
  if (!pick) return { blocks: [say('nothing_fits')], event: 'none' };
  return {
    blocks: [
      say('picked', { product: pick.title }),
      { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards },
    ],
    memory: { focus: { productId: pick.productId, variantId: pick.variantId } },
    event: 'found',
  };
}

export const ADVICE: Handlers = { recommend: advice, gift: advice };
