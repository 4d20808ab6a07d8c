import { Readable, Writable } from 'node:stream';
import { createShopwright } from '../../server/app.ts';
import { createProgram } from '../../server/cli/program.ts';
import { anonymous } from '../../server/commerce/principals/model.ts';
import { loadConfig } from '../../server/config.ts';
import { createLogger } from '../../server/platform/telemetry/logger.ts';
import { toolsByName } from '../../tools/registry.ts';

/** The examples of a page: what stands after `$` in blocks marked `console`, with what it prints. */
const BLOCK = /```console\n(.*?)```/gs;
const WORD = /"([^"]*)"|(\S+)/g;
/** Of products in the answers of tools. */
const SHOWN = ['product_id', 'title', 'reason'];

/** The page with what its examples print today. They run in their order, one after the other. */
export async function withOutputs(page: string, run: (line: string) => Promise<string>): Promise<string> {
  let written = '';
  let at = 0;
  for (const { index, 0: block, 1: body } of page.matchAll(BLOCK)) {
    const outputs: string[] = [];
    for (const line of body!.split('\n').filter((text) => text.startsWith('$ ')))
      outputs.push(`${line}\n${(await run(line.slice(2))).trimEnd()}`);
    written += `${page.slice(at, index)}\`\`\`console\n${outputs.join('\n\n')}\n\`\`\``;
    at = index + block.length;
  }
  return written + page.slice(at);
}

/** Runs `shopwright …`, or a tool with its input, in this process on a data folder that nobody serves. */
export async function runExample(line: string, dataDir: string): Promise<string> {
  const [program = ''] = line.split(' ', 1);
  if (program === 'shopwright') return runCommand(line, dataDir);
  if (!toolsByName.has(program)) throw new Error(`neither a command of ours nor a tool: ${line}`);
  return runTool(program, JSON.parse(line.slice(program.length)) as object, dataDir);
}

async function runCommand(line: string, dataDir: string): Promise<string> {
  const [, ...args] = [...line.matchAll(WORD)].map(([, quoted, plain]) => quoted ?? plain!);
  let printed = '';
  const into = new Writable({
    write: (chunk, _encoding, done) => {
      printed += String(chunk);
      done();
    },
  });
  const context = {
    env: { SHOPWRIGHT_DATA_DIR: dataDir, SHOPWRIGHT_LOG_LEVEL: 'silent' },
    stdin: Readable.from([]),
    stdout: into,
    stderr: into,
  };
  await createProgram(context, () => {}).parseAsync(args, { from: 'user' });
  return printed;
}

interface Output {
  session_id: string;
  products: Record<string, unknown>[];
}

async function runTool(name: string, input: object, dataDir: string): Promise<string> {
  const config = loadConfig({}, { dataDir, environment: 'test', logLevel: 'silent' });
  const shop = await createShopwright({ config, logger: createLogger(config) });
  try {
    await shop.start();
    const result = await shop.callTool(name, input, { principal: anonymous('203.0.113.7') });
    if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
    const { session_id: _, products, ...rest } = result.output as unknown as Output;
    const short = products.map((product) =>
      Object.fromEntries(SHOWN.flatMap((field) => (field in product ? [[field, product[field]]] : []))),
    );
    const lists = Object.entries({ ...rest, products: short }).map(
      ([field, list]) =>
        `${field}:\n${(list as object[]).map((item) => `  ${JSON.stringify(item)}`).join('\n')}`,
    );
    return lists.join('\n');
  } finally {
    await shop.close();
  }
}
