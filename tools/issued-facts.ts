import { quoteVariant } from '../server/commerce/carts/lines.ts';
import { localized, type Product } from '../server/commerce/catalog/model.ts';
import { visiblePrice } from '../server/commerce/catalog/rules.ts';
import { CommerceError } from '../server/commerce/errors.ts';
import type { Quote } from '../server/commerce/quotes/model.ts';
import type { QuoteRefusal } from '../server/commerce/quotes/reasons.ts';
import type { Fact } from '../server/grounding/fact.ts';
import { factsOf } from '../server/grounding/facts-of.ts';
import type { Issued, IssuedProduct, Statement } from '../server/grounding/outside/issued.ts';
import { cartOutput } from './cart-view.ts';
import { checkoutOutput } from './checkout-view.ts';
import type { ToolContext } from './define-tool.ts';
import { orderView } from './order-view.ts';
import { attributeViews } from './views.ts';

/** Quotes of a session that are looked at beside those that were named: the last of each variant. */
const MAX_HEARD = 60;
const MAX_ORDERS = 10;

export interface RefusedQuote {
  quote_id: string;
  reason: QuoteRefusal | 'other_session';
  message: string;
}

/** All that the shop told this caller: by quotes, and in a session that is named by its cart, checkouts and orders. */
export async function issuedFacts(
  ctx: ToolContext,
  asked: { quoteIds: readonly string[]; inSession: boolean },
): Promise<{ issued: Issued; refused: RefusedQuote[] }> {
  const { quotes, refused } = await quotesOf(ctx, asked);
  const facts: Fact[] = [];
  const add: AddFact = (fact) => {
    const id = `f${facts.length + 1}`;
    facts.push({ ...fact, id, callId: '', observedAt: ctx.now });
    return facts.at(-1)!;
  };
  const record = asked.inSession ? await sessionRecord(ctx) : [];
  for (const { tool, output } of record)
    for (const { id: _id, callId: _call, observedAt: _at, ...fact } of factsOf(
      { tool, arguments: {}, output, callId: '', observedAt: ctx.now },
      1,
    ).facts)
      add(fact);
  const refusedCodes = facts.flatMap((fact) =>
    fact.kind === 'coupon' && fact.label === undefined ? [fact.field] : [],
  );
  const ids = new Set([
    ...quotes.map(({ quote }) => quote.productId),
    ...facts.flatMap(({ subject }) => subject.productId ?? []),
  ]);
  const products = await ctx.services.catalog.findMany([...ids]);
  const stale = new Map<string, Fact | undefined>();
  for (const { quote, holds } of quotes) {
    const product = products.find(({ _id }) => _id === quote.productId);
    const fact = priceFact(add, quote);
    if (!holds) stale.set(fact.id, product && presentPrice(ctx, product, quote));
  }
  await stockFacts(ctx, quotes, add);
  const kept = facts.filter((fact) => fact.kind !== 'coupon' || fact.label !== undefined);
  return {
    refused,
    issued: {
      facts: kept.filter(({ kind }) => kind !== 'description' && kind !== 'attribute'),
      products: products.map((product) => issuedProduct(product, ctx.locale)),
      statements: [
        ...products.flatMap((product) => productStatements(product, ctx.locale)),
        ...(await policyStatements(ctx)),
        ...kept.flatMap(shopNotice),
      ],
      refusedCodes: [...new Set(refusedCodes)],
      stale,
    },
  };
}

type AddFact = (fact: Omit<Fact, 'id' | 'callId' | 'observedAt'>) => Fact;
interface KnownQuote {
  quote: Quote;
  /** False when it expired or was withdrawn. */
  holds: boolean;
}

/** The quotes that are genuine and this caller's; in a named session only those that were given in it. */
async function quotesOf(
  ctx: ToolContext,
  { quoteIds, inSession }: { quoteIds: readonly string[]; inSession: boolean },
): Promise<{ quotes: KnownQuote[]; refused: RefusedQuote[] }> {
  const { ledger, quotes: service } = ctx.services;
  const told = inSession ? await ledger.ofSession(ctx.session) : [];
  const given = new Set(told.flatMap(({ quoteId }) => quoteId ?? []));
  const last = new Map<string, string>();
  for (const { quoteId, variantId } of told)
    if (quoteId !== undefined && variantId !== undefined && !last.has(variantId) && last.size < MAX_HEARD)
      last.set(variantId, quoteId);
  const refused: RefusedQuote[] = [];
  const known: KnownQuote[] = [];
  const named = new Set(quoteIds);
  for (const id of new Set([...named, ...last.values()])) {
    const verdict = await service.verify(id, { principal: ctx.principal });
    const quote = verdict.quote;
    const stranger = inSession && quote !== undefined && !given.has(id);
    if (quote && !stranger) known.push({ quote, holds: verdict.ok });
    if (!named.has(id) || (verdict.ok && !stranger)) continue;
    refused.push({
      quote_id: id,
      ...(stranger
        ? {
            reason: 'other_session',
            message:
              'This quote was not given in this session. Ask for the product again with this session_id, or leave session_id out.',
          }
        : {
            reason: verdict.ok ? 'unknown' : verdict.reason,
            message: verdict.ok ? '' : verdict.message,
          }),
    });
  }
  // Those that hold come first, and an old price that is still the same is not old.
  const holding = known.filter(({ holds }) => holds);
  const same = (a: Quote, b: Quote): boolean =>
    a.variantId === b.variantId && a.unitPrice.amount === b.unitPrice.amount && a.market === b.market;
  const old = known.filter(({ quote, holds }) => !holds && !holding.some((one) => same(one.quote, quote)));
  return { quotes: [...holding, ...old], refused };
}

