import type { Collection, Document } from '../platform/store/port.ts';
import type { Contact, ContactMatcher } from './contact.ts';
import type { FoundIds, WaitReason } from './model.ts';

/** What an erasure knows of the person while it looks at documents. */
export interface About {
  readonly contacts: ContactMatcher;
  readonly found: { readonly [K in keyof FoundIds]: ReadonlySet<string> };
  /** Orders and checkouts that stay for now. */
  readonly waiting: ReadonlySet<string>;
  readonly force: boolean;
  /** Milliseconds, UTC. */
  readonly now: number;
}

/** What becomes of one document. */
export type Fate<T> = 'keep' | 'delete' | { readonly replace: T } | { readonly wait: WaitReason };

/** What a collection holds about people: the one place that export, erasure and docs/privacy.md go by. */
export interface Personal<T extends Document = Document> {
  readonly collection: Collection<T>;
  /** In a few words. */
  readonly holds: string;
  /** What becomes of it, in a few words. */
  readonly erased: string;
  /** Whose it is, where it says so: such documents lead to the threads of a person. */
  readonly contacts?: (document: T) => Contact[];
  /** The same, where a contact is stored as the hash of `erasureHash` alone. */
  readonly hashes?: (document: T) => string[];
  /** The session to which it belongs, where it has contacts. */
  readonly thread?: (document: T) => string;
  /** An indexed field with ids of the person; or a test of every document, for small collections without such a field. */
  readonly of:
    | { readonly field: string; readonly ids: keyof FoundIds }
    | ((document: T, about: About) => boolean);
  readonly fate: (document: T, about: About) => Fate<T>;
  /** Its texts may name other people: every document is searched for their contacts. Tells how one is blackened. */
  readonly mentions?: (document: T, contacts: ContactMatcher) => T | undefined;
}

/** Keeps the type of a collection's documents within its entry. */
export const personal = <T extends Document>(entry: Personal<T>): Personal => entry as unknown as Personal;

export const blackenAll = <T extends Document>(document: T, contacts: ContactMatcher): T | undefined =>
  contacts.blackenAll(document, document.createdAt);

/** Whether one of these texts stands anywhere in a value, as a text of its own or as a word of one. */
export function names(value: unknown, about: About): boolean {
  if (typeof value === 'string') {
    if (isOurs(value, about)) return true;
    return value.split(/[^\w-]+/).some((word) => word.length > 5 && isOurs(word, about));
  }
  if (Array.isArray(value)) return value.some((inner) => names(inner, about));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => names(inner, about));
}

const isOurs = (id: string, { found }: About): boolean =>
  found.threads.has(id) || found.orders.has(id) || found.checkouts.has(id) || found.names.has(id);
