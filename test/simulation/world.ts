import { join } from 'node:path';
import { DiscountInput } from '../../server/commerce/pricing/discount-input.ts';
import { anonymous, type Principal } from '../../server/commerce/principals/model.ts';
import type { OutboxMessage } from '../../server/connectors/notifiers/dev-outbox.ts';
import { devOutbox } from '../../server/connectors/notifiers/dev-outbox.ts';
import { SequentialIds } from '../../server/platform/ids.ts';
import { jobRows } from '../../server/platform/jobs/model.ts';
import type { Change } from '../../server/platform/store/port.ts';
import { BULK, catalogue, DISCOUNTS, PLENTY, SCARCE } from '../crash/catalog.ts';
import { Random } from '../crash/random.ts';
import type { Asked, WitnessFact } from '../crash/witness/facts.ts';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { type Outage, planOutages, withOutages } from './outages.ts';
import { Flow, Schedule } from './schedule.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Shorter than the defaults, so that a day sees everything expire and every key change. */
export const TTL = {
  quoteTtlMs: 15 * MINUTE,
  quoteKeyRotationDays: 1,
  sessionIdleMs: 5 * HOUR,
  cartTtlMs: 8 * HOUR,
  checkoutTtlMs: 2 * HOUR,
  holdTtlMs: 15 * MINUTE,
} as const;
/** Of the catalogue of the crash suite, as many bulk products as a simulation needs. */
export const BULK_HERE = BULK.slice(0, 120);

export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

export interface BoughtOrder {
  id: string;
  sessionId: string;
  principal: Principal;
  total: { amount: number; currency: string };
}

type Told = Extract<WitnessFact, { told: string }>;

/** A shop whose clock only the simulation moves, and everything that its buyers and its merchant remember. */
export class World {
  readonly server: ShopwrightServer;
  readonly schedule = new Schedule();
  readonly random: Random;
  readonly file: string;
  readonly outages: readonly Outage[];
  readonly start: number;
  /** Operations by kind, with how they ended. */
  readonly counts = new Map<string, Map<string, number>>();
  readonly orders: BoughtOrder[] = [];
  readonly asked = new Map<string, Asked>();
  readonly told: Told[] = [];
  readonly changed: Extract<WitnessFact, { changed: string }>[] = [];
  readonly faults: Extract<WitnessFact, { fault: string }>[] = [];
  /** Things that are wrong the moment they happen. */
  readonly surprises: string[] = [];
  readonly mails = new Map<string, OutboxMessage>();
  #ids = 0;

  private constructor(server: ShopwrightServer, file: string, random: Random, outages: readonly Outage[]) {
    this.server = server;
    this.file = file;
    this.random = random;
    this.outages = outages;
    this.start = server.clock.now();
    server.shop.store.onCommit((changes) => this.#heed(changes));
  }

  static async open(dir: string, seed: number, hours: number): Promise<World> {
    const random = new Random(seed, 'world');
    const file = join(dir, 'shop.db');
    const outages: Outage[] = [];
    const backoff = new Random(seed, 'backoff');
    const server = await startShopwright(TTL, {
      storePath: file,
      ids: new SequentialIds(),
      random: () => backoff.next(),
      payments: withOutages(outages, new Random(seed, 'outages')),
    });
    outages.push(...planOutages(new Random(seed, 'plan'), server.clock.now(), hours));
    const world = new World(server, file, random, outages);
    await world.#fill();
    return world;
  }

  async #fill(): Promise<void> {
    const { catalog, discounts, search } = this.server.shop.services;
    const wanted = new Set([...SCARCE, ...PLENTY, ...BULK_HERE]);
    const products = catalogue().filter(({ id }) => wanted.has(id));
    for (const result of await catalog.putMany(products))
      if (result.status === 'refused') throw new Error(JSON.stringify(result.faults));
    for (const discount of DISCOUNTS) await discounts.create(DiscountInput.parse(discount));
    await search.settled();
  }

  now = (): number => this.server.clock.now();

  /** Lets somebody live from `at` on. */
  live(kind: string, at: number, life: (flow: Flow) => Promise<unknown>): void {
    Flow.start(this.schedule, this.now, at, life, (error) =>
      this.surprises.push(`${kind}: ${error instanceof Error ? error.stack : String(error)}`),
    );
  }

  count(kind: string, outcome: string): void {
    const outcomes = this.counts.get(kind) ?? new Map<string, number>();
    this.counts.set(kind, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
  }

  /** A tool by one of its roads: over HTTP as REST or MCP, or straight into the server. */
  async tool(name: string, args: object, principal?: Principal): Promise<Reply> {
    const reply = await this.#call(name, args, principal);
    this.count(name, reply.status === 200 ? 'ok' : String(reply.body.code));
    if (reply.status >= 500) this.faults.push({ fault: name, status: reply.status, body: reply.body });
    return reply;
  }

  async #call(name: string, args: object, principal?: Principal): Promise<Reply> {
    const { server, random } = this;
    if (principal || random.chance(0.6)) {
      const result = await server.shop.callTool(name, args, {
        principal: principal ?? anonymous('192.0.2.1'),
      });
      return result.ok
        ? { status: 200, body: result.output }
        : { status: result.error.status, body: { ...result.error } };
    }
    const { status, json = {} } = await server.tool(name, args);
    return { status, body: json };
  }

  /** A request to the admin API, or to an address under `/v1/`; with a key it is remembered, and done once however often it is sent. */
  async admin(kind: string, method: string, path: string, body?: object, key?: string): Promise<Reply> {
    const address = path.startsWith('/v1/') ? path : `/admin/v1${path}`;
    const { status, json = {} } = await this.server.ask(address, {
      method,
      key: OPERATOR_KEY,
      body,
      headers: key === undefined ? {} : { 'Idempotency-Key': key },
    });
    this.count(kind, status < 300 ? 'ok' : String(json.code));
    if (status >= 500) this.faults.push({ fault: `${method} ${path}`, status, body: json });
    return { status, body: json };
  }

  nextId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids}`;
  }

  /** When the next job is due; Infinity when none waits. */
  async nextJob(): Promise<number> {
    const [job] = await this.server.shop.store.find(jobRows, {
      where: { status: 'waiting' },
      sort: { field: 'runAt', direction: 'asc' },
      limit: 1,
    });
    return job?.runAt ?? Number.POSITIVE_INFINITY;
  }

  #heed(changes: readonly Change[]): void {
    for (const { collection, kind, document, _id } of changes)
      if (collection === devOutbox.name && kind === 'insert') this.mails.set(_id, document as OutboxMessage);
  }
}
