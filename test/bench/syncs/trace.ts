import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** The calls with which SQLite and Node wait for a disk. */
const CALLS = ['fsync', 'fdatasync', 'sync_file_range'];
const QUIET_MS = 400;

/** Counts what a process really asks of the disk, with strace. */
export interface SyncTrace {
  /** What a command line begins with, so that its process is watched; its id and its signals stay its own. */
  readonly command: readonly string[];
  /** Once nothing has been asked for some time: what jobs do later counts too. */
  count(): Promise<number>;
}

/** Undefined where strace is missing or may not trace. */
export function syncTrace(file: string): SyncTrace | undefined {
  const command = ['strace', '-D', '-f', '--seccomp-bpf', '-qq', '-e', `trace=${CALLS.join()}`, '-o', file];
  const [strace, ...args] = command as [string, ...string[]];
  if (spawnSync(strace, [...args, 'true'], { stdio: 'ignore' }).status !== 0) return undefined;
  const asked = new RegExp(`^\\d+ +(${CALLS.join('|')})\\(`, 'gm');
  const now = (): number => readFileSync(file, 'utf8').match(asked)?.length ?? 0;
  return {
    command,
    count: async () => {
      for (let before = -1; ; await wait(QUIET_MS)) {
        const found = now();
        if (found === before) return found;
        before = found;
      }
    },
  };
}
