import { minorDigits } from '../../commerce/money.ts';
import type { Fact } from '../fact.ts';
import type { SumKind } from '../lexicons/lexicon.ts';
import { otherSum } from '../verify/binding.ts';
import type { Paragraph } from '../verify/paragraph.ts';
import { FACT_MARK } from '../verify/plain-form.ts';
import { contentStems, type Source, sharesTopic } from './backing.ts';
import type { Context, Rules } from './context.ts';
import type { IssuedProduct } from './issued.ts';
import type { Mark } from './marks.ts';
import { currencyTokens } from './money-forms.ts';
import { fitsOption, optionNamed } from './shipping-option.ts';
import { type NumberTold, numeralKey, type Said, sameUnit } from './told.ts';
import { variantsNamed } from './variants.ts';

/** What a mark turned out to be: a fact or a text of the shop, with what speaks against it here. */
export interface Choice {
  fact?: Fact;
  source?: Source;
  /** Why it may not be said here; absent: it may. */
  against?: 'product' | 'variant' | 'meaning';
}

/** The best reading of a mark; undefined when nothing that was told is written so. */
export function choose(context: Context, paragraph: Paragraph, rules: Rules): Choice | undefined {
  const choices = context.mark.number
    ? numberChoices(context, paragraph, rules)
    : context.mark.said.flatMap((said) => wordChoice(said, context, rules) ?? []);
  const rank = ({ against }: Choice): number =>
    against === undefined ? 0 : against === 'meaning' ? 3 : against === 'variant' ? 1 : 2;
  return choices.sort((a, b) => rank(a) - rank(b))[0];
}

function wordChoice(said: Said, context: Context, rules: Rules): Choice | undefined {
  switch (said.type) {
    case 'product':
      return undefined;
    case 'refused_code':
      return rules.words.refused.test(context.sentence) ? {} : { against: 'meaning' };
    case 'source': {
      const { productId } = said.source.statement;
      const wrong =
        productId !== undefined && context.products !== undefined && !context.products.has(productId);
      return { source: said.source, ...(wrong && { against: 'product' as const }) };
    }
    case 'fact': {
      const { fact, part } = said;
      if (fact.kind !== 'delivery') return { fact };
      const bad = !fitsOption(fact, context) || (part === 'from' && !opensRange(context, fact, rules));
      return { fact, ...(bad && { against: 'meaning' as const }) };
    }
  }
}

/** The first day is no promise: it is said as the first, or with the last. */
function opensRange({ before, beside, sentence }: Context, fact: Fact, { words }: Rules): boolean {
  const last = beside.some((mark) =>
    mark.said.some((said) => said.type === 'fact' && said.fact === fact && said.part === 'to'),
  );
  return last || words.earliest.test(before) || words.earliest.test(sentence.slice(0, 40));
}

function numberChoices(context: Context, paragraph: Paragraph, rules: Rules): Choice[] {
  const { told } = rules;
  const number = context.mark.number!;
  if (number.glued) return [];
  const numbers = (told.numbers.get(numeralKey(number.numeral)) ?? []).flatMap(
    (known) => statementChoice(known, context, rules) ?? [],
  );
  if (number.unit === '%') return numbers;
  const sums = (number.attached ? [] : (told.sums.get(number.numeral) ?? [])).flatMap((fact) =>
    isMoneyHere(fact, context, rules) ? [{ fact, ...sumAgainst(fact, context, paragraph, rules) }] : [],
  );
  const counts =
    number.currency !== undefined || (number.attached && number.unit !== 'x')
      ? []
      : (told.counts.get(number.numeral) ?? []).flatMap((fact) => countChoice(fact, context, rules) ?? []);
  return [...sums, ...counts, ...numbers];
}

const has = (text: string, kind: SumKind, { lexicon }: Rules): boolean =>
  lexicon.kinds.some(([name, words]) => name === kind && text.search(words) >= 0);

function isMoneyHere({ value }: Fact, { mark, after, spoken, sentence }: Context, rules: Rules): boolean {
  if (value.type !== 'money') return false;
  const { currency, numeral } = mark.number!;
  if (currency !== undefined) return currencyTokens(value.currency, rules.locales).has(currency);
  const digits = minorDigits(value.currency);
  if (digits > 0 && numeral.length > digits && /[.,]/.test(numeral.at(-digits - 1)!))
    return !/^ ?\p{Sc}/u.test(after);
  // A bare whole number is money only where it is called a price: "costs 20", `"price": 20`.
  const said = saidBefore(mark, spoken, sentence);
  const called = (['price', 'total', 'subtotal', 'shipping', 'tax'] as const).some((kind) =>
    has(said, kind, rules),
  );
  return called && !/^\s*\p{L}/u.test(after);
}

