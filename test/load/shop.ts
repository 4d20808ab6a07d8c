import { PaymentOutcomeUnknownError } from '../../server/commerce/payments/port.ts';
import { type ChoosePaymentProvider, choosePaymentProvider } from '../../server/payment-provider.ts';
import { ADDRESS, BUYER } from '../fixtures/shop.ts';
import type { Answer, ShopwrightServer } from '../fixtures/shopwright-server.ts';

export interface HeldPayments {
  payments: ChoosePaymentProvider;
  /** Questions that the provider has not answered. */
  waiting(): number;
  /** Resolves when so many wait. */
  until(waiting: number): Promise<void>;
  /** Lets the provider answer those that wait and all that come. */
  release(): void;
}

/** The test provider, slow: it charges when it is let go, or when the shop has stopped listening. */
export function heldPayments(): HeldPayments {
  const gate = Promise.withResolvers<void>();
  const watchers: { waiting: number; resolve: () => void }[] = [];
  let waiting = 0;
  return {
    payments: async (deps) => {
      const { provider, mounts } = await choosePaymentProvider(deps);
      const held = async <T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> => {
        const unheard = Promise.withResolvers<'unheard'>();
        if (signal.aborted) unheard.resolve('unheard');
        signal.addEventListener('abort', () => unheard.resolve('unheard'));
        waiting += 1;
        for (const watcher of watchers) if (waiting >= watcher.waiting) watcher.resolve();
        const ended = await Promise.race([gate.promise, unheard.promise]);
        waiting -= 1;
        const result = await ask();
        if (ended === 'unheard')
          throw new PaymentOutcomeUnknownError('The payment provider did not answer in time');
        return result;
      };
      const slow: Pick<typeof provider, 'charge' | 'lookup'> = {
        charge: (request, signal) =>
          held(signal, () => provider.charge(request, new AbortController().signal)),
        lookup: (attemptId, signal) => held(signal, () => provider.lookup(attemptId, signal)),
      };
      return { provider: { ...provider, ...slow }, mounts };
    },
    waiting: () => waiting,
    until: (count) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (waiting >= count) resolve();
      else watchers.push({ waiting: count, resolve });
      return promise;
    },
    release: () => gate.resolve(),
  };
}

type Json = Record<string, unknown>;

/** @throws Error when the call fails */
export async function ok(server: ShopwrightServer, name: string, args: object): Promise<Json> {
  const answer = await server.tool(name, args);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.text}`);
  return answer.json!;
}

/** A checkout that only waits to be completed, and the call that completes it. */
export async function readyToPay(
  server: ShopwrightServer,
  variant: string,
  token = 'tok_success',
): Promise<{ session_id: string; checkout_id: string; pay: () => Promise<Answer> }> {
  const { session_id } = await ok(server, 'update_cart', { add: [{ variant_id: variant }] });
  const { checkout_id, total } = await ok(server, 'create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  const { amount, currency } = total as Json;
  const request = {
    session_id,
    checkout_id,
    idempotency_key: `pay-${String(checkout_id)}`,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: ADDRESS.country },
    payment_token: token,
  };
  return {
    session_id: String(session_id),
    checkout_id: String(checkout_id),
    pay: () => server.tool('complete_checkout', request),
  };
}

/** `tools/call` over MCP. */
export const mcp = (server: ShopwrightServer, name: string, args: object): Promise<Answer> =>
  server.ask('/mcp', {
    method: 'POST',
    headers: { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' },
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } },
  });
