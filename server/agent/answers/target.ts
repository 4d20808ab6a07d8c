import type { ToolAnswer, TurnInput } from '../../conversation/answerer.ts';
import type { Memory } from '../../conversation/model.ts';
import { productCards } from '../../grounding/blocks.ts';
import type { ProductCard } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import { readMessage } from '../intents/read-message.ts';
import type { Asked, Outcome } from './asked.ts';
import { type Fit, fitOf, type Mention, mentionIn } from './mention.ts';
import { say } from './say.ts';
import { variantOf } from './variant.ts';

/** The product that a message is about, or those that it could be about. */
export type Target =
  | {
      kind: 'product';
      variantId: string;
      productId: string;
      /** It does not come as it was said: of this, there is no such colour or size. */
      noSuchOption?: true;
    }
  | { kind: 'choice'; cards: ProductCard[] }
  | { kind: 'none'; searched: boolean };

/** So many are looked at: accessories of a thing have all of its name, too. */
const CANDIDATES = 20;
const OFFERED = 3;
const CHOICE_MS = 30 * 60_000;

type About = Pick<Asked, 'turn' | 'message'> & Partial<Pick<Asked, 'entities'>>;

/** By ordinal, by name, or what was spoken of last; of it, what has the colour and the size that were said. */
export async function targetOf({ turn, message, entities }: About): Promise<Target> {
  const { memory } = turn;
  const mention = mentionIn(entities, message);
  const [ordinal] = message.ordinals;
  if (ordinal !== undefined && memory.shown.length > 0) {
    const product = memory.shown.at(ordinal === -1 ? -1 : ordinal - 1);
    if (product) return asSaid(turn, product, mention.options);
    // The second of one is not that one.
    if (mention.name.length === 0) return { kind: 'none', searched: false };
  }
  if (mention.name.length === 0) {
    // A colour may be a part of a name: "the blue cup", where there is a "Blue Cup".
    const words = mention.options.length > 0 ? readMessage(message.text, turn.language).subject : '';
    const whole =
      words.includes(' ') && (await named(turn, { name: words.split(' '), options: [] }, message.text));
    const titled = whole ? whole.titled : undefined;
    if (titled) return { kind: 'product', ...idsOf(titled) };
    const product = spokenOf(memory) ?? (await shownWith(turn, mention));
    return product ? asSaid(turn, product, mention.options) : { kind: 'none', searched: false };
  }
  const own = await shownWith(turn, mention);
  if (own) return asSaid(turn, own, mention.options);
  const { cards, clear, otherModel } = await named(turn, mention, message.text);
  if (clear) return asSaid(turn, clear, mention.options);
  if (cards.length === 0 || otherModel) return { kind: 'none', searched: true };
  const focused = cards.find(({ productId }) => productId === memory.focus?.productId);
  if (focused && message.pointsBack) return asSaid(turn, memory.focus!, mention.options);
  return { kind: 'choice', cards: cards.slice(0, OFFERED) };
}

async function asSaid(
  turn: TurnInput,
  { productId, variantId }: { productId: string; variantId: string },
  options: readonly string[],
): Promise<Target> {
  if (options.length === 0) return { kind: 'product', productId, variantId };
  const found = await variantOf(turn, variantId, options);
  if (found === undefined) return { kind: 'product', productId, variantId, noSuchOption: true };
  return { kind: 'product', productId, variantId: found };
}

/** What a name finds, best first, and the one that it surely means. */
async function named(
  { toolbox }: Pick<TurnInput, 'toolbox'>,
  { name, options }: Mention,
  text: string,
): Promise<{ cards: ProductCard[]; clear?: ProductCard; otherModel?: boolean; titled?: ProductCard }> {
  const query = [...name, ...options].join(' ').slice(0, 300);
  let found = await toolbox.read('search_catalog', { query, limit: CANDIDATES });
  let cards = found.ok ? productCards(found.facts) : [];
  if (cards.length === 0 && options.length > 0) {
    found = await toolbox.read('search_catalog', { query: name.join(' ').slice(0, 300), limit: CANDIDATES });
    cards = found.ok ? productCards(found.facts) : [];
  }
  if (!found.ok || cards.length === 0) return { cards };
  const only = cards.length === 1 ? cards[0] : undefined;
  const understood = found.output.understood as { spelling?: Record<string, string> } | undefined;
  const titled = titledIn(cards, found, text);
  if (titled) return { cards, clear: titled, titled };
  const fits = cards.map((card, rank) => ({
    card,
    rank,
    fit: fitOf(name, titleOf(card, found), understood?.spelling),
  }));
  const best = clearest(fits, name.length);
  const sorted = fits.toSorted(
    (a, b) => b.fit.hits - a.fit.hits || a.fit.misses - b.fit.misses || a.rank - b.rank,
  );
  const clear = best ?? (only && sorted[0]!.fit.misses === 0 ? only : undefined);
  const fitting = sorted.filter(({ fit }) => fit.hits === name.length && fit.misses === 0);
  return {
    cards: (fitting.length > 0 ? fitting : sorted).map(({ card }) => card),
    ...(clear && { clear }),
    // A number that none of them has: what is named is another model.
    otherModel: !clear && fits.every(({ fit }) => fit.misses > 0),
  };
}

interface Fitting {
  card: ProductCard;
  rank: number;
  fit: Fit;
}

/**
 * The one whose title has all words of the name, and fewer others than any: "Beam 400", not "Beam 400 Run" or "Case for Beam 400". A
 * name of which the title lacks words, such as its kind, has to have a number or most words in common, and no rival.
 */
