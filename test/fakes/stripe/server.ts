import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../server/platform/clock.ts';
import { find, routes, type WebhookEndpoint } from './api.ts';
import { StripeFault } from './errors.ts';
import { type Fault, Faults } from './faults.ts';
import { parseForm } from './form.ts';
import { type Answer, IdempotencyKeys } from './idempotency.ts';
import { Ledger } from './ledger.ts';
import { page } from './pages.ts';
import { Webhooks, type WebhookTarget } from './webhooks.ts';
import { World } from './world.ts';

export interface FakeStripeOptions {
  clock: Clock;
  secretKey: string;
  port?: number;
  /** File of what was charged and refunded, JSON lines. */
  ledgerPath?: string;
}

export interface FakeStripe {
  /** Such as `http://127.0.0.1:41234`. */
  url: string;
  world: World;
  ledger: Ledger;
  faults: Faults;
  webhooks: Webhooks;
  /** `METHOD /path` of each API request that came in. */
  requests: string[];
  /** Where events go, and what the account's list of endpoints tells. */
  target: WebhookTarget | undefined;
  endpoints: WebhookEndpoint[];
  close(): Promise<void>;
}

/**
 * Stripe as its documentation describes it, as far as this shop uses it: stateful, strict about parameters, with
 * idempotency keys, webhooks and test cards. No money moves; what would have moved is in `ledger`.
 */
export async function startFakeStripe(options: FakeStripeOptions): Promise<FakeStripe> {
  const { clock } = options;
  const ledger = new Ledger(options.ledgerPath);
  const faults = new Faults();
  const keys = new IdempotencyKeys(clock);
  const webhooks = new Webhooks(clock, () => fake.target);
  const world = new World({
    clock,
    ledger,
    emit: (type, object) => webhooks.emit(type, object),
    baseUrl: () => fake.url,
  });
  /** Requests that are never answered. */
  const silent = new WeakSet<ServerResponse>();
  const all = routes(world, () => fake.endpoints);

  async function apply(fault: Fault | undefined, res: ServerResponse): Promise<Answer | 'gone' | undefined> {
    if (!fault) return undefined;
    await fault.wait?.();
    if (fault.give === 'drop') {
      res.destroy();
      return 'gone';
    }
    if (fault.give === 'hang') {
      silent.add(res);
      return 'gone';
    }
    if (fault.give === 'answer') return undefined;
    const type = fault.give === 429 ? 'invalid_request_error' : 'api_error';
    const code = fault.give === 429 ? { code: 'rate_limit' } : {};
    return { status: fault.give, body: { error: { type, ...code, message: 'An error occurred.' } } };
  }

  async function api(req: IncomingMessage, res: ServerResponse, url: URL, body: string): Promise<void> {
    const method = req.method ?? 'GET';
    const request = `${method} ${url.pathname}`;
    fake.requests.push(request);
    if (req.headers.authorization !== `Bearer ${options.secretKey}`) {
      throw new StripeFault(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
    }
    const form = parseForm(method === 'POST' ? body : url.search.slice(1));
    const { route, id } = find(all, method, url.pathname, form);
    const header = req.headers['idempotency-key'];
    const key = method === 'POST' && typeof header === 'string' ? header : undefined;
    const before = await keys.once(key, { method, path: url.pathname, body }, async () => {
      const early = await apply(faults.take(request, 'before'), res);
      if (early === 'gone') return { answer: GONE, keep: false };
      if (early) return { answer: early, keep: false };
      route.check?.(form, id);
      const answer = execute(() => route.run(form, id));
      const late = await apply(faults.take(request, 'after'), res);
      // A 5xx that came after the work began is kept, and repeated for as long as the key lives.
      if (late === 'gone') return { answer, keep: began(answer) };
      return { answer: late ?? answer, keep: began(late ?? answer) };
    });
    if (res.destroyed || before.answer === GONE || silent.has(res)) return;
    if (before.replayed) res.setHeader('Idempotent-Replayed', 'true');
    if (key !== undefined) res.setHeader('Idempotency-Key', key);
    send(res, before.answer);
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', async () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const url = new URL(req.url ?? '/', 'http://stripe');
      try {
        const shown = page(world, req.method ?? 'GET', url.pathname, body);
        if (!shown) await api(req, res, url, body);
        else if (shown.status === 303) res.writeHead(303, { location: shown.location }).end();
        else res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(shown.html);
      } catch (error) {
        send(res, answerOf(error));
      }
    });
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const fake: FakeStripe = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    ledger,
    faults,
    webhooks,
    requests: [],
    target: undefined,
    endpoints: [],
    close: async () => {
      await webhooks.settled();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return fake;
}

const GONE: Answer = { status: 0, body: {} };

/** What was declined or refused while it ran is the answer for as long as the key lives, like any other. */
function execute(run: () => unknown): Answer {
  try {
    // Copied: a repeated answer tells of then, not of now.
    return { status: 200, body: structuredClone(run()) };
  } catch (error) {
    if (error instanceof StripeFault) return answerOf(error);
    throw error;
  }
}

/** False for what did not pass validation: such an answer is not kept under its key. */
const began = (answer: Answer): boolean => answer.status !== 400 && answer.status !== 404;

function answerOf(error: unknown): Answer {
  if (error instanceof StripeFault) return { status: error.status, body: { error: error.body } };
  return { status: 500, body: { error: { type: 'api_error', message: String(error) } } };
}

function send(res: ServerResponse, answer: Answer): void {
  if (res.destroyed || res.headersSent) return;
  res
    .writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': `req_${randomBytes(8).toString('hex')}`,
      'stripe-version': '2026-10-28.endive',
    })
    .end(JSON.stringify(answer.body));
}
