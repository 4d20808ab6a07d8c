import { factIdsOf, mapFacts } from '../grounding/blocks.ts';
import { type Fact, factKey } from '../grounding/fact.ts';
import type { Block, ReplyDocument } from '../grounding/reply.ts';
import type { Toolbox } from './answerer.ts';
import type { TurnCall } from './model.ts';

/** A change is read again with a tool that only reads. */
const READ_INSTEAD: Readonly<Record<string, string>> = {
  update_cart: 'get_cart',
  create_checkout: 'get_checkout',
  update_checkout: 'get_checkout',
};
/** What changes by itself. A title or a policy that was read a minute ago is not asked for again. */
const VOLATILE = new Set<Fact['kind']>([
  'price',
  'compare_at',
  'stock',
  'available',
  'superlative',
  'line_total',
  'total',
  'delivery',
  'order_status',
  'tracking',
]);

/**
 * The document with every fact that is older than `maxAgeMs` read again. A price that is another now is said to have changed. A
 * fact that cannot be read any more stays as it is: the verifier refuses it.
 */
export async function refreshed(
  document: ReplyDocument,
  toolbox: Toolbox,
  { now, maxAgeMs }: { now: number; maxAgeMs: number },
): Promise<ReplyDocument> {
  const old = [...factIdsOf(document)].flatMap((id) => {
    const fact = toolbox.facts.get(id);
    return fact && VOLATILE.has(fact.kind) && now - fact.observedAt > maxAgeMs ? [fact] : [];
  });
  if (old.length === 0) return document;
  const renewed = new Map<string, Fact>();
  const sources = new Map(old.map((fact) => [fact.callId, callOf(fact, toolbox)]));
  for (const source of sources.values()) {
    if (!source) continue;
    const again = await toolbox.read(READ_INSTEAD[source.tool] ?? source.tool, argumentsOf(source));
    if (!again.ok) continue;
    const byKey = new Map(again.facts.map((fact) => [factKey(fact), fact]));
    for (const fact of old) {
      const now = byKey.get(factKey(fact));
      if (now) renewed.set(fact.id, now);
    }
  }
  const next = mapFacts(document, (id) => renewed.get(id)?.id ?? id);
  const changed = old.filter(
    (fact) => fact.kind === 'price' && renewed.has(fact.id) && !sameValue(fact, renewed.get(fact.id)!),
  );
  const notes = changed.map((fact) => priceChanged(renewed.get(fact.id)!, toolbox));
  return { ...next, blocks: [...notes, ...next.blocks] };
}

function priceChanged(price: Fact, toolbox: Toolbox): Block {
  const title = [...toolbox.facts.values()].find(
    ({ kind, subject }) => kind === 'product' && subject.productId === price.subject.productId,
  );
  const facts = { price: price.id, ...(title && { product: title.id }) };
  const key = title ? 'price_changed_of' : 'price_changed';
  return { type: 'text', segments: [{ type: 'phrase', key, facts }] };
}

const callOf = (fact: Fact, toolbox: Toolbox): TurnCall | undefined =>
  toolbox.calls.find(({ callId }) => callId === fact.callId) ??
  toolbox.recalled.find(({ callId }) => callId === fact.callId);

/** get_checkout asks for the id; get_cart for nothing. */
function argumentsOf(call: TurnCall): Record<string, unknown> {
  if (READ_INSTEAD[call.tool] === undefined) return call.arguments;
  if (READ_INSTEAD[call.tool] === 'get_cart') return {};
  const checkoutId = call.facts.find(({ subject }) => subject.checkoutId !== undefined)?.subject.checkoutId;
  return { checkout_id: checkoutId };
}

const sameValue = (a: Fact, b: Fact): boolean => JSON.stringify(a.value) === JSON.stringify(b.value);
