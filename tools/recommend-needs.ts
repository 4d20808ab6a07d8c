import { z } from 'zod';
import { CurrencyCode } from '../server/commerce/money.ts';
import type { Reason } from '../server/search/recommend/needs.ts';
import type { Answer, Question } from '../server/search/recommend/question.ts';
import { reasonText } from '../server/search/recommend/reason-text.ts';
import { type Recommendation, recommend } from '../server/search/recommend/recommend.ts';
import type { ToolContext } from './define-tool.ts';
import { MoneyView, moneyView, ProductSummary, productSummary } from './views.ts';

const Words = z.array(z.string().min(1).max(100)).max(20);
const Bounds = z.record(z.string().max(100), z.number());

export const NeedsInput = z.strictObject({
  text: z
    .string()
    .max(300)
    .default('')
    .describe(
      'What is needed, in the customer’s words; prices, colours, measures and "not X" in it are limits',
    ),
  recipient: z.string().max(100).optional().describe('Who a present is for: a preference, no limit'),
  occasion: z.string().max(100).optional().describe('What it is for: a preference, no limit'),
  price_min: z.int().nonnegative().optional().describe('Minor units (cents), inclusive'),
  price_max: z.int().nonnegative().optional().describe('Budget in minor units (cents), inclusive'),
  currency: CurrencyCode.optional().describe('Of the budget, where the customer named one'),
  brands: Words.default([]),
  not_brands: Words.default([]),
  categories: Words.default([]).describe('Category ids, subcategories included'),
  product_types: Words.default([]),
  color: z.string().max(60).optional().describe('In any of en, es, pt, de, fr'),
  size: z.string().max(60).optional(),
  attributes: z
    .record(z.string().max(100), Words)
    .default({})
    .describe('Attribute or option name to values, any of which will do, such as {"material": ["wool"]}'),
  at_least: Bounds.default({}).describe('Attribute name to its lowest number, in the attribute’s unit'),
  at_most: Bounds.default({}).describe('Attribute name to its highest number, in the attribute’s unit'),
  must_have: Words.default([]).describe('Words the product itself must state, such as "A4" or "17 inch"'),
  must_not: Words.default([]).describe('Words it must state nowhere, such as "refurbished"'),
  exclude_product_ids: Words.default([]).describe('Seen and declined'),
  indifferent: Words.default([]).describe('Questions not to ask: attribute names, "budget", "product_type"'),
});
export type NeedsInput = z.output<typeof NeedsInput>;

export const ReasonView = z.strictObject({
  kind: z.enum([
    ...(['attribute', 'option', 'brand', 'stated', 'under_budget', 'cheapest', 'highest', 'lowest'] as const),
    ...(['cheaper', 'dearer', 'in_stock', 'goes_with', 'bought_together'] as const),
  ]),
  attribute: z
    .string()
    .optional()
    .describe('Name of the attribute or option; of a stated word, where it stands'),
  value: z.string().optional().describe('As the shop states it'),
  amount: MoneyView.optional().describe('What is left of the budget, or the difference to the pick'),
  of: z.int().optional().describe('How many products it was compared among: see compared_product_ids'),
  units: z.int().optional().describe('In stock of this variant'),
  text: z.string().describe('The fact in the customer’s language'),
});
export type ReasonView = z.infer<typeof ReasonView>;

export const RecommendedProduct = z.strictObject({
  ...ProductSummary.shape,
  role: z.enum(['pick', 'alternative', 'add_on']).optional(),
  reasons: z.array(ReasonView).optional().describe('Facts of the product; say no others'),
});
export type RecommendedProduct = z.infer<typeof RecommendedProduct>;

export const QuestionView = z.strictObject({
  attribute: z.string().describe('"budget", "product_type" or the name of an attribute'),
  label: z.string(),
  options: z.array(
    z.strictObject({
      value: z.string().describe('Pass it in needs: price_max, product_types or attributes'),
      text: z.string(),
      product_id: z.string().describe('The pick with this answer'),
      count: z.int().describe('How many of the compared remain'),
    }),
  ),
});

