import { createHash } from 'node:crypto';
import type { Product } from '../../../commerce/catalog/model.ts';
import { type CatalogRequest, type CatalogView, catalogRequests, type LeftOut } from './items.ts';
import type { CatalogItem } from './model.ts';

/** What is to be done about one variant. */
export interface Step {
  variantId: string;
  productId: string;
  /** Absent: nothing is asked of Meta. */
  request?: CatalogRequest;
  /** Of an update. */
  hash?: string;
  leftOut?: LeftOut['why'];
}

const hashOf = (data: unknown): string =>
  createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);

/**
 * What of a product is to be sent, given what is known of it at Meta: what Meta has already, or refused as it is, is not sent
 * again.
 * @param product undefined where it is gone
 * @param again everything that can be shown is sent, whatever is known
 */
export function planProduct(
  productId: string,
  product: Product | undefined,
  known: readonly CatalogItem[],
  view: CatalogView,
  again: boolean,
): Step[] {
  const { requests, leftOut } = product ? catalogRequests(product, view) : { requests: [], leftOut: [] };
  const items = new Map(known.map((item) => [item._id, item]));
  const why = new Map(leftOut.map((one) => [one.variantId, one.why]));
  const steps: Step[] = [];
  for (const request of requests) {
    const variantId = String(request.data.id);
    const item = items.get(variantId);
    items.delete(variantId);
    if (request.method === 'UPDATE') {
      const hash = hashOf(request.data);
      if (again || item?.hash !== hash) steps.push({ variantId, productId, request, hash });
      continue;
    }
    const reason = why.get(variantId);
    if (!item && reason === undefined) continue;
    if (!again && item?.status === 'left_out' && item.reason === reason) continue;
    steps.push({
      ...{ variantId, productId },
      ...(item && mayBeThere(item) && { request }),
      ...(reason !== undefined && { leftOut: reason }),
    });
  }
  // Variants that the product has no more.
  for (const item of items.values())
    steps.push({
      variantId: item._id,
      productId,
      ...(mayBeThere(item) && { request: { method: 'DELETE' as const, data: { id: item._id } } }),
    });
  return steps;
}

const mayBeThere = ({ there, status }: CatalogItem): boolean => there || status === 'sent';
