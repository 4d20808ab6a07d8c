import { invalid, missing } from './errors.ts';
import { checkForm, type Form, hash, required, type Shape, text } from './form.ts';
import type { Metadata } from './objects.ts';
import type { World } from './world.ts';

export interface WebhookEndpoint {
  url: string;
  status: 'enabled' | 'disabled';
  enabled_events: readonly string[];
}

interface Route {
  method: 'GET' | 'POST';
  path: RegExp;
  params: { readonly [name: string]: Shape };
  /** Refuses what cannot run, before an idempotency key is taken. */
  check?: (form: Form, id: string) => void;
  run: (form: Form, id: string) => unknown;
}

const list = (data: unknown[], url: string) => ({ object: 'list', url, has_more: false, data });
const integer = (form: Form, name: string): number => Number(required(form, name));
const metadata = (form: Form): Metadata => hash(form, 'metadata') as Metadata;

/** Those that were made at `created[gte]` or later. */
const since = <T extends { created: number }>(form: Form, all: Iterable<T>): T[] => {
  const from = Number(text(hash(form, 'created'), 'gte') ?? 0);
  return [...all].filter(({ created }) => created >= from);
};

/** The part of API version 2026-10-28 that the shop uses; any other parameter is unknown. */
export function routes(world: World, endpoints: () => readonly WebhookEndpoint[]): readonly Route[] {
  const preview = { shared_payment_granted_token: 'string', type: 'string' } as const;
  return [
    {
      method: 'POST',
      path: /^\/v1\/payment_intents$/,
      params: {
        amount: 'integer',
        currency: 'string',
        metadata: 'metadata',
        description: 'string',
        automatic_payment_methods: { enabled: 'boolean', allow_redirects: 'string' },
        allowed_payment_method_types: { list: 'string' },
      },
      check: (form) => void [required(form, 'amount'), required(form, 'currency')],
      run: (form) =>
        world.createIntent({
          amount: integer(form, 'amount'),
          currency: required(form, 'currency'),
          metadata: metadata(form),
        }),
    },
    {
      method: 'GET',
      path: /^\/v1\/payment_intents\/(\w+)$/,
      params: {},
      run: (_form, id) => world.intent(id),
    },
    {
      method: 'POST',
      path: /^\/v1\/payment_intents\/(\w+)\/confirm$/,
      params: { payment_method: 'string', payment_method_data: preview, return_url: 'string' },
      check: (_form, id) => void world.intent(id),
      run: (form, id) => {
        const method = text(form, 'payment_method');
        const grant = text(hash(form, 'payment_method_data'), 'shared_payment_granted_token');
        const returnUrl = text(form, 'return_url');
        return world.confirm(id, {
          ...(method !== undefined && { method }),
          ...(grant !== undefined && { grant }),
          ...(returnUrl !== undefined && { returnUrl }),
        });
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/payment_intents\/(\w+)\/cancel$/,
      params: { cancellation_reason: 'string' },
      check: (_form, id) => void world.intent(id),
      run: (_form, id) => world.cancelIntent(id),
    },
    {
      method: 'POST',
      path: /^\/v1\/checkout\/sessions$/,
      params: {
        mode: 'string',
        line_items: {
          list: {
            quantity: 'integer',
            price_data: { currency: 'string', unit_amount: 'integer', product_data: { name: 'string' } },
          },
        },
        allowed_payment_method_types: { list: 'string' },
        adaptive_pricing: { enabled: 'boolean' },
        client_reference_id: 'string',
        metadata: 'metadata',
        payment_intent_data: { metadata: 'metadata' },
        expires_at: 'integer',
        success_url: 'string',
        cancel_url: 'string',
      },
      check: (form) => checkSession(form, world.seconds()),
      run: (form) => {
        const items = Object.values(hash(form, 'line_items')) as Form[];
        const prices = items.map((item) => hash(item, 'price_data'));
        const currency = required(prices[0] ?? {}, 'currency');
        return world.createSession(
          {
            amount_total: items.reduce(
              (sum, item, at) => sum + integer(item, 'quantity') * integer(prices[at] ?? {}, 'unit_amount'),
              0,
            ),
            currency,
            client_reference_id: text(form, 'client_reference_id') ?? null,
            metadata: metadata(form),
            success_url: required(form, 'success_url'),
            cancel_url: text(form, 'cancel_url') ?? null,
            expires_at: Number(text(form, 'expires_at') ?? world.seconds() + 86_400),
          },
          metadata(hash(form, 'payment_intent_data')),
        );
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/checkout\/sessions$/,
      params: { limit: 'integer' },
      run: () => list([...world.sessions.values()].slice(-1), '/v1/checkout/sessions'),
    },
    {
      method: 'GET',
      path: /^\/v1\/checkout\/sessions\/(\w+)$/,
      params: { expand: { list: 'string' } },
      run: (form, id) => {
        const session = world.session(id);
        const expand = Object.values(hash(form, 'expand')).includes('payment_intent');
        return expand && session.payment_intent !== null
          ? { ...session, payment_intent: world.intent(session.payment_intent) }
          : session;
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/checkout\/sessions\/(\w+)\/expire$/,
      params: {},
      check: (_form, id) => void world.session(id),
      run: (_form, id) => world.expireSession(id),
    },
    {
      method: 'POST',
      path: /^\/v1\/refunds$/,
      params: { payment_intent: 'string', amount: 'integer', metadata: 'metadata', reason: 'string' },
      check: (form) => void required(form, 'payment_intent'),
      run: (form) =>
        world.refund({
          intent: required(form, 'payment_intent'),
          ...(text(form, 'amount') !== undefined && { amount: integer(form, 'amount') }),
          metadata: metadata(form),
        }),
    },
    {
      method: 'GET',
      path: /^\/v1\/refunds$/,
      params: {
        payment_intent: 'string',
        created: { gte: 'integer' },
        limit: 'integer',
        starting_after: 'string',
      },
      run: (form) => {
        const intent = text(form, 'payment_intent');
        const found = since(form, world.refunds.values()).filter(
          (refund) => intent === undefined || refund.payment_intent === intent,
        );
        return list(found.reverse(), '/v1/refunds');
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/disputes$/,
      params: { created: { gte: 'integer' }, limit: 'integer', starting_after: 'string' },
      run: (form) => list(since(form, world.disputes.all.values()).reverse(), '/v1/disputes'),
    },
    {
      method: 'GET',
      path: /^\/v1\/webhook_endpoints$/,
      params: { limit: 'integer' },
      run: () => list([...endpoints()], '/v1/webhook_endpoints'),
    },
  ];
}

function checkSession(form: Form, now: number): void {
  if (required(form, 'mode') !== 'payment') throw invalid(undefined, 'Invalid mode', 'mode');
  required(form, 'success_url');
  for (const name of ['success_url', 'cancel_url']) {
    const url = text(form, name);
    if (url !== undefined && !URL.canParse(url)) throw invalid('url_invalid', 'Not a valid URL', name);
  }
  const items = Object.values(hash(form, 'line_items')) as Form[];
  if (items.length === 0) throw invalid('parameter_missing', 'Missing line_items', 'line_items');
  for (const item of items) {
    required(item, 'quantity');
    const price = hash(item, 'price_data');
    required(price, 'currency');
    required(price, 'unit_amount');
    required(hash(price, 'product_data'), 'name');
  }
  const expires = text(form, 'expires_at');
  if (expires === undefined) return;
  const seconds = Number(expires) - now;
  if (seconds < 30 * 60)
    throw invalid(
      undefined,
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      'expires_at',
    );
  if (seconds > 24 * 3600)
    throw invalid(
      undefined,
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      'expires_at',
    );
}

/** @throws StripeFault for an unknown address or parameter */
export function find(
  all: readonly Route[],
  method: string,
  path: string,
  form: Form,
): { route: Route; id: string } {
  for (const route of all) {
    const match = route.path.exec(path);
    if (!match || route.method !== method) continue;
    checkForm(form, route.params);
    return { route, id: match[1] ?? '' };
  }
  throw missing('route', `${method} ${path}`);
}
