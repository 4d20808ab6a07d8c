import type { ToolAnswer } from '../../conversation/answerer.ts';
import type { Memory } from '../../conversation/model.ts';
import { productCards } from '../../grounding/blocks.ts';
import type { ProductCard } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Outcome } from './asked.ts';
import { say } from './say.ts';

/** The product that a message is about, or those that it could be about. */
export type Target =
  | { kind: 'product'; variantId: string; productId: string; card?: ProductCard; found?: ToolAnswer }
  | { kind: 'choice'; cards: ProductCard[] }
  | { kind: 'none'; searched: boolean };

const CANDIDATES = 3;
const CHOICE_MS = 30 * 60_000;

/** By ordinal, by name, or what was spoken of last. */
export async function targetOf({ turn, message }: Pick<Asked, 'turn' | 'message'>): Promise<Target> {
  const { memory, toolbox } = turn;
  const [ordinal] = message.ordinals;
  if (ordinal !== undefined && memory.shown.length > 0) {
    const product = memory.shown.at(ordinal === -1 ? -1 : ordinal - 1);
    if (product) return { kind: 'product', ...product };
  }
  if (message.subject === '') return remembered(memory);
  const found = await toolbox.read('search_catalog', { query: message.subject, limit: CANDIDATES });
  const cards = found.ok ? productCards(found.facts) : [];
  const named = namedIn(cards, found, message.subject);
  const titled = titledIn(cards, found, message.text);
  const [only] = titled ? [titled] : named.length === 1 ? named : cards.length === 1 ? cards : [];
  if (only)
    return { kind: 'product', productId: only.productId, variantId: only.variantId, card: only, found };
  const candidates = named.length > 1 ? named : cards;
  if (candidates.length > 0) {
    const focused = candidates.find(({ productId }) => productId === memory.focus?.productId);
    if (focused && message.pointsBack) return { kind: 'product', ...memory.focus!, card: focused, found };
    return { kind: 'choice', cards: candidates };
  }
  return { kind: 'none', searched: true };
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

/** Which of those that were offered a message names, and asks for nothing else: undefined where it does not, or names several. */
export async function chosenByName(
  { turn, message }: Pick<Asked, 'turn' | 'message'>,
  variantIds: readonly string[],
): Promise<string | undefined> {
  if (message.subject === '' || message.intents.length > 0) return undefined;
  const found = await turn.toolbox.read('search_catalog', { query: message.subject, limit: CANDIDATES });
  const cards = found.ok ? productCards(found.facts) : [];
  const named = namedIn(cards, found, message.subject)
    .map(({ variantId }) => variantId)
    .filter((variantId) => variantIds.includes(variantId));
  const { focus } = turn.memory;
  return named.length > 1 ? named.find((variantId) => variantId === focus?.variantId) : named[0];
}

function remembered({ focus, shown }: Memory): Target {
  const product = focus ?? (shown.length === 1 ? shown[0] : undefined);
  return product ? { kind: 'product', ...product } : { kind: 'none', searched: false };
}

/**
 * The cards that have every word of the message in title or options: as they stand, else but for their endings. Of models, such as
 * "Beam 400", the plain one; and where other words fit none, what has the model and its number.
 */
export function namedIn(cards: ProductCard[], found: ToolAnswer, subject: string): ProductCard[] {
  const whole = cards.filter((card) => isNamed(card, found, subject, true));
  const named = whole.length > 0 ? whole : cards.filter((card) => isNamed(card, found, subject));
  const model = modelIn(subject);
  if (model === undefined) return named;
  const ofModel = named.length > 0 ? named : cards.filter((card) => isNamed(card, found, model, true));
  if (ofModel.length < 2) return ofModel;
  const plain = ofModel.filter((card) =>
    ofModel.every((other) => wordsOf(card, found).every((word) => wordsOf(other, found).includes(word))),
  );
  return plain.length === 1 ? plain : ofModel;
}

/** The one whose whole title stands in the message: "Gift card", where there is a "Birthday gift card" too. The longest counts. */
function titledIn(cards: ProductCard[], found: ToolAnswer, text: string): ProductCard | undefined {
  const message = ` ${folded(text)} `;
  const titled = cards
    .map((card) => ({ card, title: wordsOf(card, found).join(' ') }))
    .filter(({ title }) => title !== '' && message.includes(` ${title} `))
    .sort((a, b) => b.title.length - a.title.length);
  const [longest, next] = titled;
  return longest && longest.title !== next?.title ? longest.card : undefined;
}

/** "beam 200" in "lanterna de cabeca beam 200": the words with digits, and the one before the first of them. */
function modelIn(subject: string): string | undefined {
  const words = subject.split(' ');
  const at = words.findIndex((word) => /\d/.test(word));
  if (at < 0) return undefined;
  const numbered = words.filter((word) => /\d/.test(word));
  return [...(at > 0 ? [words[at - 1]!] : []), ...numbered].join(' ');
}

/** The words of a title. */
const wordsOf = (card: ProductCard, found: ToolAnswer): string[] =>
  found.ok
    ? found.facts
        .filter(({ id }) => id === card.title)
        .flatMap(({ value }) => (value.type === 'text' ? folded(value.text).split(' ') : []))
    : [];

/** @param whole false: words may end in another way, as plurals do */
function isNamed(card: ProductCard, found: ToolAnswer, subject: string, whole = false): boolean {
  if (!found.ok) return false;
  const words = ` ${folded(
    found.facts
      .filter(({ id }) => id === card.title || id === card.options)
      .map(({ value }) => (value.type === 'text' ? value.text : ''))
      .join(' '),
  )} `;
  return subject.split(' ').every((word) => {
    // Another digit is another model.
    if (whole || /\d/.test(word)) return words.includes(` ${word} `);
    return words.includes(` ${word.slice(0, Math.max(4, word.length - 2))}`);
  });
}
