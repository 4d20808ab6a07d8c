import { expect } from 'vitest';
import { plainText } from '../../../server/grounding/plain-text.ts';
import type { RenderedBlock, RenderedReply } from '../../../server/grounding/rendered-reply.ts';

/** What a customer reads in a message: its statements in their order, and what can be tapped. */
export interface Shown {
  /** Texts, bodies, cards, the label of a link's button and its address, in the order they are read. */
  said: readonly string[];
  /** Labels of buttons and rows, and what stands beside them. */
  labels: readonly string[];
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * That messages say what a reply says: every word of it, in its order, every fact whole in one message; besides nothing but numbers in
 * front of lines, phrases of the shop and, where a button is too small for it, the label of a quick reply.
 * @param longest characters of the longest message: a longer fact cannot stay whole
 */
export function expectSameFacts(
  reply: RenderedReply,
  shown: readonly Shown[],
  { phrases, longest }: { phrases: readonly string[]; longest: number },
): void {
  const labels = reply.blocks.flatMap((block) =>
    block.type === 'quick_replies' ? block.options.map(({ label, send }) => `[${label.trim() || send}]`) : [],
  );
  const extra = `(?:${[...new Set([...phrases, ...labels])].map((one) => escaped(squeezed(one))).join('|')})*?`;
  const number = '(?:\\d+\\.)?';
  const pattern = reply.blocks.map((block) => expected(block, extra, number)).join(extra);
  const all = squeezed(shown.flatMap(({ said }) => said).join('\n'));
  expect(all).toMatch(new RegExp(`^${extra}${pattern}${extra}$`, 'u'));

  const { text, spans } = plainText(reply);
  for (const { start, end } of spans) {
    const fact = text.slice(start, end);
    if (fact.length > longest || fact.trim() === '') continue;
    const isWhole = shown.some(({ said }) => said.some((one) => one.includes(fact.trim())));
    expect(isWhole, `"${fact}" stands whole in a message`).toBe(true);
  }
}

function expected(block: RenderedBlock, extra: string, number: string): string {
  if (block.type === 'quick_replies') return '';
  if (block.type === 'link') {
    const label = escaped(squeezed(block.label.map(({ text }) => text).join('')));
    return `${label}:?${extra}${escaped(squeezed(block.url))}`;
  }
  return plainText({ blocks: [block] })
    .text.split('\n')
    .map((line) => `${number}${escaped(squeezed(line))}`)
    .join(extra);
}
