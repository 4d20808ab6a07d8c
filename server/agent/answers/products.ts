import type { Memory } from '../../conversation/model.ts';
import { comparisonBlock, productCard, productCards } from '../../grounding/blocks.ts';
import type { Fact } from '../../grounding/fact.ts';
import type { Block, ProductCard, Segment } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import { readMessage } from '../intents/read-message.ts';
import type { Asked, Outcome } from './asked.ts';
import { cheapestOf } from './cheapest.ts';
import { isPlainDescription } from './plain-description.ts';
import { quickReplies, say } from './say.ts';
import { askWhich, namedIn, targetOf } from './target.ts';
import { notHere, notInThat } from './unfound.ts';

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

/** What the words find, best first. Of what is the cheapest, only things of that name. */
export async function searchAnswer(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message } = asked;
  const { toolbox, messages } = turn;
  if (message.subject === '' || message.subject.split(' ').length > MAX_SEARCH_WORDS) return undefined;
  const query = (asked.query ?? messages.map(({ text }) => text).join(' ')).slice(0, 300);
  const found = await toolbox.read('search_catalog', { query, limit: SHOWN });
  if (!found.ok) return undefined;
  const understood = found.output.understood as { sort?: string } | undefined;
  if (understood?.sort === 'price_asc') {
    const cheapest = await cheapestOf(asked);
    if (cheapest) return cheapest;
  }
  const cards = productCards(found.facts);
  if (asked.doubtful && namedIn(cards, found, message.subject).length === 0) return undefined;
  if (cards.length === 0) {
    return {
      blocks: [say('nothing_found', undefined, { query: message.subject.slice(0, 100) })],
      asksBack: true,
      event: 'none',
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
    return productAnswer({ ...asked, message: about, intent: 'product_details' });
  }
  const [only] = named.length === 1 ? named : cards.length === 1 ? cards : [];
  return {
    ...(only && { memory: { focus: { productId: only.productId, variantId: only.variantId } } }),
    blocks: [
      say(more ? 'found_first' : 'found_results', { count }),
      { type: 'products', layout: cards.length > 1 ? 'carousel' : 'list', cards },
    ],
    event: cards.length === 1 ? 'one' : 'found',
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
  const { turn, intent } = asked;
  const target = await targetOf(asked);
  if (target.kind === 'choice') return askWhich(asked, target.cards);
  if (target.kind === 'none') {
    if (target.searched) return notHere(asked);
    return asked.first ? { blocks: [say('which_product')], asksBack: true, event: 'none' } : undefined;
  }
  if (target.noSuchOption) return notInThat(asked, target);
  const { variantId, productId } = target;
  const answer = await turn.toolbox.read('get_product', { product_id: variantId });
  if (!answer.ok) return undefined;
  const { facts } = answer;
  const card = productCard(facts, variantId);
  if (!card) return undefined;
  const focus = { productId, variantId };
  const cards: Block = { type: 'products', layout: 'list', cards: [card] };
  // Asked about one of several, "the second one" is still the second of them.
  const among = turn.memory.shown.some((one) => one.variantId === variantId);
  const memory = { focus, shown: among ? turn.memory.shown : [focus] };
  if (intent === 'price')
    return { blocks: [say('price_of', { product: card.title, price: card.price }), cards], memory };
  const stock = idOf(facts, 'stock', variantId);
  if (intent === 'stock' && stock !== undefined)
    return {
      blocks: [say('stock_of', { product: card.title, stock }), cards],
      memory,
      ...(soldOut(facts, stock) && { event: 'refused' as const }),
    };
  const described = facts.find((fact) => isPlainDescription(fact, turn.language));
  const description = described?.id;
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

const soldOut = (facts: readonly Fact[], id: string): boolean => {
  const value = facts.find((fact) => fact.id === id)?.value;
  return value?.type === 'count' && value.value === 0;
};

/** The products that were named, those of the ordinals, or those that were shown. */
export async function compareAnswer(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message } = asked;
  const { memory, toolbox } = turn;
  const named = await comparedByName(asked);
  // Asked for two products, the customer wrote of something else.
  if (!named && asked.short?.answer.kind === 'text') return undefined;
  const chosen =
    named ??
    (message.ordinals.length >= 2
      ? message.ordinals.flatMap((ordinal) => memory.shown.at(ordinal === -1 ? -1 : ordinal - 1) ?? [])
      : memory.shown.slice(0, Math.min(message.quantity ?? COMPARED, MAX_COMPARED)));
  if (chosen.length < 2)
    return { blocks: [say('compare_which')], asksBack: true, event: 'ask.which_compared' };
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

const AND = /\s(?:and|with|to|or|vs\.?|versus|y|con|o|e|com|ou|und|mit|oder|et|avec)\s|,/iu;

/** "The Beam 200 and the Beam 400": each part has to name one product. */
async function comparedByName({ turn, message, entities }: Asked): Promise<Memory['shown'] | undefined> {
  const parts =
    (entities.product?.length ?? 0) >= 2
      ? entities.product!.map((name) => ({ subject: folded(name) }))
      : message.text.split(AND).map((part) => readMessage(part, turn.language));
  const subjects = parts.map(({ subject }) => subject).filter((subject) => subject !== '');
  if (subjects.length < 2 || subjects.length > MAX_COMPARED) return undefined;
  const chosen: Memory['shown'] = [];
  for (const subject of subjects) {
    const target = await targetOf({ turn, message: { ...message, subject, text: subject, ordinals: [] } });
    if (target.kind !== 'product') return undefined;
    if (!chosen.some(({ productId }) => productId === target.productId))
      chosen.push({ productId: target.productId, variantId: target.variantId });
  }
  return chosen;
}
