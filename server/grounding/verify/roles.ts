import type { Fact, Facts } from '../fact.ts';
import type { Compiled, SumKind } from '../lexicons/lexicon.ts';
import type { CompiledTalk } from '../lexicons/talk.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import { type Misbound, type SpokenClause, sumsOf } from './binding.ts';
import type { Mention, Paragraph } from './paragraph.ts';
import { FACT_MARK } from './plain-form.ts';
import { mentionsIn, type Part } from './sentences.ts';
import { isAsking } from './speech.ts';

interface Context {
  paragraph: Paragraph;
  facts: Facts;
  lexicon: Compiled;
  talk: CompiledTalk;
}

interface Told extends Mention {
  known: Fact;
}

/**
 * Facts that stand where only another kind, way of shipping, order, code or policy may: a sum of the cart said of a product, days of
 * one delivery with the name of another, an order's state said of what is not in it.
 */
export function misplacedIn(clauses: readonly SpokenClause[], context: Context): Misbound[] {
  const wrong: Misbound[] = [];
  const seen = new Set<Part>();
  let option: string | undefined;
  for (const { clause, sentence } of clauses) {
    for (const mention of told(clause, context)) {
      const message = misnamed(mention, clause, sentence, context);
      if (message) wrong.push({ mention, message });
    }
    if (seen.has(sentence)) continue;
    seen.add(sentence);
    const mentions = told(sentence, context);
    option = deliveries(mentions, clauses, option, wrong);
    orders(mentions, context, wrong);
    coupons(mentions, sentence, context, wrong);
    policies(mentions, sentence, context, wrong);
  }
  return wrong;
}

const told = (part: Part, { paragraph, facts }: Context): Told[] =>
  mentionsIn(paragraph, part).flatMap((mention) => {
    const known = facts.get(mention.fact);
    return known ? [{ ...mention, known }] : [];
  });

const has = (text: string, words: RegExp): boolean => text.search(words) >= 0;

const kindsIn = (text: string, { kinds }: Compiled): { kind: SumKind; at: number; end: number }[] =>
  kinds
    .flatMap(([kind, words]) =>
      [...matchesOf(text, words)].map(({ index, 0: found }) => ({
        kind,
        at: index,
        end: index + found.length,
      })),
    )
    .sort((a, b) => a.at - b.at);

/** What a fact is called in its clause, before and behind it. */
function misnamed(mention: Told, clause: Part, sentence: Part, context: Context): string | undefined {
  const { paragraph, lexicon, talk } = context;
  const { known, at, fact } = mention;
  const { text } = paragraph;
  const inSentence = told(sentence, context);
  const place = inSentence.findIndex((one) => one.at === at);
  const previous = inSentence[place - 1];
  const next = inSentence[place + 1];
  const before = text.slice(Math.max(clause.start, (previous?.at ?? -1) + 1), at);
  const after = text.slice(at + FACT_MARK.length, Math.min(clause.end, next?.at ?? clause.end));
  const called = kindsIn(before, lexicon);
  const fits = sumsOf(known);
  if (['stock', 'quantity', 'result_count'].includes(known.kind)) {
    const tail = before.slice(-40);
    const arrival = [...matchesOf(tail, lexicon.arrival)].at(-1);
    if (arrival && /^\s*(?:\p{L}{1,3}\s+)?$/u.test(tail.slice(arrival.index + arrival[0].length)))
      return `${fact} is no day.`;
  }
  if (fits) {
    const behind = kindsIn(after, lexicon).filter(({ kind }) => !sumsOf(next?.known)?.includes(kind));
    if (called.length === 0 && behind.length > 0 && !behind.some(({ kind }) => fits.includes(kind)))
      return `${fact} is a ${known.kind} (${known.field}), but it is called a ${behind[0]!.kind}.`;
    const named = called.findLast(({ kind }) => kind !== 'price');
    const strange = named && ['shipping', 'tax', 'total'].includes(named.kind) && !fits.includes(named.kind);
    if (
      strange &&
      !STANDARD.test(before.slice(named.at, named.end)) &&
      called.at(-1)!.kind === 'price' &&
      called.at(-1)!.at > named.at
    )
      return `${fact} is a ${known.kind} (${known.field}), but it is called a ${named.kind}.`;
    const ofLine = inSentence.some((one) => ['product', 'quantity'].includes(one.known.kind));
    if (
      known.kind === 'line_total' &&
      !ofLine &&
      has(before, talk.order) &&
      called.some(({ kind }) => kind === 'total')
    )
      return `${fact} is the total of one line.`;
    return ofProduct(mention, clause, sentence, context);
  }
  const last = called.at(-1);
  const close = last !== undefined && before.slice(last.end).trim().split(/\s+/).length <= 2;
  if (['order_number', 'tracking', 'address', 'contact'].includes(known.kind)) {
    const ordered = last !== undefined && has(before.slice(last.end), talk.order);
    if (close && !ordered && ['price', 'saving', 'total'].includes(last.kind) && !has(before, talk.order))
      return `${fact} is no sum.`;
    if (known.kind === 'order_number' && has(before, talk.code) && !has(before, talk.order))
      return `${fact} is the number of an order.`;
  }
  return undefined;
}

const STANDARD = /^(?:standard|express?|normal|expres|estandar)/;

const EXACT: readonly (readonly [SumKind, (field: string) => boolean])[] = [
  ['shipping', (field) => field.startsWith('shipping')],
  ['tax', (field) => field.startsWith('tax')],
  ['saving', (field) => field.includes('discount')],
];

