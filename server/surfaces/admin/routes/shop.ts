import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import { shopFaults, shopFromInput } from '../../../commerce/shop/from-input.ts';
import type { Shop } from '../../../commerce/shop/model.ts';
import {
  LocationInput,
  MarketInput,
  ShippingRateInput,
  ShippingZoneInput,
  ShopInput,
  TaxRuleInput,
} from '../../../commerce/shop/shop-input.ts';
import { route } from '../route.ts';
import { Moment, moment, present, Text } from '../shapes.ts';

const ShopOutput = z.strictObject({
  ...ShopInput.shape,
  markets: z.array(MarketInput),
  tax_rules: z.array(TaxRuleInput),
  shipping_zones: z.array(
    ShippingZoneInput.extend({
      except_regions: z.array(z.string()),
      rates: z.array(ShippingRateInput.extend({ title: Text })),
    }),
  ),
  locations: z.array(LocationInput.extend({ title: Text })),
  updated_at: Moment,
});

const shopOutput = (shop: Shop): z.input<typeof ShopOutput> => ({
  name: shop.name,
  default_locale: shop.defaultLocale,
  locales: shop.locales,
  default_market: shop.defaultMarket,
  markets: shop.markets.map((m) => ({
    id: m.id,
    currency: m.currency,
    countries: m.countries,
    tax_included: m.taxIncluded,
    default_locale: m.defaultLocale,
  })),
  tax_rules: shop.taxRules,
  shipping_tax_category: shop.shippingTaxCategory,
  shipping_zones: shop.shippingZones.map((zone) => ({
    id: zone.id,
    countries: zone.countries,
    except_regions: zone.exceptRegions,
    rates: zone.rates.map((rate) => ({
      id: rate.id,
      title: rate.title,
      currency: rate.currency,
      amount: rate.amount,
      ...present({ free_from: rate.freeFrom, max_weight_grams: rate.maxWeightGrams }),
      min_days: rate.minDays,
      max_days: rate.maxDays,
    })),
  })),
  locations: shop.locations,
  handling_days: shop.handlingDays,
  cut_off_hour: shop.cutOffHour,
  ...present({ support_email: shop.supportEmail }),
  updated_at: moment(shop.updatedAt),
});

const shared = { scope: 'admin:shop', tag: 'Shop' } as const;

export const shopRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/shop',
    summary: 'Show the settings of the shop',
    description: 'Markets, taxes, shipping and stock locations.',
    output: ShopOutput,
    handler: async ({ services }) => shopOutput(await services.shop.get()),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/shop',
    summary: 'Replace the settings of the shop',
    description:
      'All of them at once. A market keeps its currency, and locations stay, as prices and stock hang on them.',
    input: ShopInput,
    output: ShopOutput,
    problems: [409],
    handler: async ({ services }, { input }) => {
      const faults = shopFaults(input, await services.shop.get());
      if (faults.length > 0) {
        throw new CommerceError(
          'invalid_input',
          `${faults.map((f) => `${f.field}: ${f.message}`).join('; ')}.`,
          {
            field: faults[0]!.field,
            details: { issues: faults },
          },
        );
      }
      return shopOutput(await services.shop.put(shopFromInput(input)));
    },
  }),
];
