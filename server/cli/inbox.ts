import { createInterface } from 'node:readline';
import { text as readAll } from 'node:stream/consumers';
import { format, type Money } from '../commerce/money.ts';
import { callAdmin, callAdminJson, type RunningServer } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, print, table } from './context.ts';
import { CliError } from './errors.ts';
import { findServer } from './shop-access.ts';

/** As `/v1/handoffs` writes it. */
interface Handoff {
  id: string;
  status: string;
  reason: string;
  summary: string;
  claimed_name?: string;
  outcome?: string;
  call_back_offered_at?: string;
  created_at: string;
  wanted?: string;
  open_question?: string;
  cart?: { lines: { title: string; quantity: number; total: Money }[]; total: Money };
  facts?: { text: string; about?: string }[];
  lead_id?: string;
  conversation?: {
    locale: string;
    held_by: string;
    messages: { from: string; name?: string; text: string; at: string }[];
  };
}

const PAGE = 200;
const MAX_PAGES = 50;

/** Only the server can push an answer to a customer, so nothing is done without it. */
async function serverOf(context: CliContext, options: GlobalOptions): Promise<RunningServer> {
  const config = configOf(context, options);
  const server = await findServer(config);
  if (server) return server;
  throw new CliError(`No server runs on ${config.dataDir}. Start it first: shopwright serve`);
}

const post = async <T>(server: RunningServer, id: string, step: string, body?: object): Promise<T> =>
  callAdminJson<T>(server, {
    method: 'POST',
    path: `/v1/handoffs/${encodeURIComponent(id)}/${step}`,
    ...(body && { contentType: 'application/json', body: JSON.stringify(body) }),
  });

export interface ListOptions extends GlobalOptions {
  status: string;
  watch?: boolean;
}

export async function listInbox(context: CliContext, options: ListOptions): Promise<void> {
  const server = await serverOf(context, options);
  // Listened to before it is listed, so that nobody falls between the two.
  const events = options.watch
    ? await callAdmin(server, { method: 'GET', path: '/v1/handoffs/events' })
    : undefined;
  const handoffs = await list(server, options.status);
  const rows = handoffs.map((one) => [one.id, one.status, one.reason, since(one), short(one.summary)]);
  const empty = options.status === 'waiting' ? 'Nobody waits.' : 'There is none.';
  const text = rows.length === 0 ? empty : table([['ID', 'STATUS', 'REASON', 'SINCE', 'SUMMARY'], ...rows]);
  if (!events) return answer(context, options, handoffs, text);
  if (options.json) for (const handoff of handoffs) print(context, JSON.stringify({ handoff }));
  else print(context, text);
  let event = '';
  for await (const line of createInterface({ input: events })) {
    if (line.startsWith('event: ')) event = line.slice('event: '.length);
    if (line.startsWith('data: ')) tell(context, options, event, JSON.parse(line.slice('data: '.length)));
  }
  throw new CliError('The server has ended the connection.');
}

type Told = Handoff & { handoff_id: string; text: string; at: string };

function tell(context: CliContext, options: GlobalOptions, event: string, data: Told): void {
  if (options.json) print(context, JSON.stringify({ [event]: data }));
  else if (event === 'message') print(context, `${data.handoff_id}  customer: ${plain(data.text)}`);
  else print(context, `${data.id}  ${stateOf(data)}  ${data.reason}  ${short(data.summary)}`);
}

async function list(server: RunningServer, status: string): Promise<Handoff[]> {
  const found: Handoff[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({
      limit: String(PAGE),
      ...(status !== 'all' && { status }),
      ...(cursor !== undefined && { cursor }),
    });
    const answered = await callAdminJson<{ items: Handoff[]; next_cursor?: string }>(server, {
      method: 'GET',
      path: `/v1/handoffs?${query}`,
    });
    found.push(...answered.items);
    cursor = answered.next_cursor;
    if (cursor === undefined) break;
  }
  return found;
}

export async function showHandoff(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  const server = await serverOf(context, options);
  const path = `/v1/handoffs/${encodeURIComponent(id)}`;
  const handoff = await callAdminJson<Handoff>(server, { method: 'GET', path });
  answer(context, options, handoff, described(handoff));
}

export interface ClaimOptions extends GlobalOptions {
  as: string;
  takeOver?: boolean;
}

export async function claimHandoff(context: CliContext, id: string, options: ClaimOptions): Promise<void> {
  const server = await serverOf(context, options);
  const body = { name: options.as, take_over: options.takeOver ?? false };
  const handoff = await post<Handoff>(server, id, 'claim', body);
  answer(
    context,
    options,
    handoff,
    `${described(handoff)}\n\nYou answer as ${options.as}. The bot is silent.`,
  );
}

export async function replyHandoff(
  context: CliContext,
  id: string,
  given: string,
  options: GlobalOptions,
): Promise<void> {
  const server = await serverOf(context, options);
  const text = given === '-' ? await readAll(context.stdin) : given;
  const sent = await post<{ reply_id: string }>(server, id, 'reply', { text });
  answer(context, options, sent, 'Sent.');
}

export async function returnHandoff(
  context: CliContext,
  id: string,
  options: GlobalOptions & { note?: string },
): Promise<void> {
  const server = await serverOf(context, options);
  const body = options.note === undefined ? {} : { note: options.note };
  answer(context, options, await post<Handoff>(server, id, 'return', body), 'The bot answers again.');
}

export async function closeHandoff(context: CliContext, id: string, options: GlobalOptions): Promise<void> {
  const server = await serverOf(context, options);
  answer(context, options, await post<Handoff>(server, id, 'close'), 'Closed.');
}

function described(handoff: Handoff): string {
  const { cart, facts = [], conversation } = handoff;
  const locale = conversation?.locale ?? 'en';
  const lines = [
    `${handoff.id}  ${stateOf(handoff)}  ${handoff.reason}  since ${since(handoff)}`,
    '',
    `Wanted: ${plain(handoff.wanted ?? handoff.summary)}`,
    ...(handoff.open_question === undefined ? [] : [`Open question: ${plain(handoff.open_question)}`]),
    ...(handoff.lead_id === undefined ? [] : [`Call-back: lead ${handoff.lead_id}`]),
  ];
  if (cart) {
    lines.push('', 'Cart');
    for (const { title, quantity, total } of cart.lines)
      lines.push(`  ${quantity} × ${plain(title)}: ${format(total, locale)}`);
    lines.push(`  Total: ${format(cart.total, locale)}`);
  }
  if (facts.length > 0) {
    lines.push('', 'Told to the customer');
    for (const { text, about } of facts)
      lines.push(`  ${plain(about === undefined ? text : `${about}: ${text}`)}`);
  }
  if (conversation) {
    lines.push('', 'Conversation');
    for (const { from, name, text } of conversation.messages)
      lines.push(`  ${name === undefined ? from : plain(name)}: ${plain(text)}`);
  } else lines.push('', 'No chat: this customer came through an assistant.');
  return lines.join('\n');
}

const stateOf = ({ status, claimed_name: name, outcome }: Handoff): string =>
  status === 'claimed' && name !== undefined ? `claimed by ${plain(name)}` : (outcome ?? status);
const since = ({ created_at: at }: Handoff): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
const SHORT = 60;
const short = (text: string): string => {
  const line = plain(text);
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
};
/** In one line, and without what would steer the terminal: customers write this. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
