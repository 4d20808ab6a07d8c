/** Takes one guard after another away from the server and tells whether the crash suite notices. Exit code 1: one went unnoticed. */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readOptions } from './options.ts';
import type { RoundResult } from './round.ts';
import { GUARDS } from './server/mutations.ts';
import { playSeries } from './suite.ts';
import { makeTemplate } from './world.ts';

const ROUNDS = '12';
const SHOWN = 6;

const { values } = parseArgs({ options: { guard: { type: 'string' } }, strict: false });
const rest = process.argv.slice(2).filter((argument) => !argument.startsWith('--guard'));
const options = readOptions(rest, ROUNDS);
if (options === 'help') {
  process.stdout.write('node test/crash/guards.ts [--guard=NAME] [--rounds N] [--seed N] [--dir FOLDER]\n');
} else {
  const template = await makeTemplate(options.dir);
  let unnoticed = 0;
  for (const [guard, { what, point, change }] of Object.entries(GUARDS)) {
    if (typeof values.guard === 'string' && values.guard !== guard) continue;
    const results = await playSeries({
      ...options,
      ...{ point: point ?? options.point, change: { ...options.change, ...change } },
      ...{ template, without: guard },
    });
    const violations = results.flatMap((result) => result.violations);
    if (violations.length === 0) unnoticed += 1;
    for (const { invariant, detail } of violations.slice(0, SHOWN))
      process.stderr.write(`  ${invariant}: ${detail}\n`);
    process.stdout.write(`${guard.padEnd(20)} ${outcome(results, violations)}\n${' '.repeat(21)}(${what})\n`);
  }
  rmSync(options.dir, { recursive: true, force: true });
  process.exitCode = unnoticed === 0 ? 0 : 1;
}

function outcome(results: readonly RoundResult[], violations: RoundResult['violations']): string {
  if (violations.length === 0) return `NOT NOTICED in ${results.length} rounds`;
  const names = [...new Set(violations.map(({ invariant }) => invariant))];
  return `noticed in round ${results.length}: ${names.join('; ')}`;
}
