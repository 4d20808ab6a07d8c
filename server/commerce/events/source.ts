import { isDeepStrictEqual } from 'node:util';
import type { Collection, Document, DocumentChange } from '../../platform/store/port.ts';
import type { EventDraft } from './model.ts';

/** One document of a collection, before and after a transaction; one of the two at least is there. */
export interface Step<T> {
  before: T | undefined;
  after: T | undefined;
  /** Everything that the transaction changed. */
  all: readonly DocumentChange[];
}

/** Tells which events the changes of a collection are. */
export interface EventSource {
  readonly collection: Collection<Document>;
  readonly events: (step: Step<Document>) => EventDraft[];
}

/** Keeps the type of the collection's documents within its source. */
export const source = <T extends Document>(
  collection: Collection<T>,
  events: (step: Step<T>) => EventDraft[],
): EventSource => ({ collection, events }) as unknown as EventSource;

const HEAD = ['_id', 'version', 'createdAt', 'updatedAt'];

/** The names of the fields that differ, without the document's head and `ignored`. */
export function changedFields<T extends Document>(
  before: T,
  after: T,
  ignored: readonly (keyof T & string)[] = [],
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const values = (document: T) => document as unknown as Record<string, unknown>;
  return [...names].filter(
    (name) =>
      !HEAD.includes(name) &&
      !(ignored as readonly string[]).includes(name) &&
      !isDeepStrictEqual(values(before)[name], values(after)[name]),
  );
}

/** `fieldNames` as they are sent. */
export const snakeCase = (names: readonly string[]): string[] =>
  names.map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
