import type { AdminRoute } from './route.ts';
import { actionRoutes } from './routes/actions.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { categoryRoutes } from './routes/categories.ts';
import { channelCatalogRoutes } from './routes/channel-catalog.ts';
import { channelRoutes } from './routes/channels.ts';
import { commissionRoutes } from './routes/commissions.ts';
import { discountRoutes } from './routes/discounts.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { eventRoutes } from './routes/events.ts';
import { feedRoutes } from './routes/feed.ts';
import { handoffRoutes } from './routes/handoffs.ts';
import { jobRoutes } from './routes/jobs.ts';
import { keyRoutes } from './routes/keys.ts';
import { leadRoutes } from './routes/leads.ts';
import { orderRoutes } from './routes/orders.ts';
import { policyRoutes } from './routes/policies.ts';
import { priceRoutes } from './routes/prices.ts';
import { productRoutes } from './routes/products.ts';
import { publisherAdminRoutes } from './routes/publishers.ts';
import { refundRoutes } from './routes/refunds.ts';
import { searchRoutes } from './routes/search.ts';
import { shopRoutes } from './routes/shop.ts';
import { stockRoutes } from './routes/stock.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { websiteRoutes } from './routes/websites.ts';

/** Every route of the admin API, in the order of the reference. */
export const adminRoutes: readonly AdminRoute[] = [
  ...productRoutes,
  ...priceRoutes,
  ...stockRoutes,
  ...feedRoutes,
  ...categoryRoutes,
  ...searchRoutes,
  ...discountRoutes,
  ...orderRoutes,
  ...refundRoutes,
  ...publisherAdminRoutes,
  ...commissionRoutes,
  ...leadRoutes,
  ...handoffRoutes,
  ...channelRoutes,
  ...campaignRoutes,
  ...channelCatalogRoutes,
  ...policyRoutes,
  ...shopRoutes,
  ...keyRoutes,
  ...websiteRoutes,
  ...erasureRoutes,
  ...webhookRoutes,
  ...eventRoutes,
  ...jobRoutes,
  ...actionRoutes,
];
