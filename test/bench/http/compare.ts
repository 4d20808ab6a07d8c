import type { Options } from '../options.ts';
import { rawCommits } from '../raw-commits.ts';
import type { Row } from '../report.ts';
import { fillCart } from '../shop.ts';
import { median, type Sample, summarize } from '../stats.ts';
import { openCaller } from './caller.ts';
import { type LoadProcess, type ServerProcess, startBare, startLoad, startShop } from './processes.ts';
import { encodeCall, queries } from './requests.ts';

const CLIENTS = [1, 16];
/** The bare SDK waits for no disk, a durable call does: this tells how long the disk makes it wait. */
const RAW_COMMITS_MS = 500;
const GOALS = { search_catalog: 0.6, update_cart: 0.35 };

type ToolName = keyof typeof GOALS;

interface Workload {
  name: string;
  tool: ToolName;
  /** The arguments that each client sends in turn. */
  args: (client: number) => object[];
}

/** Tools of the real server beside empty ones of the bare SDK: the same requests, answers of the same size. */
export async function compareOverHttp(
  dataDir: string,
  options: Options,
  progress: (text: string) => void,
): Promise<Row[]> {
  const load = startLoad();
  const servers: ServerProcess[] = [];
  try {
    progress('starting the server');
    const shop = await startShop(dataDir);
    servers.push(shop);
    const workloads = await prepare(shop, options);
    const bytes = await answerSizes(load, shop, workloads, options);
    const bare = await startMatchingBare(load, bytes, workloads, options);
    servers.push(bare);
    const rows: Row[] = [];
    for (const workload of workloads) {
      for (const clients of CLIENTS) {
        progress(`${workload.name}, ${clients} client${clients === 1 ? '' : 's'}`);
        const row = await compare(load, { shop, bare }, workload, clients, options);
        const notes = [`${Math.round(bytes[workload.tool])} B answers`];
        if (workload.tool === 'update_cart') {
          const { p50 } = rawCommits(dataDir, RAW_COMMITS_MS, 1);
          notes.push(`a commit of SQLite alone takes ${p50.toFixed(2)} ms here and now`);
        }
        rows.push({ ...row, note: notes.join(', ') });
      }
    }
    return rows;
  } finally {
    await Promise.all([...servers, load].map((process) => process.stop()));
  }
}

async function prepare(shop: ServerProcess, { era }: Options): Promise<Workload[]> {
  const words = queries();
  const { call, close } = await openCaller(shop.port, era);
  const found = await call('search_catalog', { query: 'backpack', filters: { in_stock: true }, limit: 16 });
  const variants = (found.products as { variant_id: string }[]).map((product) => product.variant_id);
  const carts: Awaited<ReturnType<typeof fillCart>>[] = [];
  for (let client = 0; client < Math.max(...CLIENTS); client += 1)
    carts.push(await fillCart(call, variants[client % variants.length]!));
  close();
  const turned = (client: number): string[] =>
    words.map((_, index) => words[(index + client * 7) % words.length]!);
  return [
    {
      name: 'search_catalog',
      tool: 'search_catalog',
      args: (client) => turned(client).map((query) => ({ query, session_id: carts[client]!.session_id })),
    },
    {
      name: 'search_catalog, first call of a session',
      tool: 'search_catalog',
      args: (client) => turned(client).map((query) => ({ query })),
    },
    {
      name: 'update_cart, durable',
      tool: 'update_cart',
      args: (client) =>
        [1, 2].map((quantity) => {
          const { session_id, line_id } = carts[client]!;
          return { session_id, set: [{ line_id, quantity }] };
        }),
    },
  ];
}

/** @returns the mean bytes of an answer's body, by tool */
async function answerSizes(
  load: LoadProcess,
  server: ServerProcess,
  workloads: readonly Workload[],
  options: Options,
): Promise<Record<ToolName, number>> {
  const sizes = { search_catalog: 0, update_cart: 0 };
  for (const workload of workloads) {
    if (sizes[workload.tool] > 0) continue;
    const { bytes } = await load.run(order(server, workload, 1, 500, options));
    sizes[workload.tool] = bytes;
  }
  return sizes;
}

/** Starts the bare server twice: first to learn how much of an answer is envelope. */
async function startMatchingBare(
  load: LoadProcess,
  wanted: Record<ToolName, number>,
  workloads: readonly Workload[],
  options: Options,
): Promise<ServerProcess> {
  const empty = await startBare({ search_catalog: 0, update_cart: 0 });
  const envelope = await answerSizes(load, empty, workloads, options);
  await empty.stop();
  const text = (tool: ToolName): number => Math.round(wanted[tool] - envelope[tool]);
  return startBare({ search_catalog: text('search_catalog'), update_cart: text('update_cart') });
}

async function compare(
  load: LoadProcess,
  { shop, bare }: { shop: ServerProcess; bare: ServerProcess },
  workload: Workload,
  clients: number,
  options: Options,
): Promise<Row> {
  const ours: Sample[] = [];
  const theirs: Sample[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const first = run % 2 === 0;
    const turn = [
      async () => void ours.push(await measure(load, shop, workload, clients, options)),
      async () => void theirs.push(await measure(load, bare, workload, clients, options)),
    ];
    for (const side of first ? turn : turn.toReversed()) await side();
  }
  return {
    section: `MCP over HTTP (${options.era}) beside an empty tool on the bare SDK`,
    name: `${workload.name}, ${clients} client${clients === 1 ? '' : 's'}`,
    ours: summarize(ours),
    reference: { name: 'bare SDK', sample: summarize(theirs) },
    ratio: median(ours.map((sample, index) => sample.rate / theirs[index]!.rate)),
    goal: GOALS[workload.tool],
  };
}

async function measure(
  load: LoadProcess,
  server: ServerProcess,
  workload: Workload,
  clients: number,
  options: Options,
): Promise<Sample> {
  const before = server.cpu();
  const result = await load.run(order(server, workload, clients, options.ms, options));
  const after = server.cpu();
  return {
    rate: result.calls / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpu: before === undefined || after === undefined ? undefined : (after - before) / result.allCalls,
  };
}

const order = (server: ServerProcess, workload: Workload, clients: number, ms: number, { era }: Options) => ({
  port: server.port,
  ms,
  warmUpMs: ms / 4,
  clients: Array.from({ length: clients }, (_, client) =>
    workload.args(client).map((args) => encodeCall(server.port, era, workload.tool, args).toString('base64')),
  ),
});