/** The last words before a mark, over a colon. */
function saidBefore(mark: Mark, spoken: Context['spoken'], sentence: string): string {
  const at = mark.at - spoken.sentence.start;
  const said = sentence.slice(Math.max(0, at - 24), at);
  return said.slice(said.lastIndexOf(FACT_MARK) + 1);
}

function against(fact: Fact, { products, clause, passage }: Context, rules: Rules): Choice['against'] {
  const { productId, variantId } = fact.subject;
  if (productId === undefined) return undefined;
  if (!products?.has(productId)) return 'product';
  const product = rules.told.products.get(productId);
  if (!product || variantId === undefined || product.options.size < 2) return undefined;
  if (rules.words.every.test(clause) && !isOfAll(fact, product, rules)) return 'variant';
  return variantsNamed(product, passage).has(variantId) ? undefined : 'variant';
}

/** Whether every variant of the product was told to cost, or to have, the same. */
function isOfAll({ kind, value }: Fact, { id, options }: IssuedProduct, { told }: Rules): boolean {
  const same = told.issued.facts.filter((fact) => fact.kind === kind && fact.subject.productId === id);
  const written = JSON.stringify(value);
  const variants = new Set(same.map(({ subject }) => subject.variantId));
  return variants.size >= options.size && same.every((fact) => JSON.stringify(fact.value) === written);
}

function sumAgainst(
  fact: Fact,
  context: Context,
  paragraph: Paragraph,
  rules: Rules,
): Pick<Choice, 'against'> {
  const about = against(fact, context, rules);
  if (about) return { against: about };
  return fitsMeaning(fact, context, paragraph, rules) ? {} : { against: 'meaning' };
}

function fitsMeaning(fact: Fact, context: Context, paragraph: Paragraph, rules: Rules): boolean {
  const { kind, field } = fact;
  const { before, clause, sentence, mark, spoken, beside, products } = context;
  const { words } = rules;
  const mention = { fact: fact.id, at: mark.at, segment: 0 };
  const other = otherSum(paragraph, spoken.clause, mention, fact, rules.lexicon);
  // "available for $5" counts no units.
  if (other !== undefined && !(other === 'stock' && mark.number?.currency !== undefined)) return false;
  const called = calledAfter(context, rules);
  const was = words.was.test(before) || mark.struck;
  const several = beside.some(
    (other) => other !== mark && other.number && isSeveral(other) && within(other, spoken.clause),
  );
  const inTotal = has(clause, 'total', rules) || has(clause, 'subtotal', rules) || words.cart.test(clause);
  switch (kind) {
    case 'price':
      return (
        !was &&
        !words.limit.test(before) &&
        !(words.together.test(clause) && namesSeveral(beside)) &&
        (called === undefined || called === 'price') &&
        (!several || words.each.test(sentence))
      );
    case 'compare_at':
      return was || NEW_PRICE_FOLLOWS.test(context.after);
    case 'line_total':
      return !was && (several || inTotal);
    case 'total':
      break;
    default:
      return true;
  }
  if (field.startsWith('shipping'))
    return has(sentence, 'shipping', rules)
      ? fitsOption(fact, context)
      : optionNamed(context) !== undefined && fitsOption(fact, context);
  if (field.startsWith('tax')) return has(sentence, 'tax', rules);
  if (field.includes('discount'))
    return (
      has(sentence, 'saving', rules) || sentence.search(rules.lexicon.discount) >= 0 || namesCoupon(beside)
    );
  if (field === 'refunded' || field === 'charged') return true;
  if (called !== undefined && called !== 'total' && called !== 'subtotal') return false;
  return inTotal || (products === undefined && !words.limit.test(before));
}

const namesSeveral = (beside: readonly Mark[]): boolean =>
  new Set(
    beside.flatMap(({ said }) => said.flatMap((one) => (one.type === 'product' ? [one.product.id] : []))),
  ).size > 1;
const within = (mark: Mark, { start, end }: { start: number; end: number }): boolean =>
  mark.at >= start && mark.at < end;
const isSeveral = ({ number }: Mark): boolean =>
  number!.currency === undefined &&
  /^\d{1,5}$/.test(number!.numeral) &&
  Number(number!.numeral) > 1 &&
  number!.unit !== '%' &&
  !number!.glued;
