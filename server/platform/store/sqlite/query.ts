import { QueryError } from '../errors.ts';
import type { Collection, Document, Query, Range, Scalar } from '../port.ts';
import { ABSENT, bindable, columnName, isHead, quote } from './columns.ts';

export interface Sql {
  /** All that follows the name of the table. */
  text: string;
  values: (string | number)[];
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;
const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Turns the queries of one collection into SQL. */
export class QueryCompiler {
  readonly #name: string;
  readonly #fields = new Set<string>(['_id']);
  /** First fields of sparse indexes: SQLite uses a partial index only where the query repeats its condition. */
  readonly #sparse = new Set<string>();

  constructor(collection: Collection<Document>) {
    this.#name = collection.name;
    for (const spec of Object.values(collection.indexes)) {
      for (const field of spec.fields) this.#fields.add(field);
      if (spec.sparse && !isHead(spec.fields[0]!)) this.#sparse.add(spec.fields[0]!);
    }
  }

  /** @throws QueryError */
  find(query: Query): Sql {
    const terms: string[] = [];
    const values: (string | number)[] = [];
    this.#where(query.where, terms, values);
    const { field, direction } = query.sort ?? { field: '_id', direction: 'asc' as const };
    const column = this.#column(field);
    if (query.after) this.#after(field, direction === 'desc' ? '<' : '>', query.after, terms, values);
    const order = direction === 'desc' ? ' DESC' : '';
    const by = field === '_id' ? `_id${order}` : `${column}${order}, _id${order}`;
    const limit = query.limit ?? DEFAULT_LIMIT;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw new QueryError(
        `${this.#name}: limit must be a whole number from 1 to ${MAX_LIMIT}, not ${limit}`,
      );
    }
    // Written out, as SQLite plans a statement anew for every value that is bound to a LIMIT; that took longer than the query.
    return { text: `${where(terms)} ORDER BY ${by} LIMIT ${limit}`, values };
  }

  /** @throws QueryError */
  count(conditions: Query['where']): Sql {
    const terms: string[] = [];
    const values: (string | number)[] = [];
    this.#where(conditions, terms, values);
    return { text: where(terms), values };
  }

  #column(field: string): string {
    if (this.#fields.has(field)) return quote(columnName(field));
    const known = [...this.#fields].join(', ');
    throw new QueryError(`${this.#name}: "${field}" is in no index of the collection (known: ${known})`);
  }

  #after(
    field: string,
    operator: '<' | '>',
    after: NonNullable<Query['after']>,
    terms: string[],
    values: (string | number)[],
  ): void {
    if (field === '_id') {
      terms.push(`_id ${operator} ?`);
      values.push(after._id);
    } else {
      terms.push(`(${this.#column(field)}, _id) ${operator} (?, ?)`);
      values.push(bindable(after.value), after._id);
    }
  }

  #where(conditions: Query['where'], terms: string[], values: (string | number)[]): void {
    for (const [field, condition] of Object.entries(conditions ?? {})) {
      const column = this.#column(field);
      if (condition === undefined) {
        throw new QueryError(
          `${this.#name}: the condition on "${field}" is undefined; leave it out, or ask for null`,
        );
      }
      if (condition === null || typeof condition !== 'object') {
        terms.push(`${column} = ?`);
        values.push(bindable(condition));
        if (condition !== null && this.#sparse.has(field)) terms.push(`${column} > ${ABSENT}`);
      } else {
        this.#range(field, column, condition, terms, values);
      }
    }
  }

  #range(field: string, column: string, range: Range, terms: string[], values: (string | number)[]): void {
    let bounded = false;
    let empty = true;
    for (const [operator, bound] of Object.entries(range) as [
      keyof Range,
      Scalar | readonly Scalar[] | undefined,
    ][]) {
      if (bound === undefined) continue;
      empty = false;
      if (operator === 'in' && Array.isArray(bound)) {
        // One parameter whatever the number of values, so that the prepared statement can be used again.
        terms.push(`${column} IN (SELECT ifnull(value, ${ABSENT}) FROM json_each(?))`);
        values.push(JSON.stringify(bound));
        bounded ||= bound.includes(null);
      } else if (operator in OPERATORS && bound !== null && typeof bound !== 'object') {
        terms.push(`${column} ${OPERATORS[operator as keyof typeof OPERATORS]} ?`);
        values.push(bindable(bound as Scalar));
      } else {
        throw new QueryError(
          `${this.#name}: the condition on "${field}" has "${operator}", which is no bound of a range`,
        );
      }
    }
    if (empty) throw new QueryError(`${this.#name}: the condition on "${field}" is empty`);
    if (!bounded && !isHead(field)) terms.push(`${column} > ${ABSENT}`);
  }
}

const where = (terms: readonly string[]): string => (terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '');
