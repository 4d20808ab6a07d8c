import type { Memory } from '../../conversation/model.ts';
import { factIdsOf } from '../../grounding/blocks.ts';
import type { Facts } from '../../grounding/fact.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';

/** What a reply showed, or spoke of, is what "the second one" means next; what was asked before is answered. */
export function rememberShown(memory: Memory, document: ReplyDocument, facts?: Facts): Memory {
  const { pending: _pending, ...rest } = memory;
  const cards = document.blocks.flatMap((block) =>
    block.type === 'products' || block.type === 'comparison' ? block.cards : [],
  );
  const shown =
    cards.length > 0
      ? cards.map(({ productId, variantId }) => ({ productId, variantId }))
      : spokenOf(document, facts);
  if (shown.length === 0) return { ...rest, unanswered: 0 };
  return { ...rest, shown, unanswered: 0, ...(shown.length === 1 && { focus: shown[0]! }) };
}

/** The variants of the facts in sentences, in their order; of a product that is only named, the one that was read. */
function spokenOf(document: ReplyDocument, facts: Facts | undefined): Memory['shown'] {
  if (!facts) return [];
  const texts = { blocks: document.blocks.filter(({ type }) => type === 'text') };
  const variants = new Map<string, string>();
  for (const id of factIdsOf(texts)) {
    const { productId, variantId, lineId } = facts.get(id)?.subject ?? {};
    if (productId === undefined || lineId !== undefined || variants.has(productId)) continue;
    const read = [...facts.values()].find(
      ({ kind, subject }) => kind === 'price' && subject.productId === productId,
    );
    const spoken = variantId ?? read?.subject.variantId;
    if (spoken !== undefined) variants.set(productId, spoken);
  }
  return [...variants].map(([productId, variantId]) => ({ productId, variantId }));
}
