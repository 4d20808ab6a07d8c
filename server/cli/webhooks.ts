import { callAdminJson, type RunningServer } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, table } from './context.ts';
import { CliError } from './errors.ts';
import { findServer } from './shop-access.ts';

/** As the admin API writes it. */
interface Endpoint {
  id: string;
  url: string;
  types: string[];
  status: string;
  disabled_because?: string;
  waiting: number;
  dead: number;
  last_success_at?: string;
  last_error?: string;
}
interface WithSecret extends Endpoint {
  secret: string;
}
interface Delivery {
  event_id: string;
  type: string;
  subject: string;
  attempts: number;
  next_at?: string;
  last_error?: string;
}
interface Attempt {
  at: string;
  event_id: string;
  type: string;
  attempt: number;
  ok: boolean;
  status?: number;
  error?: string;
  duration_ms: number;
}

/** Only a server sends, so nothing is done without it. */
async function ask<T>(
  context: CliContext,
  options: GlobalOptions,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<T> {
  const config = configOf(context, options);
  const server: RunningServer | undefined = await findServer(config);
  if (!server) throw new CliError(`No server runs on ${config.dataDir}. Start it first: shopwright serve`);
  return callAdminJson<T>(server, {
    method,
    path,
    ...(body && { contentType: 'application/json', body: JSON.stringify(body) }),
  });
}

const at = (id: string, step = ''): string => `/webhooks/${encodeURIComponent(id)}${step}`;
const keepIt = ({ secret }: WithSecret): string =>
  `Secret (shown once): ${secret}\nRequests are signed with it; how to check that: docs/webhooks.md`;

export async function addWebhook(
  context: CliContext,
  url: string,
  options: GlobalOptions & { type?: string[]; description?: string; ed25519?: boolean },
): Promise<void> {
  const made = await ask<WithSecret>(context, options, 'POST', '/webhooks', {
    url,
    types: options.type ?? [],
    description: options.description ?? '',
    ed25519: options.ed25519 ?? false,
  });
  answer(context, options, made, `${made.id} gets ${typesOf(made)} from now on.\n${keepIt(made)}`);
}

export async function listWebhooks(context: CliContext, options: GlobalOptions): Promise<void> {
  const { items } = await ask<{ items: Endpoint[] }>(context, options, 'GET', '/webhooks');
  const rows = items.map((one) => [
    one.id,
    one.disabled_because === undefined ? one.status : `${one.status} (${one.disabled_because})`,
    String(one.waiting),
    String(one.dead),
    typesOf(one),
    one.url,
  ]);
  const text = table([['ID', 'STATUS', 'WAITING', 'DEAD', 'EVENTS', 'ADDRESS'], ...rows]);
  answer(
    context,
    options,
    items,
    rows.length === 0 ? 'There is no endpoint. Add one: shopwright webhooks add URL' : text,
  );
}

export async function testWebhook(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  const result = await ask<Omit<Attempt, 'at'>>(context, options, 'POST', at(id, '/test'));
  if (!result.ok && !options.json) throw new CliError(`It was not taken: ${result.error}`);
  answer(context, options, result, `Taken with ${result.status} in ${result.duration_ms} ms.`);
}

export async function rotateWebhook(
  context: CliContext,
  id: string,
  options: GlobalOptions & { overlap: number },
): Promise<void> {
  const made = await ask<WithSecret>(context, options, 'POST', at(id, '/rotate'), {
    overlap_hours: options.overlap,
  });
  const old =
    options.overlap > 0
      ? `The old secret signs as well for ${options.overlap} hours.`
      : 'The old secret is over.';
  answer(context, options, made, `${keepIt(made)}\n${old}`);
}

export async function setWebhook(
  context: CliContext,
  id: string,
  status: 'active' | 'paused',
  options: GlobalOptions,
): Promise<void> {
  const endpoint = await ask<Endpoint>(context, options, 'PATCH', at(id), { status });
  const text = status === 'paused' ? 'Paused. Events are kept for 30 days.' : 'It goes on where it stopped.';
  answer(context, options, endpoint, text);
}

export async function deleteWebhook(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  answer(context, options, await ask<object>(context, options, 'DELETE', at(id)), 'Deleted.');
}

export async function listDeliveries(
  context: CliContext,
  id: string,
  options: GlobalOptions & { status: string },
): Promise<void> {
  if (options.status === 'attempts') return listAttempts(context, id, options);
  const path = at(id, `/deliveries?limit=200&status=${options.status}`);
  const { items } = await ask<{ items: Delivery[] }>(context, options, 'GET', path);
  const rows = items.map((one) => [
    one.event_id,
    one.type,
    one.subject,
    String(one.attempts),
    one.next_at ?? '',
    one.last_error ?? '',
  ]);
  const text = table([['EVENT', 'TYPE', 'SUBJECT', 'TRIES', 'NEXT', 'ERROR'], ...rows]);
  answer(context, options, items, rows.length === 0 ? 'There is none.' : text);
}

async function listAttempts(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  const { items } = await ask<{ items: Attempt[] }>(context, options, 'GET', at(id, '/attempts?limit=200'));
  const rows = items.map((one) => [
    one.at,
    one.event_id,
    one.type,
    String(one.attempt),
    one.ok ? `${one.status}` : (one.error ?? 'failed'),
    `${one.duration_ms} ms`,
  ]);
  const text = table([['AT', 'EVENT', 'TYPE', 'TRY', 'RESULT', 'TOOK'], ...rows]);
  answer(context, options, items, rows.length === 0 ? 'There is none.' : text);
}

export async function replayWebhook(
  context: CliContext,
  id: string,
  options: GlobalOptions & { event?: string; dead?: boolean; after?: number },
): Promise<void> {
  const { event, dead, after } = options;
  if ([event, dead, after].filter((given) => given !== undefined).length !== 1)
    throw new CliError('Say what: --event ID, --dead or --after SEQUENCE.', 2);
  const result = await ask<{ events?: number }>(context, options, 'POST', at(id, '/replay'), {
    ...(event !== undefined && { event_id: event }),
    ...(dead && { dead }),
    ...(after !== undefined && { after }),
  });
  const text =
    result.events === undefined ? `Everything after ${after} is sent again.` : `${result.events} sent again.`;
  answer(context, options, result, text);
}

const typesOf = ({ types }: Pick<Endpoint, 'types'>): string =>
  types.length === 0 ? 'all events' : types.join(', ');
