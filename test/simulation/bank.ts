import { paymentAttempts } from '../../server/commerce/payments/model.ts';
import type { World } from './world.ts';

/** The buyer's way through the bank's page, in a browser: open it, press a button. */
export async function decideAtBank(world: World, checkoutId: string, approve: boolean): Promise<void> {
  const { shop, ask } = world.server;
  const attempts = await shop.store.find(paymentAttempts, { where: { checkoutId } });
  const attempt = attempts.findLast(({ actionUrl }) => actionUrl !== undefined);
  if (!attempt?.actionUrl) return world.count('bank page', 'nothing to confirm');
  const { pathname, origin } = new URL(attempt.actionUrl);
  const page = await ask(pathname);
  const token = /name="form_token" value="([^"]+)"/.exec(page.text)?.[1];
  if (token === undefined) return world.count('bank page', 'closed');
  const cookie = page.headers.get('set-cookie')!.split(';', 1)[0]!;
  const { status } = await ask(pathname, {
    method: 'POST',
    headers: { cookie, origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ form_token: token, decision: approve ? 'approve' : 'decline' }).toString(),
  });
  world.count('bank page', status === 303 ? (approve ? 'approved' : 'declined') : String(status));
}
