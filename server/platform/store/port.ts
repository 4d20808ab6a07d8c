import type { z } from 'zod';

/** What every stored document carries. Times are milliseconds since the epoch, UTC. */
export interface Document {
  _id: string;
  /** 1 when inserted, one more at each replace. */
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** A document as it is handed to `insert`: the store fills in the rest. */
export type New<T extends Document> = Omit<T, 'version' | 'createdAt' | 'updatedAt'>;

export interface IndexSpec {
  /** Dotted paths into the document; the order matters for compound indexes. Array paths are not allowed. */
  fields: readonly string[];
  /** A missing or null field counts as a value: two documents that both lack it collide, unless `sparse` leaves them out. */
  unique?: boolean;
  /** Leave documents out in which the first field is missing or null. */
  sparse?: boolean;
}

/** One step of a collection's stored shape to the next. Once a release has it, it is never changed again. */
export interface Migration {
  /** What is different, in a few words. */
  what: string;
  /**
   * The document in the shape before -> in the shape after, as plain JSON; what it answers for `_id`, `version`, `createdAt`
   * and `updatedAt` does not count. Pure: it may run again after a crash, on the same document as before. Absent: every old
   * document fits the new shape as it is.
   */
  change?: (old: Readonly<Document & Record<string, unknown>>) => Record<string, unknown>;
}

export interface Collection<T extends Document> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly indexes: Readonly<Record<string, IndexSpec>>;
  /** The first leads from version 1 of the stored shape to version 2, and so on. */
  readonly migrations: readonly Migration[];
}

/**
 * Declares a collection; the type comes from the schema. Whoever changes the schema adds a migration
 * (docs/ARCHITECTURE.md, "Stored shapes").
 */
export function defineCollection<S extends z.ZodType<Document>>(
  name: string,
  schema: S,
  indexes: Readonly<Record<string, IndexSpec>> = {},
  migrations: readonly Migration[] = [],
): Collection<z.output<S>> {
  return { name, schema: schema as unknown as z.ZodType<z.output<S>>, indexes, migrations };
}

/** The version of the shape in which a collection's documents are stored now. */
export const schemaVersion = (collection: Pick<Collection<Document>, 'migrations'>): number =>
  1 + collection.migrations.length;

/** `null` stands for null and for missing alike, and sorts before everything else. Texts sort by their UTF-8 bytes. */
export type Scalar = string | number | boolean | null;
/** Bounds are not null, and a missing field lies in no range; `in` may contain null. */
export interface Range {
  gt?: Scalar;
  gte?: Scalar;
  lt?: Scalar;
  lte?: Scalar;
  in?: readonly Scalar[];
}

export interface Query {
  /** Equality or range per field. Every field must stand in one of the collection's indexes or be `_id`. */
  where?: Readonly<Record<string, Scalar | Range>>;
  /** An indexed field or `_id` (the default). Ties are broken by `_id` in the same direction. */
  sort?: { field: string; direction: 'asc' | 'desc' };
  /** Default 100, at most 10,000. */
  limit?: number;
  /** Continue after this document of the same sort (keyset paging). */
  after?: { value: Scalar; _id: string };
}

/** Reads answer copies. @throws QueryError for a collection the store was not opened with, or a field in none of its indexes */
export interface Reader {
  get<T extends Document>(collection: Collection<T>, id: string): Promise<T | undefined>;
  /** In the order asked for; what does not exist is left out. */
  getMany<T extends Document>(collection: Collection<T>, ids: readonly string[]): Promise<T[]>;
  find<T extends Document>(collection: Collection<T>, query?: Query): Promise<T[]>;
  count<T extends Document>(collection: Collection<T>, where?: Query['where']): Promise<number>;
}

