import type { ToolAnswer } from '../../conversation/answerer.ts';
import { cartBlock } from '../../grounding/blocks.ts';
import type { Fact } from '../../grounding/fact.ts';
import type { Block } from '../../grounding/reply.ts';
import type { Asked, Outcome } from './asked.ts';
import { lineMeant, linesOf } from './cart-lines.ts';
import { payPage } from './checkout.ts';
import { quickReplies, say } from './say.ts';

export const PAY_REPLIES = quickReplies([
  ['qr_checkout', 'checkout'],
  ['qr_cart', 'show cart'],
]);

/** Lines and totals, and what is not in them yet. */
export function cartBlocks({ facts, output }: Extract<ToolAnswer, { ok: true }>): Block[] {
  const cart = cartBlock(facts);
  if (!cart) return [say('cart_empty')];
  return [cart, ...(output.total_is_final === false ? [say('before_tax_and_shipping')] : [])];
}

export async function cartAnswer({ turn }: Asked): Promise<Outcome | undefined> {
  const cart = await turn.toolbox.read('get_cart', {});
  if (!cart.ok) return undefined;
  const blocks = cartBlocks(cart);
  return blocks[0]?.type === 'cart'
    ? { blocks: [say('cart'), ...blocks, PAY_REPLIES] }
    : { blocks, event: 'none' };
}

/** Removes or sets a quantity; asks back where it is not clear of what. */
export async function changeCart(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message, intent } = asked;
  const { toolbox } = turn;
  const cart = await toolbox.read('get_cart', {});
  if (!cart.ok) return undefined;
  const lines = linesOf(cart);
  if (lines.length === 0) return { blocks: [say('cart_empty')], event: 'none' };
  if (
    intent === 'remove_from_cart' &&
    message.subject === '' &&
    !message.pointsBack &&
    /all|everything|empty|clear|todo|tudo|alles|leer|tout|vid|vac|esvaz/iu.test(message.text)
  )
    return change(asked, { remove: lines.map(({ lineId }) => lineId) });
  const line = lineMeant(asked, lines);
  if (!line)
    return {
      blocks: [say(message.subject === '' ? 'which_one' : 'removed_nothing'), ...cartBlocks(cart)],
      asksBack: true,
    };
  if (intent === 'remove_from_cart') return change(asked, { remove: [line.lineId] });
  if (message.quantity === undefined) return undefined;
  return change(asked, { set: [{ line_id: line.lineId, quantity: message.quantity }] }, line.variantId);
}

const ASKED_MS = 30 * 60_000;
export const YES_NO = quickReplies([
  ['yes', 'yes'],
  ['no', 'no'],
]);

export async function askToAdd({ turn }: Asked, variantId: string): Promise<Outcome | undefined> {
  const product = await titleOf(turn, variantId);
  if (!product) return undefined;
  const args = { add: [{ variant_id: variantId, quantity: 1 }] };
  return {
    blocks: [say('shall_i_add', { product: product.id }), YES_NO],
    memory: {
      pending: {
        kind: 'confirm_write',
        tool: 'update_cart',
        arguments: args,
        expiresAt: turn.now + ASKED_MS,
      },
    },
    event: 'one',
  };
}

/** Takes everything out; after a mere yes it asks once more. */
export async function clearCart(asked: Asked): Promise<Outcome | undefined> {
  const { turn, short } = asked;
  const cart = await turn.toolbox.read('get_cart', {});
  if (!cart.ok) return undefined;
  const lines = linesOf(cart);
  if (lines.length === 0) return { blocks: [say('cart_empty')], event: 'none' };
  const remove = lines.map(({ lineId }) => lineId);
  if (!short) return change(asked, { remove });
  return {
    blocks: [say('shall_i_clear'), ...cartBlocks(cart), YES_NO],
    memory: {
      pending: {
        kind: 'confirm_write',
        tool: 'update_cart',
        arguments: { remove },
        expiresAt: turn.now + ASKED_MS,
      },
    },
    event: 'ask.clear_confirm',
  };
}

