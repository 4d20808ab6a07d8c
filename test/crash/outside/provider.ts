import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Payment, Payments } from './payments.ts';

type Body = Record<string, unknown>;

export const resultOf = (payment: Payment | undefined): Body => {
  if (!payment) return { status: 'not_found' };
  const { status, paymentId, amount } = payment;
  if (status === 'succeeded') return { status, paymentId, amount };
  if (status === 'declined') return { status, code: 'insufficient_funds', message: 'The bank said no.' };
  if (status === 'needs_action') return { status, paymentId, actionUrl: 'http://127.0.0.1:9/bank' };
  if (status === 'pending') return { status, paymentId };
  return { status };
};

/** The provider over HTTP, with the manners of the real ones: slow at times, and at times the line is cut. */
export function createProvider(payments: Payments, random: Random): Server {
  payments.onDecision((payment) => void callBack(payment, random));

  const routes: Record<string, (body: Body) => Body> = {
    '/charge': (body) => {
      const fresh = payments.find(String(body.attemptId)) === undefined;
      const payment = payments.charge(body as never);
      const lost = fresh && String(body.token).startsWith('tok_timeout');
      const times = body.token === 'tok_duplicate_callback' ? 2 : random.between(0, 1);
      if (payment.status === 'succeeded' && fresh)
        for (let n = 0; n < times; n += 1) void callBack(payment, random);
      return lost ? { lost } : resultOf(payment);
    },
    '/lookup': (body) => resultOf(payments.find(String(body.attemptId))),
    '/cancel': (body) => resultOf(payments.cancel(String(body.attemptId))),
    '/refund': (body) => {
      const why = payments.refund(String(body.refundId), String(body.attemptId), Number(body.amount));
      return why === undefined ? { status: 'succeeded' } : { status: 'failed', message: why };
    },
    '/bank': (body) => {
      for (const payment of payments.ofCheckout(String(body.checkoutId)))
        payments.decide(payment, body.approve === true);
      return {};
    },
  };

  return createServer((req, res) => void answer(req, res).catch(() => res.destroy()));

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = (await json(req)) as Body;
    const route = routes[req.url ?? ''];
    if (!route) return void res.writeHead(404).end();
    const fromServer = req.url !== '/bank';
    if (fromServer && random.chance(0.02)) return void res.destroy();
    if (fromServer) await wait(random.chance(0.08) ? random.between(100, 500) : random.between(0, 15));
    const output = route(body);
    if (fromServer && (output.lost === true || random.chance(0.04))) return void res.destroy();
    res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(output));
  }
}

let callbackUrl = '';
/** Where the server takes callbacks; the same through all its lives. */
export function setCallbackUrl(url: string): void {
  callbackUrl = url;
}

/** Late, in any order, and now and then with news that are old by then. Four tries, as the server may be down. */
async function callBack(payment: Payment, random: Random): Promise<void> {
  const stale = random.chance(0.1);
  const result = stale
    ? { status: 'needs_action', paymentId: payment.paymentId, actionUrl: 'http://127.0.0.1:9/bank' }
    : resultOf(payment);
  const body = JSON.stringify({ attemptId: payment.attemptId, result });
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await wait(random.between(0, 250) * (attempt + 1));
    try {
      const answered = await fetch(callbackUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        signal: AbortSignal.timeout(5000),
      });
      await answered.arrayBuffer();
      if (answered.ok) return;
    } catch {
      // Down, or it died meanwhile.
    }
  }
}