/** Sums of a cart or an order are said of a product only under their own name. */
function ofProduct(mention: Told, clause: Part, sentence: Part, context: Context): string | undefined {
  const { paragraph, lexicon, talk } = context;
  const { known, fact } = mention;
  if (known.kind !== 'total' || known.subject.lineId !== undefined) return undefined;
  const beside = told(clause, context);
  if (!beside.some((one) => one.known.kind === 'product')) return undefined;
  if (beside.some((one) => ['coupon', 'shipping_option', 'notice'].includes(one.known.kind)))
    return undefined;
  const said = paragraph.text.slice(clause.start, clause.end);
  const exact = EXACT.find(([, test]) => test(known.field))?.[0];
  const words = kindsIn(said, lexicon).map(({ kind }) => kind);
  const named = exact
    ? words.includes(exact)
    : words.includes('total') ||
      words.includes('subtotal') ||
      has(paragraph.text.slice(sentence.start, sentence.end), talk.whole) ||
      beside.filter((one) => one.known.kind === 'product').length > 1;
  return named ? undefined : `${fact} is the ${known.field} of the whole, not of a product.`;
}

/** What is said of one way of shipping; answers the last that was named. */
function deliveries(
  mentions: readonly Told[],
  clauses: readonly SpokenClause[],
  running: string | undefined,
  wrong: Misbound[],
): string | undefined {
  const titles = mentions.filter(
    ({ known }) => known.kind === 'shipping_option' && known.field !== 'shipping_option',
  );
  const said = mentions.flatMap((mention) => {
    const { kind, field } = mention.known;
    if (kind === 'delivery' && field !== 'delivery') return [{ mention, option: field }];
    if (kind === 'total' && field.startsWith('shipping ')) return [{ mention, option: field.slice(9) }];
    return [];
  });
  const listed =
    titles.length > 1 &&
    said.length % titles.length === 0 &&
    said.every(({ mention }) => mention.at > titles.at(-1)!.at) &&
    said.every(({ option }, index) => titles[index % titles.length]!.known.field === option);
  if (!listed)
    for (const { mention, option } of said) {
      const clause = clauses.find(
        (one) => mention.at >= one.clause.start && mention.at < one.clause.end,
      )?.clause;
      const near = titles.filter(({ at }) => clause && at >= clause.start && at < clause.end);
      const of =
        (near.length > 0 && said[0]!.mention.at < titles[0]!.at
          ? near.find(({ at }) => at > mention.at)
          : undefined) ??
        near.findLast(({ at }) => at < mention.at) ??
        near[0] ??
        titles.findLast(({ at }) => at < mention.at) ??
        (running === undefined ? titles[0] : undefined);
      const spoken = of?.known.field ?? running;
      if (spoken !== undefined && spoken !== option)
        wrong.push({ mention, message: `${mention.fact} is of another way of shipping.` });
    }
  return titles.at(-1)?.known.field ?? running;
}

/** The state and the days of an order are said of what is in it. */
function orders(mentions: readonly Told[], { facts }: Context, wrong: Misbound[]): void {
  const states = mentions.filter(
    ({ known }) =>
      known.subject.orderId !== undefined &&
      ['order_status', 'delivery', 'order_number', 'total', 'tracking'].includes(known.kind),
  );
  if (states.length === 0) return;
  for (const product of mentions) {
    const { kind, subject } = product.known;
    if (kind !== 'product' || subject.orderId !== undefined) continue;
    const stated = mentions.some(
      ({ known }) => known.subject.productId === subject.productId && known.kind !== 'product',
    );
    if (stated) continue;
    const inIt = [...facts.values()].some(
      (one) =>
        one.subject.productId === subject.productId &&
        one.subject.orderId === states[0]!.known.subject.orderId,
    );
    if (!inIt)
      wrong.push({ mention: states[0]!, message: `${states[0]!.fact} is of an order without this product.` });
  }
}

/** A code that was refused is not said to be good, and what one code took off is not said of another. */
function coupons(
  mentions: readonly Told[],
  sentence: Part,
  { paragraph, lexicon, talk }: Context,
  wrong: Misbound[],
): void {
  const codes = mentions.filter(({ known }) => known.kind === 'coupon');
  if (codes.length === 0) return;
  const says = paragraph.text.slice(sentence.start, sentence.end);
  const denied = has(says, lexicon.not) || mentions.some(({ known }) => known.kind === 'notice');
  const asked = isAsking(paragraph.text, sentence, talk);
  for (const mention of codes)
    if (mention.known.label === undefined && !denied && !asked && has(says, talk.accepted))
      wrong.push({ mention, message: `${mention.fact} was refused.` });
  for (const mention of mentions) {
    const { kind, field } = mention.known;
    if (kind !== 'total' || !field.startsWith('discount ')) continue;
    if (!codes.some(({ known }) => known.field === field.slice('discount '.length)))
      wrong.push({ mention, message: `${mention.fact} is of another code.` });
  }
}

/** A section of the policies is announced as what it is about. */
function policies(
  mentions: readonly Told[],
  sentence: Part,
  { paragraph, talk }: Context,
  wrong: Misbound[],
): void {
  for (const mention of mentions) {
    const about = mention.known.subject.policy?.split('.')[0];
    if (mention.known.kind !== 'policy' || about === undefined) continue;
    const before = paragraph.text.slice(Math.max(sentence.start, mention.at - 60), mention.at);
    const said = (['returns', 'shipping', 'warranty', 'payment'] as const).flatMap((kind) =>
      has(before, talk[kind]) ? [kind] : [],
    );
    if (said.length > 0 && !said.includes(about as 'returns') && !before.includes(FACT_MARK))
      wrong.push({ mention, message: `${mention.fact} is about ${about}.` });
  }
}