/** Takes the codes out of the cart: those that were named, else all. */
export async function removeCoupon(asked: Asked): Promise<Outcome | undefined> {
  const cart = await asked.turn.toolbox.read('get_cart', {});
  if (!cart.ok) return undefined;
  const codes = cart.facts.flatMap(({ kind, field }) => (kind === 'coupon' ? [field] : []));
  const named = codes.filter((code) => asked.message.codes.includes(code.toUpperCase()));
  const remove = named.length > 0 ? named : codes;
  if (remove.length === 0) return { blocks: [say('no_code_in_cart')], event: 'none' };
  return change(asked, { remove_codes: [...new Set(remove)] });
}

export async function change(
  asked: Asked,
  args: Record<string, unknown>,
  variantId?: string,
): Promise<Outcome> {
  const changed = await asked.turn.toolbox.write('update_cart', args);
  if (changed.ok) return { blocks: [say('did_update_cart'), ...cartBlocks(changed)], event: 'done' };
  return refused(asked, changed, variantId);
}

const SHORT: ReadonlySet<string> = new Set(['out_of_stock', 'quantity_not_available']);

/** Says how many there are, when that was why it failed. */
export async function refused(
  { turn }: Asked,
  { error }: Extract<ToolAnswer, { ok: false }>,
  variantId: string | undefined,
): Promise<Outcome> {
  if (variantId === undefined || !SHORT.has(error.code)) return { blocks: [say('not_done')] };
  const stock = await turn.toolbox.read('check_stock', { variant_ids: [variantId] });
  if (!stock.ok) return { blocks: [say('not_done')] };
  const product = stock.facts.find(({ kind }) => kind === 'product') ?? (await titleOf(turn, variantId));
  const units = stock.facts.find(({ kind, field }) => kind === 'stock' && field === 'stock');
  if (!product || !units) return { blocks: [say('not_done')] };
  return { blocks: [say('not_enough', { product: product.id, stock: units.id })], event: 'refused' };
}

async function titleOf(turn: Asked['turn'], variantId: string): Promise<Fact | undefined> {
  const product = await turn.toolbox.read('get_product', { product_id: variantId });
  return product.ok ? product.facts.find(({ kind }) => kind === 'product') : undefined;
}

/** Enters the codes that the customer wrote; says of each what became of it. */
export async function couponAnswer({ turn, message }: Asked): Promise<Outcome | undefined> {
  if (message.codes.length === 0) return { blocks: [say('coupon_which')], asksBack: true };
  const entered = await turn.toolbox.write('update_cart', { add_codes: [...message.codes] });
  if (!entered.ok) return { blocks: [say('not_done')] };
  const { facts } = entered;
  const said = facts
    .filter(
      ({ kind, field }) => kind === 'coupon' && message.codes.some((code) => code === field.toUpperCase()),
    )
    .flatMap((code): Block[] => {
      const amount = facts.find(({ kind, field }) => kind === 'total' && field === `discount ${code.field}`);
      if (amount?.value.type === 'money')
        return [
          amount.value.amount === 0
            ? say('coupon_kept', { code: code.id })
            : say('coupon_applied', { code: code.id, amount: amount.id }),
        ];
      const reason = facts.find(({ kind, label }) => kind === 'notice' && label === code.field);
      return [
        say(reason?.field === 'coupon unknown_code' ? 'coupon_unknown' : 'coupon_refused', { code: code.id }),
      ];
    });
  const counts = facts.some(({ kind, field }) => kind === 'total' && field.startsWith('discount '));
  return { blocks: [...said, ...cartBlocks(entered)], event: counts ? 'done' : 'refused' };
}

/** Shows what is bought and where to pay: address, total and payment are confirmed there. */
export async function startCheckout({ turn }: Asked): Promise<Outcome | undefined> {
  const cart = await turn.toolbox.read('get_cart', {});
  if (!cart.ok) return undefined;
  if (!cartBlock(cart.facts)) return { blocks: [say('cart_empty')], event: 'none' };
  const page = payPage(await turn.toolbox.write('create_checkout', {}), 'checkout_here');
  // Whoever would rather write it here than there is asked for one thing after the other.
  return page?.event === 'done'
    ? { ...page, blocks: [...page.blocks, say('or_address_here')], event: 'ask.checkout_address' }
    : page;
}
