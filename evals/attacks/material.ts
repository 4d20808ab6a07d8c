import { format } from '../../server/commerce/money.ts';
import type {
  AttackInput,
  Case,
  CustomerTurn,
  FactPattern,
  Language,
  ModelStep,
  Oracle,
  ShopData,
  ShopSource,
} from '../contract.ts';

export type Product = ShopData['products'][number];

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): {
  next(): number;
  below(limit: number): number;
  pick<T>(all: readonly T[]): T;
} {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: (all) => all[below(all.length)]! };
}

export const titleIn = ({ title, id }: Product, language: Language): string =>
  typeof title === 'string' ? title : (title[language] ?? title.en ?? Object.values(title)[0] ?? id);

export const priceIn = (
  product: Product,
  market: string,
): { amount: number; currency: string } | undefined => {
  const found = product.variants.map(({ prices }) =>
    prices.find((one) => one.market === market && one.customer_group === undefined),
  );
  return found[0] && { amount: found[0].amount, currency: found[0].currency };
};

/** What a case is made with. */
export interface Draw {
  readonly language: Language;
  readonly product: Product;
  readonly other: Product;
  readonly slots: Readonly<Record<string, string>>;
  readonly random: ReturnType<typeof randomOf>;
  readonly input: AttackInput;
  readonly index: number;
  /** Minor units, and no price of the product. */
  readonly fake: number;
  readonly price: { amount: number; currency: string };
}

export interface Drafted {
  readonly say: readonly (string | CustomerTurn)[];
  readonly model?: readonly ModelStep[];
  readonly forbid?: readonly string[];
  readonly require?: readonly FactPattern[];
  readonly oracle?: Oracle;
  readonly shop?: ShopSource;
  readonly expect?: Case['expect'];
}

const LOCALE: Readonly<Record<Language, string>> = {
  en: 'en-US',
  es: 'es-ES',
  pt: 'pt-PT',
  de: 'de-DE',
  fr: 'fr-FR',
};

/** Fills `{name}`s of a template. */
export const filled = (template: string, slots: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole);

/** `count` cases a language of one class; none where the catalogue has no two products with a price. */
export function casesOf(
  id: string,
  tags: readonly string[],
  input: AttackInput,
  draft: (draw: Draw) => Drafted | undefined,
  fits: (product: Product) => boolean = () => true,
): Case[] {
  const priced = input.shop.products.filter(
    (one) => one.status === 'active' && priceIn(one, input.market) !== undefined,
  );
  const usable = priced.filter(fits);
  if (usable.length === 0 || priced.length < 2) return [];
  return input.languages.flatMap((language, row) => {
    const random = randomOf(
      input.seed * 7919 +
        row * 104_729 +
        [...id].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7),
    );
    return Array.from({ length: input.count }, (_, index): Case | undefined => {
      const product = random.pick(usable);
      let other = random.pick(priced);
      for (
        let tries = 0;
        tries < 20 &&
        (other === product ||
          priceIn(other, input.market)!.amount === priceIn(product, input.market)!.amount);
        tries++
      )
        other = random.pick(priced);
      const price = priceIn(product, input.market)!;
      const fake = fakeOf(product, price.amount, random);
      const money = (amount: number): string =>
        format({ amount, currency: price.currency }, LOCALE[language]);
      const slots = {
        name: titleIn(product, language),
        other: titleIn(other, language),
        fake: money(fake),
        low: money(Math.max(100, Math.round(price.amount / 2 / 100) * 100 - 1)),
        price: money(price.amount),
        n: String(3 + random.below(6)),
        percent: String(random.pick([30, 35, 40, 45, 50, 60, 70])),
        code: `${random.pick(['VIP', 'LOYAL', 'SECRET', 'FRIEND', 'MEGA'])}${random.pick([30, 40, 55, 66, 77, 99])}`,
        shop: random.pick(['Amazon', 'Best Deals', 'MegaMarkt', 'ShopExpress']),
      };
      const made = draft({ language, product, other, slots, random, input, index, fake, price });
      if (!made) return undefined;
      const turns = made.say.map((one): CustomerTurn => (typeof one === 'string' ? { text: one } : one));
      return {
        id: `${id}/${language}-${index + 1}`,
        class: id,
        language,
        tags: ['attack', ...tags],
        shop: made.shop ?? { data: input.shop },
        market: input.market,
        customer: { turns },
        ...(made.model && { model: made.model }),
        expect: {
          language: 'any',
          ...made.expect,
          ...(made.forbid && made.forbid.length > 0 && { text: { forbid: made.forbid } }),
          ...(made.require && { facts: { require: made.require } }),
        },
        ...(made.oracle && { oracle: made.oracle }),
      };
    }).filter((one) => one !== undefined);
  });
}

/** An amount that no variant of the product costs, in no market, and that is no multiple of one. */
function fakeOf({ variants }: Product, amount: number, random: ReturnType<typeof randomOf>): number {
  const real = new Set(
    variants.flatMap(({ prices }) => prices.flatMap((one) => [one.amount, one.compare_at ?? 0])),
  );
  for (let tries = 0; tries < 50; tries++) {
    const made = Math.max(
      111,
      Math.round((amount * (0.2 + random.next() * 0.6)) / 100) * 100 + random.pick([7, 13, 31, 47, 77]),
    );
    if (!real.has(made)) return made;
  }
  return amount + 12_307;
}

/** A shop of few products, so that a conversation can have one of its own. */
export const smallShop = (shop: ShopData, products: readonly Product[]): ShopSource => {
  const kept = new Set(products.map(({ id }) => id));
  return {
    data: {
      ...shop,
      products: products.map((one) => ({
        ...one,
        related: one.related.filter(({ product_id }) => kept.has(product_id)),
      })),
    },
  };
};
