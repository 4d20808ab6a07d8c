import type { Ids } from '../../platform/ids.ts';
import { DuplicateKeyError, type New, type Store, type Transaction } from '../../platform/store/port.ts';
import { categories, products } from '../catalog/model.ts';
import { productId, toLocalized } from '../catalog/rules.ts';
import { CommerceError } from '../errors.ts';
import type { ShopService } from '../shop/service.ts';
import type { DiscountInput } from './discount-input.ts';
import { type Discount, discounts } from './model.ts';

/** Makes, changes and ends discounts. */
export class DiscountService {
  readonly #deps: { store: Store; ids: Ids; shop: ShopService };
  constructor(deps: { store: Store; ids: Ids; shop: ShopService }) {
    this.#deps = deps;
  }

  /** @throws CommerceError `not_found` */
  async get(id: string): Promise<Discount> {
    const discount = await this.#deps.store.get(discounts, id);
    if (!discount) throw unknown(id);
    return discount;
  }

  /** @throws CommerceError `invalid_input`; `conflict` when the code is taken */
  async create(input: DiscountInput): Promise<Discount> {
    const { store, ids, shop } = this.#deps;
    const { defaultLocale } = await shop.get();
    return store.transaction(async (tx) => {
      await refuseFaults(tx, input);
      const discount = { _id: ids.next('disc'), ...fields(input, defaultLocale), used: 0 };
      return withCode(input, () => tx.insert(discounts, discount));
    });
  }

  /** Its count of uses stays. @throws CommerceError as `create`; `not_found` */
  async replace(id: string, input: DiscountInput): Promise<Discount> {
    const { store, shop } = this.#deps;
    const { defaultLocale } = await shop.get();
    return store.transaction(async (tx) => {
      const current = await tx.get(discounts, id);
      if (!current) throw unknown(id);
      await refuseFaults(tx, input);
      const { _id, used, version, createdAt, updatedAt } = current;
      const next = { _id, used, version, createdAt, updatedAt, ...fields(input, defaultLocale) };
      return withCode(input, () => tx.replace(discounts, next));
    });
  }

  /** It applies no more; orders that used it stay as they are. @throws CommerceError `not_found` */
  async deactivate(id: string): Promise<Discount> {
    return this.#deps.store.transaction(async (tx) => {
      const current = await tx.get(discounts, id);
      if (!current) throw unknown(id);
      return current.active ? tx.replace(discounts, { ...current, active: false }) : current;
    });
  }
}

const unknown = (id: string): CommerceError =>
  new CommerceError('not_found', `There is no discount "${id}".`, { field: 'id' });

async function withCode<T>(input: DiscountInput, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    throw new CommerceError(
      'conflict',
      `Another discount has the code ${input.code?.toUpperCase()}, perhaps one that is not active. Take another code, or change that one.`,
      { field: 'code' },
    );
  }
}

async function refuseFaults(tx: Transaction, input: DiscountInput): Promise<void> {
  const refuse = (field: string, message: string): never => {
    throw new CommerceError('invalid_input', message, { field });
  };
  const { starts_at, ends_at, effect, applies_to } = input;
  if (starts_at !== undefined && ends_at !== undefined && Date.parse(ends_at) <= Date.parse(starts_at)) {
    refuse('ends_at', 'ends_at must be later than starts_at.');
  }
  if (effect.kind === 'fixed' && Object.keys(effect.amounts).length === 0) {
    refuse('effect.amounts', 'Name an amount for at least one currency.');
  }
  for (const id of applies_to?.product_ids ?? []) {
    if (!(await tx.get(products, productId(id))))
      refuse('applies_to.product_ids', `There is no product "${id}".`);
  }
  for (const id of applies_to?.categories ?? []) {
    if (!(await tx.get(categories, id))) refuse('applies_to.categories', `There is no category "${id}".`);
  }
}

function fields(input: DiscountInput, locale: string): Omit<New<Discount>, '_id' | 'used'> {
  const { code, title, starts_at, ends_at, applies_to } = input;
  return {
    ...(code !== undefined && { code: code.toUpperCase() }),
    title: toLocalized(title, locale)!,
    effect: input.effect,
    appliesTo: {
      productIds: (applies_to?.product_ids ?? []).map(productId),
      categories: applies_to?.categories ?? [],
      brands: applies_to?.brands ?? [],
    },
    ...(input.minimum_subtotal && { minimumSubtotal: input.minimum_subtotal }),
    ...(input.minimum_quantity !== undefined && { minimumQuantity: input.minimum_quantity }),
    customerGroups: input.customer_groups,
    ...(starts_at !== undefined && { startsAt: Date.parse(starts_at) }),
    ...(ends_at !== undefined && { endsAt: Date.parse(ends_at) }),
    ...(input.usage_limit !== undefined && { usageLimit: input.usage_limit }),
    ...(input.usage_limit_per_customer !== undefined && {
      usageLimitPerCustomer: input.usage_limit_per_customer,
    }),
    stackable: input.stackable,
    priority: input.priority,
    active: input.active,
  };
}
