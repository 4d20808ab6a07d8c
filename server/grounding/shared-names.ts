import type { Store } from '../platform/store/port.ts';
import { followCatalogNames } from './catalog-names.ts';
import type { Vocabulary } from './verify/vocabulary.ts';

/** The names of the catalogue, read when they are first asked for. */
export class SharedNames {
  readonly #store: Store;
  #names: ReturnType<typeof followCatalogNames> | undefined;
  constructor(store: Store) {
    this.#store = store;
  }

  /** When all of the catalogue was read: what is not known then is no name here. */
  async vocabulary(): Promise<Vocabulary> {
    this.#names ??= followCatalogNames(this.#store);
    const names = this.#names;
    try {
      await names.ready;
    } catch (error) {
      names.stop();
      this.#names = undefined;
      throw error;
    }
    return names.vocabulary;
  }

  stop(): void {
    this.#names?.stop();
    this.#names = undefined;
  }
}
