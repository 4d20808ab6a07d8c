import { CommanderError } from 'commander';
import type { Environment } from '../config.ts';
import type { CliContext } from './context.ts';
import { CliError, explain } from './errors.ts';
import { createProgram } from './program.ts';

/**
 * Runs the command line. Exit codes: 0 done, 1 failed, 2 asked for wrongly. The process ends when nothing is left to do,
 * so that what was printed is printed in full.
 *
 * @param args what follows the program's name
 */
export async function main(args: readonly string[], env: Environment): Promise<void> {
  const context: CliContext = { env, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
  // A reader that went away, as in `shopwright export | head`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    const program = createProgram(context, (code) => {
      process.exitCode = code;
    });
    refuseUnknown(
      args[0],
      program.commands.map((command) => command.name()),
    );
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its own words.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const { exitCode, text } = explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
  }
}

/** Commander would take an unknown word for an argument of the default command. */
function refuseUnknown(word: string | undefined, names: readonly string[]): void {
  if (word === undefined || word.startsWith('-') || word === 'help' || names.includes(word)) return;
  throw new CliError(`There is no command "${word}". Commands: ${names.join(', ')}.`, 2);
}
