import { text as readAll } from 'node:stream/consumers';
import { type Money, money, plain } from '../commerce/money.ts';
import { callAdmin, callAdminJson, type RunningServer } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, table } from './context.ts';
import { CliError } from './errors.ts';
import { findServer } from './shop-access.ts';

/** As the admin API writes them. */
interface Publisher {
  id: string;
  name: string;
  status: string;
}
interface Rule {
  id: string;
  title: string;
  effect: { kind: 'percentage'; rate: number } | { kind: 'fixed'; amounts: Record<string, number> };
  publisher_ids: string[];
  brands: string[];
  categories: string[];
  valid_from: string;
  valid_until?: string;
}
interface Credit {
  id: string;
  order_id: string;
  publisher_id: string;
  status: string;
  commission: Money;
  signals: { kind: string; detail: string }[];
}
interface Payout {
  publisher_id: string;
  publisher: string;
  currency: string;
  orders: number;
  net: number;
  payable: number;
  paid?: { amount: number; paid_on: string; reference: string };
}

async function serverOf(context: CliContext, options: GlobalOptions): Promise<RunningServer> {
  const config = configOf(context, options);
  const server = await findServer(config);
  if (server) return server;
  throw new CliError(`No server runs on ${config.dataDir}. Start it first: shopwright serve`);
}