const NEW_PRICE_FOLLOWS = new RegExp(
  `^\\s*(?:to|a|al|para|por|auf|now|jetzt|ahora|agora|maintenant)\\s*(?:only |just |nur |solo |so )?${FACT_MARK}`,
  'u',
);
const namesCoupon = (beside: readonly Mark[], group?: string): boolean =>
  beside.some(({ said }) =>
    said.some(
      (one) =>
        one.type === 'fact' &&
        one.fact.kind === 'coupon' &&
        (group === undefined || group === `coupon ${one.fact.field}`),
    ),
  );

/** "€5 shipping", "20 off": what the sum is called right behind it. */
function calledAfter({ after }: Context, rules: Rules): SumKind | undefined {
  const next = /^\s*(?:in |de |of |fur |im |em |en )?(\p{L}[\p{L}'-]*)/u.exec(after)?.[1];
  if (next === undefined) return undefined;
  return (['shipping', 'tax', 'saving', 'total', 'subtotal', 'stock'] as const).find((kind) =>
    has(next, kind, rules),
  );
}

function countChoice(fact: Fact, context: Context, rules: Rules): Choice | undefined {
  const { clause, spoken, sentence, mark } = context;
  const wrong = against(fact, context, rules);
  if (fact.kind === 'stock') {
    const around = `${clause} ${saidBefore(mark, spoken, sentence)} ${context.heading ?? ''}`;
    const called = has(around, 'stock', rules) || around.search(rules.lexicon.inStock) >= 0;
    return called && !rules.words.limit.test(context.before)
      ? { fact, ...(wrong && { against: wrong }) }
      : undefined;
  }
  if (fact.kind !== 'quantity') return undefined;
  const beside =
    spoken.own.some(({ at }) => at > mark.at && at - mark.at < 12) ||
    spoken.own.some(({ at }) => at < mark.at);
  if (!beside && !rules.words.cart.test(sentence)) return undefined;
  if (has(clause, 'stock', rules)) return undefined;
  const named = spoken.own.find(({ at }) => at > mark.at && at - mark.at < 12);
  const ok = named ? named.products.has(fact.subject.productId ?? '') : !wrong;
  return { fact, ...(!ok && { against: 'product' as const }) };
}

/** A number of a text of the shop: with the same unit, of the same product, about the same thing. */
function statementChoice({ source, said }: NumberTold, context: Context, rules: Rules): Choice | undefined {
  const number = context.mark.number!;
  const { statement } = source;
  if (said.currency !== undefined || number.currency !== undefined) {
    if (said.currency === undefined || number.currency === undefined) return undefined;
    if (!sameCurrency(said.currency, number.currency, rules)) return undefined;
  } else if (!sameUnit(said.unit, number.unit)) {
    // Where the shop's text ends with the number, its label has to be said with it.
    if (said.unit !== undefined || !sharesLabel(source, context, rules)) return undefined;
  }
  const choice: Choice = { source };
  if (statement.productId !== undefined) {
    if (!context.products?.has(statement.productId)) return { ...choice, against: 'product' };
    return !namesOtherLabel(source, context, rules) ? choice : { ...choice, against: 'meaning' };
  }
  if (namesCoupon(context.beside, statement.group)) return choice;
  return sharesTopic(context.sentence, source, rules.lexicon, rules.words)
    ? choice
    : { ...choice, against: 'meaning' };
}

const sameCurrency = (a: string, b: string, rules: Rules): boolean =>
  a === b ||
  ['USD', 'EUR', 'GBP', 'CHF', 'BRL', 'MXN', 'CAD', 'AUD', 'JPY', 'PLN', 'SEK', 'DKK', 'NOK'].some((code) => {
    const tokens = currencyTokens(code, rules.locales);
    return tokens.has(a) && tokens.has(b);
  });

function sharesLabel({ labelStems }: Source, { clause }: Context, { words }: Rules): boolean {
  const own = contentStems(clause, words);
  return [...labelStems].some((stem) => own.has(stem));
}

/** Whether the words before the number, from the mark before on, name another property of the product and not this. */
function namesOtherLabel({ statement, labelStems }: Source, { before }: Context, rules: Rules): boolean {
  const own = contentStems(before.slice(before.lastIndexOf(FACT_MARK) + 1), rules.words);
  if ([...labelStems].some((stem) => own.has(stem))) return false;
  return (rules.told.sourcesOf.get(statement.productId ?? '') ?? []).some(
    (other) =>
      other.statement.kind === 'attribute' &&
      other.statement.label !== statement.label &&
      [...other.labelStems].some((stem) => own.has(stem)),
  );
}
