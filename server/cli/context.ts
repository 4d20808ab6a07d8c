import type { Readable, Writable } from 'node:stream';
import { type Config, type ConfigOverrides, type Environment, loadConfig } from '../config.ts';

/** What the person typed before or after any command. */
export interface GlobalOptions {
  dataDir?: string;
  json?: boolean;
}

/** The process as the commands see it, so that they can be run without one. */
export interface CliContext {
  env: Environment;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
}

/** The key that `shopwright mcp` calls with; not a setting of the server. */
export const MCP_KEY_VARIABLE = 'SHOPWRIGHT_MCP_KEY';

export function configOf(
  context: CliContext,
  globals: GlobalOptions,
  overrides: ConfigOverrides = {},
): Config {
  const { [MCP_KEY_VARIABLE]: _key, ...env } = context.env;
  return loadConfig(env, { dataDir: globals.dataDir, ...overrides });
}

export const print = (context: CliContext, text: string): void => void context.stdout.write(`${text}\n`);
export const note = (context: CliContext, text: string): void => void context.stderr.write(`${text}\n`);

/** One answer for a program, or text for a person. */
export function answer(context: CliContext, globals: GlobalOptions, value: unknown, text: string): void {
  print(context, globals.json ? JSON.stringify(value) : text);
}

/** Columns padded to their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
