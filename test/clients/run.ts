import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startFakeShop } from '../fixtures/mcp-shop.ts';
import { inspector } from './inspector.ts';
import { python } from './python.ts';
import type { ClientReport } from './report.ts';
import { typescriptV1 } from './typescript-v1.ts';
import { typescriptV2 } from './typescript-v2.ts';

/**
 * Lists and calls with every independent MCP client.
 *
 *     node test/clients/run.ts [URL of a running server's /mcp]
 *
 * Without a URL (or `MCP_URL`) against a small shop on the same stack. Clients that are not npm dependencies are fetched once
 * into node_modules/.cache. Exit code 1 when one fails.
 */
const given = process.argv[2] ?? process.env.MCP_URL;
const shop = given === undefined ? await startFakeShop() : undefined;
const url = given ?? shop!.url;
const cache = fileURLToPath(new URL('../../node_modules/.cache/clients/', import.meta.url));
await mkdir(cache, { recursive: true });

const clients: readonly (readonly [string, () => Promise<ClientReport>])[] = [
  ['TypeScript client 2.x, 2026-07-28', () => typescriptV2(url, 'modern')],
  ['TypeScript client 2.x, 2025-11-25', () => typescriptV2(url, 'legacy')],
  ['TypeScript SDK 1.x', () => typescriptV1(url)],
  ['Python mcp, 2026-07-28', () => python(url, cache, 'auto')],
  ['Python mcp, 2025-11-25', () => python(url, cache, 'legacy')],
  ['MCP Inspector --strict, 2026-07-28', () => inspector(url, cache, 'modern')],
  ['MCP Inspector --strict, 2025-11-25', () => inspector(url, cache, 'legacy')],
];

let failed = 0;
for (const [name, run] of clients) {
  try {
    const { tools, answered } = await run();
    console.log(`pass  ${name}: ${tools} tools, answer with ${answered.join(', ')}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : error}`);
  }
}
await shop?.stop();
console.log(failed === 0 ? 'Clients: all pass' : `Clients: ${failed} of ${clients.length} fail`);
process.exitCode = failed === 0 ? 0 : 1;
