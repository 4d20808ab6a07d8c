import type { RenderedBlock, RenderedReply } from '../../grounding/rendered-reply.ts';
import { joined, type Passage, passageOf, words } from './passage.ts';
import { inCharacters, type Measure, split } from './split.ts';

/** A block as text; several products are numbered, so that one can be named. */
export function blockText(block: RenderedBlock): Passage {
  if (block.type === 'quick_replies') {
    const options = block.options.map(({ label, send }) => ({ label: label.trim() || send, send }));
    return passageOf({ ...block, options });
  }
  if (block.type !== 'products' || block.cards.length < 2) return passageOf(block);
  return joined(
    block.cards.map((card, index) =>
      joined([words(`${index + 1}.`), passageOf({ ...block, cards: [card] })], ' '),
    ),
    '\n',
  );
}

/** A reply as texts that fit, for a channel that has nothing else. */
export function textReply(
  { blocks }: Pick<RenderedReply, 'blocks'>,
  limit: number,
  measure: Measure = inCharacters,
): string[] {
  return split(joined(blocks.map(blockText), '\n\n'), limit, measure)
    .map(({ text }) => text)
    .filter((text) => text.trim() !== '');
}
