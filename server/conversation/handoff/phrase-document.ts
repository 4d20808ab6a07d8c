import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import { render } from '../../grounding/render.ts';
import type { RenderedReply } from '../../grounding/rendered-reply.ts';
import type { Block, ReplyDocument } from '../../grounding/reply.ts';

/** One of the shop's own sentences as a paragraph. */
export const phraseBlock = (key: PhraseKey): Block => ({
  type: 'text',
  segments: [{ type: 'phrase', key }],
});

/** One sentence of the shop's, by itself: it states no fact, so it needs none. */
export function phraseReply(
  key: PhraseKey,
  locale: string,
): { document: ReplyDocument; rendered: RenderedReply } {
  const document = { language: locale.split('-')[0]!.toLowerCase(), blocks: [phraseBlock(key)] };
  return { document, rendered: render(document, new Map(), { locale }) };
}