/** Everything in one transaction becomes durable together or not at all. Reads see its own writes. */
export interface Transaction extends Reader {
  /**
   * @throws DuplicateKeyError when `_id` or a unique index is taken; the transaction may go on after it
   * @throws InvalidDocumentError when the collection's schema refuses it
   */
  insert<T extends Document>(collection: Collection<T>, document: New<T>): Promise<T>;
  /**
   * Writes `document` where the stored version is still `document.version`; answers it with the next version. `createdAt`
   * stays as it was stored.
   * @throws ConflictError when the stored version is another, or the document is gone
   * @throws DuplicateKeyError, InvalidDocumentError
   */
  replace<T extends Document>(collection: Collection<T>, document: T): Promise<T>;
  /** @throws ConflictError when the stored version is another, or the document is gone */
  delete<T extends Document>(collection: Collection<T>, id: string, ifVersion: number): Promise<void>;
}

export interface Change {
  collection: string;
  _id: string;
  kind: 'insert' | 'replace' | 'delete';
  /** The document after the change; absent for a delete. */
  document?: Document;
}

/** What one transaction made of one document, however often it wrote it. */
export interface DocumentChange {
  collection: string;
  _id: string;
  /** Absent: the transaction made it. */
  before?: Document;
  /** Absent: the transaction deleted it. */
  after?: Document;
}

/** Writes what follows from a transaction into it; what it throws fails the transaction. The same rules hold for it. */
export type Follower = (tx: Transaction, changes: readonly DocumentChange[]) => Promise<void>;

export interface TransactionOptions {
  /**
   * Nobody waits for it: while others write, it may be held back for up to 0.1 s to share a commit with them. It settles
   * when it is durable, as ever.
   */
  patient?: boolean;
  /** Somebody counts the milliseconds: it goes before what waits, and little is put into one commit with it. */
  urgent?: boolean;
}

export interface Store extends Reader {
  /**
   * Runs `work` alone against a consistent view and commits what it wrote; the promise settles after the data is durable.
   * `work` may run more than once (conflict on another node) and so must have no effect outside the transaction.
   * It may await only the transaction's own methods: awaiting anything else (network, timers) is refused with an error, and
   * so is calling the store itself.
   */
  transaction<R>(work: (tx: Transaction) => Promise<R>, options?: TransactionOptions): Promise<R>;
  /**
   * From now on `follower` is called at the end of each transaction that changed documents of these collections, inside it,
   * with those changes in the order in which they began. What it writes itself is not followed. One follower at most.
   */
  follow(collections: readonly Collection<Document>[], follower: Follower): void;
  /** How many transactions wait for their turn or for the disk. */
  waiting(): number;
  /**
   * Inserts soon (within 100 ms, in a batch): for read-only ledger and audit rows, of which a crash may lose the last
   * 200 ms. Nothing that money or stock rests on may go this way. Never throws; a failure is reported to the log.
   * A row whose `_id` is stored by then is left out: a transaction may have needed it sooner.
   */
  append<T extends Document>(collection: Collection<T>, document: New<T>): void;
  /** Waits until everything appended so far is durable. */
  flush(): Promise<void>;
  /**
   * Called after each commit with what it changed, in commit order; for commits of this process before the promise of their
   * `transaction` settles. Answers how to stop.
   */
  onCommit(listener: (changes: readonly Change[]) => void): () => void;
  /** A copy of the whole store at one moment, taken while it serves. */
  backup(path: string): Promise<void>;
  /**
   * Leaves no byte of what was deleted or replaced in the files of the store. Takes as long as writing all of it anew; reading
   * goes on, and writing waits.
   */
  compact(): Promise<void>;
  close(): Promise<void>;
}

export class DuplicateKeyError extends Error {
  override readonly name = 'DuplicateKeyError';
  readonly collection: string;
  /** `_id` or the name of the unique index. */
  readonly index: string;
  constructor(collection: string, index: string) {
    super(`${collection}: ${index} is taken`);
    this.collection = collection;
    this.index = index;
  }
}

export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(collection: string, id: string) {
    super(`${collection}/${id} was changed by somebody else`);
  }
}
