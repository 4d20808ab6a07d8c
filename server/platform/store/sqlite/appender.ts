import type { Log } from '../../log.ts';
import { StoreUnavailableError } from '../errors.ts';
import {
  type Collection,
  type Document,
  DuplicateKeyError,
  type New,
  type TransactionOptions,
} from '../port.ts';
import type { Prepared } from './table.ts';
import type { Tables } from './tables.ts';
import type { Writer } from './writer.ts';

const DELAY_MS = 100;
const BATCH_ROWS = 500;
/** When the disk cannot keep up, rows past this many are dropped and counted, so that memory stays bounded. */
const MAX_WAITING = 50_000;

interface Row {
  collection: Collection<Document>;
  prepared: Prepared<Document>;
}

/** Rows that may be written a little later, many at once. */
export class Appender {
  readonly #writer: Writer;
  readonly #tables: Tables;
  readonly #log: Log;
  readonly #sending = new Set<Promise<void>>();
  #rows: Row[] = [];
  #waiting = 0;
  #dropped = 0;
  /** Rows that came while the file could not be written. */
  #lost = 0;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(writer: Writer, tables: Tables, log: Log) {
    this.#writer = writer;
    this.#tables = tables;
    this.#log = log;
  }

  append<T extends Document>(collection: Collection<T>, document: New<T>): void {
    if (this.#closed || this.#waiting >= MAX_WAITING) {
      this.#dropped += 1;
      if (this.#dropped === 1)
        this.#log.error({ collection: collection.name }, 'appended rows are being dropped');
      return;
    }
    try {
      // Serialised now, so that what the caller does with the document afterwards has no part in it.
      const prepared = this.#tables.of(collection).prepareNew(document);
      this.#rows.push({ collection: collection as unknown as Collection<Document>, prepared });
      this.#waiting += 1;
    } catch (error) {
      this.#log.error({ err: error, collection: collection.name }, 'a row cannot be appended');
      return;
    }
    if (this.#rows.length >= BATCH_ROWS) this.#send();
    else this.#timer ??= setTimeout(() => this.#send({ patient: true }), DELAY_MS);
  }

  async flush(): Promise<void> {
    this.#send();
    await Promise.all(this.#sending);
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
  }

  #send(options?: TransactionOptions): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = this.#rows;
    if (rows.length === 0) return;
    this.#rows = [];
    const sending = this.#write(rows, options).finally(() => {
      this.#waiting -= rows.length;
      this.#sending.delete(sending);
      if (this.#dropped > 0 && !this.#closed) {
        this.#log.error({ rows: this.#dropped }, 'appended rows were dropped');
        this.#dropped = 0;
      }
    });
    this.#sending.add(sending);
  }

  async #write(rows: readonly Row[], options?: TransactionOptions): Promise<void> {
    try {
      await this.#writer.submit(async (tx) => {
        for (const { collection, prepared } of rows) {
          try {
            tx.insertPrepared(collection, prepared);
          } catch (error) {
            if (!(error instanceof DuplicateKeyError)) throw error;
            // A transaction that needed the row could not wait for it and has written it itself.
            if (error.index === '_id') continue;
            this.#log.error({ err: error, id: prepared.document._id }, 'an appended row is stored already');
          }
        }
      }, options);
    } catch (error) {
      // Of the file the operator is told already, and this comes ten times a second.
      if (error instanceof StoreUnavailableError) this.#lost += rows.length;
      else this.#log.error({ err: error, rows: rows.length }, 'appended rows could not be stored');
      return;
    }
    if (this.#lost === 0) return;
    this.#log.error({ rows: this.#lost }, 'appended rows were lost while the file could not be written');
    this.#lost = 0;
  }
}
