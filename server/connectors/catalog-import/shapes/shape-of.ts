import type { Clock } from '../../../platform/clock.ts';
import type { Mapping } from '../mapping.ts';
import type { Shape } from './draft.ts';
import { fieldShape } from './fields.ts';
import { googleShape } from './google.ts';
import { nativeShape } from './native.ts';
import { shopifyShape } from './shopify.ts';
import { wooCommerceShape } from './woocommerce.ts';

/** How rows become products under a mapping; without one they are products already. */
export function shapeOf(mapping: Mapping | undefined, clock: Clock): Shape {
  if (!mapping) return nativeShape;
  switch (mapping.format) {
    case 'shopify':
      return shopifyShape(mapping);
    case 'woocommerce':
      return wooCommerceShape(mapping, clock);
    case 'google':
      return googleShape(mapping, clock);
    default:
      return fieldShape(mapping);
  }
}
