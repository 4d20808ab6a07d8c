import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Chatbot, startChatbot } from '../../test/fixtures/chatbot.ts';
import { Cli } from '../../test/fixtures/cli.ts';
import { explain } from './errors.ts';
import { createProgram } from './program.ts';

const DOCS = readFileSync(resolve(import.meta.dirname, '../../docs/evals.md'), 'utf8');

let cli: Cli;
let bot: Chatbot;
beforeEach(async () => {
  cli = new Cli();
  bot = await startChatbot();
});
afterEach(async () => {
  cli.close();
  await bot.close();
});

const out = (name: string): string => readFileSync(join(cli.folder, 'eval-results', name), 'utf8');
const write = (name: string, text: string): void => writeFileSync(join(cli.folder, name), text);
/** The commands of the walk-through in the documentation, in order. */
const walk = [...DOCS.matchAll(/^npx shopwright (eval .*)$/gm)].map(([, words]) => words!.split(' '));
const runs = (words: readonly string[]) =>
  cli.run(words.map((word) => word.replace('http://127.0.0.1:8080', bot.url)));

/** The command in this process, which saves the start of another; files are named relative to the folder. */
async function here(
  args: readonly string[],
): Promise<{ code: number | undefined; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        said[name] += chunk.toString();
        done();
      },
    });
  const context = { env: {}, stdin: Readable.from([]), stdout: into('stdout'), stderr: into('stderr') };
  let code: number | undefined;
  const full = args.map((word) => (/\.yaml$/.test(word) ? join(cli.folder, word) : word));
  try {
    const program = createProgram(context, (given) => {
      code = given;
    });
    await program.parseAsync(['eval', ...full, '-o', join(cli.folder, 'here')], { from: 'user' });
    return { code, ...said };
  } catch (error) {
    const { exitCode, text } = explain(error);
    return { code: exitCode, stdout: said.stdout, stderr: said.stderr + text };
  }
}

test('a team puts its own chatbot under the suite, as the documentation says', async () => {
  expect(walk).toHaveLength(5);
  const [init, first, keep, gated, again] = walk as [string[], string[], string[], string[], string[]];
  expect(await runs(init)).toMatchObject({ code: 0, stderr: '' });

  const passed = await runs(first);
  expect(passed.code, passed.stdout + passed.stderr).toBe(0);
  expect(passed.stdout).toContain('5 conversations passed, 0 failed');
  expect(out('report.html')).toContain('my-chatbot');

  expect((await runs(keep)).stderr).toContain('Wrote evals/baseline.json: commit it.');

  bot.lies = true;
  const failed = await runs(gated);
  expect(failed.code).toBe(100);
  expect(failed.stdout).toMatch(/FAIL {2}my-shop\/price-of-the-lamp {2}evals\/shop\.eval\.yaml:\d+/);
  expect(failed.stdout).toContain('new failure  my-shop/price-of-the-lamp');
  expect(out('report.md')).toContain('- `my-shop/price-of-the-lamp`: fact_missing');
  expect(out('junit.xml')).toContain('failures="4"');

  bot.lies = false;
  const mended = await runs(again);
  expect(mended.code, mended.stdout).toBe(0);
  expect(mended.stdout).toContain('4 conversations passed, 0 failed');
});

