import { Ranges, type RangesData } from './ranges.ts';

/** Texts that can be read by number. */
export interface Texts {
  readonly count: number;
  /** UTF-8. */
  readonly bytes: Buffer;
  /** Where text i starts in `bytes`. */
  start(i: number): number;
  end(i: number): number;
  get(i: number): string;
}

/** Texts that do not change: UTF-8, one after the other. */
export interface PackedTextsData {
  readonly bytes: Uint8Array;
  readonly ranges: RangesData;
}

export class PackedTexts implements Texts {
  readonly bytes: Buffer;
  readonly #ranges: Ranges;

  constructor({ bytes, ranges }: PackedTextsData) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#ranges = new Ranges(ranges);
  }

  get count(): number {
    return this.#ranges.count;
  }
  start(i: number): number {
    return this.#ranges.start(i);
  }
  end(i: number): number {
    return this.#ranges.start(i) + this.#ranges.size(i);
  }
  get(i: number): string {
    const start = this.start(i);
    return this.bytes.toString('utf8', start, start + this.#ranges.size(i));
  }
}
