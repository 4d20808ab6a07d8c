import type { RegisteredChannel } from './channels/registry.ts';
import { ShownItems } from './channels/whatsapp/catalog/shown.ts';
import { CatalogSync } from './channels/whatsapp/catalog/sync.ts';
import { createWhatsAppChannel, type WhatsAppDeps } from './channels/whatsapp/channel.ts';
import type { FormName } from './channels/whatsapp/flows/forms.ts';
import { flowToken, readFlowToken } from './channels/whatsapp/flows/token.ts';
import { Graph } from './channels/whatsapp/graph.ts';
import type { FormSource } from './channels/whatsapp/render.ts';
import { keyedHash } from './commerce/secrets.ts';
import { sessions } from './commerce/sessions/model.ts';
import type { Config } from './config.ts';
import { conversations } from './conversation/model.ts';
import { readFlowIds, readFlowKeys } from './flow-settings.ts';
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
  const { config, outbound } = deps;
  const { whatsappPhoneNumberId, whatsappAccessToken, whatsappAppSecret, whatsappVerifyToken } = config;
  if (!whatsappPhoneNumberId || !whatsappAccessToken || !whatsappAppSecret || !whatsappVerifyToken) return [];
  const { flows, forms } = formsOf(deps, secret);
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
    render: { ...(forms && { forms }), ...(catalog && { catalog }) },
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
    catalog: {
      id,
      retailerId: (variantId) => (shown.has(variantId) ? variantId : undefined),
      isEmpty: () => shown.none,
    },
    sync,
  };
}

function formsOf(
  { config, clock, store }: WhatsAppServicesDeps,
  secret: Buffer,
): Pick<WhatsAppDeps, 'flows'> & Pick<NonNullable<WhatsAppDeps['render']>, 'forms'> {
  const { whatsappFlowKey, whatsappAddressFlows, whatsappLeadFlows } = config;
  const privateKeys = whatsappFlowKey === undefined ? undefined : readFlowKeys(whatsappFlowKey);
  if (!privateKeys) return {};
  const hash = keyedHash(secret, 'flow');
  const source = (form: FormName, setting: string | undefined): FormSource | undefined => {
    const ids = readFlowIds(setting ?? '');
    return (
      ids && {
        flowId: (language) => ids.get(language),
        token: (language, conversationId) =>
          flowToken({ form, language, conversationId, expiresAt: clock.now() + FORM_MS }, hash),
      }
    );
  };
  const address = source('address', whatsappAddressFlows);
  const lead = source('lead', whatsappLeadFlows);
  return {
    flows: {
      privateKeys,
      grantOf: (token) => readFlowToken(token, hash, clock.now()),
      prefill: ({ form, conversationId }) => known(store, form, conversationId),
    },
    forms: { ...(address && { address }), ...(lead && { lead }) },
  };
}

/** What somebody said already, and the number that WhatsApp vouches for, need not be typed. */
async function known(store: Store, form: FormName, conversationId: string): Promise<Record<string, string>> {
  const session = await store.get(sessions, conversationId);
  const { verifiedContact: contact } = session ?? {};
  const conversation = await store.get(conversations, conversationId);
  const { pending } = conversation?.memory ?? {};
  const asked = pending?.kind === 'confirm_write' && pending.tool === 'qualify_lead' ? pending.arguments : {};
  return {
    ...(contact?.kind === 'phone' && { phone: contact.value }),
    ...(form === 'lead' && typeof asked.need === 'string' && { need: asked.need }),
  };
}
