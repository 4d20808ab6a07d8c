import type { Fact, Facts } from '../fact.ts';
import type { Compiled, SumKind } from '../lexicons/lexicon.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import type { Mention, Paragraph } from './paragraph.ts';
import { FACT_MARK } from './plain-form.ts';
import { clausesOf, mentionsIn, type Part, sentencesOf, within } from './sentences.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A product that the text names at a place: by a fact, or by a word of its name. */
export interface Named {
  at: number;
  products: ReadonlySet<string>;
}

export interface Misbound {
  mention: Mention;
  message: string;
}

const NAMES = new Set<Fact['kind']>(['product']);
/** Facts that are about one product and mean nothing without it. */
const ABOUT = new Set<Fact['kind']>([
  ...(['price', 'compare_at', 'stock', 'available', 'attribute', 'variant', 'brand', 'description'] as const),
  ...(['reason', 'superlative', 'line_total', 'quantity'] as const),
]);

/** A clause, and the products that it may be speaking of. */
export interface SpokenClause {
  sentence: Part;
  clause: Part;
  /** Named in the clause. */
  own: readonly Named[];
  /** Named in the sentence. */
  inSentence: readonly Named[];
  /** What was spoken of before the clause. */
  running: ReadonlySet<string> | undefined;
}

/** The clauses of a paragraph with the products that they name; `last` is the product that it leaves. */
export function spokenClauses(
  paragraph: Paragraph,
  facts: Facts,
  lexicon: Compiled,
  vocabulary: Vocabulary,
  before: ReadonlySet<string> | undefined,
): { clauses: SpokenClause[]; last: ReadonlySet<string> | undefined } {
  const clauses: SpokenClause[] = [];
  const named = namesIn(paragraph, facts, vocabulary);
  let last = before;
  for (const sentence of sentencesOf(paragraph.text)) {
    const inSentence = within(named, sentence);
    let running = last;
    const places = inSentence.map(({ at }) => at);
    for (const clause of clausesOf(paragraph.text, sentence, lexicon, places)) {
      const own = within(inSentence, clause);
      clauses.push({ sentence, clause, own, inSentence, running });
      running = own.at(-1)?.products ?? running;
    }
    last = inSentence.at(-1)?.products ?? last;
  }
  return { clauses, last };
}

/** The products that something at this place of the clause is said of. */
export const spokenOf = (
  at: number,
  { own, inSentence, running }: SpokenClause,
): ReadonlySet<string> | undefined =>
  (
    own.findLast((name) => name.at < at) ??
    own.find((name) => name.at > at) ??
    (running ? { products: running } : inSentence.find((name) => name.at > at))
  )?.products;

/** Whether a fact is about one product and means nothing without it. */
export const isAboutProduct = (fact: Fact): boolean =>
  ABOUT.has(fact.kind) && fact.subject.productId !== undefined;

/**
 * Facts that are said of another product than their own, or under the name of another kind of sum. `before` is the product that
 * the paragraphs before spoke of; answers the one that this paragraph leaves.
 */
export function misboundIn(
  paragraph: Paragraph,
  facts: Facts,
  lexicon: Compiled,
  vocabulary: Vocabulary,
  before: ReadonlySet<string> | undefined,
  only: string | undefined,
): { wrong: Misbound[]; last: ReadonlySet<string> | undefined; clauses: readonly SpokenClause[] } {
  const wrong: Misbound[] = [];
  const { clauses, last } = spokenClauses(paragraph, facts, lexicon, vocabulary, before);
  const listed = new Map<Part, boolean>();
  for (const spoken of clauses) {
    const { sentence, clause, inSentence } = spoken;
    for (const mention of mentionsIn(paragraph, clause)) {
      const fact = facts.get(mention.fact);
      if (!fact) continue;
      const sum = wrongSum(paragraph, clause, mention, fact, lexicon);
      if (sum) wrong.push({ mention, message: sum });
      if (!listed.has(sentence))
        listed.set(
          sentence,
          respectively(
            paragraph,
            facts,
            sentence,
            inSentence.length > 0 ? inSentence : namedBefore(clauses, sentence),
          ),
        );
      if (!isAboutProduct(fact) || listed.get(sentence)) continue;
      const nearest = spokenOf(mention.at, spoken);
      const { productId } = fact.subject;
      // "of {brand} there is {title}"
      if (fact.kind === 'brand' && inSentence.find((name) => name.at > mention.at)?.products.has(productId!))
        continue;
      if (nearest ? !nearest.has(productId!) : productId !== only)
        wrong.push({ mention, message: `${mention.fact} is said of another product than its own.` });
    }
  }
  return { wrong, last, clauses };
}

