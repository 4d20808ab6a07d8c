import { format } from '../../commerce/money.ts';
import type { Fact } from '../fact.ts';
import { wordsOf } from '../verify/vocabulary.ts';
import type { Context, Rules } from './context.ts';

/** The price of the product that is spoken of: of the variant that is named, or where all that were told cost the same. */
export function priceOf(productId: string, { clause }: Context, { told }: Rules): Fact | undefined {
  const prices = told.issued.facts
    .map((fact) => told.issued.stale.get(fact.id) ?? (told.issued.stale.has(fact.id) ? undefined : fact))
    .filter((fact) => fact?.kind === 'price' && fact.subject.productId === productId)
    .filter((fact) => fact !== undefined);
  const options = told.products.get(productId)?.options;
  const words = new Set(wordsOf(clause));
  const named = prices.filter(({ subject }) =>
    options?.get(subject.variantId ?? '')?.some((label) => wordsOf(label).every((word) => words.has(word))),
  );
  const fitting = named.length > 0 ? named : prices;
  return new Set(fitting.map(({ value }) => JSON.stringify(value))).size === 1 ? fitting[0] : undefined;
}

/** What the shop says in the place of a number that is wrong; undefined where that is not beyond doubt. */
export function replacementFor(context: Context, rules: Rules): string | undefined {
  const { mark, clause, before, products } = context;
  const { told, lexicon, locale } = rules;
  if (!mark.number || mark.number.unit === '%') return undefined;
  const called = (kind: string): boolean =>
    lexicon.kinds.some(([name, words]) => name === kind && clause.search(words) >= 0);
  const isSum = mark.number.currency !== undefined || /[.,]\d{2}$/.test(mark.number.numeral);
  const product = products?.size === 1 ? [...products][0] : undefined;
  if (isSum) {
    // A limit, a saving or an earlier price is no price: there is nothing to put in its place.
    const other = (['total', 'subtotal', 'shipping', 'tax', 'saving'] as const).find(called);
    if (other === 'total' || other === 'subtotal')
      return sumOf(other === 'total' ? ['total'] : ['items', 'subtotal'], rules);
    const discounted = clause.search(lexicon.discount) >= 0;
    if (other || discounted || rules.words.was.test(before) || rules.words.limit.test(before) || mark.struck)
      return undefined;
    const price = product === undefined ? undefined : priceOf(product, context, rules);
    return price?.value.type === 'money' ? format(price.value, locale) : undefined;
  }
  if (mark.number.unit !== undefined && !called('stock')) return undefined;
  if (!called('stock') || product === undefined) return undefined;
  const stock = told.issued.facts.filter(
    ({ kind, subject }) => kind === 'stock' && subject.productId === product,
  );
  const [only] = stock;
  return stock.length === 1 && only?.value.type === 'count' && only.value.value > 0
    ? new Intl.NumberFormat(locale).format(only.value.value)
    : undefined;
}

function sumOf(fields: readonly string[], { told, locale }: Rules): string | undefined {
  const found = told.issued.facts.filter(({ kind, field }) => kind === 'total' && fields.includes(field));
  const texts = new Set(found.map(({ value }) => (value.type === 'money' ? format(value, locale) : '')));
  return texts.size === 1 ? [...texts][0] : undefined;
}
