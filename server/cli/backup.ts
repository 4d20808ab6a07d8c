import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { collections } from '../collections.ts';
import type { Config } from '../config.ts';
import { BESIDE_BACKUP, copyBesideBackup, LIST_NAME, takeFromBackups } from '../erasure/list-file.ts';
import { systemClock } from '../platform/clock.ts';
import { backUp, momentOf, restore } from '../platform/store/sqlite/backup.ts';
import { acquireFileLock } from '../platform/store/sqlite/lock.ts';
import { openSqliteStore } from '../platform/store/sqlite/store.ts';
import { PROGRAM } from '../version.ts';
import { answer, type CliContext, configOf, type GlobalOptions } from './context.ts';
import { ownErasures } from './erase.ts';
import { CliError } from './errors.ts';
import { createShareProgress } from './share-progress.ts';
import { databaseFile } from './shop-access.ts';

const NAMED = /^shop-\d{8}T\d{6}Z\.db$/;

/** Copies the whole shop to a file, or to a new file in a folder, also while it serves. */
export async function backupCommand(
  context: CliContext,
  place: string,
  options: GlobalOptions & { keep?: number },
): Promise<void> {
  const config = configOf(context, options);
  const from = databaseFile(config);
  if (!existsSync(from)) throw new CliError(`There is no shop in ${from}.`);
  const { keep } = options;
  if (keep === 0)
    throw new CliError('--keep: 0 would remove the backup that was just made. Keep at least 1.', 2);
  const folder = isFolder(place) ? resolve(place) : undefined;
  if (keep !== undefined && folder === undefined)
    throw new CliError(`--keep is for backups in a folder: name one, such as ${place}/`, 2);
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const to = folder === undefined ? resolve(place) : join(folder, `shop-${momentOf(Date.now())}.db`);
  if (existsSync(to))
    throw new CliError(`${to} exists. Name a new file: a backup never writes over another.`, 2);
  await withProgress(context, options, 'Backup', (tell) => backUp(from, to, tell));
  // Beside the newest backup lies the newest list of who was erased: any older one is restored with it.
  copyBesideBackup(config.dataDir, to);
  const removed = folder === undefined || keep === undefined ? [] : prune(folder, keep);
  const gone = removed.length === 0 ? '' : ` ${removed.length} older were removed.`;
  const text = `The shop is backed up to ${to}.${gone} It holds keys and personal data: keep it where only you can read it.`;
  answer(context, options, { backup: to, bytes: statSync(to).size, removed }, text);
}

const isFolder = (place: string): boolean =>
  /[/\\]$/.test(place) || (existsSync(place) && statSync(place).isDirectory());

/** Removes the oldest of those that this command has named. @returns what was removed */
function prune(folder: string, keep: number): string[] {
  const files = readdirSync(folder)
    .filter((name) => NAMED.test(name))
    .sort();
  const old = files.slice(0, -keep).map((name) => join(folder, name));
  for (const file of old) for (const ending of ['', BESIDE_BACKUP]) rmSync(file + ending, { force: true });
  return old;
}

/** Puts a backup in the place of the shop; no server may run. */
export async function restoreCommand(
  context: CliContext,
  file: string,
  options: GlobalOptions & { replace?: boolean },
): Promise<void> {
  const config = configOf(context, options);
  const from = resolve(file);
  const to = databaseFile(config);
  if (!existsSync(from)) throw new CliError(`There is no file ${from}.`, 2);
  if (!statSync(from).isFile())
    throw new CliError(`${from} is not a file: name one of the backups in it.`, 2);
  const lock = acquireFileLock(config.dataDir);
  try {
    const replaces = existsSync(to) || existsSync(`${to}-wal`);
    if (replaces && options.replace !== true)
      throw new CliError(
        `There is a shop in ${to}. To put the backup in its place, repeat with --replace.`,
        2,
      );
    // First, so that a list that cannot be read leaves everything as it was.
    takeFromBackups(dirname(from), config.dataDir);
    const aside = join(config.dataDir, `shop-before-restore-${momentOf(Date.now())}.db`);
    const reader = { collections, program: PROGRAM };
    await withProgress(context, options, 'Restore', (tell) => restore(from, to, aside, reader, tell));
    // It is of the shop that was here before.
    rmSync(join(config.dataDir, 'search.snapshot'), { force: true });
    const erasedAgain = await eraseAgain(config);
    const again = erasedAgain === 0 ? '' : ` ${erasedAgain} erasures since the backup were done again.`;
    const kept = replaces ? ` The shop that was there is kept in ${aside}.` : '';
    const text = `The shop of ${from} is in ${config.dataDir}.${kept}${again} Orders and payments since the backup are not in it: compare with the payment provider.`;
    answer(
      context,
      options,
      { restored: to, ...(replaces && { kept: aside }), erasures_repeated: erasedAgain },
      text,
    );
  } finally {
    lock.release();
  }
}

/** Nobody who was erased comes back with an older backup. @returns how many erasures were done again */
async function eraseAgain(config: Config): Promise<number> {
  if (!existsSync(join(config.dataDir, LIST_NAME))) return 0;
  // The backup itself is the copy to go back to.
  const store = await openSqliteStore({
    path: databaseFile(config),
    clock: systemClock,
    collections,
    program: PROGRAM,
  });
  try {
    const { service } = await ownErasures(store, config);
    return await service.replay({ files: true });
  } finally {
    await store.close();
  }
}

async function withProgress(
  context: CliContext,
  options: GlobalOptions,
  what: string,
  work: (tell: (share: number) => void) => Promise<void>,
): Promise<void> {
  const progress = createShareProgress(context.stderr, { what, silent: options.json === true });
  try {
    await work(progress.update);
  } finally {
    progress.end();
  }
}
