import type { Asked, Outcome } from './asked.ts';
import { askToAdd, cartBlocks, PAY_REPLIES, refused } from './cart.ts';
import { say } from './say.ts';
import { askWhich, type Target, targetOf } from './target.ts';
import { notInThat } from './unfound.ts';

const MOST = 5;
/** All of two or three that were shown. */
const ALL_OF_THEM =
  /(?<!\p{L})(?:both|the two|all (?:of them|three)|las dos|los dos|ambos|ambas|los tres|las tres|os dois|as duas|ambos|os tres|as tres|beide|beiden|alle (?:drei|beide)|les deux|tous les deux|toutes les deux|les trois)(?!\p{L})/iu;

type Chosen = Extract<Target, { kind: 'product' }>;

/** Puts what is named into the cart: several things at once, each in its quantity. Asks back where it is not clear what. */
export async function addToCart(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message, entities } = asked;
  const parts = partsOf(asked);
  const chosen: Chosen[] = [];
  for (const part of parts) {
    const target = await targetOf(part);
    if (target.kind === 'choice') return askWhich(asked, target.cards, message.quantity);
    if (target.kind === 'none')
      return target.searched ? undefined : { blocks: [say('which_product')], asksBack: true };
    if (target.noSuchOption) return notInThat(asked, target);
    chosen.push(target);
  }
  // A yes where nothing was asked is no order: it is asked for, and the next yes is one.
  if (asked.short?.answer.kind === 'yes') return askToAdd(asked, chosen[0]!.variantId);
  const counts = entities.quantity ?? [];
  const quantityAt = (at: number): number =>
    chosen.length === 1 ? (message.quantity ?? 1) : counts.length === chosen.length ? counts[at]! : 1;
  const add = chosen.map(({ variantId }, at) => ({ variant_id: variantId, quantity: quantityAt(at) }));
  const added = await turn.toolbox.write('update_cart', { add });
  if (!added.ok) return refused(asked, added, chosen.length === 1 ? chosen[0]!.variantId : undefined);
  const { productId, variantId } = chosen.at(-1)!;
  return {
    blocks: [say('did_update_cart'), ...cartBlocks(added), PAY_REPLIES],
    memory: { focus: { productId, variantId } },
    event: 'done',
  };
}

/** The wish once for each thing that it names. */
function partsOf(asked: Asked): Asked[] {
  const { turn, message, entities } = asked;
  const about = (
    change: Partial<Asked['entities']>,
    subject: string,
    ordinals: readonly number[],
  ): Asked => ({
    ...asked,
    entities: { ...entities, ...change },
    message: { ...message, subject, ordinals, text: subject },
  });
  const products = entities.product ?? [];
  // Of several, it is not said whose the colour or the size is: then each is taken as its name says.
  if (products.length > 1)
    return products
      .slice(0, MOST)
      .map((name) => about({ product: [name], brand: [], colour: [], size: [] }, name, []));
  const { shown } = turn.memory;
  const all =
    ALL_OF_THEM.test(message.text) && products.length === 0 && shown.length >= 2 && shown.length <= 3;
  const ordinals = all ? shown.map((_, at) => at + 1) : message.ordinals;
  if (ordinals.length > 1)
    return ordinals.slice(0, MOST).map((ordinal) => about({ ordinal: [ordinal] }, '', [ordinal]));
  return [asked];
}
