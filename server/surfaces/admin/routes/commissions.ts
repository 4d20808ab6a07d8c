import { z } from 'zod';
import {
  type Attribution,
  AttributionStatus,
  attributions,
  CommissionEffect,
  type CommissionRule,
  commissionEntries,
  FraudSignal,
  type PaidPayout,
} from '../../../commerce/affiliates/model.ts';
import { paymentsOf } from '../../../commerce/affiliates/pay.ts';
import { payoutsOf } from '../../../commerce/affiliates/payouts.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { CurrencyCode } from '../../../commerce/money.ts';
import {
  CommissionOutput,
  commissionOutput,
  Month,
  OrderOutput,
  orderOutput,
  StatementOutput,
  statementOutput,
} from '../../publisher/views.ts';
import { route } from '../route.ts';
import { Moment, Money, moment, PageQuery, pageOf, pageQuery, pageRequest, pageView } from '../shapes.ts';

const Names = z.array(z.string().min(1).max(100)).max(100);

const RuleOutput = z.strictObject({
  id: z.string(),
  title: z.string(),
  effect: CommissionEffect,
  publisher_ids: z.array(z.string()),
  brands: z.array(z.string()),
  categories: z.array(z.string()),
  valid_from: Moment,
  valid_until: Moment.optional(),
});
const ruleOutput = (rule: CommissionRule): z.input<typeof RuleOutput> => ({
  id: rule._id,
  title: rule.title,
  effect: rule.effect,
  publisher_ids: rule.appliesTo.publisherIds,
  brands: rule.appliesTo.brands,
  categories: rule.appliesTo.categories,
  valid_from: moment(rule.validFrom),
  ...(rule.validUntil !== undefined && { valid_until: moment(rule.validUntil) }),
});

const CreditOutput = z.strictObject({
  ...OrderOutput.shape,
  order_id: z.string(),
  publisher_id: z.string(),
  signals: z.array(FraudSignal).describe('Why it was held, or earns nothing'),
  decision: z
    .strictObject({ verdict: z.enum(['released', 'rejected']), by: z.string(), at: Moment, note: z.string() })
    .optional(),
});
const creditOutput = (one: Attribution): z.input<typeof CreditOutput> => ({
  ...orderOutput(one),
  order_id: one.orderId,
  publisher_id: one.publisherId,
  signals: one.signals,
  ...(one.decision && { decision: { ...one.decision, at: moment(one.decision.at) } }),
});

const PaidOutput = z.strictObject({
  publisher_id: z.string(),
  month: z.string(),
  amount: Money.describe('Negative: deducted'),
  reference: z.string(),
  paid_on: z.iso.date(),
  by: z.string(),
});
const paidOutput = (one: PaidPayout): z.input<typeof PaidOutput> => ({
  publisher_id: one.publisherId,
  ...{ month: one.month, amount: one.amount, reference: one.reference, by: one.by },
  paid_on: one.paidOn,
});

const shared = { scope: 'admin:publishers', tag: 'Publishers' } as const;
const Id = z.string().min(1).max(100);

