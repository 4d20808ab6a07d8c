import { toLocalized } from '../catalog/rules.ts';
import type { Shop } from './model.ts';
import type { ShopInput } from './shop-input.ts';

export type ShopFields = Omit<Shop, '_id' | 'version' | 'createdAt' | 'updatedAt'>;

/** What is wrong with the settings that their schema cannot see: one sentence a fault, with the field it is about. */
export function shopFaults(input: ShopInput, current?: ShopFields): { field: string; message: string }[] {
  const faults: { field: string; message: string }[] = [];
  const fault = (field: string, message: string) => void faults.push({ field, message });
  const once = (field: string, ids: readonly string[]) => {
    const twice = ids.find((id, index) => ids.indexOf(id) < index);
    if (twice !== undefined) fault(field, `"${twice}" is named twice`);
  };
  once('locales', input.locales);
  once(
    'markets',
    input.markets.map((m) => m.id),
  );
  once(
    'markets',
    input.markets.flatMap((m) => m.countries),
  );
  once(
    'locations',
    input.locations.map((l) => l.id),
  );
  once(
    'shipping_zones',
    input.shipping_zones.map((z) => z.id),
  );
  once(
    'shipping_zones',
    input.shipping_zones.flatMap((z) => z.rates.map((r) => r.id)),
  );
  if (!input.locales.includes(input.default_locale)) {
    fault('default_locale', `"${input.default_locale}" is not among locales`);
  }
  if (!input.markets.some((m) => m.id === input.default_market)) {
    fault('default_market', `there is no market "${input.default_market}"`);
  }
  for (const [index, locale] of input.locales.entries()) {
    if (!isLanguageTag(locale)) fault(`locales.${index}`, `"${locale}" is not a language tag`);
  }
  for (const [index, market] of input.markets.entries()) {
    if (!input.locales.includes(market.default_locale)) {
      fault(`markets.${index}.default_locale`, `"${market.default_locale}" is not among locales`);
    }
    const before = current?.markets.find((m) => m.id === market.id);
    if (before && before.currency !== market.currency) {
      fault(
        `markets.${index}.currency`,
        `the prices of market "${market.id}" are in ${before.currency}; make a new market for ${market.currency}`,
      );
    }
  }
  for (const [z, zone] of input.shipping_zones.entries()) {
    for (const [r, rate] of zone.rates.entries()) {
      if (rate.max_days < rate.min_days) {
        fault(`shipping_zones.${z}.rates.${r}.max_days`, 'max_days is lower than min_days');
      }
    }
  }
  const kept = new Set(input.locations.map((l) => l.id));
  const gone = current?.locations.find((l) => !kept.has(l.id));
  if (gone) fault('locations', `location "${gone.id}" cannot be taken away, as stock may lie there`);
  return faults;
}

export function shopFromInput(input: ShopInput): ShopFields {
  const text = (value: string | Record<string, string>) => toLocalized(value, input.default_locale)!;
  return {
    name: input.name,
    defaultLocale: input.default_locale,
    locales: input.locales,
    defaultMarket: input.default_market,
    markets: input.markets.map((m) => ({
      id: m.id,
      currency: m.currency,
      countries: m.countries,
      taxIncluded: m.tax_included,
      defaultLocale: m.default_locale,
    })),
    taxRules: input.tax_rules,
    shippingTaxCategory: input.shipping_tax_category,
    shippingZones: input.shipping_zones.map((zone) => ({
      id: zone.id,
      countries: zone.countries,
      exceptRegions: zone.except_regions,
      rates: zone.rates.map((rate) => ({
        id: rate.id,
        title: text(rate.title),
        currency: rate.currency,
        amount: rate.amount,
        ...(rate.free_from !== undefined && { freeFrom: rate.free_from }),
        ...(rate.max_weight_grams !== undefined && { maxWeightGrams: rate.max_weight_grams }),
        minDays: rate.min_days,
        maxDays: rate.max_days,
      })),
    })),
    locations: input.locations.map((l) => ({ ...l, title: text(l.title) })),
    handlingDays: input.handling_days,
    cutOffHour: input.cut_off_hour,
    ...(input.support_email !== undefined && { supportEmail: input.support_email }),
  };
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
