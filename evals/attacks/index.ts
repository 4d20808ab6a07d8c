import type { Attack } from '../contract.ts';

/** All classes of attacks, by their numbers. */
export const attacks: readonly Attack[] = [];
