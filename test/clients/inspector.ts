import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './process.ts';
import { CALL, type ClientReport, check } from './report.ts';

const VERSION = '2.12.0';

/** MCP Inspector, installed once in the cache: 120 packages that the project itself has no use for. */
async function launcher(cache: string): Promise<string> {
  const home = join(cache, `mcp-inspector-${VERSION}`);
  const bin = join(home, 'node_modules', '.bin', 'mcp-inspector');
  if (!existsSync(bin)) {
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'package.json'), '{"private":true}\n');
    await runProgram(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        `@modelcontextprotocol/inspector@${VERSION}`,
      ],
      { cwd: home, timeoutMs: 300_000 },
    );
  }
  return bin;
}

/** The Inspector's CLI. `--strict` fails on a schema that some client could not take. */
export async function inspector(url: string, cache: string, era: 'modern' | 'legacy'): Promise<ClientReport> {
  const bin = await launcher(cache);
  const home = join(cache, 'mcp-inspector-home');
  await mkdir(home, { recursive: true });
  const run = async (...args: string[]) =>
    JSON.parse(
      await runProgram(
        process.execPath,
        [bin, '--cli', url, '--transport', 'http', '--protocol-era', era, ...args],
        { env: { HOME: home } },
      ),
    );
  const { tools } = await run('--method', 'tools/list', '--strict');
  const pairs = Object.entries(CALL.arguments).map(([key, value]) => `${key}=${value}`);
  const result = await run('--method', 'tools/call', '--tool-name', CALL.name, '--tool-arg', ...pairs);
  return check({ tools: tools.length, answered: Object.keys(result.structuredContent ?? {}) });
}
