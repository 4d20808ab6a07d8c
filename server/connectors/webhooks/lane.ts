import { afterSequence, type DomainEvent, events, wants } from '../../commerce/events/model.ts';
import { backoffMs } from '../../platform/jobs/embedded/backoff.ts';
import type { Failure, Outcome } from './attempt.ts';
import { Backlog, type Item, itemOf } from './backlog.ts';
import { Journal, type JournalDeps } from './journal.ts';
import type { WebhookDelivery, WebhookEndpoint } from './model.ts';
import { retryAfter } from './retry.ts';

export interface LaneDeps extends JournalDeps {
  /** In [0, 1). */
  random: () => number;
  /** Never rejects. */
  send: (endpoint: WebhookEndpoint, event: DomainEvent, signal: AbortSignal) => Promise<Outcome>;
  onFault: (error: unknown) => void;
  onDisabled: (endpoint: WebhookEndpoint, because: NonNullable<WebhookEndpoint['disabledBecause']>) => void;
}

/** Requests under way to one endpoint. */
const AT_ONCE = 8;
const PAGE = 100;
const WINDOW = 200;
/** More than so many stored deliveries, and an endpoint gets nothing new until it has taken some. */
const MAX_STORED = 5000;
/** So many failures in a row: from then on one is tried at a time, and nothing new, until one is taken. */
const FAILURES = 3;
const MAX_SLEEP_MS = 60_000;
/** After trouble with the store. */
const TROUBLE_MS = 1000;

/** Brings the events to one endpoint, by itself once it is started; others neither wait for it nor make it wait. */
export class Lane {
  readonly #deps: LaneDeps;
  readonly #journal: Journal;
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #endpoint: WebhookEndpoint;
  #backlog = new Backlog();
  #dead: ReadonlySet<number> = new Set();
  #read = 0;
  #saved = 0;
  #epoch = 0;
  #saving: Promise<void> | undefined;
  #lastSuccessAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  /** Not before, while it fails. */
  #probeAt = 0;
  #more = true;
  #reload = true;
  #pumping: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  /** Whether it wakes by itself. */
  #started = false;

  constructor(deps: LaneDeps, endpoint: WebhookEndpoint) {
    this.#deps = deps;
    this.#endpoint = endpoint;
    this.#journal = new Journal(deps, endpoint._id);
  }

  start(): void {
    this.#started = true;
    this.#look();
  }

