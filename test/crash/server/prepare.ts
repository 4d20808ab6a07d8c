import type { Shopwright } from '../../../server/app.ts';
import { PublisherService } from '../../../server/commerce/affiliates/service.ts';
import { DiscountInput } from '../../../server/commerce/pricing/discount-input.ts';
import { ApiKeyService } from '../../../server/commerce/principals/api-keys.ts';
import type { Clock } from '../../../server/platform/clock.ts';
import type { Store } from '../../../server/platform/store/port.ts';
import { TEST_SHOP } from '../../fixtures/shop.ts';
import { catalogue, DISCOUNTS } from '../catalog.ts';
import { PUBLISHERS, RULES } from '../publishers.ts';

const CHUNK = 200;

/** Fills an empty shop with what the suite sells. Its webhooks wait until they have somewhere to go. */
export async function prepare({ services, store, webhooks }: Shopwright, clock: Clock): Promise<void> {
  const { endpoint } = await webhooks.service.add({ url: 'http://127.0.0.1:9/' });
  await webhooks.service.update(endpoint._id, { status: 'paused' });
  await services.shop.put(TEST_SHOP);
  const products = catalogue();
  for (let start = 0; start < products.length; start += CHUNK) {
    for (const result of await services.catalog.putMany(products.slice(start, start + CHUNK)))
      if (result.status === 'refused') throw new Error(JSON.stringify(result.faults));
  }
  for (const discount of DISCOUNTS) await services.discounts.create(DiscountInput.parse(discount));
  await addPublishers(store, clock);
  await services.search.settled();
  await store.flush();
}

/** With ids and keys that the clients know. */
async function addPublishers(store: Store, clock: Clock): Promise<void> {
  for (const one of PUBLISHERS) {
    const { id, name, contact, domain, suspended, server, browser, origin } = one;
    const secrets: Record<string, string> = { sk: server, pk: browser };
    const ids = {
      next: (prefix: string) => secrets[prefix] ?? (prefix === 'pub' ? id : `${prefix}_${name}`),
    };
    const keys = new ApiKeyService({ store, clock, ids });
    await new PublisherService({ store, clock, ids }).create({
      ...{ name, contacts: [contact], domains: [domain] },
      status: suspended ? 'suspended' : 'active',
    });
    await keys.create({ name: 'server', kind: 'publisher_server', publisherId: id });
    ids.next = (prefix) => secrets[prefix] ?? `${prefix}_${name}_browser`;
    await keys.create({ name: 'browser', kind: 'publisher', publisherId: id, origins: [origin] });
    keys.close();
  }
  for (const { title, effect, brands, publisherIds } of RULES) {
    const rules = new PublisherService({ store, clock, ids: { next: (prefix) => `${prefix}_${title}` } });
    await rules.addRule({
      title,
      effect,
      appliesTo: { publisherIds: [...publisherIds], brands: [...brands], categories: [] },
    });
  }
}

/** From now on all that was told since the shop began, and is told, goes there. */
export async function sendHooksTo({ webhooks }: Shopwright, url: string): Promise<void> {
  for (const { endpoint } of await webhooks.service.list())
    if (endpoint.url !== url) await webhooks.service.update(endpoint._id, { url, status: 'active' });
}
