import { addToCart } from './add.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { askToAdd, change, changeCart } from './cart.ts';
import { lineMeant, linesOf } from './cart-lines.ts';
import { mentionIn } from './mention.ts';
import { say } from './say.ts';
import { targetOf } from './target.ts';
import { notInThat } from './unfound.ts';
import { variantOf } from './variant.ts';

/** Another colour or size of what is in the cart; of what is only spoken of, it is offered. */
async function changeVariant(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message } = asked;
  const { name, options: said } = mentionIn(asked.entities, message);
  // "Medium" to "which size?" is read as any word.
  const options = said.length > 0 || !asked.short ? said : [String(asked.short.answer.value)];
  if (options.length === 0)
    return name.length > 0 ? addInstead(asked) : { blocks: [say('which_one')], asksBack: true };
  const cart = await turn.toolbox.read('get_cart', {});
  const lines = cart.ok ? linesOf(cart) : [];
  const line = lines.length > 0 ? lineMeant(asked, lines) : undefined;
  const { focus } = turn.memory;
  const inCart = line && (name.length > 0 || !focus || line.productId === focus.productId);
  if (!inCart) {
    const target = await targetOf({
      ...asked,
      entities: { ...asked.entities, colour: [...options], size: [] },
    });
    if (target.kind !== 'product') return { blocks: [say('which_product')], asksBack: true };
    return target.noSuchOption ? notInThat(asked, target) : askToAdd(asked, target.variantId);
  }
  const variantId = await variantOf(turn, line.variantId, options);
  if (variantId === undefined) return notInThat(asked, line);
  if (variantId === line.variantId)
    return change(asked, { set: [{ line_id: line.lineId, quantity: line.quantity }] });
  const done = await change(
    asked,
    { remove: [line.lineId], add: [{ variant_id: variantId, quantity: line.quantity }] },
    variantId,
  );
  return { ...done, memory: { focus: { productId: line.productId, variantId } } };
}

/** "No, the Luna Go": what it names is offered. */
async function addInstead(asked: Asked): Promise<Outcome | undefined> {
  const target = await targetOf(asked);
  return target.kind === 'product' ? askToAdd(asked, target.variantId) : undefined;
}

/** What was understood is mended: a number, a colour or a size, or another thing. */
async function correction(asked: Asked): Promise<Outcome | undefined> {
  const { entities } = asked;
  if (entities.quantity?.length) return changeCart({ ...asked, intent: 'change_quantity' });
  return changeVariant(asked);
}

export const VARIANTS: Handlers = { add_to_cart: addToCart, change_variant: changeVariant, correction };
