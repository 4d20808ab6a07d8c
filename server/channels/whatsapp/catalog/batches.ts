import { z } from 'zod';
import type { Graph } from '../graph.ts';
import { LIMITS } from '../limits.ts';
import type { CatalogRequest } from './items.ts';

const Problem = z.looseObject({ message: z.string() });
const Pushed = z.looseObject({
  handles: z.array(z.string()).catch([]),
  validation_status: z
    .array(z.looseObject({ retailer_id: z.string().catch(''), errors: z.array(Problem).catch([]) }))
    .catch([]),
});
const Checked = z.looseObject({
  data: z.array(
    z.looseObject({
      status: z.string(),
      errors: z.array(z.looseObject({ id: z.string().catch(''), message: z.string() })).catch([]),
      ids_of_invalid_requests: z.array(z.string()).catch([]),
    }),
  ),
});

/** An item that Meta did not take, and why. */
export interface CatalogProblem {
  retailerId: string;
  message: string;
}

export interface CatalogOptions {
  graph: Graph;
  /** Of the catalogue at Meta; the token needs `catalog_management`. */
  catalogId: string;
}

/**
 * Sends items in batches; the same may be sent again.
 * @returns handles of what Meta works on, and the items that it refused at once
 * @throws GraphError, OutboundError, or the reason of the signal; batches before stay
 */
export async function pushCatalog(
  { graph, catalogId }: CatalogOptions,
  requests: readonly CatalogRequest[],
  signal: AbortSignal,
): Promise<{ handles: string[]; problems: CatalogProblem[] }> {
  const handles: string[] = [];
  const problems: CatalogProblem[] = [];
  for (let from = 0; from < requests.length; from += LIMITS.catalogBatch) {
    const batch = requests.slice(from, from + LIMITS.catalogBatch);
    const body = { item_type: 'PRODUCT_ITEM', allow_upsert: true, requests: batch };
    const answer = await graph.post(`${catalogId}/items_batch`, body, Pushed, signal);
    handles.push(...answer.handles);
    for (const { retailer_id: retailerId, errors } of answer.validation_status)
      for (const { message } of errors) problems.push({ retailerId, message });
  }
  return { handles, problems };
}

/**
 * How far Meta is with a batch
 * (https://developers.facebook.com/documentation/ads-commerce/marketing-api/reference/product-catalog/check_batch_request_status).
 * @returns `problems`: those that it explains; `invalid`: ids of all that it refused
 * @throws GraphError, OutboundError, or the reason of the signal
 */
export async function batchStatus(
  { graph, catalogId }: CatalogOptions,
  handle: string,
  signal: AbortSignal,
): Promise<{ finished: boolean; problems: CatalogProblem[]; invalid: string[] }> {
  const query = new URLSearchParams({
    handle,
    load_ids_of_invalid_requests: 'true',
    fields: 'status,errors,ids_of_invalid_requests',
  });
  const path = `${catalogId}/check_batch_request_status?${query}`;
  const { data } = await graph.get(path, Checked, signal);
  return {
    finished: data.length > 0 && data.every(({ status }) => status === 'finished'),
    problems: data.flatMap(({ errors }) => errors.map(({ id, message }) => ({ retailerId: id, message }))),
    invalid: data.flatMap(({ ids_of_invalid_requests }) => ids_of_invalid_requests),
  };
}
