import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Erasure, HashedContact } from './model.ts';

/** One erasure as it is remembered outside of the database: enough to do it again, and nothing that names anybody. */
export const ListEntry = z.strictObject({
  id: z.string(),
  contacts: z.array(HashedContact),
  threads: z.array(z.string()),
  /** Nothing had to wait, or it is over: then nothing waits when it is done again either. */
  complete: z.boolean(),
});
export type ListEntry = z.infer<typeof ListEntry>;

/** By the fingerprint of the shop whose secret made the hashes. */
const ListFile = z.strictObject({ format: z.literal(1), shops: z.record(z.string(), z.array(ListEntry)) });
type ListFile = z.infer<typeof ListFile>;

/** Its name in the data folder. */
export const LIST_NAME = 'erasures.json';
/** Ending of the copy beside a backup. */
export const BESIDE_BACKUP = '.erasures.json';

/** The list of erasures cannot be read. Without it, a backup could bring back whoever was erased. */
export class ErasureListError extends Error {
  override readonly name = 'ErasureListError';
  constructor(path: string, cause: unknown) {
    super(
      `${path} is damaged. It says who was erased, so that an older backup does not bring them back. Put the copy of the latest ` +
        `backup in its place (the file beside it that ends in ${BESIDE_BACKUP}); or, if no backup was restored since, delete it: it is made anew`,
      { cause },
    );
  }
}

/** @throws ErasureListError */
function read(path: string): ListFile {
  if (!existsSync(path)) return { format: 1, shops: {} };
  try {
    return ListFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new ErasureListError(path, error);
  }
}

/** On the disk before it answers; whole or not at all. */
function write(path: string, list: ListFile): void {
  const partial = `${path}.partial`;
  writeFileSync(partial, `${JSON.stringify(list)}\n`, { mode: 0o600 });
  chmodSync(partial, 0o600);
  toDisk(partial);
  renameSync(partial, path);
  toDisk(dirname(path));
}

function toDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Adds what is new; of an erasure that is there, what was found and done since. @returns whether anything was */
function merge(list: ListFile, shop: string, entries: readonly ListEntry[]): boolean {
  const known = new Map((list.shops[shop] ?? []).map((entry) => [entry.id, entry]));
  let changed = false;
  for (const entry of entries) {
    const before = known.get(entry.id);
    const threads = [...new Set([...(before?.threads ?? []), ...entry.threads])];
    const complete = entry.complete || before?.complete === true;
    if (before && threads.length === before.threads.length && complete === before.complete) continue;
    known.set(entry.id, { ...entry, threads, complete });
    changed = true;
  }
  if (changed) list.shops[shop] = [...known.values()];
  return changed;
}

export const entryOf = ({ _id: id, contacts, found, status }: Erasure): ListEntry => ({
  id,
  contacts,
  threads: found.threads,
  complete: status === 'done',
});

/** The list in the data folder, which stays when the database is replaced. */
export class ErasureList {
  readonly #path: string;
  readonly #shop: string;

  /** @param shop fingerprint of the secret that the hashes are made with */
  constructor(path: string, shop: string) {
    this.#path = path;
    this.#shop = shop;
  }

  /** @throws ErasureListError */
  entries(): ListEntry[] {
    return read(this.#path).shops[this.#shop] ?? [];
  }

  /** @throws ErasureListError */
  add(entries: readonly ListEntry[]): void {
    const list = read(this.#path);
    if (merge(list, this.#shop, entries)) write(this.#path, list);
  }
}

/** Puts the list beside a backup, where there is one. @returns the copy */
export function copyBesideBackup(dataDir: string, backup: string): string | undefined {
  const list = join(dataDir, LIST_NAME);
  if (!existsSync(list)) return undefined;
  const copy = backup + BESIDE_BACKUP;
  write(copy, read(list));
  return copy;
}

/** Takes what the lists in the folder of a backup say into that of the data folder: an older backup lies beside a newer list. */
export function takeFromBackups(folder: string, dataDir: string): void {
  const path = join(dataDir, LIST_NAME);
  const list = read(path);
  let changed = false;
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(BESIDE_BACKUP)) continue;
    for (const [shop, entries] of Object.entries(read(join(folder, name)).shops))
      changed = merge(list, shop, entries) || changed;
  }
  if (changed) write(path, list);
}
