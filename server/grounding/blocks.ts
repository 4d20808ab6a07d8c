import type { Fact } from './fact.ts';
import type { Block, ProductCard, ReplyDocument, Segment } from './reply.ts';

type List = readonly Fact[];
type BlockOf<T extends Block['type']> = Extract<Block, { type: T }>;

const idOf = (facts: List, kind: Fact['kind'], field: string = kind): string | undefined =>
  facts.find((fact) => fact.kind === kind && fact.field === field)?.id;

/** The card of one variant out of a tool's facts; undefined where title or price are missing. */
export function productCard(facts: List, variantId: string): ProductCard | undefined {
  const own = facts.filter(({ subject }) => subject.variantId === variantId && subject.lineId === undefined);
  const productId = own.find(({ subject }) => subject.productId !== undefined)?.subject.productId;
  const ofProduct = facts.filter(({ subject }) => subject.productId === productId);
  const title = idOf(own, 'product') ?? idOf(ofProduct, 'product');
  const price = idOf(own, 'price');
  if (productId === undefined || title === undefined || price === undefined) return undefined;
  const options = idOf(own, 'variant');
  const compareAt = idOf(own, 'compare_at');
  const stock = idOf(own, 'stock');
  const reason = idOf(own, 'reason');
  return {
    productId,
    variantId,
    title,
    price,
    ...(options !== undefined && { options }),
    ...(compareAt !== undefined && { compareAt }),
    ...(stock !== undefined && { stock }),
    ...(reason !== undefined && { reason: [{ type: 'fact', fact: reason }] }),
  };
}

/** Cards of all variants that a list named, in its order. */
export function productCards(facts: List): ProductCard[] {
  const variants = new Set(
    facts.filter(({ kind }) => kind === 'price').map(({ subject }) => subject.variantId!),
  );
  return [...variants].flatMap((variantId) => productCard(facts, variantId) ?? []);
}

/** Of compare_products: the cards and a row for each attribute, those that differ first. */
export function comparisonBlock(facts: List): BlockOf<'comparison'> | undefined {
  const cards = productCards(facts);
  if (cards.length < 2) return undefined;
  const names = [...new Set(facts.filter(({ kind }) => kind === 'attribute').map(({ field }) => field))];
  const rows = names.map((name) => ({
    values: cards.map(
      ({ productId }) =>
        facts.find((f) => f.kind === 'attribute' && f.field === name && f.subject.productId === productId)
          ?.id ?? null,
    ),
  }));
  return { type: 'comparison', cards, rows };
}

/** Of get_cart, update_cart or a checkout: lines and totals. Undefined for an empty cart. */
export function cartBlock(facts: List): BlockOf<'cart'> | undefined {
  const lineIds = [...new Set(facts.flatMap(({ subject }) => subject.lineId ?? []))];
  const lines = lineIds.flatMap((lineId) => {
    const own = facts.filter(({ subject }) => subject.lineId === lineId);
    const [title, quantity, total] = [idOf(own, 'product'), idOf(own, 'quantity'), idOf(own, 'line_total')];
    if (title === undefined || quantity === undefined || total === undefined) return [];
    const [options, unitPrice] = [idOf(own, 'variant'), idOf(own, 'price', 'unit_price')];
    return [
      {
        title,
        quantity,
        total,
        ...(options !== undefined && { options }),
        ...(unitPrice !== undefined && { unitPrice }),
      },
    ];
  });
  return lines.length === 0 ? undefined : { type: 'cart', lines, totals: totalsOf(facts) };
}

/** Of get_order: what it holds and how it goes. */
export function orderBlock(facts: List, orderId: string): BlockOf<'order'> | undefined {
  const own = facts.filter(({ subject }) => subject.orderId === orderId);
  const [number, status] = [idOf(own, 'order_number'), idOf(own, 'order_status')];
  const cart = cartBlock(own);
  if (number === undefined || status === undefined || !cart) return undefined;
  const delivery = own.find(({ kind }) => kind === 'delivery')?.id;
  return {
    type: 'order',
    number,
    status,
    lines: cart.lines.map(({ title, quantity, total }) => ({ title, quantity, total })),
    totals: cart.totals,
    ...(delivery !== undefined && { delivery }),
    tracking: own.filter(({ kind }) => kind === 'tracking').map(({ id }) => id),
  };
}

