const DAY_MS = 86_400_000;

/** What may be sent in one day (UTC): characters of text, whatever for. */
export class Budget {
  readonly #limit: number;
  readonly #now: () => number;
  #day: number;
  #spent: number;

  /** @param limit characters a day; 0 is no limit @param now milliseconds since the epoch */
  constructor(limit: number, now: () => number, spent?: { day: number; characters: number }) {
    this.#limit = limit;
    this.#now = now;
    this.#day = spent?.day ?? 0;
    this.#spent = spent?.characters ?? 0;
  }

  /** Days since the epoch, and what was spent in the last of them in which anything was. */
  get spent(): { day: number; characters: number } {
    return { day: this.#day, characters: this.#spent };
  }

  /** @returns false, and spends nothing, when it is used up */
  spend(texts: readonly string[]): boolean {
    const day = Math.floor(this.#now() / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#spent = 0;
    }
    if (this.#limit > 0 && this.#spent >= this.#limit) return false;
    for (const text of texts) this.#spent += text.length;
    return true;
  }

  /** Milliseconds until the next day. */
  get renewsInMs(): number {
    return DAY_MS - (this.#now() % DAY_MS);
  }
}
