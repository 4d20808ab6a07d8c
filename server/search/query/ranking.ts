/** How much each sign of relevance counts. The worth of a word as it stands is 1. */
export interface Ranking {
  /** Of two words written in one: `mousepad` for `mouse pad`. */
  readonly joined: number;
  /** Of the same word in another gender or number. */
  readonly inflected: number;
  /** Of the same quantity in another unit, or nearly so: 13.3 for 13 inches. */
  readonly sameQuantity: number;
  /** Of the number of a quantity without its unit. */
  readonly numberAlone: number;
  /** Of each of two words that are one: `head` and `phones` for `headphones`. */
  readonly partOfWord: number;
  /** Of being the thing under another name: `notebook` for `laptop`. */
  readonly sameKind: number;
  /** Of a title that names the thing under another name, among others. */
  readonly namedKind: number;
  /** Of a modifier under another name: `notebook bag` for `laptop bag`. */
  readonly modifier: number;
  /** What being the thing asked for adds, in idf of its word. */
  readonly kindBoost: number;
  /** The same where an accessory is asked for. */
  readonly accessoryBoost: number;
  /** What a title adds that has the same plural: `shoes` before `hot shoe`. In idf of the word. */
  readonly plural: number;
  /** What a word with the number after it adds (`windows 10`), in its idf. */
  readonly phraseBoost: number;
  /** How steeply a score falls with the words that a product lacks: (idf matched / idf asked) to this power. */
  readonly coverage: number;
}

export const RANKING: Ranking = {
  joined: 0.8,
  inflected: 0.9,
  sameQuantity: 0.9,
  numberAlone: 0.35,
  partOfWord: 0.5,
  sameKind: 0.4,
  namedKind: 0.3,
  modifier: 0.6,
  kindBoost: 1,
  accessoryBoost: 0.15,
  plural: 0.15,
  phraseBoost: 1,
  coverage: 1.5,
};
