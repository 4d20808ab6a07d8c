import type { Random } from '../../crash/random.ts';
import type { Step } from './record.ts';

/** The least that a disk writes as a whole, in bytes. */
const SECTOR = 512;

type Change = Extract<Step, { what: 'write' | 'truncate' }>;

/** What becomes of that which was not synced when the power goes. */
export type Loss =
  /** Nothing of it reached the disk. */
  | 'all'
  /** Some writes reached it, others that came before did not. */
  | 'some writes'
  /** The same for each sector of each write. */
  | 'some sectors';

class Inode {
  /** As of the last sync. */
  #durable: Buffer = Buffer.alloc(0);
  #pending: Change[] = [];

  change(change: Change): void {
    this.#pending.push(change);
  }

  sync(): void {
    this.#durable = apply(this.#durable, this.#pending);
    this.#pending = [];
  }

  after(loss: Loss, random: Random): Buffer {
    if (loss === 'all') return this.#durable;
    const units = loss === 'some writes' ? this.#pending : this.#pending.flatMap(sectorsOf);
    return apply(
      this.#durable,
      units.filter(() => random.chance(0.5)),
    );
  }
}

function sectorsOf(change: Change): Change[] {
  if (change.what === 'truncate') return [change];
  const sectors: Change[] = [];
  for (let from = 0; from < change.bytes.length; ) {
    const offset = change.offset + from;
    const until = Math.min(change.bytes.length, from + SECTOR - (offset % SECTOR));
    sectors.push({ ...change, offset, bytes: change.bytes.subarray(from, until) });
    from = until;
  }
  return sectors;
}

/** A gap that nothing was written to holds zeros. */
function apply(content: Buffer, changes: readonly Change[]): Buffer {
  const ends = changes.map((change) =>
    change.what === 'write' ? change.offset + change.bytes.length : change.length,
  );
  const room = Buffer.alloc(Math.max(content.length, ...ends));
  content.copy(room);
  let { length } = content;
  for (const change of changes) {
    if (change.what === 'write') {
      change.bytes.copy(room, change.offset);
      length = Math.max(length, change.offset + change.bytes.length);
    } else {
      room.fill(0, change.length);
      length = change.length;
    }
  }
  return room.subarray(0, length);
}

/**
 * A disk that does what POSIX promises and no more: a sync makes a file durable, a sync of the folder makes names durable, and
 * whatever else was done is lost when the power goes, or is not, in any order, a sector at a time.
 */
export class Disk {
  readonly #folder: string;
  readonly #files = new Map<number, Inode | 'folder'>();
  readonly #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  do(step: Step): void {
    if (step.what === 'open') this.#open(step.file, step.path);
    else if (step.what === 'unlink') this.#names.delete(step.path);
    else if (step.what === 'rename') {
      const inode = this.#names.get(step.from);
      if (inode) this.#names.set(step.to, inode);
      this.#names.delete(step.from);
    } else {
      const file = this.#files.get(step.file);
      if (file === 'folder') {
        if (step.what === 'sync') this.#durableNames = new Map(this.#names);
      } else if (step.what === 'sync') file?.sync();
      else file?.change(step);
    }
  }

  #open(file: number, path: string): void {
    if (path === this.#folder) return void this.#files.set(file, 'folder');
    const inode = this.#names.get(path) ?? new Inode();
    this.#names.set(path, inode);
    this.#files.set(file, inode);
  }

  /** What is found when the power is back, by path. */
  afterLoss(loss: Loss, random: Random): Map<string, Buffer> {
    const names = new Map(this.#durableNames);
    if (loss !== 'all') {
      for (const [path, inode] of this.#names)
        if (names.get(path) !== inode && random.chance(0.5)) names.set(path, inode);
      for (const path of this.#durableNames.keys())
        if (!this.#names.has(path) && random.chance(0.5)) names.delete(path);
    }
    return new Map([...names].map(([path, inode]) => [path, inode.after(loss, random)]));
  }
}
