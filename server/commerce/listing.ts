import type { Collection, Document, Query, Reader, Scalar } from '../platform/store/port.ts';
import { CommerceError } from './errors.ts';

export interface PageRequest {
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/**
 * One page of a collection, by keyset: what is inserted meanwhile neither repeats nor hides an item.
 * @throws CommerceError `invalid_input` for a cursor that is not one
 */
export async function listPage<T extends Document>(
  reader: Reader,
  collection: Collection<T>,
  query: Required<Pick<Query, 'sort'>> & Pick<Query, 'where'>,
  { limit, cursor }: PageRequest,
): Promise<Page<T>> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const found = await reader.find(collection, { ...query, limit: limit + 1, ...(after && { after }) });
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  if (!last) return { items };
  const value = (last as unknown as Record<string, Scalar | undefined>)[query.sort.field] ?? null;
  return { items, nextCursor: writeCursor(value, last._id) };
}

const writeCursor = (value: Scalar, id: string): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url');

/** For who reads a request: a cursor that is none can be refused before anything is looked up. */
export const isCursor = (cursor: string): boolean => parsedCursor(cursor) !== undefined;
export const NO_CURSOR =
  'This cursor is not one. Pass next_cursor of the page before as it is, or leave it out to begin again';

function readCursor(cursor: string): { value: Scalar; _id: string } {
  const parsed = parsedCursor(cursor);
  if (!parsed) throw new CommerceError('invalid_input', `${NO_CURSOR}.`, { field: 'cursor' });
  return parsed;
}

function parsedCursor(cursor: string): { value: Scalar; _id: string } | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 2) return undefined;
    const [value, id] = parts as unknown[];
    const scalar = value === null || typeof value === 'string' || Number.isSafeInteger(value);
    return scalar && typeof id === 'string' ? { value: value as Scalar, _id: id } : undefined;
  } catch {
    // What is not JSON is not a cursor either.
    return undefined;
  }
}
