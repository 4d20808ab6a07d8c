import { fitted, sharedBytes, sharedUint32 } from './shared-arrays.ts';

/** The arrays of a `TextList`: text i is UTF-8 in `bytes` from `starts[i]` to `starts[i + 1]`. */
export interface TextListData {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** Texts one after the other in one block of bytes. They can be added at the end, and never change. */
export class TextList {
  #bytes: Buffer;
  #starts: Uint32Array;
  #count: number;

  constructor(data: TextListData = { bytes: sharedBytes(256), starts: sharedUint32(64), count: 0 }) {
    this.#bytes = buffer(data.bytes);
    this.#starts = data.starts;
    this.#count = data.count;
  }

  get count(): number {
    return this.#count;
  }

  /** For another thread; what is added later does not show. */
  get data(): TextListData {
    const { buffer: memory, byteOffset, byteLength } = this.#bytes;
    return {
      bytes: new Uint8Array(memory, byteOffset, byteLength),
      starts: this.#starts,
      count: this.#count,
    };
  }

  /** The block that `start` and `end` point into. */
  get bytes(): Buffer {
    return this.#bytes;
  }
  start(i: number): number {
    return this.#starts[i]!;
  }
  end(i: number): number {
    return this.#starts[i + 1]!;
  }

  get(i: number): string {
    return this.#bytes.toString('utf8', this.#starts[i]!, this.#starts[i + 1]!);
  }

  push(text: string): void {
    const at = this.#open(text.length * 3);
    this.#close(at + this.#bytes.write(text, at));
  }

  /** Adds several texts as one, each followed by the byte `separator`. */
  pushAll(texts: readonly string[], separator: number): void {
    let at = this.#open(texts.reduce((sum, text) => sum + text.length * 3 + 1, 0));
    for (const text of texts) {
      at += this.#bytes.write(text, at);
      this.#bytes[at++] = separator;
    }
    this.#close(at);
  }

  /** Adds a text as it stands in another list. */
  pushBytes(from: Buffer, start: number, end: number): void {
    const at = this.#open(end - start);
    from.copy(this.#bytes, at, start, end);
    this.#close(at + end - start);
  }

  #open(room: number): number {
    this.#starts = fitted(this.#starts, this.#count + 2);
    const at = this.#starts[this.#count]!;
    if (at + room > this.#bytes.length) this.#bytes = buffer(fitted(this.#bytes, at + room));
    return at;
  }

  #close(end: number): void {
    this.#count += 1;
    this.#starts[this.#count] = end;
  }
}

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
