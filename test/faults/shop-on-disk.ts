import { join } from 'node:path';
import { Cli, type RunningShop } from '../fixtures/cli.ts';
import { type AskTool, completion, fillCheckout, type ReadyCheckout } from '../fixtures/purchase.ts';
import { openTestShop } from '../fixtures/shop.ts';

export const ADMIN_KEY = 'faults-admin-key-0123456789';

export interface Reply {
  status: number;
  type: string;
  retryAfter: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path
  body: any;
}

/**
 * Starts a program as somebody who may not write what the modes forbid. Root may, so it goes without that right:
 * https://man7.org/linux/man-pages/man7/capabilities.7.html, CAP_DAC_OVERRIDE.
 */
export const heedingModes: readonly string[] =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all', '--']
    : [];

/** A shop in a folder of its own, with two products, which the real command line serves. */
export class ShopOnDisk extends Cli {
  readonly database = join(this.dataDir, 'shop.db');

  static async open(products = 2): Promise<ShopOnDisk> {
    const disk = new ShopOnDisk();
    const shop = await openTestShop({ path: disk.database });
    const rest = Array.from({ length: products - 2 }, (_, n) => ({ id: `filler${n}`, title: `Filler ${n}` }));
    await shop.put({ id: 'lamp', title: 'Desk lamp', price: 4900, stock: 1000 });
    await shop.put({ id: 'chair', title: 'Oak chair', price: 12_000, stock: 1000 }, ...rest);
    await shop.close();
    return disk;
  }

  open(through: readonly string[] = [], env: Record<string, string> = {}): Promise<RunningShop> {
    return this.serve(['--no-sample'], { SHOPWRIGHT_ADMIN_KEY: ADMIN_KEY, ...env }, through);
  }

  /** As `run`, for the error of a command that cannot do its work. */
  async complaint(args: readonly string[], through: readonly string[] = []): Promise<string> {
    const { code, stderr, stdout } = await this.run(args, { through });
    if (code === 0) throw new Error(`${args.join(' ')} should have failed: ${stdout}`);
    return stderr;
  }

  async finding(check: string): Promise<{ status: string; message: string; mend?: string }> {
    const { stdout } = await this.run(['doctor', '--json']);
    return JSON.parse(stdout).findings.find((finding: { check: string }) => finding.check === check);
  }
}

export async function ask(url: string, method: string, path: string, body?: object): Promise<Reply> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(path.startsWith('/admin') && { Authorization: `Bearer ${ADMIN_KEY}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    retryAfter: answer.headers.get('retry-after'),
    body: text ? JSON.parse(text) : undefined,
  };
}

export const tool = (url: string, name: string, args: object): Promise<Reply> =>
  ask(url, 'POST', `/v1/tools/${name}`, args);
const asking =
  (url: string): AskTool =>
  (name, args) =>
    tool(url, name, args);

export const readyToPay = (url: string, variant = 'var_lamp'): Promise<ReadyCheckout> =>
  fillCheckout(asking(url), variant);
export const pay = (url: string, ready: ReadyCheckout): Promise<Reply> =>
  tool(url, 'complete_checkout', completion(ready));

/** @returns the number of the order */
export async function buy(url: string): Promise<{ order: string; session: string }> {
  const ready = await readyToPay(url);
  const { status, body } = await pay(url, ready);
  if (status !== 200 || body.status !== 'completed') throw new Error(`${status} ${JSON.stringify(body)}`);
  return { order: body.order_number, session: ready.session_id };
}

/** Whether an order that was acknowledged is there. */
export async function hasOrder(
  url: string,
  { order, session }: { order: string; session: string },
): Promise<boolean> {
  const { body } = await tool(url, 'get_order', { session_id: session, order_id: order });
  return body.orders?.[0]?.order_number === order;
}
