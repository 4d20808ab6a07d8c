import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  requests: number;
  /** Requests after which the first mark is taken. */
  mark: number;
  products: number;
  connections: number;
  /** Requests under way on each connection. */
  depth: number;
  seed: number;
  folder: string;
  /** For the server's data. */
  dir: string;
  snapshot: string | undefined;
  json: boolean;
}

export const HELP = `npm run bench:memory -- [options]

Sends a million requests of every kind over HTTP to a server with the electronics catalogue: searches of ever new words,
new and known sessions, carts, purchases, prices, stock, REST and both revisions of MCP, bad input, unknown ids and paths,
wrong keys, from ever new addresses. Its memory at the end is held against that after the first 100,000.
Takes about 20 minutes and 3 GB in the folder for data. Progress goes to standard error. Exit code 1: more than a fifth was added.

  --requests N     how many in all (default: 1000000)
  --mark N         after how many the first mark is taken (default: a tenth)
  --products N     products of the shop (default: 19406; with fewer than the folder has, the first of them)
  --data FOLDER    with products.jsonl (default: ../shared/data/electronics beside the checkout)
  --connections N  connections at once (default: 16)
  --depth N        requests under way on each (default: 2)
  --seed N         of the requests (default: 1)
  --dir FOLDER     where the server's data lies (default: in memory, so that other work on the disk takes no time)
  --snapshot FILE  write a heap snapshot of the server there at the end
  --json           write JSON instead of a table
  --help           show this
`;

/** @throws TypeError that says what is wrong with the arguments */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: 'string', default: '1000000' },
      mark: { type: 'string' },
      products: { type: 'string', default: '19406' },
      data: { type: 'string', default: resolve(import.meta.dirname, '../../../../shared/data/electronics') },
      connections: { type: 'string', default: '16' },
      depth: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      dir: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
      snapshot: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const requests = whole('requests', values.requests);
  return {
    requests,
    mark: values.mark === undefined ? Math.ceil(requests / 10) : whole('mark', values.mark),
    products: whole('products', values.products),
    connections: whole('connections', values.connections),
    depth: whole('depth', values.depth),
    seed: whole('seed', values.seed),
    folder: values.data,
    dir: values.dir,
    snapshot: values.snapshot === undefined ? undefined : resolve(values.snapshot),
    json: values.json,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new TypeError(`--${name}: "${text}" is not a whole number above 0`);
  return value;
}
