import { format } from '../../commerce/money.ts';
import { defineGuard, type Guard } from '../../platform/guard.ts';
import type { Fact } from '../fact.ts';
import type { SpokenClause } from '../verify/binding.ts';
import { claimsIn } from '../verify/claims.ts';
import { type Part, sentencesOf, within } from '../verify/sentences.ts';
import type { Violation } from '../violation.ts';
import { valuesOfNone } from './attribute-values.ts';
import { BackedClaims, type Named, part } from './backed-claims.ts';
import type { Source } from './backing.ts';
import { type Choice, choose } from './choose.ts';
import { codesIn } from './codes.ts';
import { type Context, contextsOf, productFact, type Rules } from './context.ts';
import { type Mark, type Marked, markText } from './marks.ts';
import { MESSAGES, misbound } from './messages.ts';
import { placeIn, type Reading, readText } from './reading.ts';
import { replacementFor } from './replacement.ts';
import { namesTold } from './told.ts';
import { unknownNames } from './unknown-names.ts';

const said = defineGuard(
  'outside:facts',
  'No number, day, code or name that this server did not tell, or told of something else.',
);
const stated = defineGuard('outside:claims', 'No statement in words that no fact backs.');
const written = defineGuard(
  'outside:signs',
  'No digits, codes or invisible signs that were read as nothing.',
);

/** A violation in a text of somebody else, and the sentence that it stands in. */
export interface Finding extends Omit<Violation, 'block' | 'segment'> {
  /** What the shop says in its place. */
  replacement?: string;
  /** Fresh quote that the replacement rests on. */
  quoteId?: string;
  /** Range of the reading: what has to go when nothing can stand in its place. */
  sentence: Part;
}

export interface FactUsed {
  fact?: Fact;
  source?: Source;
  span: Part;
}

export interface Findings {
  reading: Reading;
  findings: Finding[];
  used: FactUsed[];
}

/** Everything in a text that is stated and that nothing told backs; what is backed, with its place. Never throws. */
export function findIn(text: string, rules: Rules): Findings {
  const reading = readText(text);
  const marked = markText(reading, rules.told);
  const { contexts, clauses } = contextsOf(marked, rules);
  const search = new Search(reading, marked, rules, clauses);
  for (const context of contexts) search.mark(context);
  search.claims();
  search.values();
  search.names();
  search.signs();
  return { reading, findings: search.found(), used: search.used };
}

class Search {
  readonly used: FactUsed[] = [];
  readonly #found: Finding[] = [];
  readonly #reading: Reading;
  readonly #marked: Marked;
  readonly #rules: Rules;
  readonly #clauses: readonly SpokenClause[];
  readonly #sentences: readonly Part[];
  /** What the rules for reply documents get to know: facts that stand where they may. */
  readonly #facts = new Map<string, Fact>();
  readonly #sources = new Map<Mark, Source>();
  readonly #ids: ReadonlyMap<Mark, string>;
  readonly #backed: BackedClaims;

  constructor(reading: Reading, marked: Marked, rules: Rules, clauses: readonly SpokenClause[]) {
    this.#reading = reading;
    this.#marked = marked;
    this.#rules = rules;
    this.#clauses = clauses;
    this.#backed = new BackedClaims(marked, rules, this.#facts, this.#sources);
    this.#ids = new Map(marked.marks.map((mark, index) => [mark, String(index)]));
    this.#sentences = sentencesOf(marked.paragraph.text);
  }