async function ask<T>(
  context: CliContext,
  options: GlobalOptions,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<T> {
  return callAdminJson<T>(await serverOf(context, options), {
    ...{ method, path },
    ...(body && { contentType: 'application/json', body: JSON.stringify(body) }),
  });
}

/** Every page. */
async function all<T>(context: CliContext, options: GlobalOptions, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await ask<{ items: T[]; next_cursor?: string }>(
      ...[context, options],
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=200${more}`,
    );
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return items;
}

const listed = (head: string[], rows: string[][], empty: string): string =>
  rows.length === 0 ? empty : table([head, ...rows]);
const at = (id: string): string => encodeURIComponent(id);

export async function listPublishers(context: CliContext, options: GlobalOptions): Promise<void> {
  const publishers = await all<Publisher>(context, options, '/publishers');
  const rows = publishers.map(({ id, status, name }) => [id, status, name]);
  const empty = 'There are no publishers. Add one: shopwright publishers add NAME';
  answer(context, options, publishers, listed(['ID', 'STATUS', 'NAME'], rows, empty));
}

export async function addPublisher(
  context: CliContext,
  name: string,
  options: GlobalOptions & { contact?: string[]; domain?: string[] },
): Promise<void> {
  const { contact: contacts, domain: domains } = options;
  const made = await ask<Publisher>(context, options, 'POST', '/publishers', { name, contacts, domains });
  answer(
    context,
    options,
    made,
    `${made.id}\n\nNow make it a key: shopwright publishers key ${made.id} NAME`,
  );
}

export async function setPublisherStatus(
  context: CliContext,
  id: string,
  status: string,
  options: GlobalOptions,
): Promise<void> {
  const publisher = await ask<Publisher>(context, options, 'PATCH', `/publishers/${at(id)}`, { status });
  answer(context, options, publisher, `${publisher.name} is ${publisher.status}.`);
}

export async function makePublisherKey(
  context: CliContext,
  id: string,
  name: string,
  options: GlobalOptions & { browser?: boolean; origin?: string[] },
): Promise<void> {
  const made = await ask<{ id: string; secret: string }>(
    ...[context, options],
    'POST',
    `/publishers/${at(id)}/keys`,
    { name, use: options.browser ? 'browser' : 'server', origins: options.origin },
  );
  answer(
    context,
    options,
    made,
    `${made.secret}\n\nKey ${made.id} "${name}". The secret is shown this once.`,
  );
}

const effectText = ({ effect }: Rule): string =>
  effect.kind === 'percentage'
    ? `${effect.rate / 100} %`
    : Object.entries(effect.amounts)
        .map(([currency, amount]) => plain(money(amount, currency)))
        .join(', ');
const forText = ({ publisher_ids, brands, categories }: Rule): string =>
  [...publisher_ids, ...brands, ...categories].join(', ') || 'everything';
const spanText = ({ valid_from, valid_until }: Rule): string =>
  `${valid_from.slice(0, 10)}${valid_until ? ` to ${valid_until.slice(0, 10)}` : ' on'}`;

export async function listRules(context: CliContext, options: GlobalOptions): Promise<void> {
  const rules = await all<Rule>(context, options, '/commission-rules');
  const rows = rules.map((rule) => [rule.id, effectText(rule), spanText(rule), forText(rule), rule.title]);
  const empty =
    'There are no rules, so nobody earns. Add one: shopwright publishers add-rule TITLE --percent 5';
  answer(context, options, rules, listed(['ID', 'EARNS', 'ORDERS FROM', 'FOR', 'TITLE'], rows, empty));
}

export interface RuleOptions extends GlobalOptions {
  percent?: number;
  fixed?: string[];
  publisher?: string[];
  brand?: string[];
  category?: string[];
  from?: string;
}

export async function addRule(context: CliContext, title: string, options: RuleOptions): Promise<void> {
  const from = options.from === undefined ? undefined : Date.parse(options.from);
  if (Number.isNaN(from))
    throw new CliError(`--from is a date such as 2030-01-31, not "${options.from}".`, 2);
  const rule = await ask<Rule>(context, options, 'POST', '/commission-rules', {
    title,
    effect: effectOf(options),
    publisher_ids: options.publisher,
    brands: options.brand,
    categories: options.category,
    valid_from: from === undefined ? undefined : new Date(from).toISOString(),
  });
  const text = `Rule ${rule.id}: ${effectText(rule)} for ${forText(rule)}, orders from ${spanText(rule)}.`;
  answer(context, options, rule, text);
}

function effectOf({ percent, fixed }: RuleOptions): Rule['effect'] {
  if ((percent === undefined) === (fixed === undefined))
    throw new CliError('Say what is earned: either --percent 5 or --fixed USD:250.', 2);
  if (percent !== undefined) return { kind: 'percentage', rate: percent };
  const amounts = (fixed ?? []).map((text) => {
    const [, currency, amount] = /^([A-Z]{3}):(\d{1,12})$/.exec(text) ?? [];
    if (!currency)
      throw new CliError(`--fixed is a currency and minor units such as USD:250, not "${text}".`, 2);
    return [currency, Number(amount)] as const;
  });
  return { kind: 'fixed', amounts: Object.fromEntries(amounts) };
}

export async function endRule(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  const rule = await ask<Rule>(context, options, 'POST', `/commission-rules/${at(id)}/end`, {});
  answer(context, options, rule, `Rule ${rule.id} "${rule.title}" has ended.`);
}

export async function listCommissions(
  context: CliContext,
  options: GlobalOptions & { status?: string; publisher?: string },
): Promise<void> {
  const wanted = new URLSearchParams({
    ...(options.status && { status: options.status }),
    ...(options.publisher && { publisher_id: options.publisher }),
  });
  const credits = await all<Credit>(context, options, `/commissions${wanted.size > 0 ? `?${wanted}` : ''}`);
  const rows = credits.map((one) => [
    ...[one.id, one.status, plain(one.commission), one.publisher_id, one.order_id],
    one.signals.map(({ detail }) => detail).join('; '),
  ]);
  const head = ['ID', 'STATUS', 'COMMISSION', 'PUBLISHER', 'ORDER', 'WHY'];
  answer(context, options, credits, listed(head, rows, 'There is none.'));
}

export async function decide(
  context: CliContext,
  id: string,
  verdict: 'released' | 'rejected',
  options: GlobalOptions & { note: string },
): Promise<void> {
  const body = { verdict, note: options.note };
  const one = await ask<Credit>(context, options, 'POST', `/commissions/${at(id)}/decide`, body);
  answer(context, options, one, `${one.id} is ${one.status}: ${plain(one.commission)}.`);
}

export async function showPayouts(
  context: CliContext,
  month: string,
  options: GlobalOptions & { csv?: boolean },
): Promise<void> {
  if (options.csv) {
    const server = await serverOf(context, options);
    context.stdout.write(
      await readAll(await callAdmin(server, { method: 'GET', path: `/payouts/${month}/csv` })),
    );
    return;
  }
  const { items } = await ask<{ items: Payout[] }>(context, options, 'GET', `/payouts/${month}`);
  const rows = items.map(({ publisher_id, publisher, currency, orders, net, payable, paid }) => [
    ...[publisher_id, publisher, String(orders)],
    ...[plain(money(net, currency)), plain(money(payable, currency))],
    paid ? `${paid.paid_on} ${paid.reference}` : '',
  ]);
  const head = ['ID', 'PUBLISHER', 'ORDERS', 'NET', 'TO BE PAID', 'PAID'];
  const empty = `Nothing happened in ${month}.`;
  answer(context, options, items, listed(head, rows, empty));
}

export async function markPaid(
  context: CliContext,
  month: string,
  publisher: string,
  options: GlobalOptions & { reference: string; on: string; currency?: string },
): Promise<void> {
  const { reference, on, currency } = options;
  const { items } = await ask<{ items: { amount: Money }[] }>(
    ...[context, options],
    'POST',
    `/payouts/${month}/paid`,
    { publisher_id: publisher, reference, paid_on: on, currency },
  );
  const amounts = items.map(({ amount }) => plain(amount)).join(', ');
  answer(context, options, items, `${month} is paid: ${amounts}.`);
}
