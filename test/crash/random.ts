import { hash } from 'node:crypto';
import { mulberry32 } from '../fixtures/mulberry32.ts';

/** Chance that repeats itself for the same parts. */
export class Random {
  readonly #next: () => number;

  constructor(...parts: readonly (string | number)[]) {
    this.#next = mulberry32(Number.parseInt(hash('sha256', parts.join('/')).slice(0, 8), 16));
  }

  /** In [0, 1). */
  next(): number {
    return this.#next();
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** From `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** Weights need not add up to anything. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries[0]![0];
  }
}
