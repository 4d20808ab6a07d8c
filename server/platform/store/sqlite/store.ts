import { chmodSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../clock.ts';
import { type Log, silentLog } from '../../log.ts';
import { StoreClosedError, StoreUsedInsideTransactionError } from '../errors.ts';
import type {
  Change,
  Collection,
  Document,
  Follower,
  New,
  Query,
  Store,
  Transaction,
  TransactionOptions,
} from '../port.ts';
import { Appender } from './appender.ts';
import { copyAtOneMoment } from './backup.ts';
import { compactInWorker } from './compact.ts';
import { blameFile, StoreFileError } from './file-error.ts';
import { inspect } from './inspect.ts';
import { upgradeReport } from './migrate.ts';
import { ensureSchema } from './schema.ts';
import { Tables } from './tables.ts';
import { Trouble } from './trouble.ts';
import { backUpBeforeUpgrade } from './upgrade-backup.ts';
import { keepDamagedLog } from './write-ahead-log.ts';
import { Writer } from './writer.ts';

export interface SqliteStoreOptions {
  /** A file, made with its folder when it is not there; or `:memory:`. */
  path: string;
  clock: Clock;
  collections: readonly Collection<Document>[];
  logger?: Log;
  /** This program and its version, such as "Shopwright 1.2.0": an older one that refuses the file names it. */
  program?: string;
  /** How many copies to keep that were made before an upgrade of the file; 0 (the default): none is made. */
  upgradeBackups?: number;
  /** Told in words what an upgrade does, every two seconds while it lasts. */
  onUpgrade?: (text: string) => void;
}

const MEMORY = ':memory:';

/**
 * Opens the store in a SQLite file (WAL, synchronous=FULL: what is answered has reached the disk), and makes its tables,
 * documents and indexes fit the collections. The file must belong to this process alone: take `acquireFileLock` first.
 *
 * @example
 * const store = await openSqliteStore({ path: 'data/shop.db', clock: systemClock, collections: [carts, orders] });
 *
 * @throws StoreFileError when the file cannot be used; its message says how to mend it
 * @throws MigrationError when a stored document cannot be brought into its present shape
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { path, clock, collections, logger = silentLog, program, onUpgrade = () => {} } = options;
  let db: DatabaseSync | undefined;
  try {
    const stored = path === MEMORY ? undefined : inspect(path, collections, program);
    if (stored) {
      const { upgradeBackups: keep = 0 } = options;
      const copy = await backUpBeforeUpgrade({ path, stored, collections, keep, now: clock.now() });
      if (copy !== undefined) onUpgrade(`An upgrade of ${path} begins; it was copied to ${copy}.`);
    }
    const damage = stored && keepDamagedLog(path, clock.now());
    if (damage) logger.error({}, damage);
    db = openDatabase(path);
    await ensureSchema(db, path, collections, { program, onProgress: upgradeReport(onUpgrade) });
    return new SqliteStore(db, path, new Tables(db, collections, clock), logger);
  } catch (error) {
    if (db?.isOpen) db.close();
    throw blameFile(path, error);
  }
}

function makePrivate(path: string): void {
  try {
    // The owner may be kept from writing on purpose; that is for the operator to undo.
    chmodSync(path, statSync(path).mode & 0o700);
  } catch {
    // Somebody else's file, or a file system without modes: whoever set it up decides.
  }
}

function openDatabase(path: string): DatabaseSync {
  if (path !== MEMORY) {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new StoreFileError(path, 'cannot-open', error);
    }
  }
  const db = new DatabaseSync(path, { timeout: 5000 });
  // It holds signing keys and personal data; the log beside it takes over the file's mode.
  if (path !== MEMORY) makePrivate(path);
  try {
    // A program that holds the file from now on is none of ours; waiting for it would stop everything else as well.
    // 32 MiB of pages in memory; the log is moved into the file every 32 MiB and shortened to 64 MiB after a burst.
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA cache_size = -32768;
      PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = 8192;
      PRAGMA journal_size_limit = 67108864;
      PRAGMA trusted_schema = OFF;
      PRAGMA busy_timeout = 250;
    `);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

class SqliteStore implements Store {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #tables: Tables;
  readonly #writer: Writer;
  readonly #appender: Appender;
  readonly #log: Log;
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  readonly #trouble: Trouble;
  readonly #followed = new Set<string>();
  #follower: Follower | undefined;
  #closing: Promise<void> | undefined;
  #compacting: Promise<void> | undefined;

  constructor(db: DatabaseSync, path: string, tables: Tables, log: Log) {
    this.#db = db;
    this.#path = path;
    this.#tables = tables;
    this.#log = log;
    this.#trouble = new Trouble(path, log);
    this.#writer = new Writer({
      db,
      tables,
      followed: this.#followed,
      blame: (error) => this.#trouble.blame(error),
      committed: (changes) => this.#tell(changes),
    });
    this.#appender = new Appender(this.#writer, tables, log);
  }

  async get<T extends Document>(collection: Collection<T>, id: string): Promise<T | undefined> {
    return this.#read('get', () => this.#tables.of(collection).get(id));
  }

  async getMany<T extends Document>(collection: Collection<T>, ids: readonly string[]): Promise<T[]> {
    return this.#read('getMany', () => this.#tables.of(collection).getMany(ids));
  }

  async find<T extends Document>(collection: Collection<T>, query?: Query): Promise<T[]> {
    return this.#read('find', () => this.#tables.of(collection).find(query));
  }

  async count<T extends Document>(collection: Collection<T>, where?: Query['where']): Promise<number> {
    return this.#read('count', () => this.#tables.of(collection).count(where));
  }

  async transaction<R>(work: (tx: Transaction) => Promise<R>, options?: TransactionOptions): Promise<R> {
    this.#refuseInside('transaction');
    const follower = this.#follower;
    if (!follower) return this.#writer.submit(work, options);
    return this.#writer.submit(async (tx) => {
      const answer = await work(tx);
      const changes = tx.netChanges();
      if (changes.length > 0) await follower(tx, changes);
      return answer;
    }, options);
  }

  follow(followed: readonly Collection<Document>[], follower: Follower): void {
    if (this.#follower) throw new Error('somebody follows the transactions already');
    this.#follower = follower;
    for (const { name } of followed) this.#followed.add(name);
  }

  waiting(): number {
    return this.#writer.waiting;
  }

  append<T extends Document>(collection: Collection<T>, document: New<T>): void {
    this.#appender.append(collection, document);
  }

  async flush(): Promise<void> {
    this.#refuseInside('flush');
    await this.#appender.flush();
  }

  onCommit(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async backup(path: string): Promise<void> {
    this.#refuseInside('backup');
    if (this.#closing) throw new StoreClosedError();
    // Under another name until it is whole, so that a copy cut short is never taken for a backup.
    const partial = `${path}.partial`;
    rmSync(partial, { force: true });
    if (this.#path === MEMORY) this.#db.prepare('VACUUM INTO ?').run(partial);
    else await copyAtOneMoment(this.#path, partial);
    renameSync(partial, path);
  }

  async compact(): Promise<void> {
    this.#refuseInside('compact');
    if (this.#closing) throw new StoreClosedError();
    await this.flush();
    // In memory there are no bytes of it to be found.
    if (this.#path === MEMORY) return;
    this.#compacting ??= this.#writer
      .alone(() => compactInWorker(this.#path))
      .finally(() => {
        this.#compacting = undefined;
      });
    await this.#compacting;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#refuseInside('close');
    await this.#compacting?.catch(() => {});
    await this.#appender.close();
    await this.#writer.close();
    this.#db.close();
  }

  #read<R>(method: string, read: () => R): R {
    this.#refuseInside(method);
    if (!this.#db.isOpen) throw new StoreClosedError();
    try {
      return read();
    } catch (error) {
      throw this.#trouble.blame(error);
    }
  }

  #refuseInside(method: string): void {
    if (this.#writer.running) throw new StoreUsedInsideTransactionError(method);
  }

  #tell(changes: readonly Change[]): void {
    this.#trouble.over();
    for (const listener of this.#listeners) {
      try {
        listener(changes);
      } catch (error) {
        this.#log.error({ err: error }, 'a listener of commits failed');
      }
    }
  }
}
