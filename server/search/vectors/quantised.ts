/** A direction in whole numbers from -127 to 127: a quarter of the memory, and cosines off by some thousandths at most. */
export type Quantised = Int8Array;

/** @throws RangeError for a vector without a direction: 0 everywhere, or not finite */
export function quantised(vector: ArrayLike<number>): Quantised {
  let most = 0;
  for (let i = 0; i < vector.length; i += 1) {
    const size = Math.abs(vector[i]!);
    if (!Number.isFinite(size)) throw new RangeError('the vector holds what is no finite number');
    if (size > most) most = size;
  }
  if (most === 0) throw new RangeError('the vector is 0 everywhere');
  const out = new Int8Array(vector.length);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.round((vector[i]! / most) * 127);
  return out;
}

export function lengthOf(vector: Quantised): number {
  let sum = 0;
  for (const part of vector) sum += part * part;
  return Math.sqrt(sum);
}