/** Rows of a breakdown, not what single lines, codes or ways of shipping cost. */
const totalsOf = (facts: List): string[] =>
  facts
    .filter(
      ({ kind, field, label, subject }) =>
        kind === 'total' && subject.lineId === undefined && !field.includes(' ') && label !== undefined,
    )
    .map(({ id }) => id);

/** Whether anything in it was written freely, and not by the shop. */
export function hasFreeText({ blocks }: Pick<ReplyDocument, 'blocks'>): boolean {
  const isText = ({ type }: Segment): boolean => type === 'text';
  return blocks.some((block) => {
    if (block.type === 'text') return block.segments.some(isText);
    if (block.type === 'link') return isText(block.label);
    if (block.type === 'quick_replies') return block.options.some(({ label }) => isText(label));
    return 'cards' in block && block.cards.some(({ reason }) => reason?.some(isText));
  });
}

/** Every fact that a document points at. */
export function factIdsOf({ blocks }: Pick<ReplyDocument, 'blocks'>): Set<string> {
  const ids = new Set<string>();
  mapFacts({ language: '', blocks }, (id) => {
    ids.add(id);
    return id;
  });
  return ids;
}

/** The document with other facts in the places of its facts. */
export function mapFacts(document: ReplyDocument, to: (id: string) => string): ReplyDocument {
  const maybe = <K extends string>(key: K, id: string | undefined) =>
    (id === undefined ? {} : { [key]: to(id) }) as Partial<Record<K, string>>;
  const segment = (part: Segment): Segment => {
    if (part.type === 'fact') return { ...part, fact: to(part.fact) };
    if (part.type === 'phrase' && part.facts) {
      const facts = Object.fromEntries(Object.entries(part.facts).map(([name, id]) => [name, to(id)]));
      return { ...part, facts };
    }
    return part;
  };
  const card = (c: ProductCard): ProductCard => ({
    ...c,
    title: to(c.title),
    price: to(c.price),
    ...maybe('options', c.options),
    ...maybe('compareAt', c.compareAt),
    ...maybe('stock', c.stock),
    ...(c.reason && { reason: c.reason.map(segment) }),
  });
  const block = (b: Block): Block => {
    switch (b.type) {
      case 'text':
        return { ...b, segments: b.segments.map(segment) };
      case 'products':
        return { ...b, cards: b.cards.map(card) };
      case 'comparison':
        return {
          ...b,
          cards: b.cards.map(card),
          rows: b.rows.map(({ values }) => ({ values: values.map((id) => (id === null ? null : to(id))) })),
        };
      case 'cart':
        return {
          ...b,
          lines: b.lines.map((line) => ({
            ...line,
            title: to(line.title),
            quantity: to(line.quantity),
            total: to(line.total),
            ...maybe('options', line.options),
            ...maybe('unitPrice', line.unitPrice),
          })),
          totals: b.totals.map(to),
        };
      case 'order':
        return {
          ...b,
          number: to(b.number),
          status: to(b.status),
          lines: b.lines.map((line) => ({
            title: to(line.title),
            quantity: to(line.quantity),
            total: to(line.total),
          })),
          totals: b.totals.map(to),
          ...maybe('delivery', b.delivery),
          tracking: b.tracking.map(to),
        };
      case 'link':
        return { ...b, label: segment(b.label), link: to(b.link) };
      case 'quick_replies':
        return { ...b, options: b.options.map((option) => ({ ...option, label: segment(option.label) })) };
    }
  };
  return { ...document, blocks: document.blocks.map(block) };
}
