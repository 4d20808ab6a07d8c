import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { end, freePort, isReady, withoutSettings } from '../http/processes.ts';
import type { ServerMemory } from './server-hook.ts';

export const ADMIN_KEY = 'memory-bench-admin-key-0123456789';
const MIB = 2 ** 20;
const START_TIMEOUT_MS = 120_000;

/** Mebibytes. */
export interface Memory {
  /** What the system counts as the process's, files that it has mapped included. */
  rss: number;
  /** Living objects after a garbage collection, and the buffers that they hold. */
  heap: number;
  external: number;
}

/** The real server with its defaults, in a process of its own whose memory can be asked for. */
export class MeasuredServer {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(child: ChildProcess, port: number, dataDir: string) {
    this.#child = child;
    this.port = port;
    this.#dataDir = dataDir;
  }

  static async start(dataDir: string): Promise<MeasuredServer> {
    const port = await freePort();
    const log = openSync(join(dataDir, 'server.log'), 'w');
    const child = fork('server/cli.ts', ['serve'], {
      execArgv: ['--expose-gc', '--import', './test/bench/memory/server-hook.ts'],
      stdio: ['ignore', 'ignore', log, 'ipc'],
      env: {
        ...withoutSettings(process.env),
        SHOPWRIGHT_PORT: String(port),
        SHOPWRIGHT_DATA_DIR: dataDir,
        SHOPWRIGHT_ADMIN_KEY: ADMIN_KEY,
        SHOPWRIGHT_ENVIRONMENT: 'production',
        SHOPWRIGHT_ALLOW_TEST_PAYMENTS: 'true',
        SHOPWRIGHT_PUBLIC_URL: `http://127.0.0.1:${port}`,
      },
    });
    closeSync(log);
    const until = performance.now() + START_TIMEOUT_MS;
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() > until) {
        child.kill();
        throw new Error(`the server did not start:\n${readFileSync(join(dataDir, 'server.log'), 'utf8')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return new MeasuredServer(child, port, dataDir);
  }

  /** Mebibytes, as the server stands. */
  rss(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
  }

  /** @param snapshot where to write a heap snapshot */
  async memory(snapshot?: string): Promise<Memory> {
    const rss = this.rss();
    const answer = once(this.#child, 'message');
    this.#child.send({ snapshot });
    const [{ heap, external }] = (await answer) as [ServerMemory];
    return { rss, heap: heap / MIB, external: external / MIB };
  }

  /** Mebibytes on the disk. */
  files(): Record<string, number> {
    const size = (name: string): number =>
      (statSync(join(this.#dataDir, name), { throwIfNoEntry: false })?.size ?? 0) / MIB;
    return { database: size('shop.db'), 'write-ahead log': size('shop.db-wal'), log: size('server.log') };
  }

  stop(): Promise<void> {
    return end(this.#child);
  }
}
