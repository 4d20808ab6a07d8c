import { format } from '../commerce/money.ts';
import type { Fact, Facts } from './fact.ts';
import { type PhraseKey, phraseParts } from './phrases/phrases.ts';
import type { RenderedBlock, RenderedCard, RenderedReply, Run } from './rendered-reply.ts';
import type { Block, ProductCard, ReplyDocument, Segment } from './reply.ts';

export interface RenderOptions {
  /** BCP 47: money, numbers and dates are written its way. */
  locale: string;
  /** Picture of a variant, if the shop has one. */
  image?: (productId: string, variantId: string) => { url: string; alt: string } | undefined;
}

/** A document points at a fact that the conversation does not have. */
export class UnknownFactError extends Error {
  override readonly name = 'UnknownFactError';
  constructor(id: string) {
    super(`there is no fact ${id} in this conversation`);
  }
}

/**
 * What the customer sees: every statement is written out of its fact, in the customer's locale, and marked with it.
 * @throws UnknownFactError
 */
export function render(document: ReplyDocument, facts: Facts, options: RenderOptions): RenderedReply {
  const { language } = document;
  const { locale } = options;
  const write = new Writer(facts, language, options);
  return { language, locale, blocks: document.blocks.map((block) => write.block(block)) };
}

class Writer {
  readonly #facts: Facts;
  readonly #language: string;
  readonly #options: RenderOptions;

  constructor(facts: Facts, language: string, options: RenderOptions) {
    this.#facts = facts;
    this.#language = language;
    this.#options = options;
  }