export const commissionRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/commission-rules',
    summary: 'List commission rules',
    description: 'Those that begin last first, ended ones too.',
    query: PageQuery,
    output: pageOf(RuleOutput),
    handler: async ({ services }, { query }) =>
      pageView(await services.publishers.rules(pageRequest(query)), ruleOutput),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/commission-rules',
    summary: 'Add a commission rule',
    description:
      'For orders from valid_from on. The most specific rule counts: one that names publishers before one that names brands, that before one that names categories; of equals the one that began later. A rule is never changed: end it, and add another.',
    input: z.strictObject({
      title: z.string().trim().min(1).max(100),
      effect: CommissionEffect.describe(
        'percentage: rate in basis points of the goods after discounts, without tax; fixed: minor units a unit sold, by currency',
      ),
      publisher_ids: Names.optional(),
      brands: Names.optional(),
      categories: Names.optional().describe('Category ids, subcategories included'),
      valid_from: Moment.optional().describe('Default: now'),
      valid_until: Moment.optional(),
    }),
    output: RuleOutput,
    status: 201,
    idempotencyKey: true,
    problems: [404],
    handler: async (ctx, { input }) =>
      ctx.once(async (tx) => {
        const { title, effect, publisher_ids = [], brands = [], categories = [] } = input;
        const rule = await ctx.services.publishers.addRule(
          {
            ...{ title, effect, appliesTo: { publisherIds: publisher_ids, brands, categories } },
            validFrom: input.valid_from === undefined ? undefined : Date.parse(input.valid_from),
            validUntil: input.valid_until === undefined ? undefined : Date.parse(input.valid_until),
          },
          tx,
        );
        return ruleOutput(rule);
      }),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/commission-rules/{id}/end',
    summary: 'End a commission rule',
    description: 'What it earned stays.',
    input: z.strictObject({ at: Moment.optional().describe('Default: now') }),
    output: RuleOutput,
    problems: [404],
    handler: async ({ services }, { params, input }) =>
      ruleOutput(
        await services.publishers.endRule(
          params.id,
          input.at === undefined ? undefined : Date.parse(input.at),
        ),
      ),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/commissions',
    summary: 'List orders that are credited to publishers',
    description: 'Newest first. Those that are held wait for you.',
    query: z.strictObject({
      publisher_id: Id.optional(),
      status: AttributionStatus.optional(),
      ...pageQuery,
    }),
    output: pageOf(CreditOutput),
    handler: async ({ services }, { query }) => {
      const where = { publisherId: query.publisher_id, status: query.status };
      return pageView(await services.publishers.attributions(where, pageRequest(query)), creditOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/commissions/{id}',
    summary: 'Show what an order earned, movement by movement',
    output: z.strictObject({ ...CreditOutput.shape, entries: z.array(CommissionOutput) }),
    problems: [404],
    handler: async ({ store }, { params }) => {
      const one = await store.get(attributions, params.id);
      if (!one)
        throw new CommerceError('not_found', `There is no commission "${params.id}".`, { field: 'id' });
      const entries = await store.find(commissionEntries, {
        where: { attributionId: one._id },
        limit: 10_000,
      });
      const paid = await paymentsOf(store, entries);
      return {
        ...creditOutput(one),
        entries: entries.map((entry) => commissionOutput(entry, paid.get(entry._id))),
      };
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/commissions/{id}/decide',
    summary: 'Release or reject commission',
    description:
      'Held commission is released or rejected, pending commission can be rejected. Rejected, it is reversed to zero.',
    input: z.strictObject({
      verdict: z.enum(['released', 'rejected']),
      note: z.string().trim().min(1).max(500),
    }),
    output: CreditOutput,
    idempotencyKey: true,
    problems: [404, 409],
    handler: async (ctx, { params, input }) => {
      const decision = { ...input, by: ctx.principal.id };
      return ctx.once(async (tx) =>
        creditOutput(await ctx.services.publishers.decide(params.id, decision, tx)),
      );
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/payouts/{month}',
    summary: 'Show what every publisher is to be paid for a month',
    description: 'The same as CSV: GET /payouts/{month}/csv.',
    output: z.strictObject({
      items: z.array(
        z.strictObject({ publisher_id: z.string(), publisher: z.string(), ...StatementOutput.shape }),
      ),
    }),
    handler: async ({ store }, { params }) => {
      const payouts = await payoutsOf(store, monthParam(params.month));
      return {
        items: payouts.map(({ publisherId, name, ...statement }) => ({
          publisher_id: publisherId,
          publisher: name,
          ...statementOutput(statement),
        })),
      };
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/payouts/{month}/paid',
    summary: 'Mark what a publisher was to be paid for a month as paid',
    description:
      'The month must be over. It is marked once and stays: what is taken back later is deducted from a later month. Without currency every currency of the month is marked.',
    input: z.strictObject({
      publisher_id: Id,
      currency: CurrencyCode.optional(),
      reference: z.string().trim().min(1).max(200).describe('Of the transfer; the publisher sees it'),
      paid_on: z.iso.date().describe('Calendar date of the transfer, such as 2026-02-03'),
    }),
    output: z.strictObject({ items: z.array(PaidOutput) }),
    status: 201,
    idempotencyKey: true,
    problems: [404, 409],
    handler: async (ctx, { params, input }) => {
      const month = monthParam(params.month);
      const { publisher_id: publisherId, currency, reference, paid_on: paidOn } = input;
      const mark = { month, publisherId, currency, reference, paidOn, by: ctx.principal.id };
      return ctx.once(async (tx) => ({
        items: (await ctx.services.publishers.markPaid(mark, tx)).map(paidOutput),
      }));
    },
  }),
];

/** @throws CommerceError `invalid_input` */
export function monthParam(text: string): string {
  const month = Month.safeParse(text);
  if (month.success) return month.data;
  throw new CommerceError('invalid_input', 'The month is written as 2026-01.', { field: 'month' });
}
