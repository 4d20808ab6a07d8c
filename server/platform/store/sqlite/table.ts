import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../../clock.ts';
import { InvalidDocumentError } from '../errors.ts';
import {
  type Change,
  type Collection,
  ConflictError,
  type Document,
  DuplicateKeyError,
  type New,
  type Query,
} from '../port.ts';
import { columnName, quote } from './columns.ts';
import { resultCode } from './file-error.ts';
import { QueryCompiler } from './query.ts';

type Row = [_id: string, version: number, createdAt: number, updatedAt: number, doc: string];

/** A document that is ready to be written: checked, dated and serialised. */
export interface Prepared<T extends Document> {
  document: T;
  /** The document without its head, as JSON. */
  json: string;
}

const CONSTRAINT_PRIMARYKEY = 1555;
const CONSTRAINT_UNIQUE = 2067;
const MAX_STATEMENTS = 200;
const COLUMNS = '_id, version, createdAt, updatedAt, doc';

/** The statements of one collection. Everything here is synchronous and runs in whatever transaction is open. */
export class Table<T extends Document> {
  readonly #collection: Collection<T>;
  readonly #clock: Clock;
  readonly #db: DatabaseSync;
  readonly #name: string;
  readonly #queries: QueryCompiler;
  readonly #indexByColumns = new Map<string, string>();
  readonly #statements = new Map<string, StatementSync>();
  readonly #get: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;

  constructor(db: DatabaseSync, collection: Collection<T>, clock: Clock) {
    this.#db = db;
    this.#collection = collection;
    this.#clock = clock;
    this.#name = quote(collection.name);
    this.#queries = new QueryCompiler(collection);
    this.#get = this.#prepare(`SELECT ${COLUMNS} FROM ${this.#name} WHERE _id = ?`);
    this.#insert = this.#prepare(`INSERT INTO ${this.#name} (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`);
    this.#update = this.#prepare(
      `UPDATE ${this.#name} SET version = ?, updatedAt = ?, doc = ? WHERE _id = ?`,
    );
    this.#delete = this.#prepare(`DELETE FROM ${this.#name} WHERE _id = ? AND version = ?`);
    for (const [name, spec] of Object.entries(collection.indexes)) {
      this.#indexByColumns.set(
        spec.fields.map((field) => `${collection.name}.${columnName(field)}`).join(', '),
        name,
      );
    }
  }

  get(id: string): T | undefined {
    const row = this.#get.get(id) as Row | undefined;
    return row && read<T>(row);
  }

  getMany(ids: readonly string[]): T[] {
    const found: T[] = [];
    for (const id of ids) {
      const document = this.get(id);
      if (document) found.push(document);
    }
    return found;
  }

  /** @throws QueryError */
  find(query: Query = {}): T[] {
    const { text, values } = this.#queries.find(query);
    const rows = this.#cached(`SELECT ${COLUMNS} FROM ${this.#name}${text}`).all(
      ...values,
    ) as unknown as Row[];
    return rows.map((row) => read<T>(row));
  }

  /** @throws QueryError */
  count(where?: Query['where']): number {
    const { text, values } = this.#queries.count(where);
    const [total] = this.#cached(`SELECT count(*) FROM ${this.#name}${text}`).get(...values) as unknown as [
      number,
    ];
    return total;
  }

  /** @throws InvalidDocumentError */
  prepareNew(document: New<T>): Prepared<T> {
    const now = this.#clock.now();
    return this.#check({ ...document, version: 1, createdAt: now, updatedAt: now } as unknown as T);
  }

  /** @throws DuplicateKeyError */
  insert({ document, json }: Prepared<T>): Change {
    const { _id, version, createdAt, updatedAt } = document;
    try {
      this.#insert.run(_id, version, createdAt, updatedAt, json);
    } catch (error) {
      throw this.#explain(error);
    }
    return this.#change('insert', [_id, version, createdAt, updatedAt, json]);
  }

  /**
   * `before` reads what was stored until now.
   * @throws ConflictError, DuplicateKeyError, InvalidDocumentError
   */
  replace(document: T): { document: T; before: () => T; change: Change } {
    const stored = this.#get.get(document._id) as Row | undefined;
    if (stored?.[1] !== document.version) throw new ConflictError(this.#collection.name, document._id);
    const createdAt = stored[2];
    const dated = { ...document, version: document.version + 1, createdAt, updatedAt: this.#clock.now() };
    const { document: next, json } = this.#check(dated);
    try {
      this.#update.run(next.version, next.updatedAt, json, next._id);
    } catch (error) {
      throw this.#explain(error);
    }
    return {
      document: next,
      before: () => read<T>(stored),
      change: this.#change('replace', [next._id, next.version, createdAt, next.updatedAt, json]),
    };
  }

  /** @throws ConflictError */
  delete(id: string, ifVersion: number): Change {
    const { changes } = this.#delete.run(id, ifVersion);
    if (changes === 0) throw new ConflictError(this.#collection.name, id);
    return { collection: this.#collection.name, _id: id, kind: 'delete' };
  }

  #check(document: T): Prepared<T> {
    const parsed = this.#collection.schema.safeParse(document);
    if (!parsed.success)
      throw new InvalidDocumentError(this.#collection.name, String(document._id), parsed.error);
    const { _id, version, createdAt, updatedAt, ...rest } = parsed.data;
    return { document: parsed.data, json: JSON.stringify(rest) };
  }

  #change(kind: 'insert' | 'replace', row: Row): Change {
    let document: Document | undefined;
    return {
      collection: this.#collection.name,
      _id: row[0],
      kind,
      // Parsed only when a listener looks, and a copy, so that nobody sees what the writer does with its own object later.
      get document() {
        document ??= read<Document>(row);
        return document;
      },
    };
  }

  #explain(error: unknown): unknown {
    const code = resultCode(error);
    if (code === CONSTRAINT_PRIMARYKEY) return new DuplicateKeyError(this.#collection.name, '_id');
    if (code !== CONSTRAINT_UNIQUE || !(error instanceof Error)) return error;
    const columns = error.message.replace('UNIQUE constraint failed: ', '');
    return new DuplicateKeyError(this.#collection.name, this.#indexByColumns.get(columns) ?? columns);
  }

  #cached(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    const statement = this.#prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}

function read<T extends Document>([_id, version, createdAt, updatedAt, doc]: Row): T {
  const document = JSON.parse(doc);
  document._id = _id;
  document.version = version;
  document.createdAt = createdAt;
  document.updatedAt = updatedAt;
  return document;
}
