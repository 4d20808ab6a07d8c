import { describe, expect, it } from 'vitest';
import { localized } from '../commerce/catalog/model.ts';
import { sampleImage } from './image.ts';
import { loadSample } from './index.ts';

const sample = loadSample();
const { shop, categories, products, policies, discounts } = sample;
const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'];
const variants = products.flatMap((product) => product.variants);
const onHand = (variant: (typeof variants)[number]) =>
  (variant.stock ?? []).reduce((sum, level) => sum + level.on_hand, 0);

type Text = string | Record<string, string> | undefined;
/** The languages a text lacks. */
const lacks = (text: Text, languages = LANGUAGES) =>
  languages.filter((language) => typeof text !== 'object' || !text[language]?.trim());
const checkDigit = (gtin: string) =>
  (10 - ([...gtin.slice(0, 12)].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 ? 3 : 1), 0) % 10)) %
  10;
const repeated = (values: string[]) => values.filter((value, at) => values.indexOf(value) !== at);

describe('the sample catalogue', () => {
  it('is a department store of about 300 products and 1,000 variants', () => {
    expect(products.length).toBeGreaterThanOrEqual(295);
    expect(variants.length).toBeGreaterThanOrEqual(1000);
    expect(products.filter((product) => product.status !== 'active').length).toBeGreaterThan(0);
  });

  it('says titles, types, options, attributes, images and categories in five languages', () => {
    const missing: string[] = [];
    const need = (what: string, text: Text, languages?: string[]) => {
      for (const language of lacks(text, languages)) missing.push(`${what}: ${language}`);
    };
    for (const product of products) {
      need(`${product.id} title`, product.title);
      need(`${product.id} type`, product.product_type);
      need(`${product.id} description`, product.description, ['en', 'es']);
      for (const option of product.options) {
        need(`${product.id} ${option.name}`, option.label);
        for (const value of option.values) need(`${product.id} ${option.name}=${value.value}`, value.label);
      }
      for (const attribute of product.attributes) {
        need(`${product.id} ${attribute.name}`, attribute.label);
        if (typeof attribute.value !== 'number')
          need(`${product.id} ${attribute.name} value`, attribute.value_label);
      }
      for (const image of [...product.images, ...product.variants.flatMap((variant) => variant.image ?? [])])
        need(`${product.id} ${image.url}`, image.alt);
    }
    for (const category of categories) need(`category ${category.id}`, category.title);
    expect(missing).toEqual([]);
  });

  it('gives every variant a price in both markets, and reductions that reduce', () => {
    for (const variant of variants) {
      const open = variant.prices.filter((price) => !price.customer_group);
      expect(open.map((price) => `${price.market} ${price.currency}`)).toEqual(['us USD', 'eu EUR']);
      for (const price of variant.prices) {
        expect(price.amount).toBeGreaterThan(0);
        if (price.compare_at !== undefined) expect(price.compare_at).toBeGreaterThan(price.amount);
        const base = open.find((other) => other.market === price.market);
        if (price.customer_group) expect(price.amount).toBeLessThan(base!.amount);
      }
    }
    expect(variants.some((variant) => variant.prices.some((price) => price.compare_at))).toBe(true);
  });

  it('names every variant once: ids, SKUs and GTINs with the right check digit', () => {
    const gtins = variants.flatMap((variant) => variant.gtin ?? []);
    expect(repeated(products.map((product) => product.id))).toEqual([]);
    expect(repeated(variants.map((variant) => variant.id))).toEqual([]);
    expect(variants.filter((variant) => !variant.sku)).toEqual([]);
    expect(repeated(variants.map((variant) => variant.sku!))).toEqual([]);
    expect(repeated(gtins)).toEqual([]);
    expect(gtins.length).toBeGreaterThan(900);
    expect(gtins.filter((gtin) => gtin.length !== 13 || checkDigit(gtin) !== Number(gtin[12]))).toEqual([]);
  });

  it('uses exactly the options it declares, each combination once', () => {
    for (const product of products) {
      const names = product.options.map((option) => option.name);
      for (const variant of product.variants) {
        expect(Object.keys(variant.options), variant.id).toEqual(names);
        for (const option of product.options)
          expect(option.values.map((value) => value.value)).toContain(variant.options[option.name]);
      }
      expect(repeated(product.variants.map((variant) => JSON.stringify(variant.options)))).toEqual([]);
    }
  });

  it('relates products to others that are on sale, one relation each', () => {
    const active = new Set(
      products.filter((product) => product.status === 'active').map((product) => product.id),
    );
    for (const product of products) {
      const targets = product.related.map((relation) => relation.product_id);
      expect(
        targets.filter((target) => !active.has(target) || target === product.id),
        product.id,
      ).toEqual([]);
      expect(repeated(targets), product.id).toEqual([]);
    }
    const price = new Map(products.map((product) => [product.id, product.variants[0]!.prices[0]!.amount]));
    for (const product of products)
      for (const relation of product.related)
        if (relation.kind === 'upsell')
          expect(price.get(relation.product_id)).toBeGreaterThan(price.get(product.id)!);
    for (const kind of ['complement', 'alternative', 'upsell'])
      expect(
        products.filter((product) => product.related.some((relation) => relation.kind === kind)).length,
      ).toBeGreaterThan(60);
  });

  it('files products under a category and all its parents, and leaves no category empty', () => {
    const parents = new Map(categories.map((category) => [category.id, category.parent]));
    for (const [at, category] of categories.entries())
      if (category.parent)
        expect(categories.findIndex((other) => other.id === category.parent)).toBeLessThan(at);
    for (const product of products)
      expect(
        product.categories.map((id) => parents.get(id)),
        product.id,
      ).toEqual([...product.categories.slice(1), undefined]);
    const used = new Set(products.flatMap((product) => product.categories));
    expect(categories.filter((category) => !used.has(category.id))).toEqual([]);
  });

  it('has variants that are sold out, nearly sold out, and in one place only', () => {
    const places = new Set(shop.locations.map((location) => location.id));
    expect(
      variants.flatMap((variant) => variant.stock ?? []).filter((level) => !places.has(level.location)),
    ).toEqual([]);
    expect(variants.filter((variant) => onHand(variant) === 0).length).toBeGreaterThan(30);
    expect(variants.filter((variant) => onHand(variant) > 0 && onHand(variant) <= 3).length).toBeGreaterThan(
      30,
    );
    expect(
      variants.filter((variant) => (variant.stock ?? []).filter((level) => level.on_hand > 0).length === 1)
        .length,
    ).toBeGreaterThan(50);
  });

  it('has names and prices that are easy to mix up', () => {
    const titles = products.map((product) => localized(product.title as Record<string, string>, 'en'));
    const prefixed = titles.filter((title) =>
      titles.some((other) => other !== title && other.startsWith(title.split(' ').slice(0, 2).join(' '))),
    );
    expect(prefixed.length).toBeGreaterThan(80);
    const amounts = [...new Set(variants.map((variant) => variant.prices[0]!.amount))].sort((a, b) => a - b);
    expect(amounts.filter((amount, at) => at > 0 && amount - amounts[at - 1]! < 10).length).toBeGreaterThan(
      5,
    );
  });

  it('sends nothing heavy by email: what needs no shipping weighs nothing', () => {
    const digital = variants.filter((variant) => !variant.requires_shipping);
    expect(digital.length).toBeGreaterThan(8);
    for (const variant of variants) expect((variant.weight_grams ?? 0) > 0).toBe(variant.requires_shipping);
  });

  it('draws every image it refers to, and nothing else', () => {
    const urls = products.flatMap((product) =>
      [...product.images, ...product.variants.flatMap((variant) => variant.image ?? [])].map(
        (image) => image.url,
      ),
    );
    for (const url of new Set(urls)) {
      const svg = sampleImage(/^\/sample\/images\/(.+)\.svg$/.exec(url)![1]!);
      expect(svg, url).toMatch(/^<svg [^>]+>.+<\/svg>$/);
      expect(svg).not.toMatch(/\$[a-z]|NaN|undefined|<text/);
    }
    for (const name of [
      'backpack',
      'backpack-ultraviolet',
      'constructor-black',
      'backpack-toString',
      '../shop-black',
      '',
    ])
      expect(sampleImage(name)).toBeUndefined();
  });
});

