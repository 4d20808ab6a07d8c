import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { ShopService } from '../shop/service.ts';
import { applyUpdate, type FeedOutcome, findVariants } from './apply.ts';
import { type FeedSource, FeedUpdate, feedSources } from './model.ts';

export interface FeedFault {
  /** Its place in the batch, from 0. */
  index: number;
  variant?: string;
  code: string;
  message: string;
}

/** What became of a batch. */
export interface FeedReport {
  received: number;
  applied: number;
  /** Applied before, by this or an earlier request. */
  replayed: number;
  /** Older than what this source sent before. */
  stale: number;
  refused: number;
  /** The first hundred of those that were refused. */
  faults: FeedFault[];
}

/** An element of a batch as it came, or why it cannot be read. */
export type FeedElement = { value: unknown } | { fault: string };

export interface FeedServiceDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  shop: ShopService;
}

/** Small enough that nobody waits long for the writer. */
const UPDATES_A_TRANSACTION = 200;
const MAX_FAULTS = 100;
const HOUR_MS = 3_600_000;
const MAX_SOURCES = 100;

/** Takes stock and prices from systems that own them: an ERP, a warehouse. */
export class FeedService {
  readonly #deps: FeedServiceDeps;
  constructor(deps: FeedServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Applies a batch as it comes, some hundred updates a transaction: each is applied or refused by itself, and what was
   * written stays, so a batch that was cut off is sent again as it was.
   */
  async apply(source: string, batch: AsyncIterable<FeedElement>): Promise<FeedReport> {
    const report: FeedReport = { received: 0, applied: 0, replayed: 0, stale: 0, refused: 0, faults: [] };
    let waiting: { index: number; update: FeedUpdate }[] = [];
    const flush = async (): Promise<void> => {
      const part = waiting;
      waiting = [];
      await this.#write(source, part, report);
    };
    for await (const element of batch) {
      const index = report.received;
      report.received += 1;
      const read = readUpdate(element);
      if ('fault' in read) refuse(report, { index, ...read.fault });
      else if (waiting.push({ index, update: read.update }) === UPDATES_A_TRANSACTION) await flush();
    }
    await flush();
    return report;
  }

  /** @returns the secret, which is shown once. One that was there before counts for so long beside it. @throws CommerceError `conflict` */
  async putSource(name: string, overlapHours: number, secret: string): Promise<FeedSource> {
    const { store, clock } = this.#deps;
    const until = clock.now() + overlapHours * HOUR_MS;
    return store.transaction(async (tx) => {
      const known = await tx.get(feedSources, name);
      if (!known) {
        if ((await tx.count(feedSources)) >= MAX_SOURCES)
          throw new CommerceError('conflict', `There are ${MAX_SOURCES} sources already; delete one first.`);
        return tx.insert(feedSources, { _id: name, secrets: [{ value: secret }] });
      }
      const before = overlapHours > 0 ? [{ value: known.secrets[0]!.value, until }] : [];
      return tx.replace(feedSources, { ...known, secrets: [{ value: secret }, ...before] });
    });
  }

  sources(): Promise<FeedSource[]> {
    return this.#deps.store.find(feedSources, { limit: MAX_SOURCES });
  }

  /** The secrets that count now; none for a source that does not sign. */
  async secrets(name: string): Promise<string[]> {
    const now = this.#deps.clock.now();
    const source = await this.#deps.store.get(feedSources, name);
    return (source?.secrets ?? [])
      .filter(({ until }) => until === undefined || until > now)
      .map(({ value }) => value);
  }

  /** What it sent stays. @throws CommerceError `not_found` */
  async removeSource(name: string): Promise<void> {
    await this.#deps.store.transaction(async (tx) => {
      const source = await tx.get(feedSources, name);
      if (!source)
        throw new CommerceError('not_found', `There is no feed source "${name}".`, { field: 'name' });
      await tx.delete(feedSources, name, source.version);
    });
  }

  async #write(
    source: string,
    part: readonly { index: number; update: FeedUpdate }[],
    report: FeedReport,
  ): Promise<void> {
    if (part.length === 0) return;
    const { store, ids } = this.#deps;
    const shop = await this.#deps.shop.get();
    const { outcomes, faults } = await store.transaction(async (tx) => {
      const outcomes: FeedOutcome[] = [];
      const faults: FeedFault[] = [];
      const variants = await findVariants(
        tx,
        part.map(({ update }) => update.variant),
      );
      for (const { index, update } of part) {
        try {
          outcomes.push(await applyUpdate(tx, { ids, shop, source }, update, variants));
        } catch (error) {
          if (!(error instanceof CommerceError)) throw error;
          faults.push({ index, variant: update.variant, code: error.code, message: error.message });
        }
      }
      return { outcomes, faults };
    });
    for (const outcome of outcomes) report[outcome] += 1;
    for (const fault of faults) refuse(report, fault);
  }
}

function readUpdate(element: FeedElement): { update: FeedUpdate } | { fault: Omit<FeedFault, 'index'> } {
  if ('fault' in element) return { fault: { code: 'invalid_input', message: element.fault } };
  const parsed = FeedUpdate.safeParse(element.value);
  if (parsed.success) return { update: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue!.path.join('.');
  return { fault: { code: 'invalid_input', message: `${at ? `${at}: ` : ''}${issue!.message}` } };
}

function refuse(report: FeedReport, fault: FeedFault): void {
  report.refused += 1;
  if (report.faults.length < MAX_FAULTS) report.faults.push(fault);
}