export const UnmetView = z.strictObject({
  constraint: z.string().describe('Field of needs'),
  value: z.string(),
  others: z.int().describe('Products that meet all the rest'),
  cheapest: MoneyView.optional().describe('The lowest price among those'),
});

/** What `recommend_products` answers for needs, beside add-ons. */
export interface ForNeeds {
  products: RecommendedProduct[];
  compared_product_ids: string[];
  question?: z.infer<typeof QuestionView>;
  unmet?: z.infer<typeof UnmetView>[];
}

/** The pick and its alternatives as the tool shows them. */
export async function recommendForNeeds(
  ctx: ToolContext,
  input: NeedsInput,
  limit: number,
): Promise<ForNeeds> {
  const { currency } = ctx.market;
  if (input.currency !== undefined && input.currency !== currency) {
    const unmet = [{ constraint: 'currency', value: input.currency, others: 0 }];
    return { products: [], compared_product_ids: [], unmet };
  }
  const { preferences, bought } = await ctx.services.profiles.history(ctx);
  const { stated = [], sizes = {}, liked = [] } = preferences ?? {};
  const found = await recommend(ctx.services, {
    tastes: { stated, sizes, liked, bought },
    needs: {
      ...{ text: input.text, recipient: input.recipient, occasion: input.occasion },
      ...{ priceMin: input.price_min, priceMax: input.price_max, brands: input.brands },
      ...{ notBrands: input.not_brands, categories: input.categories, productTypes: input.product_types },
      ...{ color: input.color, size: input.size, attributes: input.attributes },
      ...{ atLeast: input.at_least, atMost: input.at_most, mustHave: input.must_have },
      ...{ mustNot: input.must_not, excludedProducts: input.exclude_product_ids },
      indifferent: input.indifferent,
    },
    market: ctx.market.id,
    currency,
    locale: ctx.locale,
    customerGroups: ctx.principal.customerGroups,
  });
  const products: RecommendedProduct[] = [];
  for (const { considered, role, reasons } of found.chosen.slice(0, limit)) {
    const views = reasons.map((reason) => reasonView(reason, currency, ctx.locale));
    const summary = await productSummary(ctx, considered.product, considered.variant.id, reasonLine(views));
    if (summary) products.push({ ...summary, role, reasons: views });
  }
  return {
    products,
    compared_product_ids: found.compared.map(({ product }) => product._id),
    ...(found.question && { question: questionView(found.question, currency, ctx.locale) }),
    ...(found.chosen.length === 0 && { unmet: unmetViews(found, currency, ctx.locale) }),
  };
}

/** A reason with its fact in parts and as a text. */
export function reasonView(reason: Reason, currency: string, locale: string): ReasonView {
  const amount = 'amount' in reason ? moneyView({ amount: reason.amount, currency }, locale) : undefined;
  const attribute = 'label' in reason ? reason.name : 'where' in reason ? reason.where : undefined;
  const value = 'value' in reason ? reason.value : undefined;
  return {
    kind: reason.kind,
    ...(attribute !== undefined && { attribute }),
    ...(value !== undefined && { value }),
    ...(amount && { amount }),
    ...('of' in reason && { of: reason.of }),
    ...('units' in reason && { units: reason.units }),
    text: reasonText(reason, currency, locale),
  };
}

/** What most speaks for it, in one line. */
export const reasonLine = (reasons: readonly ReasonView[]): string =>
  reasons
    .slice(0, 3)
    .map(({ text }) => text)
    .join('; ');

const questionView = (
  { attribute, label, options }: Question,
  currency: string,
  locale: string,
): z.infer<typeof QuestionView> => ({
  attribute,
  label,
  options: options.map(({ value, text, pick, count }: Answer) => ({
    value,
    text: attribute === 'budget' ? moneyView({ amount: Number(value), currency }, locale).text : text,
    product_id: pick.product._id,
    count,
  })),
});

const unmetViews = (
  { unmet }: Recommendation,
  currency: string,
  locale: string,
): z.infer<typeof UnmetView>[] =>
  unmet.map(({ cheapest, ...rest }) => ({
    ...rest,
    ...(cheapest !== undefined && { cheapest: moneyView({ amount: cheapest, currency }, locale) }),
  }));
