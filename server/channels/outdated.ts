import type { Product } from '../commerce/catalog/model.ts';
import { visiblePrice } from '../commerce/catalog/rules.ts';
import { discounts } from '../commerce/pricing/model.ts';
import { conversations, replies } from '../conversation/model.ts';
import type { Clock } from '../platform/clock.ts';
import type { Store } from '../platform/store/port.ts';
import { campaigns } from './campaigns/model.ts';
import { offerEnded } from './campaigns/offer.ts';
import type { ChannelDelivery } from './outbox/model.ts';
import type { Outdated } from './outbox/prepare.ts';

export interface OutdatedDeps {
  store: Store;
  clock: Clock;
  findProduct: (id: string) => Promise<Product | undefined>;
}

/** Until it is looked whether a campaign goes on. */
const STOPPED_MS = 60_000;

/** Whether what nobody asked for is still so when its turn comes: the campaign runs, its discount can be used, prices are the same. */
export function outdatedBy({ store, clock, findProduct }: OutdatedDeps) {
  return async ({
    purpose,
    campaignId,
    replyId,
    conversationId,
  }: ChannelDelivery): Promise<Outdated | undefined> => {
    if (purpose === 'reply') return undefined;
    if (campaignId !== undefined) {
      const campaign = await store.get(campaigns, campaignId);
      const now = clock.now();
      if (!campaign || now >= campaign.endsAt) return { refused: 'campaign_over' };
      // By the merchant. What it stopped for by itself, the policy asks for each message.
      if (campaign.status === 'stopped' && campaign.stoppedBecause === undefined)
        return { waits: 'campaign_stopped', ms: STOPPED_MS };
      const ended =
        campaign.discountId === undefined
          ? undefined
          : offerEnded(await store.get(discounts, campaign.discountId), now);
      if (ended !== undefined) return { refused: ended };
    }
    const reply = await store.get(replies, replyId);
    const conversation = await store.get(conversations, conversationId);
    for (const { kind, subject, value } of reply?.facts ?? []) {
      const { productId, variantId } = subject;
      if (kind !== 'price' || value.type !== 'money' || productId === undefined || variantId === undefined)
        continue;
      const variant = (await findProduct(productId))?.variants.find(({ id }) => id === variantId);
      const now = variant && conversation && visiblePrice(variant, conversation.market, []);
      if (now?.amount !== value.amount || now.currency !== value.currency)
        return { refused: 'price_changed' };
    }
    return undefined;
  };
}
