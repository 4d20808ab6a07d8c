import { categories, type LocalizedText, type Product, products } from '../commerce/catalog/model.ts';
import { SHOP_ID, type Shop, shops } from '../commerce/shop/model.ts';
import type { Store } from '../platform/store/port.ts';
import { CatalogVocabulary, type NamedProduct } from './verify/vocabulary.ts';

const SLICE = 40;
/** What a colour or size is called is asked and answered all the time; it is bound by options, not by words. */
const SPOKEN_FREELY = /colou?r|size|talla|tamano|grosse|taille|couleur|farbe|cor\b/i;

const texts = (text: LocalizedText | undefined): string[] => Object.values(text ?? {});

/** What a product is called, and by which words it is spoken of. */
export function namedProduct(product: Product): NamedProduct {
  return {
    id: product._id,
    titles: texts(product.title),
    brand: product.brand,
    common: [
      ...texts(product.description),
      ...texts(product.title),
      ...product.options.flatMap(({ label }) => texts(label)).map((text) => text.toLowerCase()),
      ...product.attributes.flatMap(({ label }) => texts(label)).map((text) => text.toLowerCase()),
      ...texts(product.productType).map((text) => text.toLowerCase()),
      ...product.tags.map((tag) => tag.toLowerCase()),
    ],
    attributes: product.attributes
      .filter(({ name }) => !SPOKEN_FREELY.test(name))
      .flatMap(({ value, valueLabel }) =>
        valueLabel ? texts(valueLabel) : typeof value === 'string' ? [value] : [],
      ),
  };
}

/**
 * Keeps a vocabulary in step with the catalogue: reads all of it in slices, and follows every change. `ready` settles when all of it
 * was read.
 */
export function followCatalogNames(store: Store): {
  vocabulary: CatalogVocabulary;
  ready: Promise<void>;
  stop: () => void;
} {
  const vocabulary = new CatalogVocabulary();
  const put = (product: Product): void => {
    if (product.status === 'active') vocabulary.put(namedProduct(product));
    else vocabulary.remove(product._id);
  };
  const changed = new Set<string>();
  let stopped = false;
  const unfollow = store.onCommit((changes) => {
    for (const change of changes) {
      if (change.collection === shops.name && change.document)
        vocabulary.know((change.document as Shop).name);
      if (change.collection !== products.name) continue;
      const { _id, document } = change;
      changed.add(_id);
      if (document) put(document as Product);
      else vocabulary.remove(_id);
    }
  });
  const read = async (): Promise<void> => {
    vocabulary.know((await store.get(shops, SHOP_ID))?.name ?? '');
    for (const category of await store.find(categories, { limit: 10_000 }))
      vocabulary.put({
        id: category._id,
        titles: [],
        common: texts(category.title).map((t) => t.toLowerCase()),
        attributes: [],
      });
    let after: { value: string; _id: string } | undefined;
    while (!stopped) {
      const slice: Product[] = await store.find(products, { limit: SLICE, ...(after && { after }) });
      for (const product of slice) if (!changed.has(product._id)) put(product);
      const last = slice.at(-1);
      if (!last || slice.length < SLICE) return;
      after = { value: last._id, _id: last._id };
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  };
  return {
    vocabulary,
    ready: read(),
    stop: () => {
      stopped = true;
      unfollow();
    },
  };
}