function clearest(fits: readonly Fitting[], words: number): ProductCard | undefined {
  const may = fits.filter(({ fit }) => fit.misses === 0 && fit.hits > 0 && fit.hits * 2 > words);
  const [first, second] = may.toSorted(
    (a, b) => b.fit.hits - a.fit.hits || a.fit.extra - b.fit.extra || a.rank - b.rank,
  );
  if (!first) return undefined;
  const apart = !second || first.fit.hits > second.fit.hits || first.fit.extra < second.fit.extra;
  // One word names a kind more often than a thing: then what has that word alone is as likely as the others.
  const kind = words === 1 && may.length > 2;
  return apart && !kind ? first.card : undefined;
}

/** The one whose whole title stands in the message: "Gift card", where there is a "Birthday gift card" too. The longest counts. */
function titledIn(cards: readonly ProductCard[], found: ToolAnswer, text: string): ProductCard | undefined {
  const message = ` ${folded(text)} `;
  const titled = cards
    .map((card) => ({ card, title: folded(titleOf(card, found)) }))
    .filter(({ title }) => title !== '' && message.includes(` ${title} `))
    .sort((a, b) => b.title.length - a.title.length);
  const [longest, next] = titled;
  return longest && longest.title !== next?.title ? longest.card : undefined;
}

function titleOf(card: ProductCard, found: ToolAnswer): string {
  const value = found.ok ? found.facts.find(({ id }) => id === card.title)?.value : undefined;
  return value?.type === 'text' ? value.text : '';
}

const idsOf = ({ productId, variantId }: ProductCard) => ({ productId, variantId });

function spokenOf({ focus, shown }: Memory): { productId: string; variantId: string } | undefined {
  return focus ?? (shown.length === 1 ? shown[0] : undefined);
}

const LOOKED_AT = 5;

/** The one of those that were shown that has all that was said: "the carbon steel one". Undefined where none or several have. */
export async function shownWith(
  { toolbox, memory }: Pick<TurnInput, 'toolbox' | 'memory'>,
  { name, options }: Mention,
  among: Memory['shown'] = memory.shown,
): Promise<Memory['shown'][number] | undefined> {
  if (among.length < 2 || (name.length === 0 && options.length === 0)) return undefined;
  const having: { product: Memory['shown'][number]; fit: Fit; titled: boolean }[] = [];
  for (const product of among.slice(0, LOOKED_AT)) {
    const answer = await toolbox.read('get_product', { product_id: product.variantId });
    if (!answer.ok) continue;
    const { output } = answer;
    const attributes = output.attributes as { name: string; value: string }[];
    const about = attributes.map((one) =>
      /^(?:yes|s[ií]|sim|ja|oui)$/iu.test(one.value) ? one.name : one.value,
    );
    const values = (output.options as { values: { value: string; label: string }[] }[]).flatMap(
      (one) => one.values,
    );
    const text = [output.title, output.brand, output.product_type, ...about].join(' ');
    const words = [...name, ...(values.length === 0 ? options.flatMap((one) => folded(one).split(' ')) : [])];
    const fit = fitOf(words, text);
    if (fit.misses > 0 || fit.hits < words.length) continue;
    const variant =
      values.length > 0 && options.length > 0
        ? await variantOf({ toolbox }, product.variantId, options)
        : product.variantId;
    if (variant === undefined) continue;
    having.push({
      product: { ...product, variantId: variant },
      fit: fitOf(words, String(output.title)),
      titled: fitOf(words, String(output.title)).hits === words.length,
    });
  }
  if (having.length === 1) return having[0]!.product;
  // "The Orbis 5" beside an "Orbis 5 Plus".
  const titled = having.filter((one) => one.titled).sort((a, b) => a.fit.extra - b.fit.extra);
  return titled[0] && name.length > 0 && titled[0].fit.extra < (titled[1]?.fit.extra ?? Infinity)
    ? titled[0].product
    : undefined;
}

/** Asks which of these is meant; the answer goes on with what was asked for. */
export function askWhich({ turn, intent }: Asked, cards: ProductCard[], quantity?: number): Outcome {
  return {
    blocks: [say('which_one'), { type: 'products', layout: 'carousel', cards }],
    memory: {
      pending: {
        kind: 'choose_product',
        variantIds: cards.map(({ variantId }) => variantId),
        intent,
        ...(quantity !== undefined && { quantity }),
        expiresAt: turn.now + CHOICE_MS,
      },
    },
    asksBack: true,
    event: 'several',
  };
}

/** Which of those that were offered a message names: undefined where it does not, or names several. */
export async function chosenByName(
  { turn, message, entities }: About,
  variantIds: readonly string[],
): Promise<string | undefined> {
  const mention = mentionIn(entities, message);
  const among = variantIds.map(
    (variantId) =>
      turn.memory.shown.find((one) => one.variantId === variantId) ?? { productId: variantId, variantId },
  );
  return (await shownWith(turn, mention, among))?.variantId;
}

/** The cards that have every word of a name in their titles, but for endings. */
export function namedIn(cards: readonly ProductCard[], found: ToolAnswer, subject: string): ProductCard[] {
  const words = subject.split(' ').filter((word) => word !== '');
  const fits = cards.map((card) => ({ card, fit: fitOf(words, titleOf(card, found)) }));
  return fits.filter(({ fit }) => fit.hits === words.length && fit.misses === 0).map(({ card }) => card);
}
