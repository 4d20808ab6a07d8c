import type { z } from 'zod';
import { Shop } from '../../commerce/shop/model.ts';

/** The shop's settings as they are exported: everything but what the store adds. */
export const ShopSettings = Shop.omit({ _id: true, version: true, createdAt: true, updatedAt: true });
export type ShopSettings = z.output<typeof ShopSettings>;
