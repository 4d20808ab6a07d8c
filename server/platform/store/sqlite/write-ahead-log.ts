import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { momentOf } from './backup.ts';

/** What is found in the log beside a database: https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
export interface WriteAheadLog {
  /** False when the beginning cannot be read: then nothing of the log counts. */
  readable: boolean;
  /** Where each transaction ends that a reader would find, in bytes from the beginning. */
  commits: number[];
  /** Where the first frame begins that does not fit those before it. */
  end: number;
  /** Pages after `end` that were written after the log was last begun anew, and that no reader would find. */
  stray: number;
}

const HEADER = 32;
const FRAME_HEADER = 24;
/** The last bit tells the order of bytes that checksums are made with. */
const MAGIC = 0x377f0682;

export function readLog(bytes: Buffer): WriteAheadLog {
  const unreadable: WriteAheadLog = { readable: false, commits: [], end: 0, stray: 0 };
  if (bytes.length < HEADER) return unreadable;
  const magic = bytes.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== MAGIC) return unreadable;
  const sum = checksummer(bytes, (magic & 1) === 1);
  const pageSize = bytes.readUInt32BE(8) || 65_536;
  let [first, second] = sum(0, 24, 0, 0);
  if (first !== bytes.readUInt32BE(24) || second !== bytes.readUInt32BE(28)) return unreadable;
  const size = FRAME_HEADER + pageSize;
  const ofThisLog = (at: number): boolean => bytes.compare(bytes, 16, 24, at + 8, at + 16) === 0;
  const commits: number[] = [];
  let at = HEADER;
  for (; at + size <= bytes.length && ofThisLog(at); at += size) {
    [first, second] = sum(at, 8, first, second);
    [first, second] = sum(at + FRAME_HEADER, pageSize, first, second);
    if (first !== bytes.readUInt32BE(at + 16) || second !== bytes.readUInt32BE(at + 20)) break;
    if (bytes.readUInt32BE(at + 4) !== 0) commits.push(at + size);
  }
  let stray = 0;
  for (let rest = at; rest + size <= bytes.length; rest += size) if (ofThisLog(rest)) stray += 1;
  return { readable: true, commits, end: at, stray };
}

type Sums = [first: number, second: number];

function checksummer(bytes: Buffer, bigEndian: boolean) {
  const word = (at: number): number => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  return (from: number, length: number, first: number, second: number): Sums => {
    let [a, b] = [first, second];
    for (let at = from; at < from + length; at += 8) {
      a = (a + word(at) + b) >>> 0;
      b = (b + word(at + 4) + a) >>> 0;
    }
    return [a, b];
  };
}

/**
 * SQLite leaves out what it cannot read of a log, without a word, and writes over it. Keeps a copy of a log in which more
 * was than will be read. A process that is killed leaves no such log; a damaged disk does, and a loss of power can, with
 * pages of a transaction that was never acknowledged.
 * @param now milliseconds, UTC
 * @returns what to tell the operator; undefined when all is well
 */
export function keepDamagedLog(path: string, now: number): string | undefined {
  const log = `${path}-wal`;
  if (!existsSync(log)) return undefined;
  const bytes = readFileSync(log);
  if (bytes.length <= HEADER) return undefined;
  const { readable, stray } = readLog(bytes);
  if (readable && stray === 0) return undefined;
  const kept = `${log}-damaged-${momentOf(now)}`;
  if (readable) copyFileSync(log, kept);
  else renameSync(log, kept);
  const lost = readable
    ? `${stray} pages in it come after a place that cannot be read`
    : 'its beginning cannot be read';
  return (
    `${log} is damaged: ${lost}, so what was stored last may be missing. The log is kept as ${kept}. ` +
    'Compare the latest orders with the payment provider; a loss of power may leave this with nothing missing'
  );
}
