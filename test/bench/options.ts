import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** Write JSON instead of the table. */
  json: boolean;
  /** Runs of each side; the figures are their medians. */
  runs: number;
  /** Length of one run. */
  ms: number;
  /** Sections to measure. */
  only: readonly string[];
  /** Protocol revision of the HTTP requests. */
  era: Era;
  /** Folder of products and queries for the turns of the chat; undefined: it is not there, and the turns are not measured. */
  catalogue: string | undefined;
  /** Conversations of the replayed day. */
  conversations: number;
}

export type Era = '2026-07-28' | '2025-11-25';
export const SECTIONS = ['http', 'purchases', 'turns', 'day', 'engine'] as const;

export const HELP = `npm run bench -- [options]

Measures Shopwright beside references in the same run: MCP over HTTP beside an empty tool on the bare SDK, purchases
beside commits of node:sqlite, turns of the chat with 43,000 products beside an echo, what a day of conversations costs with a
model, and the tools without HTTP. Sides take turns; every figure is the median of the runs. It takes about eight minutes. Progress goes to standard error. See docs/performance.md.

  --only SECTIONS   of ${SECTIONS.join(', ')}; separated by commas (default: all)
  --runs N          runs of each side (default: 5)
  --ms N            length of a run in milliseconds (default: 1500)
  --era REVISION    protocol of the requests: 2026-07-28 (default) or 2025-11-25
  --catalogue DIR   products.jsonl and queries.jsonl for the turns (default: ../shared/data/electronics, if it is there)
  --conversations N of the replayed day (default: 1000)
  --json            write JSON instead of a table
  --help            show this
`;

/** @throws TypeError that says what is wrong with the arguments */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      ms: { type: 'string', default: '1500' },
      only: { type: 'string', default: SECTIONS.join(',') },
      era: { type: 'string', default: '2026-07-28' },
      catalogue: { type: 'string' },
      conversations: { type: 'string', default: '1000' },
    },
  });
  if (values.help) return 'help';
  const only = values.only.split(',');
  const unknown = only.find((section) => !(SECTIONS as readonly string[]).includes(section));
  if (unknown !== undefined) throw new TypeError(`--only: there is no section "${unknown}"`);
  if (values.era !== '2026-07-28' && values.era !== '2025-11-25')
    throw new TypeError(`--era: "${values.era}" is neither 2026-07-28 nor 2025-11-25`);
  return {
    json: values.json,
    runs: whole('runs', values.runs),
    ms: whole('ms', values.ms),
    only,
    era: values.era,
    catalogue: catalogue(values.catalogue),
    conversations: whole('conversations', values.conversations),
  };
}

function catalogue(given: string | undefined): string | undefined {
  const folder = given ?? resolve(import.meta.dirname, '../../../shared/data/electronics');
  if (existsSync(join(folder, 'products.jsonl'))) return folder;
  if (given !== undefined) throw new TypeError(`--catalogue: ${folder} has no products.jsonl`);
  return undefined;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new TypeError(`--${name}: "${text}" is not a whole number above 0`);
  return value;
}
