import { isDeepStrictEqual } from 'node:util';
import { type Ids, orderedId } from '../../platform/ids.ts';
import type { New, Reader, Store, Transaction } from '../../platform/store/port.ts';
import { type ConsentEntry, type ConsentPurpose, consentEntries } from './model.ts';

/** What counts now. */
export interface Consents {
  /** They want nothing more but answers, since then. UTC, milliseconds. */
  stoppedAt: number | undefined;
  marketingStopped: boolean;
  granted: ReadonlySet<Exclude<ConsentPurpose, 'all'>>;
}

/** That somebody stopped everything twice changes nothing. */
const counting = ({ stoppedAt, ...rest }: Consents) => ({ ...rest, stopped: stoppedAt !== undefined });

const MAX_ENTRIES = 10_000;

/** Consent as it was given and withdrawn. Entries are written in the caller's transaction and never changed. */
export class ConsentLedger {
  readonly #store: Store;
  readonly #ids: Ids;
  constructor({ store, ids }: { store: Store; ids: Ids }) {
    this.#store = store;
    this.#ids = ids;
  }

  /** Answers whether it changed what counts; one that says again what counts already is kept all the same. */
  async record(tx: Transaction, entry: Omit<New<ConsentEntry>, '_id'>): Promise<boolean> {
    const before = consentsOf(await this.entries(entry.subject, tx));
    await tx.insert(consentEntries, { _id: orderedId(this.#ids, 'cns', entry.at), ...entry });
    const after = consentsOf(await this.entries(entry.subject, tx));
    return !isDeepStrictEqual(counting(before), counting(after));
  }

  async of(subject: string, reader: Reader = this.#store): Promise<Consents> {
    return consentsOf(await this.entries(subject, reader));
  }

  /** All that was ever said, the oldest first: for the person themselves. */
  entries(subject: string, reader: Reader = this.#store): Promise<ConsentEntry[]> {
    return reader.find(consentEntries, {
      where: { subject },
      sort: { field: 'at', direction: 'asc' },
      limit: MAX_ENTRIES,
    });
  }
}

/** The last word counts, whenever it came: of two at the same moment, the one that withdraws. */
export function consentsOf(entries: readonly Pick<ConsentEntry, 'purpose' | 'status' | 'at'>[]): Consents {
  const last = new Map<ConsentPurpose, Pick<ConsentEntry, 'status' | 'at'>>();
  for (const { purpose, status, at } of entries) {
    const known = last.get(purpose);
    if (!known || at > known.at || (at === known.at && status === 'withdrawn'))
      last.set(purpose, { status, at });
  }
  const all = last.get('all');
  const withdrawn = (purpose: ConsentPurpose): boolean => last.get(purpose)?.status === 'withdrawn';
  // To stop everything ends what was agreed to before; to begin again agrees to nothing but messages.
  const stopped = lastStop(entries);
  const granted = (['marketing', 'transactional'] as const).filter((purpose) => {
    const one = last.get(purpose);
    return one?.status === 'granted' && one.at > stopped;
  });
  return {
    stoppedAt: all?.status === 'withdrawn' ? all.at : undefined,
    marketingStopped: withdrawn('marketing') || withdrawn('all'),
    granted: new Set(granted),
  };
}

const lastStop = (entries: readonly Pick<ConsentEntry, 'purpose' | 'status' | 'at'>[]): number =>
  entries
    .filter(({ purpose, status }) => purpose === 'all' && status === 'withdrawn')
    .reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
