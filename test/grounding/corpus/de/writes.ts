import type { WriteAttack } from '../skeleton.ts';
import { cartWrites } from './writes-cart.ts';
import { checkoutWrites } from './writes-checkout.ts';

export const writes: readonly WriteAttack[] = [...cartWrites, ...checkoutWrites];
