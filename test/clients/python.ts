import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './process.ts';
import { type ClientReport, check } from './report.ts';

const VERSION = '2.3.0';

/** The official Python client, in a virtual environment that is made once and kept in the cache. */
export async function interpreter(cache: string): Promise<string> {
  const venv = join(cache, `python-mcp-${VERSION}`);
  const python = join(venv, 'bin', 'python');
  if (!existsSync(join(venv, 'bin', 'mcp'))) {
    await runProgram('python3', ['-m', 'venv', '--clear', venv], { timeoutMs: 120_000 });
    await runProgram(
      python,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `mcp==${VERSION}`],
      {
        timeoutMs: 300_000,
      },
    );
  }
  return python;
}

export async function python(url: string, cache: string, mode: 'auto' | 'legacy'): Promise<ClientReport> {
  const script = fileURLToPath(new URL('python_client.py', import.meta.url));
  const report = JSON.parse(await runProgram(await interpreter(cache), [script, url, mode]));
  const expected = mode === 'auto' ? '2026-07-28' : '2025-11-25';
  if (report.protocol !== expected) throw new Error(`negotiated ${report.protocol}, not ${expected}`);
  return check(report);
}