describe('the sample shop', () => {
  it('taxes every category that a product has, in every country and state it names', () => {
    const known = new Set(['standard', ...shop.taxRules.flatMap((rule) => rule.category ?? [])]);
    expect(
      products.filter((product) => !known.has(product.tax_category)).map((product) => product.id),
    ).toEqual([]);
    for (const market of shop.markets)
      for (const country of market.countries)
        expect(shop.taxRules.some((rule) => rule.country === country && !rule.region && !rule.category)).toBe(
          true,
        );
    const keys = shop.taxRules.map((rule) => `${rule.country}/${rule.region}/${rule.category}`);
    expect(repeated(keys)).toEqual([]);
  });

  it('ships to every country of a market, in its currency', () => {
    for (const market of shop.markets)
      for (const country of market.countries) {
        const zones = shop.shippingZones.filter((zone) => zone.countries.includes(country));
        expect(zones.length, country).toBe(1);
        expect(new Set(zones[0]!.rates.map((rate) => rate.currency))).toEqual(new Set([market.currency]));
      }
    expect(repeated(shop.shippingZones.flatMap((zone) => zone.rates.map((rate) => rate.id)))).toEqual([]);
  });
});

describe('the sample policies', () => {
  const body = (policy: string, key: string, language: string) =>
    policies.find((p) => p._id === policy)!.sections.find((section) => section.key === key)!.body[language]!;
  const amount = (minor: number, language: string) =>
    (minor % 100 === 0 ? String(minor / 100) : (minor / 100).toFixed(2)).replace(
      '.',
      language === 'en' ? '.' : ',',
    );
  const rates = shop.shippingZones.flatMap((zone) => zone.rates);

  it('cover all six subjects in five languages', () => {
    expect(policies.map((policy) => policy._id).sort()).toEqual([
      'payment',
      'privacy',
      'returns',
      'shipping',
      'terms',
      'warranty',
    ]);
    for (const policy of policies)
      for (const text of [
        policy.title,
        ...policy.sections.flatMap((section) => [section.heading, section.body]),
      ])
        expect(lacks(text), JSON.stringify(text)).toEqual([]);
  });

  it.each(LANGUAGES)('state the rates, thresholds and days of the shop (%s)', (language) => {
    for (const rate of rates) {
      const section = rate.id.endsWith('-freight') ? 'large_items' : 'cost';
      expect(body('shipping', section, language), rate.id).toContain(amount(rate.amount, language));
      if (rate.freeFrom)
        expect(body('shipping', 'free_shipping', language)).toContain(amount(rate.freeFrom, language));
      if (rate.id.endsWith('-standard'))
        expect(body('shipping', 'delivery_times', language)).toMatch(
          new RegExp(`${rate.minDays} (to|a|bis|à) ${rate.maxDays}`),
        );
    }
    expect(body('shipping', 'delivery_times', language)).toContain(String(shop.cutOffHour));
    expect(body('returns', 'window', language)).toMatch(/\b30\b/);
    for (const [policy, key] of [
      ['returns', 'how'],
      ['warranty', 'claim'],
      ['privacy', 'rights'],
    ] as const)
      expect(body(policy, key, language)).toContain(shop.supportEmail);
  });

  it.each(['es', 'pt', 'de', 'fr'])('hold the same numbers in %s as in English', (language) => {
    // An hour may be written 14:00 or 14 h; a decimal comma is a decimal point.
    const numbers = (text: string) =>
      (text.replaceAll('14:00', '14').match(/\d+(?:[.,]\d+)?/g) ?? [])
        .map((n) => Number(n.replace(',', '.')))
        .sort((a, b) => a - b);
    for (const policy of policies)
      for (const section of policy.sections)
        expect(numbers(section.body[language]!), section.key).toEqual(numbers(section.body.en!));
  });
});

