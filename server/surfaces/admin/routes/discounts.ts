import { z } from 'zod';
import { listPage } from '../../../commerce/listing.ts';
import { DiscountEffectInput, DiscountInput } from '../../../commerce/pricing/discount-input.ts';
import { type Discount, discounts } from '../../../commerce/pricing/model.ts';
import { route } from '../route.ts';
import { Moment, moment, PageQuery, pageOf, pageRequest, pageView, present, Text } from '../shapes.ts';

const Amounts = z.record(z.string(), z.int()).describe('Currency to minor units');

const DiscountOutput = z.strictObject({
  id: z.string(),
  code: z.string().optional(),
  title: Text,
  effect: DiscountEffectInput,
  applies_to: z.strictObject({
    product_ids: z.array(z.string()),
    categories: z.array(z.string()),
    brands: z.array(z.string()),
  }),
  minimum_subtotal: Amounts.optional(),
  minimum_quantity: z.int().optional(),
  customer_groups: z.array(z.string()),
  starts_at: Moment.optional(),
  ends_at: Moment.optional(),
  usage_limit: z.int().optional(),
  usage_limit_per_customer: z.int().optional(),
  used: z.int(),
  stackable: z.boolean(),
  priority: z.int(),
  active: z.boolean(),
  created_at: Moment,
  updated_at: Moment,
});

const discountOutput = (discount: Discount): z.input<typeof DiscountOutput> => ({
  id: discount._id,
  ...present({ code: discount.code }),
  title: discount.title,
  effect: discount.effect,
  applies_to: {
    product_ids: discount.appliesTo.productIds,
    categories: discount.appliesTo.categories,
    brands: discount.appliesTo.brands,
  },
  ...present({
    minimum_subtotal: discount.minimumSubtotal,
    minimum_quantity: discount.minimumQuantity,
    usage_limit: discount.usageLimit,
    usage_limit_per_customer: discount.usageLimitPerCustomer,
  }),
  customer_groups: discount.customerGroups,
  ...(discount.startsAt !== undefined && { starts_at: moment(discount.startsAt) }),
  ...(discount.endsAt !== undefined && { ends_at: moment(discount.endsAt) }),
  used: discount.used,
  stackable: discount.stackable,
  priority: discount.priority,
  active: discount.active,
  created_at: moment(discount.createdAt),
  updated_at: moment(discount.updatedAt),
});

const shared = { scope: 'admin:discounts', tag: 'Discounts' } as const;

export const discountRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/discounts',
    summary: 'List discounts',
    query: PageQuery,
    output: pageOf(DiscountOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: '_id', direction: 'asc' } as const;
      return pageView(await listPage(store, discounts, { sort }, pageRequest(query)), discountOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/discounts/{id}',
    summary: 'Show a discount',
    output: DiscountOutput,
    problems: [404],
    handler: async ({ services }, { params }) => discountOutput(await services.discounts.get(params.id)),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/discounts',
    summary: 'Make a discount',
    description: 'With a code that customers enter, or without one to apply by itself.',
    input: DiscountInput,
    output: DiscountOutput,
    status: 201,
    problems: [409],
    handler: async ({ services }, { input }) => discountOutput(await services.discounts.create(input)),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/discounts/{id}',
    summary: 'Replace a discount',
    description: 'Its count of uses stays.',
    input: DiscountInput,
    output: DiscountOutput,
    problems: [404, 409],
    handler: async ({ services }, { params, input }) =>
      discountOutput(await services.discounts.replace(params.id, input)),
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/discounts/{id}',
    summary: 'End a discount',
    description: 'It applies no more, and its code stays taken. Orders that used it stay as they are.',
    output: DiscountOutput,
    problems: [404],
    handler: async ({ services }, { params }) =>
      discountOutput(await services.discounts.deactivate(params.id)),
  }),
];
