import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type ConfigOverrides, environmentName, type SettingName } from '../../../server/config.ts';
import type { LoadOrder, LoadResult } from './load.ts';

const START_TIMEOUT_MS = 60_000;

export interface ServerProcess {
  port: number;
  /** CPU milliseconds used so far; undefined where the machine does not tell. */
  cpu(): number | undefined;
  stop(): Promise<void>;
}

/**
 * The product as `npm start` runs it, with every default but port, folder and what `overrides` says.
 * @param watched what its command line begins with, for a program that watches it
 */
export async function startShop(
  dataDir: string,
  overrides: ConfigOverrides = {},
  watched: readonly string[] = [],
): Promise<ServerProcess> {
  const port = await freePort();
  mkdirSync(dataDir, { recursive: true });
  const logFile = join(dataDir, 'server.log');
  const log = openSync(logFile, 'w');
  const line = [...watched, process.execPath, ...profiling(), 'server/cli.ts', 'serve'];
  const child = spawn(line[0]!, line.slice(1), {
    stdio: ['ignore', 'ignore', log],
    env: {
      ...withoutSettings(process.env),
      SHOPWRIGHT_PORT: String(port),
      SHOPWRIGHT_DATA_DIR: dataDir,
      ...settings(overrides),
    },
  });
  closeSync(log);
  const until = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > until) {
      child.kill();
      throw new Error(`the server did not start:\n${readFileSync(logFile, 'utf8')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return serverProcess(child, port);
}

/** @param bytes text bytes that each tool answers, by name */
export async function startBare(bytes: Readonly<Record<string, number>>): Promise<ServerProcess> {
  const tools = Object.entries(bytes).map(([name, count]) => `${name}=${count}`);
  const child = spawn(process.execPath, ['test/bench/http/bare-server.ts', ...tools], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return serverProcess(child, (JSON.parse(line.toString()) as { port: number }).port);
}

export interface LoadProcess {
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startLoad(): LoadProcess {
  const child = fork('test/bench/http/load.ts');
  return {
    run: async (order) => {
      child.send(order);
      const [answer] = (await once(child, 'message')) as [{ result?: LoadResult; error?: string }];
      if (!answer.result) throw new Error(answer.error);
      return answer.result;
    },
    stop: () => end(child),
  };
}

const serverProcess = (child: ChildProcess, port: number): ServerProcess => ({
  port,
  cpu: () => cpuOf(child.pid!),
  stop: () => end(child),
});

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exited;
  clearTimeout(timer);
}

/** User and system time of a process, proc(5); clock ticks are 10 ms on every Linux that Node runs on. */
export function cpuOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

const settings = (overrides: ConfigOverrides): Record<string, string> =>
  Object.fromEntries(
    Object.entries(overrides).map(([name, value]) => [environmentName(name as SettingName), String(value)]),
  );

export const withoutSettings = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('SHOPWRIGHT_') && name !== 'PORT'),
  );

/** BENCH_PROFILE=folder writes a CPU profile of the server there when it stops. */
const profiling = (): string[] =>
  process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
