import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Quantised } from './quantised.ts';

/** Raised with every change to what the file means. */
const FORMAT = 1;
const MAGIC = 'SWVECTOR';
/** Magic, length of the header, checksum of the header. */
const PREFIX = 16;
/** Checksum, kind, length of the id. */
const RECORD = 7;
const HASH = 16;
const CHUNK = 1 << 20;
const MAX_HEADER = 1 << 16;
const KIND = { vector: 1, removed: 2, spent: 3 } as const;
const BUDGET = 16;

const Header = z.strictObject({
  format: z.literal(FORMAT),
  /** Id of the embedder. */
  model: z.string(),
  dimensions: z
    .int()
    .min(1)
    .max(1 << 15),
});
export type VectorFileHeader = Omit<z.infer<typeof Header>, 'format'>;

/** One entry of the file. The last one for a product counts. */
export type VectorRecord =
  | { readonly kind: 'vector'; readonly productId: string; readonly hash: string; readonly vector: Quantised }
  | { readonly kind: 'removed'; readonly productId: string }
  /** What was sent to the embedder on a day. */
  | { readonly kind: 'spent'; readonly day: number; readonly characters: number };

/**
 * A file that only grows: what is added is at its end, each entry with its checksum. What a crash left half written at
 * the end is cut off when it is opened next, and made anew.
 */
export class VectorFile {
  readonly header: VectorFileHeader;
  readonly #file: FileHandle;
  #size: number;

  private constructor(file: FileHandle, header: VectorFileHeader, size: number) {
    this.#file = file;
    this.header = header;
    this.#size = size;
  }

  /** @returns undefined when there is no file, or one that cannot be read or is of another version */
  static async open(path: string, onRecord: (record: VectorRecord) => void): Promise<VectorFile | undefined> {
    const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!file) return undefined;
    try {
      const found = await readHeader(file);
      if (found) {
        const { header, length } = found;
        const end = await replay(file, length, header.dimensions, onRecord);
        await file.truncate(end);
        return new VectorFile(file, header, end);
      }
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    return undefined;
  }

  /** A new file in place of what is there. Its name is given when all of it is on the disk. */
  static async create(
    path: string,
    header: VectorFileHeader,
    records: Iterable<VectorRecord> = [],
  ): Promise<VectorFile> {
    const temporary = `${path}.new`;
    const file = openSync(temporary, 'w');
    try {
      const bytes = Buffer.from(
        JSON.stringify({ format: FORMAT, ...header } satisfies z.infer<typeof Header>),
      );
      const prefix = Buffer.alloc(PREFIX);
      prefix.write(MAGIC, 'latin1');
      prefix.writeUInt32LE(bytes.length, 8);
      prefix.writeUInt32LE(crc32(bytes), 12);
      writeSync(file, Buffer.concat([prefix, bytes]));
      let pending: Buffer[] = [];
      let size = 0;
      for (const record of records) {
        const encoded = encode(record);
        pending.push(encoded);
        size += encoded.length;
        if (size < CHUNK) continue;
        writeSync(file, Buffer.concat(pending));
        pending = [];
        size = 0;
        await nextTurn();
      }
      if (size > 0) writeSync(file, Buffer.concat(pending));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    const made = await open(path, 'r+');
    return new VectorFile(made, header, (await made.stat()).size);
  }

  /** Bytes. */
  get size(): number {
    return this.#size;
  }

  /** One call at a time. What was added lasts a crash of the process, and one of the machine after `close`. */
  async append(records: readonly VectorRecord[]): Promise<void> {
    const bytes = Buffer.concat(records.map(encode));
    await this.#file.write(bytes, 0, bytes.length, this.#size);
    this.#size += bytes.length;
  }

  async close(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
  }
}

/** @returns undefined for what is no such file, and the length of the header with what is before it */
async function readHeader(
  file: FileHandle,
): Promise<{ header: VectorFileHeader; length: number } | undefined> {
  const prefix = Buffer.alloc(PREFIX);
  await file.read(prefix, 0, PREFIX, 0);
  const bytes = Buffer.alloc(Math.min(prefix.readUInt32LE(8), MAX_HEADER));
  await file.read(bytes, 0, bytes.length, PREFIX);
  const isWhole = prefix.toString('latin1', 0, 8) === MAGIC && crc32(bytes) === prefix.readUInt32LE(12);
  if (!isWhole || bytes.length === 0) return undefined;
  const header = Header.safeParse(JSON.parse(bytes.toString()));
  if (!header.success) return undefined;
  const { model, dimensions } = header.data;
  return { header: { model, dimensions }, length: PREFIX + bytes.length };
}

/** Reads entry after entry. @returns where the last whole one ends */
async function replay(
  file: FileHandle,
  start: number,
  dimensions: number,
  onRecord: (record: VectorRecord) => void,
): Promise<number> {
  let at = start;
  let rest = Buffer.alloc(0);
  for (;;) {
    const chunk = Buffer.alloc(CHUNK);
    const { bytesRead } = await file.read(chunk, 0, CHUNK, at + rest.length);
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let used = 0;
    for (;;) {
      const record = decode(rest, used, dimensions);
      if (record === 'damaged') return at + used;
      if (!record) break;
      onRecord(record.record);
      used += record.length;
    }
    at += used;
    rest = rest.subarray(used);
    if (bytesRead === 0) return at;
  }
}

function encode(record: VectorRecord): Buffer {
  const id = Buffer.from(record.kind === 'spent' ? '' : record.productId);
  const body = bodyOf(record);
  const out = Buffer.alloc(RECORD + id.length + body.length);
  out.writeUInt8(KIND[record.kind], 4);
  out.writeUInt16LE(id.length, 5);
  id.copy(out, RECORD);
  body.copy(out, RECORD + id.length);
  out.writeUInt32LE(crc32(out.subarray(4)));
  return out;
}

function bodyOf(record: VectorRecord): Buffer {
  if (record.kind === 'removed') return Buffer.alloc(0);
  if (record.kind === 'vector')
    return Buffer.concat([Buffer.from(record.hash, 'latin1'), new Uint8Array(record.vector)]);
  const body = Buffer.alloc(BUDGET);
  body.writeDoubleLE(record.day);
  body.writeDoubleLE(record.characters, 8);
  return body;
}

/** @returns undefined when the entry is not there in full */
function decode(
  bytes: Buffer,
  at: number,
  dimensions: number,
): { record: VectorRecord; length: number } | 'damaged' | undefined {
  if (bytes.length < at + RECORD) return undefined;
  const kind = bytes.readUInt8(at + 4);
  const idLength = bytes.readUInt16LE(at + 5);
  const bodyLength = { [KIND.vector]: HASH + dimensions, [KIND.removed]: 0, [KIND.spent]: BUDGET }[kind];
  if (bodyLength === undefined) return 'damaged';
  const length = RECORD + idLength + bodyLength;
  if (bytes.length < at + length) return undefined;
  if (crc32(bytes.subarray(at + 4, at + length)) !== bytes.readUInt32LE(at)) return 'damaged';
  const productId = bytes.toString('utf8', at + RECORD, at + RECORD + idLength);
  const body = bytes.subarray(at + RECORD + idLength, at + length);
  if (kind === KIND.removed) return { record: { kind: 'removed', productId }, length };
  if (kind === KIND.spent)
    return { record: { kind: 'spent', day: body.readDoubleLE(0), characters: body.readDoubleLE(8) }, length };
  const hash = body.toString('latin1', 0, HASH);
  return { record: { kind: 'vector', productId, hash, vector: new Int8Array(body.subarray(HASH)) }, length };
}
