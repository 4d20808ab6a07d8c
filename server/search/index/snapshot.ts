import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Segment } from './segment.ts';
import { segmentCounts, segmentFor, segmentParts } from './segment-parts.ts';

/** Raised with every change to what the file or the arrays in it mean. */
const FORMAT = 1;
const MAGIC = 'SWSEARCH';
/** Magic, length of the header, checksum of the header, checksum of header and parts. */
const PREFIX = 20;
const CHUNK = 1 << 22;
const MAX_HEADER = 1 << 20;

/** Where a snapshot comes from. */
export interface SnapshotOrigin {
  /** Of all that turns texts into terms: another one means other terms. */
  readonly analysis: string;
  /** What the owner of the snapshot wants to know of it. */
  readonly meta: Readonly<Record<string, string | number>>;
}

const Count = z.int().nonnegative();
const Header = z.strictObject({
  format: z.literal(FORMAT),
  littleEndian: z.boolean(),
  analysis: z.string(),
  meta: z.record(z.string(), z.union([z.string(), z.number()])),
  counts: z.strictObject({
    slots: Count,
    variants: Count,
    terms: Count,
    labels: Count,
    prices: z.array(z.string()),
  }),
  lengths: z.array(Count),
});

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const bytesOf = (array: Uint8Array | Uint32Array | Float64Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** The snapshot cannot be used; the message says why. The index has to be built anew. */
export class SnapshotRefusedError extends Error {
  override readonly name = 'SnapshotRefusedError';
}

/** Writes a segment to a file, all of it or nothing: a temporary file beside it is made durable and takes its name. */
export function writeSnapshot(path: string, segment: Segment, origin: SnapshotOrigin): void {
  const parts = segmentParts(segment);
  const header = Buffer.from(
    JSON.stringify({
      format: FORMAT,
      littleEndian,
      ...origin,
      counts: segmentCounts(segment),
      lengths: parts.map((part) => part.length),
    } satisfies z.infer<typeof Header>),
  );
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w');
  try {
    let at = PREFIX;
    let sum = 0;
    const write = (bytes: Uint8Array): void => {
      sum = crc32(bytes, sum);
      at += writeSync(file, bytes, 0, bytes.length, at);
    };
    write(header);
    for (const part of parts) {
      const bytes = bytesOf(part);
      // A copy: what can be sold of a product may change while this runs.
      for (let i = 0; i < bytes.length; i += CHUNK) write(Buffer.from(bytes.subarray(i, i + CHUNK)));
    }
    const prefix = Buffer.alloc(PREFIX);
    prefix.write(MAGIC, 'latin1');
    prefix.writeUInt32LE(header.length, 8);
    prefix.writeUInt32LE(crc32(header), 12);
    prefix.writeUInt32LE(sum, 16);
    writeSync(file, prefix, 0, PREFIX, 0);
    fsyncSync(file);
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch {
    // Some systems cannot do that with folders: then the new name lasts when it lasts.
  } finally {
    closeSync(folder);
  }
}

/**
 * Reads a snapshot.
 * @param analysis as it must have been written with
 * @returns undefined when there is no such file
 * @throws SnapshotRefusedError when it is damaged, or of another version or analysis
 */
export async function readSnapshot(
  path: string,
  analysis: string,
): Promise<{ segment: Segment; meta: SnapshotOrigin['meta'] } | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const prefix = Buffer.alloc(PREFIX);
    fill(file.fd, prefix, 0);
    if (prefix.toString('latin1', 0, 8) !== MAGIC) throw new SnapshotRefusedError('it is no snapshot');
    const length = prefix.readUInt32LE(8);
    if (length > MAX_HEADER) throw new SnapshotRefusedError('its header is damaged');
    const bytes = Buffer.alloc(length);
    fill(file.fd, bytes, PREFIX);
    if (crc32(bytes) !== prefix.readUInt32LE(12)) throw new SnapshotRefusedError('its header is damaged');
    const header = parsed(bytes);
    if (header.littleEndian !== littleEndian)
      throw new SnapshotRefusedError('it is of another kind of machine');
    if (header.analysis !== analysis)
      throw new SnapshotRefusedError('it is of another version of the analysis');
    if (header.lengths.reduce((sum, n) => sum + n, 0) > size)
      throw new SnapshotRefusedError('it is cut short');
    const { segment, parts } = segmentFor(header.counts, header.lengths);
    let sum = crc32(bytes);
    let at = PREFIX + length;
    for (const part of parts) {
      const target = bytesOf(part);
      fill(file.fd, target, at);
      sum = crc32(target, sum);
      at += target.length;
    }
    if (at !== size || sum !== prefix.readUInt32LE(16))
      throw new SnapshotRefusedError('its checksum is wrong');
    return { segment, meta: header.meta };
  } finally {
    await file.close();
  }
}

function parsed(bytes: Buffer): z.infer<typeof Header> {
  const header = Header.safeParse(JSON.parse(bytes.toString()));
  if (header.success) return header.data;
  throw new SnapshotRefusedError('it is of another version');
}

/** Reads exactly as many bytes as `target` holds. */
function fill(file: number, target: Buffer, position: number): void {
  for (let at = 0; at < target.length; ) {
    const read = readSync(file, target, at, Math.min(target.length - at, CHUNK), position + at);
    if (read === 0) throw new SnapshotRefusedError('it is cut short');
    at += read;
  }
}
