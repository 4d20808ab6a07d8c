import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { JsonLog } from '../json-log.ts';
import { GoneError, post, type Reply } from './client.ts';
import type { Asked, WitnessFact } from './facts.ts';

const TRIES = 60;
const PAUSE_MS = 100;
const VERIFIED = 80;

/** Asks, writes down what it asked and what it was told, and holds the server to it. */
export class Witness {
  readonly #log: JsonLog<WitnessFact>;
  readonly #base: string;
  /** Not answered yet. */
  readonly #open = new Map<string, Asked>();
  /** Answered with "in progress". */
  readonly #unsettled = new Map<string, Asked>();
  /** Answers that must never change, of this round. */
  readonly #promises = new Map<string, { asked: Asked; reply: Reply }>();
  #count = 0;
  completed = 0;
  messages = 0;
  refused = 0;

  constructor(base: string, log: JsonLog<WitnessFact>) {
    this.#base = base;
    this.#log = log;
  }

  get open(): number {
    return this.#open.size;
  }

  beginRound(): void {
    this.#promises.clear();
  }

  nextId(round: number): string {
    this.#count += 1;
    return `r${round}-${this.#count}`;
  }

  /** @throws GoneError; the request is then open until `retry` */
  async ask(asked: Asked): Promise<Reply> {
    if (!this.#open.has(asked.id)) {
      this.#open.set(asked.id, asked);
      this.#log.write({ asked });
    }
    const reply = await this.#send(asked);
    this.#note(asked, reply);
    return reply;
  }

  /** Of a call that nobody repeats. */
  heard(what: string, { status, body }: Reply): void {
    if (status === 503 || status === 429) this.refused += 1;
    else if (status >= 500) this.#log.write({ fault: what, status, body });
  }

  async retry(final: boolean): Promise<void> {
    const asked = [...this.#open.values(), ...(final ? this.#unsettled.values() : [])];
    await inTurns(asked, async (one) => {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        try {
          this.#note(one, await this.#send(one));
        } catch (error) {
          if (!(error instanceof GoneError)) throw error;
          // Killed again: the next life of the server is asked.
          if (!error.late) return;
        }
        const waits = this.#open.has(one.id) || (final && this.#unsettled.has(one.id));
        if (!waits) return;
        await wait(PAUSE_MS);
      }
    });
  }

  async verify(): Promise<void> {
    await inTurns([...this.#promises.values()].slice(-VERIFIED), async ({ asked, reply }) => {
      const again = await this.#sendUntilHeard(asked);
      if (!isDeepStrictEqual(promised(again), promised(reply)))
        this.#log.write({ changed: asked.id, first: reply, now: again });
    });
  }

  /** For when this process, or the whole machine, was suspended while it waited. */
  async #sendUntilHeard(asked: Asked): Promise<Reply> {
    for (;;) {
      try {
        return await this.#send(asked);
      } catch (error) {
        if (!(error instanceof GoneError && error.late)) throw error;
      }
    }
  }

  #send(asked: Asked): Promise<Reply> {
    const { path, body, key, kind, as } = asked;
    return post(this.#base + path, body, { admin: kind === 'admin', key, as });
  }

  #note(asked: Asked, reply: Reply): void {
    const { status, body } = reply;
    this.heard(asked.id, reply);
    if (status === 429 || status >= 500) return;
    this.#open.delete(asked.id);
    const inProgress =
      asked.kind === 'complete' &&
      (body.status === 'in_progress' || body.status === 'needs_buyer' || body.code === 'in_progress');
    if (inProgress) {
      if (body.status === 'in_progress') this.#unsettled.set(asked.id, asked);
      return;
    }
    this.#unsettled.delete(asked.id);
    this.#log.write({ told: asked.id, status, body });
    if (body.status === 'completed' && asked.kind === 'complete') this.completed += 1;
    if (asked.kind === 'message' && status === 202) this.messages += 1;
    if (!isPromise(asked, reply)) return;
    const before = this.#promises.get(asked.id);
    if (before && !isDeepStrictEqual(promised(reply), promised(before.reply)))
      this.#log.write({ changed: asked.id, first: before.reply, now: reply });
    this.#promises.set(asked.id, { asked, reply });
  }
}

/** Refusals of a request that could not be tried may turn into something else; what was done may not. */
const isPromise = (asked: Asked, { status, body }: Reply): boolean =>
  asked.kind === 'admin' ? status < 300 : body.status === 'completed' || body.code === 'payment_declined';

function promised({ status, body }: Reply): unknown {
  if (status >= 300) return [status, body.code];
  if ('checkout_id' in body) return [status, body.status, body.order_id, body.order_number, body.total];
  return [status, body];
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
