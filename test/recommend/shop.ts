import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { importCatalog } from '../../server/connectors/catalog-import/import.ts';
import { mappingFrom } from '../../server/connectors/catalog-import/mapping.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openTestShop, type TestShop } from '../fixtures/shop.ts';

const MAPPING = new URL('../../examples/mappings/electronics.json', import.meta.url);

/** A shop in memory that sells the products of the folder, in US dollars. */
export async function openElectronicsShop(folder: string): Promise<TestShop> {
  const shop = await openTestShop();
  const { services, store, clock } = shop;
  const report = await importCatalog({
    input: Readable.from([readFileSync(join(folder, 'products.jsonl'))]),
    mapping: mappingFrom(JSON.parse(readFileSync(MAPPING, 'utf8')), 'The mapping'),
    ...{ catalog: services.catalog, shop: services.shop, store, clock, ids: randomIds },
  });
  if (report.refused > 0) throw new Error(`${report.refused} products were refused`);
  await services.search.settled();
  return shop;
}
