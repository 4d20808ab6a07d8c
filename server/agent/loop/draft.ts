import { z } from 'zod';
import type { Toolbox } from '../../conversation/answerer.ts';
import type { TurnCall } from '../../conversation/model.ts';
import { cartBlock, comparisonBlock, orderBlock, productCard } from '../../grounding/blocks.ts';
import type { Fact } from '../../grounding/fact.ts';
import type { Block, ReplyDocument, Segment } from '../../grounding/reply.ts';

/** What the model hands in as its reply. It points at facts; code writes them. */
export const Draft = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(2000)
    .describe(
      'What to say, in the customer’s language. Put a fact in by its id in braces, as in "The {f3} costs {f4}." Never type a number, price, date, code, feature, stock or superlative yourself: it will be refused.',
    ),
  products: z
    .array(z.string().max(80))
    .max(5)
    .optional()
    .describe('variant_ids to show as cards with picture, price and stock'),
  show: z
    .array(z.enum(['cart', 'comparison', 'order', 'checkout_link']))
    .max(4)
    .optional()
    .describe('What tools of this turn returned, shown whole'),
  quick_replies: z
    .array(z.string().min(1).max(40))
    .max(4)
    .optional()
    .describe('Short answers that the customer may tap'),
});
export type Draft = z.infer<typeof Draft>;

/** The reply document of a draft. What it points at and does not exist, the verifier will refuse. */
export function documentOfDraft(draft: Draft, language: string, toolbox: Toolbox): ReplyDocument {
  const blocks: Block[] = draft.text
    .split(/\n+/)
    .map((line) => segmentsOf(line))
    .filter((segments) => segments.length > 0)
    .map((segments) => ({ type: 'text', segments }));
  const all = [...toolbox.facts.values()];
  const cards = (draft.products ?? []).flatMap((id) => productCard(newest(all, id), id) ?? []);
  if (cards.length > 0)
    blocks.push({ type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards });
  for (const wanted of new Set(draft.show ?? [])) blocks.push(...blockFor(wanted, toolbox));
  if (draft.quick_replies?.length)
    blocks.push({
      type: 'quick_replies',
      options: draft.quick_replies.map((text) => ({ label: { type: 'text', text }, send: text })),
    });
  return { language, blocks: blocks.slice(0, 20) };
}

const segmentsOf = (line: string): Segment[] =>
  line.split(/\{(f\d+)\}/).flatMap((part, index): Segment[] => {
    if (index % 2 === 1) return [{ type: 'fact', fact: part }];
    return part === '' ? [] : [{ type: 'text', text: part }];
  });

/** Facts of the last call that told the price of this variant. */
function newest(facts: readonly Fact[], variantId: string): Fact[] {
  const last = facts.findLast(
    ({ kind, subject }) =>
      kind === 'price' && subject.variantId === variantId && subject.lineId === undefined,
  );
  return last ? facts.filter(({ callId }) => callId === last.callId) : [];
}

function blockFor(wanted: NonNullable<Draft['show']>[number], toolbox: Toolbox): Block[] {
  const calls = toolbox.calls.filter(({ outcome }) => outcome === 'ok');
  const last = (...tools: string[]): TurnCall | undefined =>
    calls.findLast(({ tool }) => tools.includes(tool));
  switch (wanted) {
    case 'cart': {
      const call = last('get_cart', 'update_cart', 'get_checkout', 'create_checkout', 'update_checkout');
      return list(call && cartBlock(call.facts));
    }
    case 'comparison': {
      const call = last('compare_products');
      return list(call && comparisonBlock(call.facts));
    }
    case 'order': {
      const call = last('get_order');
      const orderId = call?.facts.find(({ subject }) => subject.orderId !== undefined)?.subject.orderId;
      return list(call && orderId !== undefined ? orderBlock(call.facts, orderId) : undefined);
    }
    case 'checkout_link': {
      const call = last('get_checkout', 'create_checkout', 'update_checkout');
      const link = call?.facts.find(({ kind, field }) => kind === 'link' && field === 'continue_url');
      return link
        ? [{ type: 'link', purpose: 'checkout', label: { type: 'phrase', key: 'pay_here' }, link: link.id }]
        : [];
    }
  }
}

const list = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
