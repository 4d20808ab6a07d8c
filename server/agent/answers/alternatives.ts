import type { TurnInput } from '../../conversation/answerer.ts';
import { productCards } from '../../grounding/blocks.ts';
import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { Block, ProductCard } from '../../grounding/reply.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { say } from './say.ts';
import { targetOf } from './target.ts';

const SHOWN = 3;

/** Reasons are the tools' own words, which are English. */
function cardsBlock(cards: readonly ProductCard[], language: string): Block {
  return {
    type: 'products',
    layout: cards.length > 1 ? 'carousel' : 'list',
    cards: cards.map(({ reason, ...card }) => (language === 'en' && reason ? { ...card, reason } : card)),
  };
}

async function baseOf(asked: Asked): Promise<string | undefined> {
  const target = await targetOf(asked);
  if (target.kind === 'product') return target.variantId;
  return asked.turn.memory.focus?.variantId ?? asked.turn.memory.shown[0]?.variantId;
}

async function related(
  asked: Asked,
  tool: 'recommend_products' | 'related_products',
  args: Record<string, unknown>,
): Promise<ProductCard[] | undefined> {
  const base = await baseOf(asked);
  if (base === undefined) return undefined;
  const found = await asked.turn.toolbox.read(tool, { product_id: base, limit: SHOWN, ...args });
  return found.ok ? productCards(found.facts) : undefined;
}

const listed = (
  { turn }: Pick<Asked, 'turn'>,
  cards: readonly ProductCard[] | undefined,
  found: PhraseKey,
  none: PhraseKey,
): Outcome =>
  cards === undefined
    ? { blocks: [say('which_product')], asksBack: true }
    : cards.length === 0
      ? { blocks: [say(none)], event: 'none' }
      : { blocks: [say(found), cardsBlock(cards, turn.language)], event: 'found' };

async function alternatives(asked: Asked): Promise<Outcome> {
  const cards = await related(asked, 'recommend_products', { kind: 'alternative' });
  return listed(asked, cards, 'alternatives_here', 'nothing_similar');
}

async function accessories(asked: Asked): Promise<Outcome> {
  const cards = await related(asked, 'recommend_products', { kind: 'complement' });
  return listed(asked, cards, 'accessories_here', 'nothing_with_it');
}

/** Of the same kind for less than it, or than the customer's limit. */
export async function cheaper(asked: Asked): Promise<Outcome> {
  const { turn, entities } = asked;
  const base = await baseOf(asked);
  if (base === undefined) return { blocks: [say('which_product')], asksBack: true };
  const product = await turn.toolbox.read('get_product', { product_id: base });
  const price = product.ok
    ? product.facts.find(({ kind, subject }) => kind === 'price' && subject.variantId === base)?.value
    : undefined;
  if (price?.type !== 'money') return { blocks: [say('nothing_cheaper')], event: 'none' };
  const limit = entities.price_max?.[0];
  const below = Math.min(
    price.amount - 1,
    limit === undefined ? Infinity : minorUnits(limit, price.currency),
  );
  if (below < 0) return { blocks: [say('nothing_cheaper')], event: 'none' };
  const found = await turn.toolbox.read('recommend_products', {
    product_id: base,
    kind: 'alternative',
    budget_max: below,
    limit: SHOWN,
  });
  const cards = found.ok ? productCards(found.facts) : [];
  return listed(asked, cards, 'cheaper_here', 'nothing_cheaper');
}

/** What a customer writes is in major units. */
export function minorUnits(amount: number, currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return Math.round(amount * 10 ** maximumFractionDigits);
}

async function newest(turn: TurnInput, phrase: PhraseKey): Promise<Outcome | undefined> {
  const found = await turn.toolbox.read('search_catalog', { query: '', sort: 'newest', limit: SHOWN });
  const cards = found.ok ? productCards(found.facts) : [];
  if (cards.length === 0) return undefined;
  return { blocks: [say(phrase), cardsBlock(cards, turn.language)], event: 'found' };
}

export const ALTERNATIVES: Handlers = {
  alternatives,
  cheaper,
  accessories,
  new_arrivals: ({ turn }) => newest(turn, 'new_here'),
  // What sells best no tool tells: what is new is said to be that, and nothing more.
  bestsellers: ({ turn }) => newest(turn, 'bestsellers_unknown'),
};
