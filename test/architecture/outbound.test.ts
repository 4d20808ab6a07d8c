import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = ['server', 'tools', 'channels', 'evals'].flatMap((folder) => {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => relative(root, join(root, folder, name)));
  } catch {
    return [];
  }
});

/** Who may call without server/platform/http/outbound.ts, and why. */
const MAY: Readonly<Record<string, string>> = {
  'server/platform/http/outbound.ts': 'is the way',
  'server/cli/doctor-checks.ts': 'asks the server of this data folder, and whether a port is free',
  'server/cli/admin-client.ts': 'calls the server of this data folder, at the address in its lock file',
  'server/cli/chat-client.ts': 'calls the shop that the person at the terminal names',
  'server/client/index.ts': 'runs in other people’s programs and calls the shop that they name',
  'server/evals/defaults.ts': 'calls the chatbot, and the model, that whoever runs the evals names',
};

/** A file that is given a `fetch`, and so means that one. */
const GIVEN =
  /\bfetch: typeof globalThis\.fetch\b|\bconst \{(?:[^}=]*[,\s])?fetch(?:,[^}]*|\s*)\} = (?!globalThis)/;
const BARE = /(?<![\w.$#'"`])fetch\((?!\w+: )|= fetch\b|\bfetch: fetch\b|\{ fetch \}/;

/** Ways out of the process. */
const WAYS: readonly (readonly [string, RegExp])[] = [
  ['the global fetch', /(?<!typeof )globalThis\.fetch\b|\bfetch\b[^}]*\} = globalThis\b/],
  ['WebSocket or EventSource', /new (?:WebSocket|EventSource|XMLHttpRequest)\(/],
  [
    'an HTTP client',
    /(?:from |import\()'(?:undici|axios|got|node-fetch|ky|node:https|https|node:http2|http2)'/,
  ],
  ['a request', /import \{[^}]*\b(?:request|get)\b[^}]*\} from '(?:node:)?http'/],
  ['http.request', /\bhttps?\.(?:request|get)\(/],
  ['a socket', /from '(?:node:)?(?:tls|dgram)'|\b(?:net\.connect|net\.createConnection|createConnection)\(/],
];

function waysOut(text: string): string[] {
  const ways = WAYS.filter(([, way]) => way.test(text)).map(([name]) => name);
  return BARE.test(text) && !GIVEN.test(text) ? ['fetch', ...ways] : ways;
}

it('calls the outside only through the guarded client', () => {
  const found: string[] = [];
  for (const file of sources) {
    if (file in MAY || file.startsWith('server/platform/http/outbound/')) continue;
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
    found.push(...waysOut(text).map((name) => `${file}: ${name}`));
  }
  expect(found, 'use createOutbound, or say in this test why not').toEqual([]);
});

it('names nobody who no longer does', () => {
  expect(Object.keys(MAY).filter((file) => !sources.includes(file))).toEqual([]);
});

it.each([
  ["const a = await fetch('https://x');", true],
  ['return globalThis.fetch(url);', true],
  ['const { get = fetch } = options;', true],
  ["import { request } from 'node:https';", true],
  ["import { createServer, request } from 'node:http';", true],
  ['net.connect({ host })', true],
  ["const { request } = await import('undici');", true],
  ["import type { Agent } from 'undici';", true],
  ["import { createServer } from 'node:http';", false],
  ["import type { IncomingMessage } from 'node:http';", false],
  ['await this.#outbound.fetch(url);', false],
  ['readonly fetch: typeof globalThis.fetch;', false],
  ['const call = (fetch: typeof globalThis.fetch) => createModel({ fetch });', false],
  ['const { fetch } = globalThis;', true],
  ['createModel({ fetch });', true],
  ["const { fetch } = outbound; await fetch('https://x');", false],
])('sees %s: %s', (text, seen) => {
  expect(waysOut(text).length > 0).toBe(seen);
});
