import { comparisonBlock, productCard, productCards } from '../../grounding/blocks.ts';
import type { Fact } from '../../grounding/fact.ts';
import type { Block, ProductCard, Segment } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Outcome } from './intents-answerer.ts';
import { quickReplies, say } from './say.ts';
import { askWhich, namedIn, targetOf } from './target.ts';

const SHOWN = 5;
const ATTRIBUTES = 8;
const COMPARED = 3;
const MAX_COMPARED = 5;
/** More words are a question that a search does not answer. */
const MAX_SEARCH_WORDS = 8;

const idOf = (facts: readonly Fact[], kind: Fact['kind'], variantId?: string): string | undefined =>
  facts.find(
    (fact) => fact.kind === kind && (variantId === undefined || fact.subject.variantId === variantId),
  )?.id;

/** What the words find, best first. */
export async function searchAnswer({ turn, message }: Asked): Promise<Outcome | undefined> {
  const { toolbox, messages } = turn;
  if (message.subject === '' || message.subject.split(' ').length > MAX_SEARCH_WORDS) return undefined;
  const query = messages
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 300);
  const found = await toolbox.read('search_catalog', { query, limit: SHOWN });
  if (!found.ok) return undefined;
  const cards = productCards(found.facts);
  if (cards.length === 0) {
    return {
      blocks: [say('nothing_found', undefined, { query: message.subject.slice(0, 100) })],
      asksBack: true,
    };
  }
  const count = idOf(found.facts, 'result_count')!;
  const more = Number(found.output.total) > cards.length;
  const named = namedIn(cards, found, message.subject);
  const { focus } = turn.memory;
  const spokenOf = cards.find(({ productId }) => productId === focus?.productId);
  // The name of what is spoken of and nothing else, as a tap on it says: more about it is wanted, not a list with it.
  if (spokenOf && isWholeName(spokenOf, found.facts, message.text)) {
    const about = { ...message, subject: '', ordinals: [] };
    return productAnswer({ turn, message: about, intent: 'details' });
  }
  const [only] = named.length === 1 ? named : cards.length === 1 ? cards : [];
  return {
    ...(only && { memory: { focus: { productId: only.productId, variantId: only.variantId } } }),
    blocks: [
      say(more ? 'found_first' : 'found_results', { count }),
      { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards },
    ],
  };
}

function isWholeName({ title, options }: ProductCard, facts: readonly Fact[], text: string): boolean {
  const said = (id: string | undefined): string => {
    const value = facts.find((fact) => fact.id === id)?.value;
    return value?.type === 'text' ? value.text : '';
  };
  const names = [said(title), `${said(title)} ${said(options)}`].map(folded);
  return said(title) !== '' && names.includes(folded(text));
}

/** Price, stock or all that is known of one product. */
export async function productAnswer(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message, intent } = asked;
  const target = await targetOf(asked);
  if (target.kind === 'choice') return askWhich(asked, target.cards);
  if (target.kind === 'none') {
    if (target.searched) return undefined;
    return message.intents[0] === intent ? { blocks: [say('which_product')], asksBack: true } : undefined;
  }
  const { variantId, productId } = target;
  const answer = await turn.toolbox.read('get_product', { product_id: variantId });
  if (!answer.ok) return undefined;
  const { facts } = answer;
  const card = productCard(facts, variantId);
  if (!card) return undefined;
  const focus = { productId, variantId };
  const cards: Block = { type: 'products', layout: 'list', cards: [card] };
  const memory = { focus, shown: [focus] };
  if (intent === 'price')
    return { blocks: [say('price_of', { product: card.title, price: card.price }), cards], memory };
  const stock = idOf(facts, 'stock', variantId);
  if (intent === 'stock' && stock !== undefined)
    return { blocks: [say('stock_of', { product: card.title, stock }), cards], memory };
  const description = idOf(facts, 'description');
  const attributes = facts
    .filter(({ kind }) => kind === 'attribute')
    .slice(0, ATTRIBUTES)
    .map((fact): Block => ({ type: 'text', segments: [{ type: 'fact', fact: fact.id, form: 'labelled' }] }));
  const about: Segment[] = description === undefined ? [] : [{ type: 'fact', fact: description }];
  return {
    blocks: [
      say('details_of', { product: card.title }),
      ...(about.length > 0 ? [{ type: 'text', segments: about } satisfies Block] : []),
      ...attributes,
      cards,
      quickReplies([['qr_add', 'add it']]),
    ],
    memory,
  };
}

/** The products that were shown, or those of the ordinals named. */
export async function compareAnswer({ turn, message }: Asked): Promise<Outcome | undefined> {
  const { memory, toolbox } = turn;
  const chosen =
    message.ordinals.length >= 2
      ? message.ordinals.flatMap((ordinal) => memory.shown.at(ordinal === -1 ? -1 : ordinal - 1) ?? [])
      : memory.shown.slice(0, Math.min(message.quantity ?? COMPARED, MAX_COMPARED));
  if (chosen.length < 2) return { blocks: [say('compare_which')], asksBack: true };
  const answer = await toolbox.read('compare_products', {
    product_ids: chosen.map(({ variantId }) => variantId),
  });
  if (!answer.ok) return undefined;
  const comparison = comparisonBlock(answer.facts);
  if (!comparison) return undefined;
  const cheapest = answer.facts.find(({ kind }) => kind === 'superlative')?.subject.productId;
  const title = comparison.cards.find(({ productId }) => productId === cheapest)?.title;
  return {
    blocks: [
      say('compared'),
      { ...comparison, rows: comparison.rows.slice(0, 12) },
      ...(title === undefined ? [] : [say('cheaper_of_these', { product: title })]),
    ],
  };
}
