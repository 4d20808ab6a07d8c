import type { ToolAnswer } from '../../conversation/answerer.ts';
import { productCards } from '../../grounding/blocks.ts';
import type { Block } from '../../grounding/reply.ts';
import type { Asked, Outcome } from './asked.ts';
import { mentionIn } from './mention.ts';
import { say } from './say.ts';

const SHOWN = 6;
const NEAREST = 3;

/** There is no such colour or size of it: what there is of it. */
export async function notInThat(
  { turn }: Pick<Asked, 'turn'>,
  { productId, variantId }: { productId: string; variantId: string },
): Promise<Outcome | undefined> {
  const found: ToolAnswer = await turn.toolbox.read('get_product', { product_id: productId });
  const title = found.ok ? found.facts.find(({ kind }) => kind === 'product') : undefined;
  const cards = found.ok ? productCards(found.facts).slice(0, SHOWN) : [];
  if (!title || cards.length === 0) return undefined;
  return {
    blocks: [
      say('not_in_that', { product: title.id }),
      { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards },
    ],
    memory: { focus: { productId, variantId } },
  };
}

/** The shop has nothing of that name; what comes closest to it. */
export async function notHere({ turn, entities, message }: Asked): Promise<Outcome | undefined> {
  const query = mentionIn(entities, message).name.join(' ').slice(0, 100);
  if (query === '') return undefined;
  const found = await turn.toolbox.read('search_catalog', { query, limit: NEAREST });
  const cards = found.ok ? productCards(found.facts) : [];
  const shown: Block[] =
    cards.length === 0
      ? []
      : [say('nearest'), { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards }];
  return { blocks: [say('not_here', undefined, { query }), ...shown], event: 'none' };
}
