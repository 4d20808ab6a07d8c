/**
 * Takes each guard of the server away in turn and shows that the suite notices: `node server/evals/mutate.ts [guard…]`. Prints a
 * table; exits with 1 when a guard is missed by nothing.
 */
import { spawnSync } from 'node:child_process';
import { CLAIM_GUARD, GUARDS, takeAway } from './guards.ts';

const args = process.argv.slice(2);
if (args[0] === '--one') {
  if (args[1] !== undefined && args[1] !== '') takeAway(args[1]);
  const [
    { guardSuite },
    { inProcessTarget },
    { quietConfig, shops },
    { graders },
    { runSuites },
    { systemClock },
    { loadSample },
  ] = await Promise.all([
    import('../../evals/suites/guards.ts'),
    import('./in-process.ts'),
    import('./defaults.ts'),
    import('../../evals/graders/registry.ts'),
    import('../../evals/run/run.ts'),
    import('../platform/clock.ts'),
    import('../sample/index.ts'),
  ]);
  const target = inProcessTarget({ config: quietConfig() });
  const suite = guardSuite(loadSample() as Parameters<typeof guardSuite>[0]);
  const { attempts } = await runSuites({
    suites: [suite],
    target,
    graders,
    shops: shops(),
    clock: systemClock,
  });
  await target.close();
  process.stdout.write(
    JSON.stringify(attempts.filter(({ status }) => status !== 'pass').map((one) => one.case)),
  );
} else {
  const failing = (guard: string): string[] => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, '--one', guard], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    if (status !== 0) throw new Error(`${guard}: ${stderr}`);
    return JSON.parse(stdout) as string[];
  };
  const whole = new Set(failing(''));
  const behind = new Set(failing(CLAIM_GUARD));
  let missed = whole.size;
  const rows = [['with all guards', whole.size === 0 ? 'passes' : `FAILS: ${[...whole].join(', ')}`]];
  for (const guard of args.length > 0 ? args : Object.keys(GUARDS)) {
    const before = guard.startsWith('verify:') && guard !== CLAIM_GUARD ? behind : whole;
    const noticed = failing(guard).filter((one) => !before.has(one));
    if (noticed.length === 0) missed += 1;
    rows.push([`without ${guard}`, noticed.length > 0 ? `noticed by ${noticed.join(', ')}` : 'NOT NOTICED']);
  }
  const width = Math.max(...rows.map(([name]) => name!.length));
  for (const [name, what] of rows) process.stdout.write(`${name!.padEnd(width)}  ${what}\n`);
  process.exitCode = missed === 0 ? 0 : 1;
}
