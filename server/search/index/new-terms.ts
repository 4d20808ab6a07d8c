import { boundedDistance, differing, letterSet } from './edit-distance.ts';
import { isWord } from './sorted-terms.ts';
import { TextList } from './text-list.ts';

const LETTERS = /^[a-z]+$/;

function push(lists: Map<string, number[]>, key: string, id: number): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}

/** The terms that came since the last merge, numbered as they came. */
export class NewTerms {
  /** By number; for the merge. */
  readonly list = new TextList();
  /** How facets show them; empty for those that stand in no facet. */
  readonly labels = new TextList();
  readonly #terms: string[] = [];
  readonly #letters: number[] = [];
  readonly #ids = new Map<string, number>();
  readonly #byPrefix = new Map<string, number[]>();
  readonly #byShape = new Map<string, number[]>();

  get count(): number {
    return this.#terms.length;
  }

  /** @returns -1 when there is no such term */
  find(term: string): number {
    return this.#ids.get(term) ?? -1;
  }

  term(id: number): string {
    return this.#terms[id]!;
  }

  label(id: number): string {
    return this.labels.get(id);
  }

  add(term: string, label: string): number {
    const id = this.#terms.length;
    this.list.push(term);
    this.labels.push(label);
    // A copy: as part of a longer string it would keep that alive.
    const own = this.list.get(id);
    this.#terms.push(own);
    this.#ids.set(term === own ? own : term, id);
    const word = isWord(term);
    this.#letters.push(word ? letterSet(term) : 0);
    if (word && term.length >= 2) push(this.#byPrefix, own.slice(0, 2), id);
    if (LETTERS.test(term)) push(this.#byShape, own.charAt(0) + own.length, id);
    return id;
  }

  /** Words that start with `prefix` (two letters or more). */
  startingWith(prefix: string): number[] {
    return (this.#byPrefix.get(prefix.slice(0, 2)) ?? []).filter((id) => this.#terms[id]!.startsWith(prefix));
  }

  /** As `SortedTerms.similarTo`. */
  similarTo(word: string, limit: number, visit: (id: number, distance: number) => void): void {
    const wanted = letterSet(word);
    for (let length = word.length - limit; length <= word.length + limit; length += 1) {
      for (const id of this.#byShape.get(word.charAt(0) + length) ?? []) {
        if (differing(wanted ^ this.#letters[id]!) > 2 * limit) continue;
        const distance = boundedDistance(word, this.#terms[id]!, limit);
        if (distance <= limit) visit(id, distance);
      }
    }
  }
}
