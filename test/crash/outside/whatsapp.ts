import { setTimeout as wait } from 'node:timers/promises';
import type { Customer } from '../../fixtures/whatsapp/customer.ts';
import type { Trouble } from '../../fixtures/whatsapp/faults.ts';
import { startWhatsApp, type WhatsApp } from '../../fixtures/whatsapp/server.ts';
import { settle } from '../../fixtures/whatsapp/until.ts';
import type { JsonLog } from '../json-log.ts';
import { Random } from '../random.ts';
import { anyWords } from '../words.ts';
import type { OutsideFact, Wish } from './facts.ts';
import type { ToOutside } from './messages.ts';

/** Of one customer's lane in one round: a storm is longer than the shop can answer on a busy machine. */
const MOST_MESSAGES = 8;
const FLUSH_MS = 60_000;
const WISHES: Readonly<Record<Wish, string>> = {
  stop: 'please stop sending me messages',
  resume: 'please start sending me messages again',
};
/** With and without effect, answered and not; none of them takes long. */
const TROUBLES: readonly Trouble[] = [
  'cut',
  'cut_before',
  { status: 502 },
  { code: 131_000 },
  { code: 130_429 },
];

interface Known {
  customer: Customer;
  stopped: boolean;
}

/** WhatsApp and the people who write to the shop on it: everything comes up to three times, in any order, some of it together. */
export class Messenger {
  readonly whatsapp: WhatsApp;
  readonly #log: JsonLog<OutsideFact>;
  readonly #clock: { ahead: number };
  readonly #known: Known[] = [];
  #count = 0;
  #writing: AbortController | undefined;

  private constructor(whatsapp: WhatsApp, log: JsonLog<OutsideFact>, clock: { ahead: number }) {
    this.whatsapp = whatsapp;
    this.#log = log;
    this.#clock = clock;
  }

  /** @param webhook where the server takes what is told */
  static async start(log: JsonLog<OutsideFact>, webhook: string): Promise<Messenger> {
    const clock = { ahead: 0 };
    const whatsapp = await startWhatsApp({
      clock: { now: () => Date.now() + clock.ahead },
      webhook,
      // Its clock is not the server's: limits by time would differ.
      throughput: Number.POSITIVE_INFINITY,
      pairBurst: 100_000,
      onTaken: ({ id, to, body, at, correlation = '' }) =>
        log.write({
          kind: 'received',
          person: to.key,
          messageId: id,
          correlation,
          text: JSON.stringify(body).slice(0, 300),
          at,
          when: Date.now(),
        }),
      onTold: ({ status, body }) => {
        if (status === 200) log.write({ kind: 'acknowledged', ...idsIn(body), when: Date.now() });
      },
    });
    return new Messenger(whatsapp, log, clock);
  }

  setAhead(ms: number): void {
    this.#clock.ahead = ms;
  }

  write({ seed, round, writers, silent }: Extract<ToOutside, { write: object }>['write']): void {
    const { webhooks, account } = this.whatsapp;
    account.options.statuses = silent ? 'none' : 'delivered';
    webhooks.storm({ seed: seed + round, copies: 3, batched: 0.15, late: 0.1, lateMs: 1000 });
    const writing = new AbortController();
    this.#writing = writing;
    for (let number = 0; number < writers; number += 1)
      void this.#lane(new Random(seed, round, 'writer', number), writing.signal);
  }

  stop(): void {
    this.#writing?.abort();
    this.whatsapp.faults.clear();
  }

  /** @returns how much could not be told: 0 when all of it is acknowledged */
  async flush(final: boolean): Promise<number> {
    const { webhooks, account } = this.whatsapp;
    if (final) {
      account.options.statuses = 'delivered';
      for (const sent of account.sent.filter(({ status }) => status === 'accepted'))
        for (const status of ['sent', 'delivered'] as const) void account.status(sent, status);
    }
    const end = performance.now() + FLUSH_MS;
    while (!webhooks.isIdle || webhooks.waiting > 0) {
      const left = end - performance.now();
      if (left < 0) return webhooks.waiting + (webhooks.isIdle ? 0 : 1);
      try {
        await settle(() => webhooks.isIdle, left);
        if (webhooks.waiting > 0) await webhooks.flush();
      } catch {
        // Too late: what is left is counted.
      }
      // The server may be too busy to take it all at once.
      if (webhooks.waiting > 0) await wait(100);
    }
    return 0;
  }

  async #lane(random: Random, signal: AbortSignal): Promise<void> {
    for (let left = MOST_MESSAGES; left > 0; ) {
      const known = this.#somebody(random);
      for (let said = random.between(1, 3); said > 0 && left > 0; said -= 1, left -= 1) {
        if (signal.aborted) return;
        await this.#says(known, random);
        if (random.chance(0.5)) await wait(random.between(0, 80));
      }
      if (random.chance(0.3)) this.whatsapp.faults.next(random.pick(TROUBLES), { path: '/messages' });
      await wait(random.between(20, 300));
    }
  }

  /** Somebody who wrote lately, or somebody new: with a number, with an id only, or with both. */
  #somebody(random: Random): Known {
    if (this.#known.length > 0 && random.chance(0.5)) return random.pick(this.#known.slice(-10));
    const number = this.#known.length;
    const phone = `1650${String(number).padStart(7, '0')}`;
    const who = random.pick([
      { phone },
      { phone, withoutUserId: true },
      { userId: `US.1${String(number).padStart(19, '0')}` },
    ]);
    const known = {
      customer: this.whatsapp.customer({ ...who, name: `Customer ${number}` }),
      stopped: false,
    };
    this.#known.push(known);
    return known;
  }

  async #says(known: Known, random: Random): Promise<void> {
    const { customer, stopped } = known;
    const wish: Wish | undefined = random.chance(stopped ? 0.3 : 0.07)
      ? stopped
        ? 'resume'
        : 'stop'
      : undefined;
    if (wish) known.stopped = wish === 'stop';
    this.#count += 1;
    const text = `${wish ? WISHES[wish] : anyWords(random)} (w${this.#count})`;
    const messageId = await customer.writes(text);
    this.#log.write({
      kind: 'written',
      person: customer.person.key,
      messageId,
      text,
      at: Math.floor(customer.person.lastInbound! / 1000) * 1000,
      ...(wish && { wish }),
    });
  }
}

interface Told {
  messages?: { id: string }[];
  statuses?: { id: string }[];
}

/** Of whose messages a webhook told. */
function idsIn(body: string): { messages: string[]; statuses: string[] } {
  const { entry } = JSON.parse(body) as { entry: { changes: { value: Told }[] }[] };
  const values = entry.flatMap(({ changes }) => changes.map(({ value }) => value));
  const ids = (of: (value: Told) => { id: string }[] | undefined): string[] =>
    values.flatMap((value) => of(value) ?? []).map(({ id }) => id);
  return { messages: ids(({ messages }) => messages), statuses: ids(({ statuses }) => statuses) };
}