describe('the sample discounts', () => {
  const byCode = new Map(discounts.map((discount) => [discount.code, discount]));

  it('are of every kind: with a minimum, capped, expired, for a group, and one without a code', () => {
    expect(new Set(discounts.map((discount) => discount.effect.kind)).size).toBe(4);
    expect(byCode.get('WELCOME10')).toMatchObject({
      effect: { kind: 'percentage', rate: 1000 },
      minimumSubtotal: { USD: 5000, EUR: 5000 },
      usageLimitPerCustomer: 1,
    });
    expect(byCode.get('SPRING25')!.endsAt).toBeLessThan(Date.UTC(2026, 0, 1));
    expect(byCode.get('TECH20')!.effect).toMatchObject({ cap: { USD: 10_000 } });
    expect(byCode.get('CLUB15')!.customerGroups).toEqual(['club']);
    expect(discounts.filter((discount) => discount.code === undefined)).toHaveLength(1);
    for (const discount of discounts) expect(lacks(discount.title)).toEqual([]);
  });

  it('name only categories and brands that exist', () => {
    const ids = new Set(categories.map((category) => category.id));
    for (const discount of discounts)
      expect(
        discount.appliesTo.categories.filter((id) => !ids.has(id)),
        discount._id,
      ).toEqual([]);
  });
});
