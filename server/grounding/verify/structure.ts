import type { Fact, FactKind, Facts } from '../fact.ts';
import type { Block, ProductCard, ReplyDocument, Segment } from '../reply.ts';
import type { Violation } from '../violation.ts';

type Found = Omit<Violation, 'start' | 'end'> & { start?: number; end?: number };

/** Facts that change by themselves. */
const VOLATILE = new Set<FactKind>([
  'price',
  'compare_at',
  'stock',
  'available',
  'superlative',
  'line_total',
  'total',
]);

export interface Age {
  /** Milliseconds, UTC. */
  now: number;
  maxAgeMs: number;
}

/** Whether every fact exists, is young enough, and stands where only such a fact of this very product, line or order may. */
export function checkStructure(document: ReplyDocument, facts: Facts, age: Age): Found[] {
  const check = new StructureCheck(facts, age);
  document.blocks.forEach((block, index) => {
    check.block = index;
    check.visit(block);
  });
  return check.found;
}

class StructureCheck {
  readonly found: Found[] = [];
  block = 0;
  readonly #facts: Facts;
  readonly #age: Age;
  constructor(facts: Facts, age: Age) {
    this.#facts = facts;
    this.#age = age;
  }

  visit(block: Block): void {
    switch (block.type) {
      case 'text':
        this.#segments(block.segments);
        return;
      case 'products':
        for (const card of block.cards) this.#card(card);
        return;
      case 'comparison':
        for (const card of block.cards) this.#card(card);
        for (const { values } of block.rows) this.#row(values, block.cards);
        return;
      case 'cart':
        for (const line of block.lines) this.#line(line);
        this.#totals(block.totals);
        return;
      case 'order':
        this.#order(block);
        return;
      case 'link': {
        this.#segments([block.label]);
        const fact = this.#get(block.link, ['link']);
        const fits = {
          checkout: 'continue_url',
          tracking: 'tracking_url',
          proof: 'proof',
          call_back: 'call_back',
          channel: 'whatsapp_url',
        };
        if (fact && fact.field !== fits[block.purpose])
          this.#bad('binding', block.link, `This link is no ${block.purpose} link.`);
        return;
      }
      case 'quick_replies':
        for (const { label } of block.options) this.#segments([label]);
    }
  }

  #segments(segments: readonly Segment[]): void {
    for (const segment of segments) {
      if (segment.type === 'fact') this.#get(segment.fact);
      if (segment.type !== 'phrase') continue;
      const own = Object.values(segment.facts ?? {}).flatMap((id) => this.#get(id) ?? []);
      const products = new Set(own.flatMap(({ subject }) => subject.productId ?? []));
      if (products.size > 1)
        this.#bad('binding', segment.key, 'The facts of one phrase are of different products.');
    }
  }

  #card(card: ProductCard): void {
    const parts: [string | undefined, FactKind][] = [
      [card.title, 'product'],
      [card.price, 'price'],
      [card.options, 'variant'],
      [card.compareAt, 'compare_at'],
      [card.stock, 'stock'],
    ];
    for (const [id, kind] of parts) {
      if (id === undefined) continue;
      const fact = this.#get(id, [kind]);
      if (!fact) continue;
      const { productId, variantId } = fact.subject;
      const right = productId === card.productId && (variantId === undefined || variantId === card.variantId);
      if (!right || (kind !== 'product' && variantId === undefined))
        this.#bad('binding', id, `This ${kind} is not of ${card.variantId}.`);
    }
    this.#segments(card.reason ?? []);
    for (const segment of card.reason ?? []) {
      const fact = segment.type === 'fact' ? this.#facts.get(segment.fact) : undefined;
      if (fact?.subject.productId !== undefined && fact.subject.productId !== card.productId)
        this.#bad('binding', fact.id, `This reason is not of ${card.productId}.`);
    }
  }

  #row(values: readonly (string | null)[], cards: readonly ProductCard[]): void {
    const fields = new Set<string>();
    values.forEach((id, index) => {
      if (id === null) return;
      const fact = this.#get(id, ['attribute']);
      if (!fact) return;
      fields.add(fact.field);
      if (fact.subject.productId !== cards[index]?.productId)
        this.#bad('binding', id, 'This value stands in the column of another product.');
    });
    if (fields.size > 1)
      this.#bad('binding', [...fields].join(', '), 'One row compares different attributes.');
  }

  #line(line: Extract<Block, { type: 'cart' }>['lines'][number]): void {
    const own = [
      this.#get(line.title, ['product']),
      this.#get(line.quantity, ['quantity']),
      this.#get(line.total, ['line_total']),
      ...(line.options === undefined ? [] : [this.#get(line.options, ['variant'])]),
      ...(line.unitPrice === undefined ? [] : [this.#get(line.unitPrice, ['price'])]),
    ].flatMap((fact) => fact ?? []);
    if (new Set(own.map(({ subject }) => subject.lineId)).size > 1)
      this.#bad('binding', line.title, 'The parts of this line are of different lines.');
  }

  #totals(ids: readonly string[]): void {
    const own = ids.flatMap((id) => this.#get(id, ['total']) ?? []);
    const whole = ({ subject }: Fact): string =>
      `${subject.cartId} ${subject.checkoutId} ${subject.orderId} ${subject.lineId}`;
    if (new Set(own.map(whole)).size > 1)
      this.#bad('binding', ids.join(', '), 'These totals are of different carts or orders.');
  }

  #order(block: Extract<Block, { type: 'order' }>): void {
    const own = [
      this.#get(block.number, ['order_number']),
      this.#get(block.status, ['order_status']),
      ...block.lines.flatMap((line) => [
        this.#get(line.title, ['product']),
        this.#get(line.quantity, ['quantity']),
        this.#get(line.total, ['line_total']),
      ]),
      ...block.totals.map((id) => this.#get(id, ['total'])),
      ...(block.delivery === undefined ? [] : [this.#get(block.delivery, ['delivery'])]),
      ...block.tracking.map((id) => this.#get(id, ['tracking', 'link'])),
    ].flatMap((fact) => fact ?? []);
    if (new Set(own.map(({ subject }) => subject.orderId)).size > 1)
      this.#bad('binding', block.number, 'The parts of this order are of different orders.');
  }

  #get(id: string, kinds?: readonly FactKind[]): Fact | undefined {
    const fact = this.#facts.get(id);
    if (!fact) {
      this.#bad('unknown_fact', id, `No tool of this conversation returned a fact ${id}.`);
      return undefined;
    }
    if (kinds && !kinds.includes(fact.kind)) {
      this.#bad('binding', id, `${id} is a ${fact.kind}, not a ${kinds.join(' or ')}.`);
      return undefined;
    }
    if (VOLATILE.has(fact.kind) && this.#age.now - fact.observedAt > this.#age.maxAgeMs)
      this.#bad('stale_fact', id, `${id} is too old: read it again.`);
    return fact;
  }

  #bad(kind: Violation['kind'], text: string, message: string): void {
    this.found.push({ kind, text, message, block: this.block });
  }
}
