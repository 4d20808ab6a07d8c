import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backUp, restore } from '../platform/store/sqlite/backup.ts';
import { acquireFileLock } from '../platform/store/sqlite/lock.ts';
import { answer, type CliContext, configOf, type GlobalOptions } from './context.ts';
import { CliError } from './errors.ts';
import { databaseFile } from './shop-access.ts';

/** Copies the whole shop to a file, also while it serves. */
export async function backupCommand(
  context: CliContext,
  file: string,
  options: GlobalOptions,
): Promise<void> {
  const from = databaseFile(configOf(context, options));
  const to = resolve(file);
  if (!existsSync(from)) throw new CliError(`There is no shop in ${from}.`);
  if (existsSync(to))
    throw new CliError(`${to} exists. Name a new file: a backup never writes over another.`, 2);
  await backUp(from, to);
  const text = `The shop is backed up to ${to}. It holds keys and personal data: keep it where only you can read it.`;
  answer(context, options, { backup: to }, text);
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
  const lock = acquireFileLock(config.dataDir);
  try {
    const replaces = existsSync(to);
    if (replaces && options.replace !== true)
      throw new CliError(
        `There is a shop in ${to}. To put the backup in its place, repeat with --replace.`,
        2,
      );
    const aside = join(config.dataDir, `shop-before-restore-${Date.now()}.db`);
    await restore(from, to, aside);
    // It is of the shop that was here before.
    rmSync(join(config.dataDir, 'search.snapshot'), { force: true });
    const kept = replaces ? ` The shop that was there is kept in ${aside}.` : '';
    const text = `The shop of ${from} is in ${config.dataDir}.${kept} Orders and payments since the backup are not in it: compare with the payment provider.`;
    answer(context, options, { restored: to, ...(replaces && { kept: aside }) }, text);
  } finally {
    lock.release();
  }
}
