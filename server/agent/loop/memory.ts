import type { Memory } from '../../conversation/model.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';

/** What a reply showed is what "the second one" means next; what was asked before is answered. */
export function rememberShown(memory: Memory, document: ReplyDocument): Memory {
  const { pending: _pending, ...rest } = memory;
  const cards = document.blocks.flatMap((block) =>
    block.type === 'products' || block.type === 'comparison' ? block.cards : [],
  );
  if (cards.length === 0) return { ...rest, unanswered: 0 };
  const shown = cards.map(({ productId, variantId }) => ({ productId, variantId }));
  return { ...rest, shown, unanswered: 0, ...(shown.length === 1 && { focus: shown[0]! }) };
}