function namesIn({ text, mentions, isCapital }: Paragraph, facts: Facts, vocabulary: Vocabulary): Named[] {
  const named: Named[] = mentions.flatMap(({ fact, at }) => {
    const { kind, subject } = facts.get(fact) ?? {};
    return kind !== undefined && NAMES.has(kind) && subject?.productId !== undefined
      ? [{ at, products: new Set([subject.productId]) }]
      : [];
  });
  let before: ReadonlySet<string> | undefined;
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const products = vocabulary.productsNamed(match[0]);
    if (products && (isCapital(match.index) || [...products].some((id) => before?.has(id))))
      named.push({ at: match.index, products });
    before = products;
  }
  return named.sort((a, b) => a.at - b.at);
}

/** What the sentence before names. */
function namedBefore(clauses: readonly SpokenClause[], sentence: Part): readonly Named[] {
  return clauses.findLast((one) => one.sentence.start < sentence.start)?.inSentence ?? [];
}

/** "A and B cost {price of A} and {price of B}": as many facts as names, after them, in their order. */
function respectively(paragraph: Paragraph, facts: Facts, sentence: Part, named: readonly Named[]): boolean {
  const about = listedAfter(paragraph, facts, sentence, named);
  return (
    about?.every(({ fact }, index) => named[index]!.products.has(facts.get(fact)!.subject.productId ?? '')) ??
    false
  );
}

/** Facts of one kind that follow the names of a sentence, one for each; undefined where they do not stand so. */
export function listedAfter(
  paragraph: Paragraph,
  facts: Facts,
  sentence: Part,
  named: readonly Named[],
): readonly Mention[] | undefined {
  const about = mentionsIn(paragraph, sentence).filter(({ fact }) =>
    ABOUT.has(facts.get(fact)?.kind ?? 'link'),
  );
  const lastName = named.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  if (named.length < 2 || about.length !== named.length || about.some(({ at }) => at < lastName))
    return undefined;
  const kinds = new Set(about.map(({ fact }) => facts.get(fact)!.kind));
  return kinds.size === 1 ? about : undefined;
}

/** Which sums may be called by which names. */
export function sumsOf(fact: Fact | undefined): readonly SumKind[] | undefined {
  if (!fact) return undefined;
  const { kind, field } = fact;
  if (kind === 'price') return ['price'];
  if (kind === 'compare_at') return ['price'];
  if (kind === 'stock') return ['stock'];
  if (kind === 'line_total') return ['total', 'subtotal', 'price'];
  if (kind !== 'total') return undefined;
  if (field === 'items' || field === 'subtotal') return ['subtotal', 'price'];
  if (field.startsWith('shipping')) return ['shipping', 'price'];
  if (field.startsWith('tax')) return ['tax'];
  if (field.includes('discount')) return ['saving'];
  return ['total', 'price'];
}

/** The last name of a sum before the fact has to fit it: shipping is no total, and a price is nothing saved. */
function wrongSum(
  paragraph: Paragraph,
  clause: Part,
  mention: Mention,
  fact: Fact,
  lexicon: Compiled,
): string | undefined {
  const called = otherSum(paragraph, clause, mention, fact, lexicon);
  return called && `${mention.fact} is a ${fact.kind} (${fact.field}), but it is called a ${called}.`;
}

/** What a sum is called before it, where that does not fit it. */
export function otherSum(
  { text }: Paragraph,
  clause: Part,
  mention: Mention,
  fact: Fact,
  lexicon: Compiled,
): SumKind | undefined {
  const fits = sumsOf(fact);
  if (!fits) return undefined;
  const from = Math.max(clause.start, text.lastIndexOf(FACT_MARK, mention.at - 1) + 1);
  const said = text.slice(from, mention.at);
  let last: { kind: SumKind; at: number } | undefined;
  const all = new Set<SumKind>();
  for (const [kind, words] of lexicon.kinds) {
    for (const match of matchesOf(said, words)) {
      all.add(kind);
      if (!last || match.index >= last.at) last = { kind, at: match.index };
    }
  }
  return last && !fits.some((kind) => all.has(kind)) ? last.kind : undefined;
}
