import { productCards } from '../../grounding/blocks.ts';
import type { Block } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Outcome } from './asked.ts';
import { say } from './say.ts';
import { askWhich, targetOf } from './target.ts';
import { notInThat } from './unfound.ts';

const SHOWN = 6;
const MOST = 3;
const ABOUT_FIT =
  /(?<!\p{L})(?:fit|size|sizing|width|talla|ajuste|horma|tamanho|caimento|grosse|passform|weite|taille|coupe|largeur)/u;

/** What sizes there are, what the shop says of how it fits; of a size that was named, whether there is one. */
export async function sizeAnswer(asked: Asked): Promise<Outcome | undefined> {
  const { turn } = asked;
  const target = await targetOf(asked);
  if (target.kind === 'choice') return askWhich(asked, target.cards);
  if (target.kind === 'none')
    return target.searched ? undefined : { blocks: [say('which_product')], asksBack: true };
  if (target.noSuchOption) return notInThat(asked, target);
  const { productId, variantId } = target;
  const found = await turn.toolbox.read('get_product', { product_id: productId });
  const title = found.ok ? found.facts.find(({ kind }) => kind === 'product') : undefined;
  if (!found.ok || !title) return undefined;
  const cards = productCards(found.facts);
  const named = cards.filter((card) => card.variantId === variantId);
  const fit = found.facts
    .filter(
      ({ kind, field, label }) => kind === 'attribute' && ABOUT_FIT.test(folded(`${field} ${label ?? ''}`)),
    )
    .slice(0, MOST)
    .map((fact): Block => ({ type: 'text', segments: [{ type: 'fact', fact: fact.id, form: 'labelled' }] }));
  const shown = (asked.entities.size ?? []).length > 0 ? named : cards.slice(0, SHOWN);
  return {
    blocks: [
      say('sizes_here', { product: title.id }),
      ...fit,
      { type: 'products', layout: shown.length > 1 ? 'carousel' : 'list', cards: shown },
      ...(fit.length === 0 ? [say('fit_unsaid')] : []),
    ],
    memory: { focus: { productId, variantId } },
  };
}
