import { CommerceError } from '../errors.ts';
import type { Market, ShippingZone, Shop } from './model.ts';

/** Where something goes. `region` is ISO 3166-2, with or without the country: `CA` or `US-CA`. */
export interface Place {
  country: string;
  region?: string | undefined;
}

/** In upper case, the region without the country and absent when empty, so that places can be compared. */
export function normalPlace(place: Place): Place {
  const country = place.country.trim().toUpperCase();
  const region = (place.region ?? '').trim().toUpperCase();
  const bare = region.startsWith(`${country}-`) ? region.slice(country.length + 1) : region;
  return bare === '' ? { country } : { country, region: bare };
}

/**
 * The market asked for, else the one that sells to `country` (the default market before others), else the default.
 * @throws CommerceError `invalid_input` for a market that the shop does not have
 */
export function marketOf(
  shop: Shop,
  wanted: { market?: string | undefined; country?: string | undefined },
): Market {
  const byId = (id: string): Market | undefined => shop.markets.find((m) => m.id === id);
  if (wanted.market !== undefined) {
    const market = byId(wanted.market);
    if (market) return market;
    const known = shop.markets.map((m) => m.id).join(', ');
    throw new CommerceError('invalid_input', `There is no market "${wanted.market}"; use one of: ${known}.`, {
      field: 'market',
    });
  }
  const fallback = byId(shop.defaultMarket) ?? shop.markets[0]!;
  if (wanted.country === undefined) return fallback;
  const { country } = normalPlace({ country: wanted.country });
  if (fallback.countries.includes(country)) return fallback;
  return shop.markets.find((m) => m.countries.includes(country)) ?? fallback;
}

/**
 * The shop's locale that fits best (RFC 4647 lookup, then any locale of the same language), else the market's, else the
 * shop's.
 * @param requested a BCP 47 tag such as `es-MX`, or the value of an Accept-Language header
 */
export function localeOf(shop: Shop, requested: string | undefined, market?: Market): string {
  for (const tag of preferredTags(requested ?? '')) {
    const found = lookUp(shop.locales, tag);
    if (found !== undefined) return found;
  }
  return (market && lookUp(shop.locales, market.defaultLocale)) ?? shop.defaultLocale;
}

function preferredTags(header: string): string[] {
  const wanted = header.split(',').map((part) => {
    const [tag, ...parameters] = part.split(';').map((p) => p.trim());
    const weight = parameters.find((p) => /^q=/i.test(p))?.slice(2);
    return { tag: tag!.replaceAll('_', '-'), weight: weight === undefined ? 1 : Number(weight) };
  });
  return wanted
    .filter(({ tag, weight }) => weight > 0 && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

function lookUp(locales: readonly string[], tag: string): string | undefined {
  const parts = tag.toLowerCase().split('-');
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('-');
    const found = locales.find((locale) => locale.toLowerCase() === prefix);
    if (found !== undefined) return found;
  }
  return locales.find((locale) => locale.toLowerCase().split('-')[0] === parts[0]);
}

/** A place whose region is not known counts as inside. */
export function zoneHolds(zone: ShippingZone, place: Place): boolean {
  const { country, region } = normalPlace(place);
  return zone.countries.includes(country) && (region === undefined || !zone.exceptRegions.includes(region));
}

/** Whether the shop ships anything there at all. */
export const isShippable = (shop: Shop, country: string, region?: string): boolean =>
  shop.shippingZones.some((zone) => zoneHolds(zone, { country, region }));