  mark(context: Context): void {
    const { mark } = context;
    const id = this.#ids.get(mark)!;
    const product = mark.said.find((said) => said.type === 'product');
    if (product) this.#facts.set(id, productFact(product.product.id, id));
    const choice = choose(context, this.#marked.paragraph, this.#rules);
    if (choice && choice.against === undefined) {
      this.#accept(id, context, choice);
      return;
    }
    if (!choice && product) return;
    const replacement = replacementFor(context, this.#rules);
    const kind = mark.stranger ? 'product' : choice ? 'binding' : mark.number ? 'number' : 'coupon';
    const message = choice
      ? misbound(this.#reading.original.slice(mark.place.start, mark.place.end), choice, context, this.#rules)
      : MESSAGES[kind];
    this.#add(said, kind, mark.place, mark.at, message ?? MESSAGES.binding!, replacement);
  }

  #accept(id: string, { mark }: Context, { fact, source }: Choice): void {
    const { stale } = this.#rules.told.issued;
    if (fact && stale.has(fact.id)) {
      const now = stale.get(fact.id);
      const text = now?.value.type === 'money' ? format(now.value, this.#rules.locale) : undefined;
      const message =
        text === undefined
          ? 'The quote of this price has run out, and the product is not sold any more.'
          : `The quote of this price has run out; the price is now ${text}.`;
      this.#add(said, 'stale_fact', mark.place, mark.at, message, text, now?.quoteId);
      return;
    }
    if (fact) this.#facts.set(id, { ...fact, id });
    if (source) this.#sources.set(mark, source);
    if (fact || source)
      this.used.push({ ...(fact && { fact }), ...(source && { source }), span: mark.place });
  }

  /** The same bans as for reply documents, sentence by sentence. */
  claims(): void {
    const { paragraph } = this.#marked;
    const { told, lexicon, vocabulary } = this.#rules;
    const named = {
      products: new Set(told.products.keys()),
      texts: namesTold(told),
    };
    this.#brokenClaims(named);
    const clausesOf = Map.groupBy(this.#clauses, ({ sentence }) => sentence.start);
    for (const sentence of this.#sentences) {
      const clauses = clausesOf.get(sentence.start) ?? [];
      const claims = claimsIn(part(paragraph, sentence), this.#facts, lexicon, vocabulary, named);
      for (const claim of claims) {
        const at = { start: claim.start + sentence.start, end: claim.end + sentence.start };
        const place = this.#marked.place(at);
        const clause = clauses.find((one) => at.start >= one.clause.start && at.start < one.clause.end);
        if (this.#backed.isBacked({ ...claim, ...at }, sentence, clause, named)) continue;
        this.#add(stated, claim.kind, place, at.start, MESSAGES[claim.kind] ?? MESSAGES.binding!);
      }
    }
  }

  /** Attributes that are given another value under their own name. */
  values(): void {
    const { told } = this.#rules;
    let running: ReadonlySet<string> | undefined;
    for (const sentence of this.#sentences) {
      const named = within(this.#marked.marks, sentence).flatMap(({ said: all }) =>
        all.flatMap((one) => (one.type === 'product' ? [one.product.id] : [])),
      );
      if (named.length > 0) running = new Set(named);
      // Of several it has to be true of one.
      const products = [...(running ?? told.products.keys())];
      const range = this.#marked.inReading(sentence);
      const passage = this.#reading.text.slice(range.start, range.end);
      for (const { start, end } of valuesOfNone(
        passage,
        products.map((id) => told.sourcesOf.get(id) ?? []),
      ))
        this.#add(
          stated,
          'feature',
          placeIn(this.#reading, { start: range.start + start, end: range.start + end }),
          sentence.start,
          MESSAGES.feature!,
        );
    }
  }

  /** Products that nobody here has. */
  names(): void {
    for (const at of unknownNames(this.#marked, this.#rules))
      this.#add(stated, 'product', this.#marked.place(at), at.start, MESSAGES.product!);
  }

  /** What only shows when a line break is read as a space. */
  #brokenClaims(named: Named): void {
    const { paragraph } = this.#marked;
    if (!paragraph.text.includes('\n')) return;
    const { lexicon, vocabulary } = this.#rules;
    const joined = { ...paragraph, text: paragraph.text.replaceAll('\n', ' ') };
    for (const { kind, start, end } of claimsIn(joined, this.#facts, lexicon, vocabulary, named))
      if (paragraph.text.slice(start, end).includes('\n'))
        this.#add(
          stated,
          kind,
          this.#marked.place({ start, end }),
          start,
          MESSAGES[kind] ?? MESSAGES.binding!,
        );
  }

  /** Signs that are looked for in the text as it stands: other digits, codes, and what cannot be seen. */
  signs(): void {
    const { paragraph, place } = this.#marked;
    const { told } = this.#rules;
    for (const match of paragraph.text.matchAll(/\p{N}+/gu)) {
      const at = { start: match.index, end: match.index + match[0].length };
      if (
        LIST_POINT.test(paragraph.text.slice(Math.max(0, at.start - 14), at.end + 2)) &&
        /^\d/.test(match[0])
      )
        continue;
      this.#add(written, 'number', place(at), at.start, MESSAGES.number!);
    }
    for (const { start, end } of codesIn(this.#marked, told))
      this.#add(written, 'coupon', place({ start, end }), start, MESSAGES.coupon!);
    for (const { start, end } of this.#reading.hidden)
      this.#add(written, 'hidden_text', { start, end }, undefined, MESSAGES.hidden_text!, '');
  }

  /** Each place once, in the order of the text. */
  found(): Finding[] {
    const sorted = this.#found.sort((a, b) => a.start - b.start || b.end - a.end);
    const kept: Finding[] = [];
    for (const finding of sorted) {
      const last = kept.at(-1);
      if (last && finding.end <= last.end && (finding.start < last.end || finding.start === last.start))
        continue;
      kept.push(finding);
    }
    return kept;
  }

  #add(
    guard: Guard,
    kind: Finding['kind'],
    { start, end }: Part,
    at: number | undefined,
    message: string,
    replacement?: string,
    quoteId?: string,
  ): void {
    const text = this.#reading.original.slice(start, end);
    const sentence = at === undefined ? undefined : this.#sentences.find((s) => at >= s.start && at < s.end);
    const whole = sentence && this.#marked.inReading(sentence);
    const finding: Finding = {
      kind,
      start,
      end,
      text,
      message,
      ...(replacement !== undefined && (replacement !== text || kind === 'stale_fact') && { replacement }),
      ...(quoteId !== undefined && { quoteId }),
      sentence: whole ?? { start: 0, end: 0 },
    };
    if (guard(finding)) this.#found.push(finding);
  }
}

const LIST_POINT = /(?:^|\n)[ \t>]{0,12}\d{1,2}[.)] $/;
