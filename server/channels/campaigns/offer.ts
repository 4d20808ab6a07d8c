import { localized, type Product } from '../../commerce/catalog/model.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { type Discount, discounts } from '../../commerce/pricing/model.ts';
import { SHOP_ID, shops } from '../../commerce/shop/model.ts';
import { conversations } from '../../conversation/model.ts';
import type { Fact } from '../../grounding/fact.ts';
import type { Reader, Store } from '../../platform/store/port.ts';
import type { ChannelTemplate } from '../channel.ts';
import type { ChannelContact } from '../contacts/model.ts';
import { actorOf } from '../intake/vendor-cart.ts';
import type { Notebook } from '../notices/notebook.ts';
import type { Gathered } from '../notices/words.ts';
import { placesIn } from '../templates/filled.ts';
import type { Campaign } from './model.ts';

/** Codes that a button copies (https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/coupon-templates). */
const COPIED_CODE = /^[A-Za-z0-9]{1,15}$/;
const BASIS_POINTS = 10_000;

/** What a template may say: of the discount, or of a product, by its id after a colon. */
export const OFFER_VALUES = [
  'code',
  'discount',
  'title',
  'minimum',
  'ends',
  'product:ID',
  'price:ID',
] as const;
const OF_DISCOUNT: ReadonlySet<string> = new Set(['code', 'discount', 'title', 'minimum', 'ends']);

export interface OfferDeps {
  store: Store;
  findProduct: (idOrSku: string) => Promise<Product | undefined>;
}

export type Offer = Pick<Campaign, 'values' | 'discountId'>;

const wrong = (field: string, message: string): never => {
  throw new CommerceError('invalid_input', message, { field });
};

/** Why a discount cannot be offered; undefined while it can. */
export function offerEnded(discount: Discount | undefined, now: number): string | undefined {
  if (!discount?.active) return 'offer_ended';
  const { startsAt, endsAt, usageLimit, used } = discount;
  if (startsAt !== undefined && now < startsAt) return 'offer_not_begun';
  if (endsAt !== undefined && now >= endsAt) return 'offer_ended';
  return usageLimit !== undefined && used >= usageLimit ? 'offer_used_up' : undefined;
}

/** The discount of a code, as it can be offered to everybody now. @throws CommerceError `invalid_input` */
export async function discountOf(reader: Reader, code: string, now: number): Promise<Discount> {
  const [discount] = await reader.find(discounts, { where: { code: code.trim().toUpperCase() }, limit: 1 });
  if (!discount)
    throw new CommerceError('invalid_input', `There is no discount with the code ${code}.`, {
      field: 'code',
    });
  const ended = offerEnded(discount, now);
  if (ended !== undefined) wrong('code', `The discount ${code} cannot be used now (${ended}).`);
  if (discount.customerGroups.length > 0)
    wrong('code', `The discount ${code} is for customer groups; a campaign goes to everybody who agreed.`);
  return discount;
}

/** Whether a template can say this offer, and says nothing else. @throws CommerceError `invalid_input` */
export async function checkOffer(
  { findProduct }: OfferDeps,
  templates: readonly ChannelTemplate[],
  values: readonly string[],
  discount: Discount | undefined,
): Promise<void> {
  for (const value of values) {
    const [kind, id] = value.split(':');
    if (kind === 'product' || kind === 'price') {
      if (id === undefined || !(await findProduct(id)))
        wrong('values', `There is no product "${id ?? ''}": write ${kind}:PRODUCT_ID.`);
    } else if (!OF_DISCOUNT.has(value))
      wrong('values', `"${value}" is nothing that can be told; there is ${OFFER_VALUES.join(', ')}.`);
    else if (!discount) wrong('code', `"${value}" is told of a discount: name its code.`);
    else if (value === 'ends' && discount.endsAt === undefined)
      wrong('values', `The discount ${discount.code} has no end that could be told.`);
  }
  for (const template of templates) {
    const called = `${template.name} (${template.language})`;
    const places = placesIn(template);
    if (places !== values.length)
      wrong('values', `The template ${called} has ${places} places, and ${values.length} values are given.`);
    if (template.couponAt !== undefined && !COPIED_CODE.test(discount?.code ?? ''))
      wrong(
        'code',
        `The template ${called} copies a code: name a discount whose code has 1 to 15 letters and digits.`,
      );
    if (template.offer && discount?.endsAt === undefined)
      wrong('code', `The template ${called} counts down: name a discount that ends.`);
    const stated = statedElsewhere(template, discount);
    if (stated !== undefined)
      wrong(
        'template',
        `The template ${called} says ${stated} in its own words, which nothing in the shop says. Put a place there instead.`,
      );
  }
}

