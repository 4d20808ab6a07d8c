/** `npm run evals:mutate -- --help` says what it does. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';

const HELP = `npm run evals:mutate -- [guard…] [options]

Takes each guard of the server away in turn, and shows that an attempt then goes through which the guard keeps from happening. A
guard is named by its id, or by what that begins with: verify:price, license, quote.

  --json     write JSON instead of a table
  --help     show this

Exit code 0: every attempt failed with all guards in place, and every guard was missed. 100: a guard is missed by nothing, or an
attempt went through with all guards. 1: it could not be told.
`;

/** Guards register themselves; in this process with a registry that can take them away. No other process has it. */
function loadSwitchableGuards(): void {
  const url = (path: string): string => pathToFileURL(`${import.meta.dirname}/${path}`).href;
  const real = new URL(url('../../server/platform/guard.ts')).href;
  const switchable = url('switchable-guard.ts');
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      return found.url === real ? { ...found, url: switchable } : found;
    },
  });
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    return process.exit(1);
  }
}

const { values, positionals } = options();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const started = performance.now();
const bar = process.stderr.isTTY
  ? new SingleBar({
      stream: process.stderr,
      format: '{bar} {value}/{total} | {guard}',
      clearOnComplete: true,
    })
  : undefined;

function progress(done: number, total: number, guard: string): void {
  if (!bar) {
    if (done > 0 && done % 10 === 0) console.error(`${done} of ${total} guards`);
  } else if (done === 0) bar.start(total, 0, { guard });
  else if (done === total) bar.stop();
  else bar.update(done, { guard });
}

loadSwitchableGuards();
try {
  const [{ mutate }, { closeTalks }] = await Promise.all([
    import('./mutate.ts'),
    import('./conversation-case.ts'),
  ]);
  const { guards, passedWithAll, broken, strangers } = await mutate(positionals, progress).finally(
    closeTalks,
  );
  const missed = guards.filter(({ noticedBy }) => noticedBy.length === 0);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (values.json)
    console.log(JSON.stringify({ guards, passedWithAll, broken, strangers, seconds }, undefined, 2));
  else {
    const width = Math.max(...guards.map(({ guard }) => guard.length));
    for (const { guard, keeps, noticedBy } of guards)
      console.log(
        `${guard.padEnd(width)}  ${noticedBy.length > 0 ? `noticed: ${noticedBy.join('; ')}` : `NOT NOTICED: ${keeps}`}`,
      );
    for (const { guard, attempt, through } of passedWithAll)
      console.log(`WENT THROUGH with all guards: ${guard}, ${attempt}: ${through}`);
    for (const { guard, attempt, error } of broken)
      console.log(`COULD NOT BE TRIED: ${guard}, ${attempt}: ${error}`);
    for (const guard of strangers) console.log(`THERE IS NO GUARD ${guard}, but attempts for it`);
    console.log(`${guards.length - missed.length} of ${guards.length} guards noticed, ${seconds} s`);
  }
  const failed = missed.length + passedWithAll.length + strangers.length > 0;
  process.exitCode = broken.length > 0 ? 1 : failed ? 100 : 0;
} catch (error) {
  bar?.stop();
  console.error(error);
  process.exitCode = 1;
}
