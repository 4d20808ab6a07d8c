import type { RegisteredChannel } from './channels/registry.ts';
import { ShownItems } from './channels/whatsapp/catalog/shown.ts';
import { CatalogSync } from './channels/whatsapp/catalog/sync.ts';
import { createWhatsAppChannel, type WhatsAppDeps } from './channels/whatsapp/channel.ts';
import { flowToken, readFlowToken } from './channels/whatsapp/flows/token.ts';
import { Graph } from './channels/whatsapp/graph.ts';
import { keyedHash } from './commerce/secrets.ts';
import type { Config } from './config.ts';
import { readFlowIds, readFlowKey } from './flow-settings.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';
import type { Jobs } from './platform/jobs/port.ts';
import type { Store } from './platform/store/port.ts';
import type { ShopServices } from './shop-services.ts';

/** A form may be filled in for so long: as long as free text may be answered. */
const FORM_MS = 24 * 3_600_000;

export interface WhatsAppServicesDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  config: Config;
  outbound: Outbound;
  services: Pick<ShopServices, 'events' | 'shop' | 'catalog' | 'inventory' | 'buyLinks'>;
}

/** WhatsApp, where the settings name it. @param secret forms are told apart by it */
export async function whatsAppOf(deps: WhatsAppServicesDeps, secret: Buffer): Promise<RegisteredChannel[]> {
  const { config, outbound, clock } = deps;
  const { whatsappPhoneNumberId, whatsappAccessToken, whatsappAppSecret, whatsappVerifyToken } = config;
  if (!whatsappPhoneNumberId || !whatsappAccessToken || !whatsappAppSecret || !whatsappVerifyToken) return [];
  const { flows, addressForm } = formsOf(config, clock, secret);
  const { catalog, sync } = await catalogOf(deps, whatsappAccessToken);
  const channel = createWhatsAppChannel({
    outbound,
    config: {
      phoneNumberId: whatsappPhoneNumberId,
      businessAccountId: config.whatsappBusinessAccountId,
      accessToken: whatsappAccessToken,
      appSecret: whatsappAppSecret,
      verifyToken: whatsappVerifyToken,
      apiUrl: config.whatsappApiUrl,
    },
    render: { ...(addressForm && { addressForm }), ...(catalog && { catalog }) },
    ...(flows && { flows }),
  });
  return [{ channel, onUnknown: config.whatsappUnknownOutcome, ...(sync && { catalog: sync }) }];
}

/** The catalogue at Meta: what replies may show of it, and what keeps it as the shop's is. */
async function catalogOf(
  { store, clock, jobs, config, outbound, services }: WhatsAppServicesDeps,
  accessToken: string,
): Promise<{ catalog?: NonNullable<WhatsAppDeps['render']>['catalog']; sync?: CatalogSync }> {
  const { whatsappCatalogId: id, whatsappApiUrl: apiUrl } = config;
  if (id === undefined) return {};
  const { events, shop, catalog, inventory, buyLinks } = services;
  const shown = new ShownItems(store);
  await shown.load();
  const sync = new CatalogSync({
    ...{ store, clock, jobs, events, catalog, inventory },
    name: 'whatsapp',
    meta: { graph: new Graph({ outbound, apiUrl, accessToken }), catalogId: id },
    view: async () => {
      const { defaultLocale: locale, defaultMarket: market } = await shop.get();
      return {
        ...{ locale, market },
        link: (_product, variant) =>
          buyLinks.url({ market, locale, items: [{ variantId: variant.id, quantity: 1 }], touches: [] }),
        absolute: (address) => buyLinks.absolute(address),
      };
    },
  });
  return {
    catalog: { id, retailerId: (variantId) => (shown.has(variantId) ? variantId : undefined) },
    sync,
  };
}

function formsOf(
  { whatsappFlowKey, whatsappAddressFlows }: Config,
  clock: Clock,
  secret: Buffer,
): Pick<WhatsAppDeps, 'flows'> & Pick<NonNullable<WhatsAppDeps['render']>, 'addressForm'> {
  const privateKey = whatsappFlowKey === undefined ? undefined : readFlowKey(whatsappFlowKey);
  if (!privateKey) return {};
  const hash = keyedHash(secret, 'flow');
  const ids = readFlowIds(whatsappAddressFlows ?? '');
  return {
    flows: { privateKey, grantOf: (token) => readFlowToken(token, hash, clock.now()) },
    ...(ids && {
      addressForm: {
        flowId: (language: string) => ids.get(language),
        token: (language: string, conversationId: string) =>
          flowToken({ form: 'address', language, conversationId, expiresAt: clock.now() + FORM_MS }, hash),
      },
    }),
  };
}
