import { products } from '../../../commerce/catalog/model.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Store } from '../../../platform/store/port.ts';

/** A catalogue hosts its pictures in a few places: so many products show them, and more than so many no host would allow. */
const MAX_PRODUCTS = 1000;
const MAX_ORIGINS = 20;
const KEPT_MS = 600_000;

/**
 * Where the pictures of the shop come from, the server's own origin first. A host forbids a page of ours every other origin.
 *
 * @param absolute makes an address of ours absolute
 */
export function imageOrigins(deps: {
  store: Store;
  clock: Clock;
  absolute: (address: string) => string;
}): () => Promise<readonly string[]> {
  let known: { origins: readonly string[]; until: number } | undefined;
  return async () => {
    const now = deps.clock.now();
    if (known && now < known.until) return known.origins;
    const found = new Set([new URL(deps.absolute('/')).origin]);
    for (const { images, variants } of await deps.store.find(products, { limit: MAX_PRODUCTS })) {
      for (const image of [...images, ...variants.flatMap((variant) => variant.image ?? [])]) {
        const address = deps.absolute(image.url);
        if (!URL.canParse(address)) continue;
        const { origin, protocol } = new URL(address);
        if (protocol === 'https:' || protocol === 'http:') found.add(origin);
      }
    }
    known = { origins: [...found].slice(0, MAX_ORIGINS), until: now + KEPT_MS };
    return known.origins;
  };
}
