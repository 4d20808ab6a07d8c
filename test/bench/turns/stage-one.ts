/**
 * The shop in a process of its own, without HTTP: customers hold conversations, one or several at once. Tells over IPC how long it
 * took from the commit of a message to the commit of its reply. Argument: the folder of the shop.
 */

import { anonymous } from '../../../server/commerce/principals/model.ts';
import { inboundMessages, replies, type Turn, turns } from '../../../server/conversation/model.ts';
import { openShop } from '../shop.ts';
import { percentile } from '../stats.ts';

export interface StageOneOrder {
  talks: readonly { language: string; texts: readonly string[] }[];
  /** Conversations at the same time. */
  width: number;
  ms: number;
  warmUpMs: number;
}
export interface StageOneResult {
  /** Of turns that the rules and the reader answered: milliseconds. */
  p50: number;
  p99: number;
  worst: number;
  /** Turns a second, whoever answered, messages and opening conversations included. */
  rate: number;
  turns: number;
  byRules: number;
  /** Processor milliseconds of this process a turn. */
  cpu: number;
  /** Of the very first message after the start. */
  first: number;
  /** By intent, the slowest first: [intents, turns, median ms]. */
  slowest: [string, number, number][];
}

const shop = await openShop(process.argv[2]!);
const { conversations } = shop.chat!;
const stored = new Map<string, number>();
const times: { ms: number; turn: Turn }[] = [];
let keep = false;
let count = 0;
let first: number | undefined;
const waiting = new Map<string, () => void>();

shop.store.onCommit((changes) => {
  const now = performance.now();
  for (const { collection, kind, document } of changes) {
    if (kind !== 'insert') continue;
    if (collection === inboundMessages.name) stored.set((document as Turn).conversationId, now);
    if (collection === turns.name) {
      const turn = document as Turn;
      const ms = now - stored.get(turn.conversationId)!;
      first ??= ms;
      count += 1;
      if (keep) times.push({ ms, turn });
    }
    if (collection === replies.name) waiting.get((document as Turn).conversationId)?.();
  }
});

async function talk({ language, texts }: StageOneOrder['talks'][number], until: number): Promise<void> {
  const principal = anonymous('127.0.0.1');
  const { conversation } = await conversations.open({ principal, channel: 'web', locale: language });
  for (const [at, text] of texts.entries()) {
    if (performance.now() >= until) break;
    const replied = new Promise<void>((resolve) => waiting.set(conversation._id, resolve));
    await conversations.post(conversation, { providerMessageId: String(at), text });
    await replied;
  }
  waiting.delete(conversation._id);
  stored.delete(conversation._id);
}

let next = 0;
async function drive({ talks, width }: StageOneOrder, ms: number): Promise<void> {
  const until = performance.now() + ms;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) await talk(talks[next++ % talks.length]!, until);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

async function run(order: StageOneOrder): Promise<StageOneResult> {
  keep = false;
  await drive(order, order.warmUpMs);
  times.length = 0;
  count = 0;
  keep = true;
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await drive(order, order.ms);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const ours = times.filter(({ turn }) => turn.by === 'intents');
  const all = ours.map(({ ms }) => ms);
  return {
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    worst: Math.max(...all),
    rate: count / seconds,
    turns: count,
    byRules: ours.length,
    cpu: (user + system) / 1000 / count,
    first: first!,
    slowest: slowest(ours),
  };
}

function slowest(ours: readonly { ms: number; turn: Turn }[]): StageOneResult['slowest'] {
  const byIntent = Map.groupBy(ours, ({ turn }) => turn.intents.join('+'));
  return [...byIntent]
    .map(([intents, own]): [string, number, number] => [
      intents,
      own.length,
      percentile(
        own.map(({ ms }) => ms),
        0.5,
      ),
    ])
    .sort((a, b) => b[2] - a[2]);
}

process.on('message', (order: StageOneOrder | 'end') => {
  if (order === 'end') {
    void shop.close().then(() => process.exit(0));
    return;
  }
  run(order).then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.send!({ ready: true });
