import { channelDeliveries } from '../../../server/channels/outbox/model.ts';
import { conversations } from '../../../server/conversation/model.ts';
import { mulberry32 } from '../../fixtures/mulberry32.ts';
import { until } from '../../fixtures/whatsapp/until.ts';
import type { Webhooks } from '../../fixtures/whatsapp/webhooks.ts';
import { judge, type Wrote } from './judge.ts';
import { openWhatsAppShop, type WhatsAppShop } from './shop.ts';

export interface StormOptions {
  conversations: number;
  /** Of each. */
  messages: number;
  seed: number;
  /** Requests with one byte changed. */
  forgeries: number;
  /** A folder for the shop's files; in memory when absent. */
  dataDir?: string;
  progress?: (text: string) => void;
}

export interface StormFigures {
  wrong: string[];
  /** Requests to the shop, with those that told of what became of its replies. */
  requests: number;
  /** Requests by the status they were answered with. */
  answers: Record<string, number>;
  /** Different things that were told. */
  told: number;
  /** Requests that told of several things. */
  batched: number;
  /** Messages to customers. */
  sent: number;
  seconds: number;
}

const COPIES = 3;
const LIMIT_MS = 1_800_000;

/** Many people write at once, and everything they write arrives three times, in random order, in part together or late. */
export async function runStorm(options: StormOptions): Promise<StormFigures> {
  const { progress = () => {}, seed } = options;
  const start = performance.now();
  const world = await openWhatsAppShop(options.dataDir);
  const { whatsapp, shop } = world;
  try {
    const wrote: Wrote[] = Array.from({ length: options.conversations }, (_, n) => ({
      customer: whatsapp.customer({ ...addressOf(n), name: `Customer ${n}` }),
      texts: Array.from(
        { length: options.messages },
        (_, m) => `${QUESTIONS[(n + m) % QUESTIONS.length]} (${n}.${m})`,
      ),
    }));
    whatsapp.webhooks.hold();
    whatsapp.webhooks.storm({ seed, copies: COPIES, batched: 0.1, late: 0.1, lateMs: 2000 });
    for (const { customer, texts } of wrote) for (const text of texts) await customer.writes(text);
    progress(`${options.conversations * options.messages * COPIES} deliveries of messages`);
    whatsapp.webhooks.release();
    const wrong = await forge(world, options);
    await calmDown(world, progress);
    progress('judging');
    wrong.push(...(await judge(shop.store, whatsapp, wrote)));
    wrong.push(...world.faults.map((line) => `the shop logged ${line.slice(0, 300)}`));
    return {
      wrong,
      ...tally(whatsapp.webhooks),
      told: options.conversations * options.messages + whatsapp.sent.length * 2,
      sent: whatsapp.sent.length,
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    await world.close();
  }
}

const QUESTIONS = ['do you have a cup?', 'how much is the kettle?', 'hello', 'show me a lamp', 'thank you'];

/** A third of people have no number that the business is told, and a third only a number. */
const addressOf = (n: number) =>
  [
    { phone: `1650${String(n).padStart(7, '0')}` },
    { userId: `US.${String(n).padStart(20, '1')}` },
    { phone: `1650${String(n).padStart(7, '0')}`, withoutUserId: true },
  ][n % 3]!;

/** Requests of which one byte was changed on their way, in the midst of all the others. What they say must be stored nowhere. */
async function forge({ whatsapp, webhook }: WhatsAppShop, options: StormOptions): Promise<string[]> {
  const random = mulberry32(options.seed + 1);
  const wrong: string[] = [];
  for (let n = 0; n < options.forgeries; n++) {
    const at = String(Math.floor(Date.now() / 1000));
    const from = `1999${String(n).padStart(7, '0')}`;
    const body = whatsapp.webhooks.body([
      {
        field: 'messages',
        lane: from,
        value: {
          messaging_product: 'whatsapp',
          metadata: whatsapp.account.metadata,
          contacts: [{ profile: { name: 'Nobody' }, wa_id: from }],
          messages: [{ from, id: `wamid.FORGED${n}`, timestamp: at, type: 'text', text: { body: 'forged' } }],
        },
      },
    ]);
    const bytes = Buffer.from(body);
    const spot = Math.floor(random() * bytes.length);
    bytes[spot] = bytes[spot]! ^ (1 << Math.floor(random() * 7));
    const status = await whatsapp.webhooks.raw(webhook, new Uint8Array(bytes), whatsapp.webhooks.sign(body));
    if (status !== 401) wrong.push(`a request with byte ${spot} changed was answered with ${status}`);
  }
  return wrong;
}

/** Until everything is delivered, answered, sent, and told of. */
async function calmDown({ shop, whatsapp }: WhatsAppShop, progress: (text: string) => void): Promise<void> {
  const { webhooks } = whatsapp;
  const { store } = shop;
  let last = 0;
  await until(
    async () => {
      await webhooks.settled(LIMIT_MS);
      const waiting =
        (await store.count(conversations, { dueAt: { gte: 0 } })) +
        (await store.count(channelDeliveries, { status: 'waiting' }));
      if (performance.now() - last > 5000) {
        last = performance.now();
        progress(
          `${webhooks.log.length} requests, ${whatsapp.sent.length} replies, ${waiting} conversations to go`,
        );
      }
      if (waiting > 0) return false;
      await webhooks.flush();
      return webhooks.waiting === 0 && webhooks.isIdle;
    },
    'the storm to end',
    LIMIT_MS,
  );
}

function tally({ log }: Webhooks): Pick<StormFigures, 'requests' | 'answers' | 'batched'> {
  const answers: Record<string, number> = {};
  let batched = 0;
  for (const { status, body } of log) {
    answers[status] = (answers[status] ?? 0) + 1;
    if ((body.match(/"(timestamp)":/g) ?? []).length > 1) batched++;
  }
  return { requests: log.length, answers, batched };
}