  block(block: Block): RenderedBlock {
    switch (block.type) {
      case 'text':
        return { type: 'text', runs: this.#segments(block.segments) };
      case 'products':
        return { ...block, cards: block.cards.map((card) => this.#card(card)) };
      case 'comparison':
        return {
          type: 'comparison',
          cards: block.cards.map((card) => this.#card(card)),
          rows: block.rows.map(({ values }) => {
            const named = values.find((id) => id !== null);
            return {
              label: (named && this.#fact(named).label) ?? '',
              values: values.map((id) => (id === null ? null : this.#value(id))),
            };
          }),
        };
      case 'cart':
        return {
          type: 'cart',
          lines: block.lines.map((line) => ({
            title: this.#value(line.title),
            quantity: this.#value(line.quantity),
            total: this.#value(line.total),
            ...(line.options !== undefined && { options: this.#value(line.options) }),
            ...(line.unitPrice !== undefined && { unitPrice: this.#value(line.unitPrice) }),
          })),
          totals: block.totals.map((id) => this.#total(id)),
        };
      case 'order':
        return {
          type: 'order',
          number: this.#value(block.number),
          status: this.#value(block.status),
          lines: block.lines.map((line) => ({
            title: this.#value(line.title),
            quantity: this.#value(line.quantity),
            total: this.#value(line.total),
          })),
          totals: block.totals.map((id) => this.#total(id)),
          ...(block.delivery !== undefined && {
            delivery: this.#phrase('delivery_days', { days: block.delivery }, {}),
          }),
          tracking: block.tracking.map((id) => this.#value(id)),
        };
      case 'link': {
        const fact = this.#fact(block.link);
        if (fact.value.type !== 'link') throw new UnknownFactError(block.link);
        const { purpose } = block;
        return {
          type: 'link',
          purpose,
          label: this.#segment(block.label),
          url: fact.value.url,
          fact: fact.id,
        };
      }
      case 'quick_replies':
        return {
          type: 'quick_replies',
          options: block.options.map(({ label, send }) => ({
            label: this.#segment(label)
              .map((run) => run.text)
              .join(''),
            send,
          })),
        };
    }
  }

  #card(card: ProductCard): RenderedCard {
    const { productId, variantId } = card;
    const quoteId = this.#fact(card.price).quoteId;
    const image = this.#options.image?.(productId, variantId);
    return {
      productId,
      variantId,
      ...(quoteId !== undefined && { quoteId }),
      title: this.#value(card.title),
      price: this.#value(card.price),
      ...(card.options !== undefined && { options: this.#value(card.options) }),
      ...(card.compareAt !== undefined && { compareAt: this.#phrase('was', { price: card.compareAt }, {}) }),
      ...(card.stock !== undefined && { stock: this.#value(card.stock) }),
      ...(card.reason && { reason: this.#segments(card.reason) }),
      ...(image && { image }),
    };
  }

  #total(id: string) {
    const { field, label } = this.#fact(id);
    return { kind: field, label: label ?? field, value: this.#value(id) };
  }

  /** A space is put between two parts that would run together. */
  #segments(segments: readonly Segment[]): Run[] {
    const runs: Run[] = [];
    for (const segment of segments) {
      const next = this.#segment(segment);
      const last = runs.at(-1)?.text ?? '';
      const first = next[0]?.text ?? '';
      const gap = /[\p{L}\p{N}.,;:!?…)”»]$/u.test(last) && /^[\p{L}\p{N}\p{Sc}(“«¿¡]/u.test(first);
      if (gap) runs.push({ text: ' ' });
      runs.push(...next);
    }
    return runs;
  }

  #segment(segment: Segment): Run[] {
    switch (segment.type) {
      case 'text':
        return [{ text: segment.text }];
      case 'fact': {
        const value = this.#value(segment.fact);
        const { label } = this.#fact(segment.fact);
        return segment.form === 'labelled' && label !== undefined
          ? [{ text: `${label}: ` }, ...value]
          : value;
      }
      case 'phrase':
        return this.#phrase(segment.key, segment.facts ?? {}, segment.said ?? {});
    }
  }

  #phrase(
    key: string,
    facts: Readonly<Record<string, string>>,
    said: Readonly<Record<string, string>>,
  ): Run[] {
    const counts: Record<string, number> = {};
    for (const [place, id] of Object.entries(facts)) {
      const { value } = this.#fact(id);
      if (value.type === 'count') counts[`${place}_count`] = value.value;
    }
    const places = [...Object.keys(facts), ...Object.keys(said)];
    return phraseParts(key, this.#language, places, counts).flatMap((part): Run[] => {
      if ('text' in part) return [{ text: part.text }];
      const id = facts[part.place];
      return id === undefined ? [{ text: quoted(said[part.place] ?? '', this.#language) }] : this.#plain(id);
    });
  }

  /** As it stands alone: a number of units is said with what it counts. */
  #value(id: string): Run[] {
    const fact = this.#fact(id);
    const of = (key: PhraseKey): Run[] => this.#phrase(key, {}, {}).map(({ text }) => ({ text, fact: id }));
    if (fact.kind === 'stock' && fact.value.type === 'count')
      return fact.value.value > 0 ? this.#phrase('stock_left', { stock: id }, {}) : of('out_of_stock');
    if (fact.kind === 'available' && fact.value.type === 'flag')
      return of(fact.value.value ? 'in_stock' : 'out_of_stock');
    if (fact.kind === 'superlative')
      return of(fact.label === 'found' ? 'cheapest_found' : 'cheapest_compared');
    if (fact.kind === 'order_status' && fact.value.type === 'text')
      return of(`order_${fact.value.text}` as PhraseKey);
    return this.#plain(id);
  }

  #plain(id: string): Run[] {
    const fact = this.#fact(id);
    if (['available', 'superlative', 'order_status'].includes(fact.kind)) return this.#value(id);
    return [{ text: this.#text(fact), fact: id }];
  }

  #text({ value }: Fact): string {
    const { locale } = this.#options;
    switch (value.type) {
      case 'money':
        return format(value, locale);
      case 'count':
        return numbers(locale).format(value.value);
      case 'text':
        return value.text;
      case 'flag':
        return this.#phrase(value.value ? 'yes' : 'no', {}, {})
          .map(({ text }) => text)
          .join('');
      case 'days':
        return dates(locale).formatRange(Date.parse(value.from), Date.parse(value.to));
      case 'instant':
        return times(locale).format(value.at);
      case 'link':
        return value.url;
    }
  }

  #fact(id: string): Fact {
    const fact = this.#facts.get(id);
    if (!fact) throw new UnknownFactError(id);
    return fact;
  }
}

const QUOTES: Readonly<Record<string, readonly [string, string]>> = {
  de: ['„', '“'],
  es: ['«', '»'],
  pt: ['«', '»'],
  fr: ['« ', ' »'],
};
function quoted(text: string, language: string): string {
  const [open, close] = QUOTES[language] ?? ['“', '”'];
  return open + text + close;
}

function kept<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const fresh = make(locale);
    made.set(locale, fresh);
    return fresh;
  };
}
const numbers = kept((locale) => new Intl.NumberFormat(locale));
const dates = kept(
  (locale) =>
    new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' }),
);
const times = kept(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'UTC',
      timeZoneName: 'short',
    }),
);
