import { attempts } from './generate.ts';
import type { Corpus } from './skeleton.ts';

const OF_PRODUCTS: Readonly<Record<string, string>> = {
  title: 'title',
  brand: 'brand',
  options: 'options',
  price: 'price',
  compare_at: 'was',
  stock: 'stock',
  available: 'stock',
  description: 'description',
  attr: 'attribute',
};
const OF_LINES: Readonly<Record<string, string>> = {
  title: 'title',
  quantity: 'quantity',
  unit_price: 'price',
  total: 'line_total',
};
const OTHERS: Readonly<Record<string, string>> = {
  cheapest: 'cheapest',
  'coupon.code': 'code',
  'coupon.amount': 'discount',
  'refused.code': 'refused',
  'refused.reason': 'reason',
  'order.number': 'order',
  'order.status': 'status',
  'order.total': 'total',
  'order.delivery': 'days',
  'checkout.link': 'link',
};
const OF_DELIVERY: Readonly<Record<string, string>> = { title: 'way', price: 'shipping', days: 'days' };

/** The place that a fact has in the training sentences of server/grounding/claims: `{B.price}` is `{price2}`. */
function place(name: string): string {
  const [, letter, field] = /^([ABC])\.(\w+)/.exec(name) ?? [];
  if (letter) return `${OF_PRODUCTS[field!] ?? 'unknown'}${letter === 'A' ? '' : '2'}`;
  const [, line, part] = /^cart\.line(\d)\.(\w+)/.exec(name) ?? [];
  if (line)
    return `${OF_LINES[part!] ?? 'unknown'}${line === '1' || /quantity|^total/.test(part!) ? '' : '2'}`;
  const [, way] = /^delivery\.\d\.(\w+)/.exec(name) ?? [];
  if (way) return OF_DELIVERY[way] ?? 'unknown';
  if (name.startsWith('cart.')) return name.slice('cart.'.length);
  if (name.startsWith('policy.')) return 'policy';
  return OTHERS[name] ?? 'unknown';
}

const withPlaces = (text: string): string =>
  text.replaceAll('|', '').replace(/\{([^{}]*)\}/g, (_, name: string) => `{${place(name)}}`);
const sentencesIn = (text: string): string[] =>
  text.split(/(?<=[.!?…])\s+|\n+/).filter((sentence) => /\p{L}/u.test(sentence));

/** A corpus as training sentences. Of a reply that hides one lie among honest sentences, those count that hold the lie. */
export function sentencesOf(corpus: Corpus): { claims: string[]; harmless: string[] } {
  const claims: string[] = [];
  for (const { says, lies, disguise } of attempts(corpus, { seed: 1, count: corpus.attacks.length })) {
    if (disguise !== undefined) continue;
    const all = sentencesIn(says);
    const lying = all.filter((sentence) =>
      lies.some((lie) => sentence.includes(lie) || lie.includes(sentence)),
    );
    claims.push(...(lying.length > 0 ? lying : all));
  }
  const harmless = corpus.faithful.flatMap(({ says }) => sentencesIn(says));
  return { claims: claims.map(withPlaces), harmless: harmless.map(withPlaces) };
}