test('runs the suites of the sample shop in memory, and tells programs of it', async () => {
  const { code, stdout, stderr } = await cli.run(['eval', 'sample', '--json', '--concurrency', '2']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { summary, gate } = JSON.parse(stdout) as {
    summary: { passRate: number; cases: number };
    gate: { pass: boolean };
  };
  expect(gate.pass).toBe(true);
  expect(summary.cases).toBeGreaterThan(30);
});

test('Ctrl+C leaves a report of what was done, and --resume does the rest', async () => {
  const cases = Array.from(
    { length: 6 },
    (_, index) => `  - { id: c${index}, say: Give me a discount code. }`,
  );
  write('qa.yaml', `suite: qa\ncases:\n${cases.join('\n')}\n`);
  const target = (path: string): void =>
    write('target.yaml', `http: { url: '${bot.url}/${path}', reply: $.reply }\n`);
  target('chat');
  // The last ones are never answered.
  write('slow.yaml', `suite: qa\ncases:\n${cases.slice(0, 2).join('\n')}\n`);
  expect((await cli.run(['eval', 'slow.yaml', '-t', 'target.yaml'])).code).toBe(0);
  target('silent');
  const child = cli.start(['eval', 'qa.yaml', '-t', 'target.yaml', '--resume', '-c', '1']);
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (bot.asked.every(({ path }) => path !== '/silent')) await new Promise((later) => setImmediate(later));
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(1);
  expect(said).toContain('The run ended early, after 2 of 6: it was interrupted');
  expect(JSON.parse(out('report.json'))).toMatchObject({ planned: 6, endedBecause: 'it was interrupted' });
  expect(out('report.html')).toContain('The run ended early');

  target('chat');
  const before = bot.asked.length;
  const { stdout, code: done } = await cli.run(['eval', 'qa.yaml', '-t', 'target.yaml', '--resume']);
  expect(done, stdout).toBe(0);
  expect(stdout).toContain('6 conversations passed');
  expect(bot.asked.length - before).toBe(4);
});

test('says what is wrong without a stack, and exits with 1', async () => {
  write('bad.yaml', 'suite: bad\ncases:\n  - id: one\n    sag: hello\n');
  write('good.yaml', 'suite: good\ncases:\n  - { id: one, say: hello }\n');
  write('shopless.yaml', 'suite: x\nshop: nowhere.jsonl\ncases:\n  - { id: one, say: hello }\n');
  write('dead.yaml', 'http: { url: "http://127.0.0.1:9/chat", reply: $.reply }\n');
  write('keyed.yaml', `http: { url: "${bot.url}", headers: { K: "\${NO_SUCH_KEY}" }, reply: $.reply }\n`);
  write('garbage.yaml', `http: { url: "${bot.url}/garbage", reply: $.reply, stream: { delta: $.x } }\n`);
  const says = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await here(args);
    expect(code, stderr).toBe(1);
    expect(stderr).not.toContain('    at ');
    return stdout + stderr;
  };
  expect(await says('bad.yaml')).toContain('bad.yaml:3: cases.0: "sag": no such key here');
  expect(await says('nothing.yaml')).toContain('There is no suite');
  expect(await says('shopless.yaml')).toContain('nowhere.jsonl does not exist');
  expect(await says('good.yaml', '-t', 'none.yaml')).toContain('none.yaml: no such file');
  expect(await says('good.yaml', '-t', 'keyed.yaml')).toContain('not set: NO_SUCH_KEY');
  expect(await says('good.yaml', '-t', 'dead.yaml')).toContain('Nothing answers at http://127.0.0.1:9/chat');
  expect(await says('good.yaml', '-t', 'garbage.yaml')).toMatch(/ERROR {2}good\/one[\s\S]*1 broke off/);
  expect(await says('good.yaml', '--thresholds', 'none.yaml')).toContain('There are no thresholds at');
  expect(await says('good.yaml', '--filter-failing', 'nowhere')).toContain(
    'There is no earlier run at nowhere',
  );
}, 120_000);

test('init overwrites nothing, and the help has examples', async () => {
  expect((await cli.run(['eval', 'init', 'qa'])).stdout).toContain('qa/shop.eval.yaml');
  expect(existsSync(join(cli.folder, 'qa/thresholds.yaml'))).toBe(true);
  const again = await cli.run(['eval', 'init', 'qa']);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('nothing was written');
  const { stdout } = await cli.run(['eval', '--help']);
  for (const words of [
    'Examples:',
    'shopwright eval --filter-failing',
    'Exit codes: 0 passed; 100 cases failed',
  ])
    expect(stdout).toContain(words);
});

test('grades transcripts, and a running server; promptfoo asks one too', async () => {
  write('qa.yaml', 'suite: qa\ncases:\n  - { id: one, say: hi, expect: { text: { forbid: [SAVE20] } } }\n');
  write(
    'logs.jsonl',
    '{"case":"one","messages":[{"role":"user","text":"hi"},{"role":"assistant","text":"Use SAVE20"}]}\n',
  );
  const graded = await cli.run(['eval', 'qa.yaml', '-t', 'logs.jsonl']);
  expect(graded.code, graded.stdout).toBe(100);
  expect(graded.stdout).toContain('“SAVE20”');
  const server = await cli.serve();
  write(
    'live.yaml',
    'suite: live\ncases:\n  - { id: one, say: how much is the beam 200 headlamp?, expect: { facts: { require: [{ kind: price, product: beam-200, amount: 2490 }] } } }\n',
  );
  const live = await cli.run(['eval', 'live.yaml', '-t', server.url, '-o', 'live']);
  expect(live.code, live.stdout + live.stderr).toBe(0);
  const [line] = readFileSync(join(cli.folder, 'live/results.jsonl'), 'utf8').split('\n');
  const { observation } = JSON.parse(line!) as {
    observation: { facts: unknown[]; messages: { proofUrl: string }[] };
  };
  expect(observation.facts).toContainEqual(
    expect.objectContaining({ kind: 'price', variant: expect.stringContaining('beam-200') }),
  );
  expect(observation.messages[1]!.proofUrl).toContain('/proof/');

  const file = resolve(import.meta.dirname, '../../examples/evals/promptfoo-provider.mjs');
  const { default: Provider } = (await import(file)) as {
    default: new (
      options: object,
    ) => { callApi(prompt: string, context?: object): Promise<Record<string, unknown>> };
  };
  const provider = new Provider({ config: { url: server.url } });
  const context = { test: { metadata: { conversationId: 'one' } } };
  expect(await provider.callApi('headlamp', context)).toMatchObject({
    output: expect.stringContaining('Beam 200'),
  });
  expect(await provider.callApi('add the first one', context)).toMatchObject({
    output: expect.stringContaining('I have updated your cart'),
    metadata: { proof: expect.stringContaining('/proof/') },
  });
  const gone = new Provider({ config: { url: 'http://127.0.0.1:9' } });
  expect(await gone.callApi('hi')).toEqual({ error: expect.any(String) });
});
