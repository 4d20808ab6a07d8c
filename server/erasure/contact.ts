import type { KeyedHash } from '../commerce/secrets.ts';
import type { ContactKind, HashedContact } from './model.ts';

/** Something by which a person is known. */
export interface Contact {
  kind: ContactKind;
  value: string;
}

/** One spelling for one contact: email without case, phone as its digits with the country code. */
export function plainForm({ kind, value }: Contact): string {
  const text = value.normalize('NFKC').trim();
  if (kind === 'email') return text.toLowerCase();
  return kind === 'phone' ? digitsOf(text) : text;
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '').replace(/^0+/, '');

const MIN_DIGITS = 7;

/** Under what a contact may be stored, so that an erasure finds it, where it is stored in no other form. */
export const erasureHash = (hash: KeyedHash, contact: Contact): string =>
  hash(`${contact.kind} ${plainForm(contact)}`);

/** @param until milliseconds, UTC: what was stored later belongs to somebody who came back */
export function hashContact(hash: KeyedHash, contact: Contact, until: number): HashedContact {
  const form = plainForm(contact);
  // Country codes have one to three digits.
  const short = contact.kind === 'phone' ? [1, 2, 3].map((count) => form.slice(count)) : [];
  return {
    kind: contact.kind,
    hash: erasureHash(hash, contact),
    inText: short.filter(({ length }) => length >= MIN_DIGITS).map((part) => hash(`phone ${part}`)),
    until,
  };
}

const EMAIL = /[^\s@<>()[\]"'`,;:\\/=]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const PHONE = /(?<![\p{L}\p{N}_.-])\+?\(?\d(?:[\s().\u2010-\u2015/-]{0,3}\d){6,16}(?![\p{L}\p{N}_])/gu;
export const BLACKENED = '[erased]';

/** Finds people by what stands in documents, knowing only hashes of their contacts. */
export class ContactMatcher {
  readonly #hash: KeyedHash;
  readonly #until = new Map<string, number>();
  readonly #inText = new Map<string, number>();
  readonly #kinds: ReadonlySet<ContactKind>;

  constructor(hash: KeyedHash, contacts: readonly HashedContact[]) {
    this.#hash = hash;
    this.#kinds = new Set(contacts.map(({ kind }) => kind));
    for (const { hash: own, inText, until } of contacts) {
      later(this.#until, own, until);
      for (const form of [own, ...inText]) later(this.#inText, form, until);
    }
  }

  /** Whether free text can name them at all. */
  get inText(): boolean {
    return this.#kinds.has('email') || this.#kinds.has('phone');
  }

  /** @param storedAt when the document came to be: milliseconds, UTC */
  owns(contacts: readonly Contact[], storedAt: number): boolean {
    return contacts.some(
      (contact) =>
        this.#kinds.has(contact.kind) &&
        storedAt <= (this.#until.get(this.#hash(`${contact.kind} ${plainForm(contact)}`)) ?? -1),
    );
  }

  /** As `owns`, for contacts that are stored as their hashes. */
  ownsHashes(hashes: readonly string[], storedAt: number): boolean {
    return hashes.some((known) => storedAt <= (this.#until.get(known) ?? -1));
  }

  /** The text with their contacts blackened; the same text where there are none. */
  blacken(text: string, storedAt: number): string {
    let out = text;
    const cover = (kind: ContactKind, pattern: RegExp): void => {
      if (!this.#kinds.has(kind)) return;
      out = out.replaceAll(pattern, (found) => {
        const form = plainForm({ kind, value: found.replace(/[.\s]+$/, '') });
        // With its country code a number is whole, and like no other.
        const forms = /^\(?(\+|00)/.test(found) ? this.#until : this.#inText;
        const known = forms.get(this.#hash(`${kind} ${form}`)) ?? -1;
        return storedAt <= known ? BLACKENED : found;
      });
    };
    if (text.includes('@')) cover('email', EMAIL);
    if (/\d/.test(text)) cover('phone', PHONE);
    return out;
  }

  /** A copy with their contacts blackened in every text; undefined where there are none. */
  blackenAll<T>(value: T, storedAt: number): T | undefined {
    let found = false;
    const walk = (part: unknown): unknown => {
      if (typeof part === 'string') {
        const text = this.blacken(part, storedAt);
        found ||= text !== part;
        return text;
      }
      if (Array.isArray(part)) return part.map(walk);
      if (typeof part !== 'object' || part === null) return part;
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
    };
    const copy = walk(value) as T;
    return found ? copy : undefined;
  }
}

function later(map: Map<string, number>, key: string, until: number): void {
  map.set(key, Math.max(until, map.get(key) ?? until));
}
