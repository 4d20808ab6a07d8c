import type { ToolAnswer } from '../../conversation/answerer.ts';
import { cartBlock } from '../../grounding/blocks.ts';
import type { Block } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { isOption } from './mention.ts';
import { writtenAddress } from './postal-address.ts';
import { quickReplies, say } from './say.ts';

type Done = Extract<ToolAnswer, { ok: true }>;
interface Option {
  id: string;
  title: string;
}

/** Takes what was asked for on the way to paying, and asks for the next: address, delivery, email, then the total. */
async function onward(asked: Asked): Promise<Outcome | undefined> {
  const { turn, entities, state } = asked;
  const cart = await turn.toolbox.read('get_cart', {});
  if (!cart.ok) return undefined;
  if (!cartBlock(cart.facts)) return { blocks: [say('cart_empty')], event: 'none' };
  if (state === 'checkout.shipping') return delivery(asked);
  const email = entities.email?.[0];
  if (state === 'checkout.email' && email !== undefined)
    return next(await turn.toolbox.write('create_checkout', { buyer: { email } }));
  const text = [
    ...(entities.name ?? []),
    entities.address?.join(', ') ?? asked.message.text,
    ...(entities.country ?? []),
  ].join(', ');
  const { name, line1, line2, city, region, postal_code, country } = writtenAddress(
    text,
    turn.market.countries,
  );
  const whole =
    line1 !== undefined && city !== undefined && postal_code !== undefined && country !== undefined;
  if (!whole) return payPage(await turn.toolbox.write('create_checkout', {}), 'address_on_page');
  const shipping_address = {
    // Who receives it is asked on the page where it is paid, with the rest that is missing.
    name: name ?? line1,
    ...{ line1, city, postal_code, country },
    ...(line2 !== undefined && { line2 }),
    ...(region !== undefined && { region }),
  };
  const taken = await turn.toolbox.write('create_checkout', {
    shipping_address,
    ...(email !== undefined && { buyer: { email } }),
  });
  return taken.ok ? next(taken) : payPage(await turn.toolbox.write('create_checkout', {}), 'address_on_page');
}

async function delivery({ turn, entities, message, short }: Asked): Promise<Outcome | undefined> {
  const now = await turn.toolbox.write('create_checkout', {});
  if (!now.ok) return { blocks: [say('not_done')] };
  const options = now.output.shipping_options as Option[];
  const [ordinal] = short?.answer.kind === 'yes' ? [1] : (entities.ordinal ?? []);
  const said = folded(message.text).split(' ');
  const named = options.filter(({ title }) => said.some((word) => word.length >= 4 && isOption(word, title)));
  const option =
    ordinal !== undefined
      ? options.at(ordinal === -1 ? -1 : ordinal - 1)
      : named.length === 1
        ? named[0]
        : undefined;
  if (!option) return next(now);
  return next(await turn.toolbox.write('create_checkout', { shipping_option_id: option.id }));
}

/** What is still missing, one thing at a time; then the whole to be confirmed. */
function next(checkout: ToolAnswer): Outcome {
  if (!checkout.ok) return { blocks: [say('not_done')] };
  const { output, facts } = checkout;
  const options = output.shipping_options as Option[];
  if (output.shipping_option_id === undefined && options.length > 0)
    return {
      blocks: [say('which_delivery'), ...options.flatMap(({ id }) => optionBlock(checkout, id) ?? [])],
      event: 'ask.checkout_shipping',
    };
  if (output.contact_given !== true && (output.buyer as { email?: string } | undefined)?.email === undefined)
    return { blocks: [say('confirmation_email')], event: 'ask.checkout_email' };
  const cart = cartBlock(facts);
  const address = facts.find(({ kind }) => kind === 'address');
  return {
    blocks: [
      ...(cart ? [cart] : []),
      ...(address ? [{ type: 'text', segments: [{ type: 'fact', fact: address.id }] } satisfies Block] : []),
      say('confirm_total'),
      quickReplies([
        ['yes', 'yes'],
        ['no', 'no'],
      ]),
    ],
    event: 'ask.confirm_total',
  };
}

function optionBlock({ facts }: Done, id: string): Block | undefined {
  const of = (kind: string) => facts.find((fact) => fact.kind === kind && fact.field === id);
  const [title, days] = [of('shipping_option'), of('delivery')];
  const price = facts.find(({ kind, field }) => kind === 'total' && field === `shipping ${id}`);
  if (!title || !price || !days) return undefined;
  return say('delivery_choice', { option: title.id, price: price.id, days: days.id });
}

/** The page where all that is missing is entered, and paid. */
export function payPage(
  checkout: ToolAnswer,
  ...said: ('checkout_here' | 'address_on_page')[]
): Outcome | undefined {
  if (!checkout.ok) return { blocks: [say('not_done')] };
  const link = checkout.facts.find(({ kind, field }) => kind === 'link' && field === 'continue_url');
  const cart = cartBlock(checkout.facts);
  if (!link) return undefined;
  const label = { type: 'phrase' as const, key: 'pay_here' };
  return {
    blocks: [
      ...(cart ? [cart] : []),
      ...said.map((key) => say(key)),
      { type: 'link', purpose: 'checkout', label, link: link.id },
    ],
    event: 'done',
  };
}

export const CHECKOUT: Handlers = { give_address: onward };
