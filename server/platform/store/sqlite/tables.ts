import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../clock.ts';
import { QueryError } from '../errors.ts';
import type { Collection, Document } from '../port.ts';
import { Table } from './table.ts';

/** The tables of all collections that the store was opened with. */
export class Tables {
  readonly #byName = new Map<string, Table<Document>>();

  constructor(db: DatabaseSync, collections: readonly Collection<Document>[], clock: Clock) {
    for (const collection of collections) {
      if (this.#byName.has(collection.name))
        throw new QueryError(`the collection "${collection.name}" is declared twice`);
      this.#byName.set(collection.name, new Table(db, collection, clock));
    }
  }

  /** @throws QueryError when the store was opened without this collection */
  of<T extends Document>(collection: Collection<T>): Table<T> {
    const table = this.#byName.get(collection.name);
    if (!table) throw new QueryError(`the store was opened without the collection "${collection.name}"`);
    return table as unknown as Table<T>;
  }
}
