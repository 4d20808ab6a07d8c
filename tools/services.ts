import type { BuyLinks } from '../server/commerce/affiliates/buy-link.ts';
import type { PublisherService } from '../server/commerce/affiliates/service.ts';
import type { CartService } from '../server/commerce/carts/service.ts';
import type { CatalogService } from '../server/commerce/catalog/service.ts';
import type { CheckoutService } from '../server/commerce/checkouts/service.ts';
import type { HandoffService } from '../server/commerce/handoffs/service.ts';
import type { InventoryService } from '../server/commerce/inventory/service.ts';
import type { LeadService } from '../server/commerce/leads/service.ts';
import type { LedgerService } from '../server/commerce/ledger/service.ts';
import type { CoPurchaseService } from '../server/commerce/orders/co-purchase-service.ts';
import type { OrderService } from '../server/commerce/orders/service.ts';
import type { PaymentService } from '../server/commerce/payments/service.ts';
import type { PolicyService } from '../server/commerce/policies/service.ts';
import type { ProfileService } from '../server/commerce/profiles/service.ts';
import type { QuoteService } from '../server/commerce/quotes/service.ts';
import type { SessionService } from '../server/commerce/sessions/service.ts';
import type { ShopService } from '../server/commerce/shop/service.ts';
import type { WatchService } from '../server/commerce/watches/service.ts';
import type { SharedNames } from '../server/grounding/shared-names.ts';
import type { CatalogIndex } from '../server/search/catalog-index.ts';
import type { SimilarProducts } from '../server/search/related/similar.ts';
import type { CatalogSuggestions } from '../server/search/suggest/suggestions.ts';

/** What tools may use; surfaces that need a service under the tools get the same object. */
export interface Services {
  shop: ShopService;
  catalog: CatalogService;
  search: CatalogIndex;
  suggestions: CatalogSuggestions;
  similar: SimilarProducts;
  coPurchases: CoPurchaseService;
  inventory: InventoryService;
  quotes: QuoteService;
  sessions: SessionService;
  carts: CartService;
  checkouts: CheckoutService;
  payments: PaymentService;
  orders: OrderService;
  policies: PolicyService;
  leads: LeadService;
  watches: WatchService;
  handoffs: HandoffService;
  ledger: LedgerService;
  profiles: ProfileService;
  publishers: PublisherService;
  buyLinks: BuyLinks;
  /** Names of products and brands, for checking texts. */
  names: SharedNames;
}
