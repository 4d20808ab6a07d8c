import type { Store } from '../../../platform/store/port.ts';
import { type CatalogItem, channelCatalogItems } from './model.ts';
import { pagesOf } from './pages.ts';

/** Which variants Meta has, in memory: replies are rendered without waiting for the disk. */
export class ShownItems {
  readonly #store: Store;
  readonly #ids = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
    store.onCommit((changes) => {
      for (const { collection, _id, document } of changes)
        if (collection === channelCatalogItems.name) this.#note(_id, document as CatalogItem | undefined);
    });
  }

  async load(): Promise<void> {
    for await (const page of pagesOf(this.#store, channelCatalogItems, { there: true }))
      for (const item of page) this.#note(item._id, item);
  }

  has(variantId: string): boolean {
    return this.#ids.has(variantId);
  }

  get none(): boolean {
    return this.#ids.size === 0;
  }

  #note(id: string, item: CatalogItem | undefined): void {
    if (item?.there) this.#ids.add(id);
    else this.#ids.delete(id);
  }
}
