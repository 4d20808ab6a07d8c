import type { Mention } from './mentions.ts';
import type { Plain } from './plain.ts';
import { fold, type Item, type Product, textsOf, type Variant, type World } from './world.ts';

const labels = new WeakMap<Product, ReadonlyMap<string, readonly (readonly string[])[]>>();

/** What each option of a variant is called, in every language. */
function labelsOf(product: Product, { id, options }: Variant): readonly (readonly string[])[] {
  const known = labels.get(product) ?? new Map(product.variants.map((one) => [one.id, [] as string[][]]));
  labels.set(product, known);
  const own = known.get(id)!;
  if (own.length > 0 || Object.keys(options).length === 0) return own;
  const made = Object.entries(options).map(([name, value]) => {
    const found = product.options.find((one) => one.name === name)?.values.find((one) => one.value === value);
    return [value, ...textsOf(found?.label)].map(fold);
  });
  (known as Map<string, readonly (readonly string[])[]>).set(id, made);
  return made;
}

/** Variants that have each of the parts as an option of its own. */
const having = ({ product }: Item, parts: readonly string[]): readonly Variant[] =>
  product.variants.filter((variant) => {
    const left = [...labelsOf(product, variant)];
    return parts.every((part) => {
      const at = left.findIndex((one) => one.includes(part));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  });

/** “Lamp (Blue, Large)”: what stands in brackets after a name belongs to it where it names a variant. */
export function withVariants(plain: Plain, mentions: readonly Mention[], { items }: World): Mention[] {
  return mentions.map((short) => {
    const mention = withItsEnd(plain, short, items);
    const open = /^\s?\(/.exec(plain.low.slice(mention.end, mention.end + 2));
    const [index] = mention.items;
    if (!open || mention.items.length !== 1 || items[index!]!.options.size === 0) return mention;
    const from = mention.end + open[0].length;
    const close = closing(plain.low, from);
    if (close < 0) return mention;
    const inside = plain.low.slice(from, close).replaceAll('\u00a0', ' ');
    const whole = having(items[index!]!, [inside.trim()]);
    const variants =
      whole.length > 0
        ? whole
        : having(
            items[index!]!,
            inside.split(',').map((part) => part.trim()),
          );
    if (variants.length === 0) return mention;
    return { ...mention, end: close + 1, variants: variants.map(({ id }) => id) };
  });
}

/** “… (50-ft.)”: marks at the end of a title are part of it, and end no sentence. */
function withItsEnd(plain: Plain, mention: Mention, items: World['items']): Mention {
  for (const index of mention.items)
    for (const title of textsOf(items[index]!.product.title)) {
      const tail = /[^\p{L}\p{N}]+$/u.exec(fold(title))?.[0];
      if (tail !== undefined && plain.low.startsWith(tail, mention.end))
        return { ...mention, end: mention.end + tail.length };
    }
  return mention;
}

/** Where the bracket ends that is open at a place; -1 where it does not within the length of a name. */
function closing(low: string, from: number): number {
  let depth = 1;
  for (let at = from; at < Math.min(low.length, from + 120); at++) {
    if (low[at] === '\n') return -1;
    if (low[at] === '(') depth += 1;
    if (low[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