  /** The endpoint as it is now. */
  update(endpoint: WebhookEndpoint): void {
    this.#endpoint = endpoint;
    if (endpoint.status !== 'active') this.#reload = true;
    if (this.#started) this.#look();
  }

  /** Events were written. */
  notify(): void {
    this.#more = true;
    if (this.#started) this.#look();
  }

  /** What is stored was changed by others: what is under way ends first. */
  reload(): void {
    this.#reload = true;
    if (this.#started) this.#look();
  }

  /** Does all that is due now: for tests and simulated time. */
  async drain(): Promise<void> {
    this.#more = true;
    do {
      await this.#look();
      await Promise.all(this.#running);
      await this.#pumping;
    } while (this.#running.size > 0 || this.#again);
    await this.#saving;
  }

  /** Waits for what is under way, up to `graceMs`; the rest is sent again by the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#started = false;
    clearTimeout(this.#timer);
    await this.#pumping;
    const timer = setTimeout(() => this.#stop.abort(new Error('the server is stopping')), graceMs);
    await Promise.all(this.#running);
    clearTimeout(timer);
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#saving;
  }

  #look(): Promise<void> {
    this.#again = true;
    this.#pumping ??= this.#pump()
      .catch((error: unknown) => {
        this.#deps.onFault(error);
        this.#again = false;
        this.#sleep(TROUBLE_MS);
      })
      .finally(() => {
        this.#pumping = undefined;
        if (this.#again) void this.#look();
      });
    return this.#pumping;
  }

  async #pump(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      if (this.#stop.signal.aborted || this.#endpoint.status !== 'active') return;
      if (this.#reload) {
        // The end of the last of them looks again.
        if (this.#running.size > 0) return;
        await this.#load();
      }
      this.#startDue();
      if (
        !this.#failing &&
        this.#more &&
        this.#backlog.size - this.#backlog.stored < WINDOW &&
        this.#backlog.stored < MAX_STORED
      ) {
        await this.#readMore();
        this.#again = true;
      }
    }
    const dueAt = Math.max(this.#backlog.dueAt, this.#failing ? this.#probeAt : 0);
    if (Number.isFinite(dueAt)) this.#sleep(Math.max(1, dueAt - this.#deps.clock.now()));
  }

  get #failing(): boolean {
    return this.#failures >= FAILURES;
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#started) return;
    this.#timer = setTimeout(() => void this.#look(), Math.min(ms, MAX_SLEEP_MS)).unref();
  }

  async #load(): Promise<void> {
    const { cursor, deliveries, dead } = await this.#journal.load(10_000);
    this.#backlog = new Backlog();
    for (const delivery of deliveries) this.#backlog.add(itemOf(delivery));
    this.#dead = dead;
    this.#read = cursor?.sequence ?? 0;
    this.#saved = this.#read;
    this.#epoch = cursor?.epoch ?? 0;
    this.#lastSuccessAt = cursor?.lastSuccessAt ?? Number.NEGATIVE_INFINITY;
    this.#failures = 0;
    this.#probeAt = 0;
    this.#more = true;
    // An event before one that is stored may not be stored itself: it is read before anything of its subject is sent.
    const furthest = deliveries.reduce((most, { sequence }) => Math.max(most, sequence), 0);
    while (this.#more && this.#read < furthest) await this.#readMore();
    this.#reload = false;
  }

  async #readMore(): Promise<void> {
    this.#more = false;
    const found = await this.#deps.store.find(events, {
      where: { _id: { gte: afterSequence(this.#read) } },
      limit: PAGE,
    });
    if (found.length === PAGE) this.#more = true;
    const fresh: Item[] = [];
    const parked: Item[] = [];
    for (const { sequence, _id: eventId, type, subject } of found) {
      this.#read = Math.max(this.#read, sequence);
      if (!wants(this.#endpoint.types, type) || this.#backlog.has(sequence) || this.#dead.has(sequence))
        continue;
      const item: Item = { sequence, eventId, type, subject, nextAt: 0 };
      (this.#backlog.isBlocked(subject) ? parked : fresh).push(item);
    }
    for (const item of fresh) this.#backlog.add(item);
    if (parked.length > 0) await this.#park(parked);
    if (this.#read - this.#saved > 10 * PAGE) this.#save();
  }

  /** Stores them before they stand in the backlog, where the end of the one before may let them go at once. */
  async #park(items: readonly Item[]): Promise<void> {
    const rows = await this.#journal.failed(
      items.map((item) => ({ item, status: 'parked' as const, attempts: 0, nextAt: 0 })),
      { epoch: this.#epoch },
    );
    for (const row of rows) this.#backlog.add(itemOf(row));
  }

  #keep(items: readonly Item[], rows: readonly WebhookDelivery[]): void {
    this.#backlog.keep(items.flatMap((item, at) => (rows[at] ? [{ item, delivery: rows[at] }] : [])));
  }

  #startDue(): void {
    const now = this.#deps.clock.now();
    if (this.#failing && now < this.#probeAt) return;
    while (this.#running.size < (this.#failing ? 1 : AT_ONCE)) {
      const item = this.#backlog.take(now, { probe: this.#failing });
      if (!item) return;
      const running: Promise<void> = this.#deliver(item)
        .catch((error: unknown) => {
          // The store could not be written: what is not stored is sent again.
          this.#deps.onFault(error);
          this.#backlog.failed(item, this.#deps.clock.now() + TROUBLE_MS);
        })
        .finally(() => {
          this.#running.delete(running);
          if (!this.#stop.signal.aborted) void this.#look();
        });
      this.#running.add(running);
    }
  }

  async #deliver(item: Item): Promise<void> {
    const { store, send } = this.#deps;
    const event = await store.get(events, item.eventId);
    // Older than events are kept.
    if (!event) return this.#taken(item);
    const outcome = await send(this.#endpoint, event, this.#stop.signal);
    if (this.#stop.signal.aborted && !outcome.ok) return;
    this.#journal.note(item, (item.delivery?.attempts ?? 0) + 1, outcome);
    if (!outcome.ok) return this.#failed(item, outcome);
    this.#lastSuccessAt = this.#deps.clock.now();
    if (this.#failing) this.#backlog.hurry(this.#lastSuccessAt);
    this.#failures = 0;
    await this.#taken(item);
  }

  async #taken(item: Item): Promise<void> {
    if (item.delivery) await this.#journal.taken(item, this.#progress());
    this.#backlog.done(item);
    this.#save();
  }

  async #failed(item: Item, failure: Failure): Promise<void> {
    const now = this.#deps.clock.now();
    this.#failures += 1;
    const { random } = this.#deps;
    if (this.#failing) this.#probeAt = now + backoffMs(this.#failures - FAILURES + 1, random());
    const { late, because, ...retry } = retryAfter(failure, item.delivery, {
      now,
      lastSuccessAt: this.#lastSuccessAt,
      random: random(),
    });
    const behind = this.#backlog.behind(item);
    const rows = await this.#journal.failed(
      [
        { item, status: late ? 'dead' : 'waiting', ...retry, lastError: failure.error },
        ...behind.map((other) => ({ item: other, status: 'parked' as const, attempts: 0, nextAt: 0 })),
      ],
      { epoch: this.#epoch, lastFailureAt: now, lastError: failure.error },
      because,
    );
    this.#keep([item, ...behind], rows);
    if (late) this.#backlog.done(item);
    else this.#backlog.failed(item, retry.nextAt);
    this.#save();
    if (because !== undefined) this.#deps.onDisabled(this.#endpoint, because);
  }

  #progress() {
    const lastSuccessAt = this.#lastSuccessAt;
    return { epoch: this.#epoch, ...(Number.isFinite(lastSuccessAt) && { lastSuccessAt }) };
  }

  /** Stores how far it came, one write at a time. */
  #save(): void {
    if (this.#saving) return;
    const sequence = this.#backlog.doneUpTo(this.#read);
    if (sequence <= this.#saved) return;
    this.#saving = this.#journal.progress({ ...this.#progress(), sequence }).then(
      () => {
        this.#saved = Math.max(this.#saved, sequence);
        this.#saving = undefined;
        if (!this.#reload) this.#save();
      },
      (error: unknown) => {
        this.#saving = undefined;
        this.#deps.onFault(error);
      },
    );
  }
}
