import { createShopwright, type Shopwright } from '../../server/app.ts';
import type { CartLine } from '../../server/commerce/carts/model.ts';
import { anonymous } from '../../server/commerce/principals/model.ts';
import { type ConfigOverrides, loadConfig } from '../../server/config.ts';
import { createLogger } from '../../server/platform/telemetry/logger.ts';
import type { CallSuccess } from '../../tools/call-tool.ts';

export type Output = CallSuccess['output'];
/** Calls a tool somewhere. @throws Error when the call fails */
export type Call = (name: string, args: object) => Promise<Output>;

/** More than the bench buys. */
const PLENTY = 10_000_000;
/** All load comes from one address and one principal, who in a real shop could not have so many payments under way. */
export const UNCAPPED = {
  maxUnfinishedPaymentsPerAddress: 1_000_000,
  maxUnfinishedPaymentsPerPrincipal: 1_000_000,
} satisfies ConfigOverrides;

/** The sample shop in this process, its store a file in `dataDir`. */
export async function openShop(dataDir: string): Promise<Shopwright & { call: Call }> {
  const config = loadConfig({}, { dataDir, environment: 'development', logLevel: 'silent', ...UNCAPPED });
  const shop = await createShopwright({ config, logger: createLogger(config) });
  await shop.start();
  const principal = anonymous('127.0.0.1');
  const call: Call = async (name, args) => {
    const result = await shop.callTool(name, args, { principal });
    if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
    return result.output;
  };
  return { ...shop, call };
}

/** Variants of the sample shop that are shipped, each with stock without end. */
export async function stockUp(shop: Shopwright & { call: Call }, count: number): Promise<string[]> {
  const found = await shop.call('search_catalog', { query: 'jacket', limit: 20 });
  const ids = (found.products as { variant_id: string }[])
    .map((product) => product.variant_id)
    .slice(0, count);
  for (const variantId of ids) {
    const [level] = await shop.services.inventory.levels(variantId);
    await shop.services.inventory.set({ variantId, locationId: level!.locationId, onHand: PLENTY });
  }
  return ids;
}

/** A new session with a cart of one line. */
export async function fillCart(
  call: Call,
  variantId: string,
): Promise<{ session_id: string; line_id: string }> {
  const cart = await call('update_cart', { add: [{ variant_id: variantId, quantity: 1 }] });
  const [line] = cart.lines as { line_id: CartLine['lineId'] }[];
  return { session_id: cart.session_id as string, line_id: line!.line_id };
}
