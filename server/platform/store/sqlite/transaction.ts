import { TransactionEndedError } from '../errors.ts';
import type { Change, Collection, Document, DocumentChange, New, Query, Transaction } from '../port.ts';
import type { Prepared } from './table.ts';
import type { Tables } from './tables.ts';

const NONE: ReadonlySet<string> = new Set();
const netKey = ({ name }: { name: string }, id: string): string => `${name}/${id}`;

/**
 * What a work is given. Each method does its whole effect at once, on the connection of the open batch, and answers with
 * a promise that is already settled: that is why awaiting them takes microtasks only.
 */
export class SqliteTransaction implements Transaction {
  /** What the work has written, in order. */
  readonly changes: Change[] = [];
  readonly #tables: Tables;
  readonly #followed: ReadonlySet<string>;
  readonly #net = new Map<string, DocumentChange>();
  #ended = false;
  #reason: Error | undefined;

  /** @param followed names of the collections of which `netChanges` tells */
  constructor(tables: Tables, followed: ReadonlySet<string> = NONE) {
    this.#tables = tables;
    this.#followed = followed;
  }

  /** What became of each followed document, in the order in which they were first written. */
  netChanges(): DocumentChange[] {
    return [...this.#net.values()].filter(({ before, after }) => before !== undefined || after !== undefined);
  }

  /** Every use from now on throws `reason`, or else a TransactionEndedError. */
  end(reason?: Error): void {
    this.#ended = true;
    this.#reason ??= reason;
  }

  async get<T extends Document>(collection: Collection<T>, id: string): Promise<T | undefined> {
    return this.#table(collection).get(id);
  }

  async getMany<T extends Document>(collection: Collection<T>, ids: readonly string[]): Promise<T[]> {
    return this.#table(collection).getMany(ids);
  }

  async find<T extends Document>(collection: Collection<T>, query?: Query): Promise<T[]> {
    return this.#table(collection).find(query);
  }

  async count<T extends Document>(collection: Collection<T>, where?: Query['where']): Promise<number> {
    return this.#table(collection).count(where);
  }

  async insert<T extends Document>(collection: Collection<T>, document: New<T>): Promise<T> {
    const table = this.#table(collection);
    return this.insertPrepared(collection, table.prepareNew(document));
  }

  insertPrepared<T extends Document>(collection: Collection<T>, prepared: Prepared<T>): T {
    this.changes.push(this.#table(collection).insert(prepared));
    if (this.#followed.has(collection.name))
      this.#became(collection, prepared.document._id, prepared.document);
    return prepared.document;
  }

  async replace<T extends Document>(collection: Collection<T>, document: T): Promise<T> {
    const table = this.#table(collection);
    const { document: next, before, change } = table.replace(document);
    this.changes.push(change);
    if (this.#followed.has(collection.name)) {
      const known = this.#net.has(netKey(collection, document._id));
      this.#became(collection, document._id, next, known ? undefined : before());
    }
    return next;
  }

  async delete<T extends Document>(collection: Collection<T>, id: string, ifVersion: number): Promise<void> {
    const table = this.#table(collection);
    const followed = this.#followed.has(collection.name);
    const before = followed ? this.#before(collection, id) : undefined;
    this.changes.push(table.delete(id, ifVersion));
    if (followed) this.#became(collection, id, undefined, before);
  }

  /** The document as it was before the transaction; read only where that is not known yet. */
  #before<T extends Document>(collection: Collection<T>, id: string): Document | undefined {
    return this.#net.has(netKey(collection, id)) ? undefined : this.#table(collection).get(id);
  }

  #became(collection: { name: string }, id: string, after: Document | undefined, before?: Document): void {
    const key = netKey(collection, id);
    const known = this.#net.get(key);
    const first = known ? known.before : before;
    this.#net.set(key, {
      collection: collection.name,
      _id: id,
      ...(first && { before: first }),
      ...(after && { after }),
    });
  }

  #table<T extends Document>(collection: Collection<T>) {
    if (this.#ended) throw this.#reason ?? new TransactionEndedError();
    return this.#tables.of(collection);
  }
}
