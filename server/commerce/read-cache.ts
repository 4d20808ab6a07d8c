import { LRUCache } from 'lru-cache';

/**
 * Documents kept in memory by key, with one load at a time per key. Whoever owns it calls `invalidate` from
 * `Store.onCommit`: a load that began before an invalidation is answered but not kept, so what was revoked never comes back.
 */
export class ReadCache<V extends object> {
  readonly #values: LRUCache<string, V>;
  readonly #loading = new Map<string, Promise<V | undefined>>();

  /** @param max how many values are kept */
  constructor(max: number) {
    this.#values = new LRUCache({ max });
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    this.#loading.delete(key);
    this.#values.set(key, value);
  }

  /** From memory, else by `read`. What `read` does not find is not remembered. */
  async load(key: string, read: () => Promise<V | undefined>): Promise<V | undefined> {
    const known = this.#values.get(key) ?? this.#loading.get(key);
    if (known) return known;
    const loading = read();
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      if (value && this.#loading.get(key) === loading) this.#values.set(key, value);
      return value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  invalidate(key: string): void {
    this.#loading.delete(key);
    this.#values.delete(key);
  }

  clear(): void {
    this.#loading.clear();
    this.#values.clear();
  }
}
