import type { Case, ShopData, Target } from '../../evals/contract.ts';
import type { Config } from '../config.ts';
import { type EvalShop, openEvalShop } from './eval-shop.ts';
import { InProcessConversation } from './in-process-conversation.ts';

export interface InProcessOptions {
  /** Settings of the shop; its data folder is not touched. */
  config: Config;
  /** The model of the settings takes part; else cases bring theirs, or the shop answers by its rules. */
  ownModel?: boolean;
}

/**
 * This server, in this process and in memory. Cases of the same shop share one; a case that changes its shop gets one of its own.
 */
export function inProcessTarget({ config, ownModel = false }: InProcessOptions): Target {
  const shared = new Map<ShopData, Map<number | undefined, Promise<EvalShop>>>();
  const open = (data: ShopData, now: number | undefined): Promise<EvalShop> =>
    openEvalShop({ config, data, now, ownModel });
  const sharedShop = (data: ShopData, now: number | undefined): Promise<EvalShop> => {
    const byTime = shared.get(data) ?? new Map<number | undefined, Promise<EvalShop>>();
    shared.set(data, byTime);
    const found = byTime.get(now) ?? open(data, now);
    byTime.set(now, found);
    return found;
  };
  return {
    name: ownModel ? `shop with ${config.modelName}` : 'shop',
    capabilities: { changes: true, faults: true, scriptedModel: !ownModel, shop: true },
    open: async (theCase, data) => {
      const own = needsItsOwn(theCase);
      const shop = await (own ? open(data, theCase.now) : sharedShop(data, theCase.now));
      try {
        return await InProcessConversation.open(shop, theCase, own);
      } catch (error) {
        if (own) await shop.close();
        throw error;
      }
    },
    close: async () => {
      for (const byTime of shared.values())
        for (const shop of byTime.values()) await shop.then((one) => one.close()).catch(() => {});
      shared.clear();
    },
  };
}

/** Changes would be seen by the others. */
const needsItsOwn = ({ customer }: Case): boolean =>
  'turns' in customer && customer.turns.some(({ changes }) => changes !== undefined && changes.length > 0);
