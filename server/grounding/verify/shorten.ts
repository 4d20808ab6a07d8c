import type { Block, ReplyDocument, Segment } from '../reply.ts';
import type { Violation } from '../violation.ts';

/**
 * The document without the sentences of small talk that may be claims; undefined when something else is wrong with it too,
 * when such a sentence holds a fact, or when nothing would be left to say.
 */
export function withoutDoubtful(
  document: ReplyDocument,
  violations: readonly Violation[],
): ReplyDocument | undefined {
  if (violations.length === 0 || violations.some(({ kind }) => kind !== 'claim')) return undefined;
  const blocks: Block[] = [];
  for (const [index, block] of document.blocks.entries()) {
    const own = violations.filter((violation) => violation.block === index);
    const left = own.length === 0 ? block : shortened(block, own);
    if (left === 'lost') return undefined;
    if (left) blocks.push(left);
  }
  const says = blocks.some(({ type }) => type !== 'quick_replies');
  return says ? { ...document, blocks } : undefined;
}

/** `lost`: a fact would go with it. */
function shortened(block: Block, violations: readonly Violation[]): Block | 'lost' | undefined {
  if (block.type === 'text') {
    let segments: readonly Segment[] | undefined = block.segments;
    // From the last on, so that the places of the others stay.
    for (const violation of violations.toReversed()) {
      segments = segments && without(segments, violation);
      if (!segments) return 'lost';
    }
    const rest = segments!.filter((segment) => segment.type !== 'text' || segment.text !== '');
    const speaks = rest.some((segment) => segment.type !== 'text' || /\p{L}/u.test(segment.text));
    return speaks ? { ...block, segments: rest } : undefined;
  }
  if (block.type !== 'products' && block.type !== 'comparison') return 'lost';
  // Which card it was is not told: none keeps its reason.
  return { ...block, cards: block.cards.map(({ reason: _, ...card }) => card) } as Block;
}

/** Undefined when a fact or phrase stands in the part that goes. */
function without(
  segments: readonly Segment[],
  { segment = 0, start, end }: Violation,
): Segment[] | undefined {
  const out = [...segments];
  let from = start;
  let length = end - start;
  for (let at = segment; length > 0 && at < out.length; at += 1) {
    const part = out[at]!;
    if (part.type !== 'text') return undefined;
    const taken = Math.min(length, part.text.length - from);
    out[at] = { type: 'text', text: part.text.slice(0, from) + part.text.slice(from + taken) };
    length -= taken;
    from = 0;
  }
  return out;
}
