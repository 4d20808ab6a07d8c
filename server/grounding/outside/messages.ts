import { format } from '../../commerce/money.ts';
import type { Fact } from '../fact.ts';
import type { ViolationKind } from '../violation.ts';
import type { Choice } from './choose.ts';
import type { Context, Rules } from './context.ts';
import { priceOf } from './replacement.ts';

/** What is wrong, for whoever has to mend the reply. */
export const MESSAGES: Partial<Record<ViolationKind, string>> = {
  number: 'No fact that was given says this number.',
  number_word: 'Numbers are accepted in digits only, and where a fact says them.',
  currency: 'No fact that was given says this sum.',
  discount: 'No fact in this sentence says that the price was lowered.',
  coupon: 'No fact that was given names this code as accepted.',
  stock: 'No fact of this product says so, and nothing may press the customer.',
  date: 'No fact that was given says this day or time.',
  superlative: 'Nothing that was given says that this is the first in anything.',
  product: 'No fact that was given names this product or brand.',
  feature: 'The shop does not say so of this product.',
  policy: 'None of the shop’s policies says so in these words.',
  binding: 'This is said of something else than the fact.',
  hidden_text: 'Signs that cannot be seen may not be sent.',
  language: 'There are no rules for this language, so nothing in it can be trusted.',
};

const CALLED: Partial<Record<Fact['kind'], string>> = {
  price: 'the price',
  compare_at: 'the earlier price',
  stock: 'the stock',
  line_total: 'the total of the line',
  quantity: 'the quantity in the cart',
  delivery: 'a day of delivery',
};

/** Why a fact may not stand here, with the right value: "the Trail Pack costs $89.00; $59.00 is the price of the City Pack". */
export function misbound(
  said: string,
  { fact, source, against }: Choice,
  context: Context,
  rules: Rules,
): string {
  const { told } = rules;
  const titleOf = (id: string | undefined): string => told.products.get(id ?? '')?.title ?? 'another product';
  const own = fact?.subject.productId ?? source?.statement.productId;
  const what = fact
    ? (CALLED[fact.kind] ?? `the ${fact.kind === 'total' ? fact.field : fact.kind.replaceAll('_', ' ')}`)
    : `what the shop says under “${source?.statement.label ?? ''}”`;
  const is = own === undefined ? `${said} is ${what}` : `${said} is ${what} of ${titleOf(own)}`;
  if (against === 'variant') return `${is} in another variant.`;
  if (against === 'meaning') return `${is}, and is not said as such here.`;
  const spoken = [...(context.products ?? [])].filter((id) => told.products.has(id));
  const right = spoken.length === 1 ? priceOf(spoken[0]!, context, rules) : undefined;
  if (right?.value.type !== 'money' || fact?.kind !== 'price') return `${is}.`;
  return `${titleOf(spoken[0])} costs ${format(right.value, rules.locale)}; ${is}.`;
}