/** Percentages and prices in words of a template that are none of the discount's. */
function statedElsewhere(
  { header = '', body, footer = '' }: ChannelTemplate,
  discount: Discount | undefined,
): string | undefined {
  const words = [header, body.replaceAll(/\{\{\d+\}\}/g, ' '), footer].join('\n');
  const rate = discount?.effect.kind === 'percentage' ? discount.effect.rate / 100 : undefined;
  for (const [stated, number] of words.matchAll(
    /(\d+(?:[.,]\d+)?)\s*(?:%|percent|por ciento|por cento|prozent|pour cent)/giu,
  ))
    if (Number(number!.replace(',', '.')) !== rate) return stated;
  return /(?:\p{Sc}\s*\d[\d.,]*|\d[\d.,]*\s*\p{Sc})/u.exec(words)?.[0];
}

/** The facts of an offer as they are now, for one person; undefined where something of it cannot be told to them. */
export async function gatherOffer(
  { store }: OfferDeps,
  { values, discountId }: Offer,
  notebook: Notebook,
  contact: ChannelContact,
): Promise<Gathered | undefined> {
  const discount = discountId === undefined ? undefined : await store.get(discounts, discountId);
  const conversation = await store.get(conversations, contact.conversationId);
  if (!conversation || (discountId !== undefined && !discount)) return undefined;
  const told: Record<string, string | undefined> = {};
  const own = discount && factsOfDiscount(discount, notebook, await currencyOf(store, conversation.market));
  for (const value of values) {
    const [kind, id] = value.split(':');
    told[value] =
      id === undefined
        ? own?.[kind!]
        : await factOfProduct(store, kind as 'product' | 'price', id, notebook, contact);
  }
  return {
    values: told,
    ...(own?.code !== undefined && { coupon: own.code }),
    ...(own?.ends !== undefined && { offerEnds: { fact: own.ends, at: discount!.endsAt! } }),
  };
}

async function currencyOf(store: Store, market: string): Promise<string | undefined> {
  const shop = await store.get(shops, SHOP_ID);
  return shop?.markets.find(({ id }) => id === market)?.currency;
}

/** Ids of the facts of a discount, by the name under which they are told. */
function factsOfDiscount(
  discount: Discount,
  notebook: Notebook,
  currency: string | undefined,
): Record<string, string | undefined> {
  const callId = `discount ${discount._id} ${discount.version}`;
  const state = (field: string, value: Fact['value'] | undefined): string | undefined =>
    value &&
    notebook.state({ kind: field === 'ends' ? 'expiry' : 'coupon', field, subject: {}, value, callId }).id;
  const text = (words: string): Fact['value'] => ({ type: 'text', text: words });
  const money = (amounts: Readonly<Record<string, number>> | undefined): Fact['value'] | undefined =>
    currency === undefined || amounts?.[currency] === undefined
      ? undefined
      : { type: 'money', amount: amounts[currency]!, currency };
  const { effect, code, title, minimumSubtotal, endsAt } = discount;
  return {
    code: code === undefined ? undefined : state('code', text(code)),
    title: state('title', text(localized(title, notebook.locale))),
    discount: state(
      'discount',
      effect.kind === 'percentage'
        ? text(percent(effect.rate, notebook.locale))
        : effect.kind === 'fixed'
          ? money(effect.amounts)
          : text(localized(title, notebook.locale)),
    ),
    minimum: state('minimum', money(minimumSubtotal)),
    ends: endsAt === undefined ? undefined : state('ends', { type: 'instant', at: endsAt }),
  };
}

const percent = (rate: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(rate / BASIS_POINTS);

async function factOfProduct(
  store: Store,
  kind: 'product' | 'price',
  id: string,
  notebook: Notebook,
  contact: ChannelContact,
): Promise<string | undefined> {
  const actor = await actorOf(store, contact);
  const facts = actor && (await notebook.read('get_product', { product_id: id }, actor));
  if (!facts) return undefined;
  if (kind === 'product') return facts.find((fact) => fact.kind === 'product')?.id;
  const amountOf = ({ value }: Fact): number => (value.type === 'money' ? value.amount : Infinity);
  return facts.filter((fact) => fact.kind === 'price').sort((a, b) => amountOf(a) - amountOf(b))[0]?.id;
}