function priceFact(add: AddFact, quote: Quote): Fact {
  const subject = { productId: quote.productId, variantId: quote.variantId };
  const common = { subject, quoteId: quote.id, expiresAt: quote.expiresAt };
  const { compareAt, unitPrice } = quote;
  if (compareAt)
    add({ ...common, kind: 'compare_at', field: 'compare_at', value: { type: 'money', ...compareAt } });
  return add({ ...common, kind: 'price', field: 'price', value: { type: 'money', ...unitPrice } });
}

/** As a fresh quote, where the product is still sold to this caller. */
function presentPrice(ctx: ToolContext, product: Product, old: Quote): Fact | undefined {
  const variant = product.variants.find(({ id }) => id === old.variantId);
  if (product.status !== 'active' || !variant) return undefined;
  if (!visiblePrice(variant, ctx.market.id, ctx.principal.customerGroups)) return undefined;
  const quote = quoteVariant(ctx.services, product, variant, ctx);
  ctx.promise(quote);
  return {
    id: `now ${quote.id}`,
    kind: 'price',
    field: 'price',
    subject: { productId: product._id, variantId: variant.id },
    value: { type: 'money', ...quote.unitPrice },
    quoteId: quote.id,
    expiresAt: quote.expiresAt,
    callId: '',
    observedAt: ctx.now,
  };
}

async function stockFacts(ctx: ToolContext, quotes: readonly KnownQuote[], add: AddFact): Promise<void> {
  const variants = new Map(quotes.map(({ quote }) => [quote.variantId, quote.productId]));
  const stock = await ctx.services.inventory.availability([...variants.keys()]);
  for (const [variantId, productId] of variants) {
    const value = stock.get(variantId)?.available ?? 0;
    ctx.note({ kind: 'stock', productId, variantId, value });
    add({
      kind: 'stock',
      field: 'stock',
      subject: { productId, variantId },
      value: { type: 'count', value },
    });
  }
}

/** What the tools would say of the session's cart, checkouts and orders, as far as the credential may see them. */
async function sessionRecord(
  ctx: ToolContext,
): Promise<{ tool: string; output: Readonly<Record<string, unknown>> }[]> {
  const { carts, checkouts, orders } = ctx.services;
  const may = (scope: Parameters<typeof ctx.principal.scopes.has>[0]): boolean =>
    ctx.principal.scopes.has(scope);
  const open = may('checkout:write') ? await checkouts.openOfSession(ctx.session) : [];
  const record: { tool: string; output: Readonly<Record<string, unknown>> }[] = [];
  const tell = async (
    tool: string,
    output: () => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<void> => {
    try {
      record.push({ tool, output: await output() });
    } catch (error) {
      // A cart of another market, or a checkout that went meanwhile, says nothing.
      if (!(error instanceof CommerceError)) throw error;
    }
  };
  for (const checkout of open.slice(0, 1))
    await tell('get_checkout', async () =>
      checkoutOutput(ctx, await checkouts.view(checkout, ctx.principal)),
    );
  // The checkout's totals are the cart's with shipping and tax: one total, not two.
  if (open.length === 0 && may('cart:write') && (await carts.find(ctx)))
    await tell('get_cart', async () => cartOutput(ctx, await carts.get(ctx)));
  if (may('orders:read')) {
    const own = await orders.ofSession(ctx.session);
    for (const order of own.slice(0, MAX_ORDERS))
      await tell('get_order', async () => ({ ...orderView(order, ctx.locale, false) }));
  }
  return record;
}

function issuedProduct(product: Product, locale: string): IssuedProduct {
  const labels = (name: string, value: string): string[] => {
    const known = product.options
      .find((option) => option.name === name)
      ?.values.find((v) => v.value === value);
    return [...new Set([value, ...Object.values(known?.label ?? {})])];
  };
  return {
    id: product._id,
    title: localized(product.title, locale),
    titles: [...new Set(Object.values(product.title))],
    brand: product.brand,
    options: new Map(
      product.variants.map(({ id, options }) => [
        id,
        Object.entries(options).flatMap(([name, value]) => labels(name, value)),
      ]),
    ),
  };
}

const DENIED = /^(?:no|nein|non|não|nao|false)$/i;

function productStatements(product: Product, locale: string): Statement[] {
  const { _id: productId } = product;
  const group = productId;
  return [
    ...attributeViews(product, locale).map(({ name, value }, index): Statement => {
      const flag = product.attributes[index]?.value;
      const denied = flag === false || DENIED.test(value.trim());
      return { kind: 'attribute', productId, group, label: name, text: value, denied };
    }),
    {
      kind: 'description',
      productId,
      group,
      label: localized(product.title, locale),
      text: localized(product.description, locale),
    },
  ];
}

async function policyStatements({ services, locale }: ToolContext): Promise<Statement[]> {
  const policies = await services.policies.list();
  return policies.flatMap(({ _id, title, sections }) =>
    sections.map(({ heading, body }) => ({
      kind: 'policy' as const,
      group: _id,
      label: `${localized(title, locale)} ${localized(heading, locale)}`,
      text: localized(body, locale),
    })),
  );
}

/** What a discount is called, and what the shop said of the cart. */
function shopNotice(fact: Fact): Statement[] {
  if (fact.kind === 'coupon' && fact.label !== undefined)
    return [{ kind: 'notice', group: `coupon ${fact.field}`, label: fact.field, text: fact.label }];
  return fact.kind === 'notice' && fact.value.type === 'text'
    ? [{ kind: 'notice', group: `notice ${fact.field}`, label: fact.label ?? '', text: fact.value.text }]
    : [];
}
