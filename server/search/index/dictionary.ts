import { boundedDistance, letterSet } from './edit-distance.ts';

/** What a term means in a facet. */
export interface FacetEntry {
  readonly facet: string;
  readonly value: string;
}

const WORD = /^[a-z]+$/;
/** Keys that are not words of the text start with a character that no word has. */
const isWord = (term: string): boolean => term.charCodeAt(0) > 0x20 && !term.includes('~');
const push = (lists: Map<string, number[]>, key: string, id: number): void => {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
};
const drop = (lists: Map<string, number[]>, key: string, id: number): void => {
  const list = lists.get(key);
  if (!list) return;
  const at = list.indexOf(id);
  if (at >= 0) {
    list[at] = list[list.length - 1]!;
    list.pop();
  }
  if (list.length === 0) lists.delete(key);
};

/** A copy: a part of a longer string (13 characters and more in V8) would keep that alive as a whole. */
const unshared = (term: string): string => (term.length < 13 ? term : Buffer.from(term).toString());

/** All terms of the index with their numbers, by name, by prefix and by likeness. */
export class Dictionary {
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];
  readonly #free: number[] = [];
  readonly #byPrefix = new Map<string, number[]>();
  readonly #byShape = new Map<string, number[]>();
  readonly #facets = new Map<number, FacetEntry>();
  #letters = new Uint32Array(1024);

  /** Term numbers are below this. */
  get bound(): number {
    return this.#terms.length;
  }

  find(term: string): number | undefined {
    return this.#ids.get(term);
  }

  term(id: number): string {
    return this.#terms[id]!;
  }

  facet(id: number): FacetEntry | undefined {
    return this.#facets.get(id);
  }

  intern(term: string, facet?: FacetEntry): number {
    let id = this.#ids.get(term);
    if (id === undefined) {
      const own = unshared(term);
      id = this.#free.pop() ?? this.#terms.length;
      this.#terms[id] = own;
      this.#ids.set(own, id);
      this.#enter(own, id);
    }
    if (facet && !this.#facets.has(id)) this.#facets.set(id, facet);
    return id;
  }

  /** Forgets a term that no product has any more; its number will be given to another. */
  release(id: number): void {
    const term = this.#terms[id];
    if (!term || this.#ids.get(term) !== id) return;
    this.#ids.delete(term);
    this.#facets.delete(id);
    if (isWord(term)) {
      if (term.length >= 2) drop(this.#byPrefix, term.slice(0, 2), id);
      if (WORD.test(term)) drop(this.#byShape, term.charAt(0) + term.length, id);
    }
    this.#terms[id] = '';
    this.#free.push(id);
  }

  /** Words that start with `prefix` (two letters or more) and are longer. */
  startingWith(prefix: string): number[] {
    return (this.#byPrefix.get(prefix.slice(0, 2)) ?? []).filter((id) => {
      const term = this.#terms[id]!;
      return term.length > prefix.length && term.startsWith(prefix);
    });
  }

  /** Words of letters alone with the same first letter that at most `distance` typing slips turn into `word`. */
  similarTo(word: string, distance: number): { id: number; distance: number }[] {
    const found: { id: number; distance: number }[] = [];
    const letters = letterSet(word);
    for (let length = word.length - distance; length <= word.length + distance; length += 1) {
      for (const id of this.#byShape.get(word.charAt(0) + length) ?? []) {
        if (differing(letters ^ this.#letters[id]!) > 2 * distance) continue;
        const d = boundedDistance(word, this.#terms[id]!, distance);
        if (d <= distance) found.push({ id, distance: d });
      }
    }
    return found;
  }

  #enter(term: string, id: number): void {
    if (!isWord(term)) return;
    if (term.length >= 2) push(this.#byPrefix, term.slice(0, 2), id);
    if (!WORD.test(term)) return;
    push(this.#byShape, term.charAt(0) + term.length, id);
    if (id >= this.#letters.length) {
      const larger = new Uint32Array(Math.max(id + 1, this.#letters.length * 2));
      larger.set(this.#letters);
      this.#letters = larger;
    }
    this.#letters[id] = letterSet(term);
  }
}

/** Number of one-bits. */
function differing(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
