/** From this size on, in bytes, memory comes from the system by the page. */
const PAGED = 1 << 16;
/** It can grow where it is, up to so many times its size. */
const ROOM = 4;

/**
 * Memory that can grow is the system's own, and goes back to it as soon as it is free; room to grow takes addresses, no
 * memory. Other memory is taken from the heap of the C library, which keeps much of what it once had.
 */
const memory = (bytes: number): SharedArrayBuffer =>
  bytes < PAGED
    ? new SharedArrayBuffer(bytes)
    : new SharedArrayBuffer(bytes, { maxByteLength: bytes * ROOM });

/** Typed arrays over memory that a worker thread can read without a copy being made. */
export const sharedBytes = (length: number): Uint8Array => new Uint8Array(memory(length), 0, length);
export const sharedUint32 = (length: number): Uint32Array => new Uint32Array(memory(length * 4), 0, length);
export const sharedFloat64 = (length: number): Float64Array =>
  new Float64Array(memory(length * 8), 0, length);

type Shareable = Uint8Array | Uint32Array | Float64Array;

/** A view of the kind of `array` over all of `buffer`. */
function viewLike<A extends Shareable>(array: A, buffer: SharedArrayBuffer): A;
function viewLike(array: Shareable, buffer: SharedArrayBuffer): Shareable {
  const length = buffer.byteLength / array.BYTES_PER_ELEMENT;
  if (array instanceof Uint8Array) return new Uint8Array(buffer, 0, length);
  if (array instanceof Uint32Array) return new Uint32Array(buffer, 0, length);
  return new Float64Array(buffer, 0, length);
}

function copied<A extends Shareable>(array: A, buffer: SharedArrayBuffer): A {
  const other = viewLike(array, buffer);
  other.set(other.length < array.length ? array.subarray(0, other.length) : array);
  return other;
}

/** A shared array of the same kind with `length` elements that starts with what `array` holds. */
export const resized = <A extends Shareable>(array: A, length: number): A =>
  copied(array, memory(length * array.BYTES_PER_ELEMENT));

/** A shared array with `length` elements, more than `array` has, that starts with those: the same memory, or a copy. */
export function grown<A extends Shareable>(array: A, length: number): A {
  const { buffer } = array;
  const bytes = length * array.BYTES_PER_ELEMENT;
  // Of memory that others have made longer the rest is theirs.
  const isWhole = buffer.byteLength === array.byteLength;
  if (!(buffer instanceof SharedArrayBuffer) || !isWhole || !buffer.growable || bytes > buffer.maxByteLength)
    return resized(array, length);
  buffer.grow(bytes);
  return viewLike(array, buffer);
}

/** The array itself while `length` elements fit, else a longer one with room for more. */
export const fitted = <A extends Shareable>(array: A, length: number): A =>
  length <= array.length ? array : grown(array, Math.max(length, 64, Math.ceil(array.length * 1.25)));

/**
 * Tells the collector that so many bytes of shared arrays are let go of. It does not count what threads share, and would
 * not look for a long time. What it is told of here is never touched, and so takes no memory.
 */
export function tellOfGarbage(bytes: number): void {
  for (let left = bytes; left >= TOLD; left -= TOLD) new ArrayBuffer(TOLD);
}
/** Less is not worth a collection. The heap of the C library has no part in blocks of this size. */
const TOLD = 1 << 26;

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
