/**
 * Typed arrays over memory that a worker thread can read without a copy being made.
 */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
export const sharedUint32 = (length: number): Uint32Array =>
  new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedFloat64 = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * 8));

type Shareable = Uint8Array | Uint32Array | Float64Array;

/** A shared array of the same kind with `length` elements that starts with what `array` holds. */
export function resized<A extends Shareable>(array: A, length: number): A {
  const make =
    array instanceof Uint8Array ? sharedBytes : array instanceof Uint32Array ? sharedUint32 : sharedFloat64;
  const other = make(length) as A;
  other.set(length < array.length ? array.subarray(0, length) : array);
  return other;
}

/** The array itself while `length` elements fit, else a copy with a quarter more room. */
export const fitted = <A extends Shareable>(array: A, length: number): A =>
  length <= array.length ? array : resized(array, Math.max(length, 64, Math.ceil(array.length * 1.25)));

/** Numbers in a shared array that grows at its end. */
export class NumberList {
  data: Uint32Array;
  count: number;

  constructor(data: Uint32Array = sharedUint32(64), count = 0) {
    this.data = data;
    this.count = count;
  }

  push(value: number): void {
    if (this.count === this.data.length) this.data = fitted(this.data, this.count + 1);
    this.data[this.count++] = value;
  }
}
