import { tokenize } from '../analysis/tokens.ts';
import { prefixDistance } from './prefix-distance.ts';

export type SuggestionKind = 'query' | 'category' | 'brand' | 'product_type';

/** A name that the catalogue has, and shoppers may be about to write. */
export interface Label {
  /** As it is shown. */
  readonly text: string;
  readonly kind: SuggestionKind;
  /** Its words, folded. */
  readonly words: readonly string[];
  /** Languages it is a name in; absent: any. */
  readonly languages?: readonly string[] | undefined;
  /** Terms of the index: products with any of them are meant. */
  readonly terms: readonly string[];
  /** Words that products must have besides, as terms of the index. */
  readonly also?: readonly string[] | undefined;
  /** What a filter takes: category id, brand or product type. */
  readonly value?: string | undefined;
}

/** A label in which a word starts like what was typed. */
export interface LabelMatch {
  readonly label: Label;
  /** The place of that word. */
  readonly at: number;
  /** Slips of the key. */
  readonly slips: number;
}

/** The words of a name, as labels keep them. */
export const labelWords = (text: string): string[] => tokenize(text).map((token) => token.text);

/** Labels by how their words start. Adding one costs microseconds. */
export class Labels {
  /** By the first letter, by the first two. */
  readonly #byStart = new Map<string, { label: Label; at: number }[]>();
  readonly #known = new Set<string>();

  get size(): number {
    return this.#known.size;
  }

  /** @param key of what is the same label, whatever its text */
  add(key: string, label: () => Label | undefined): void {
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const made = label();
    for (const [at, word] of made?.words.entries() ?? []) {
      this.#push(word.slice(0, 1), made!, at);
      if (word.length > 1) this.#push(word.slice(0, 2), made!, at);
    }
  }

  /** Calls `visit` with labels of which a word starts so. @param first only the first word */
  startingWith(prefix: string, first: boolean, visit: (match: LabelMatch) => void): void {
    for (const { label, at } of this.#byStart.get(prefix.slice(0, 2)) ?? [])
      if ((at === 0 || !first) && label.words[at]!.startsWith(prefix)) visit({ label, at, slips: 0 });
  }

  /** Calls `visit` with labels of which a word starts almost so: the first letter is right, or swapped with the second. */
  near(prefix: string, limit: number, visit: (match: LabelMatch) => void): void {
    for (const start of new Set([prefix.charAt(0), prefix.charAt(1)])) {
      for (const { label, at } of this.#byStart.get(start) ?? []) {
        const slips = prefixDistance(prefix, label.words[at]!, limit);
        if (slips <= limit) visit({ label, at, slips });
      }
    }
  }

  #push(start: string, label: Label, at: number): void {
    const list = this.#byStart.get(start);
    if (list) list.push({ label, at });
    else this.#byStart.set(start, [{ label, at }]);
  }
}
