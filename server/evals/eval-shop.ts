import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelStep, ShopChange, ShopData, ToolFault } from '../../evals/contract.ts';
import { changed, productOf } from '../../evals/shop/change.ts';
import { createShopwright, type Shopwright } from '../app.ts';
import { discounts } from '../commerce/pricing/model.ts';
import type { Config } from '../config.ts';
import { fillShop } from '../load-sample.ts';
import { ManualClock } from '../platform/clock.ts';
import { type Ids, randomIds } from '../platform/ids.ts';
import { createLogger } from '../platform/telemetry/logger.ts';
import { faultyTools } from './faulty-tools.ts';
import { scriptedModel } from './scripted-model.ts';

/** What one conversation brings along: found again through the calls that it causes. */
export interface Burden {
  steps: ModelStep[] | undefined;
  faults: readonly ToolFault[];
}

export interface EvalShop {
  readonly shop: Shopwright & { readonly ids: Ids };
  readonly clock: ManualClock;
  /** What was logged as an error. */
  readonly faults: string[];
  /** Runs `work` so that model and tools see what the conversation brings. */
  within<R>(burden: Burden, work: () => Promise<R>): Promise<R>;
  change(change: ShopChange): Promise<void>;
  close(): Promise<void>;
}

/** A Monday: deliveries are promised over whole weeks. */
const START = Date.UTC(2026, 0, 5, 12);

/** A whole shop in memory, on a clock that stands still. Without data it stays empty, and is not started. */
export async function openEvalShop(options: {
  config: Config;
  data?: ShopData | undefined;
  now?: number | undefined;
  /** The model that the settings name answers, where no case brings one. */
  ownModel?: boolean;
}): Promise<EvalShop> {
  const { config, now = START } = options;
  const clock = new ManualClock(now);
  const faults: string[] = [];
  const burdens = new AsyncLocalStorage<Burden>();
  const shop = await createShopwright({
    config,
    clock,
    logger: createLogger(config, { write: (line) => void faults.push(line) }),
    storePath: ':memory:',
    ...(!options.ownModel && { model: scriptedModel(() => burdens.getStore()?.steps) }),
    aroundTools: faultyTools(() => burdens.getStore()?.faults ?? []),
  });
  let { data } = options;
  if (data) {
    await fillShop(data as Parameters<typeof fillShop>[0], shop.store, shop.services, randomIds);
    await shop.start();
  }
  return {
    shop: { ...shop, ids: randomIds },
    clock,
    faults,
    within: (burden, work) => burdens.run(burden, work),
    change: async (change) => {
      if (change.type === 'wait') return clock.advance(change.ms);
      if (!data) throw new Error('an empty shop has nothing to change');
      data = changed(data, change);
      if (change.type === 'discount_off') return discountOff(shop, change.code);
      const product = productOf(data, change);
      if (!product) throw new Error(`the shop has nothing that ${JSON.stringify(change)} is about`);
      await shop.services.catalog.put(product);
      await shop.services.search.settled();
    },
    close: () => shop.close(),
  };
}

const discountOff = ({ store }: Shopwright, code: string): Promise<void> =>
  store.transaction(async (tx) => {
    const [found] = await tx.find(discounts, { where: { code } });
    if (!found) throw new Error(`the shop has no code ${code}`);
    await tx.replace(discounts, { ...found, active: false });
  });
