import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportCatalog } from '../connectors/catalog-import/export.ts';
import { callAdmin } from './admin-client.ts';
import { type CliContext, configOf, type GlobalOptions, note } from './context.ts';
import { withShop } from './shop-access.ts';

export interface ExportOptions extends GlobalOptions {
  output?: string;
}

/** Writes JSON lines to stdout or to a file, which appears only when it is whole. */
export async function exportCommand(context: CliContext, options: ExportOptions): Promise<void> {
  const config = configOf(context, options);
  const { output } = options;
  const partial = output === undefined ? undefined : `${output}.partial`;
  const write = (source: Readable) =>
    partial === undefined ? toStdout(source, context.stdout) : pipeline(source, createWriteStream(partial));
  try {
    await withShop(context, config, {
      attached: async (server) => write(await callAdmin(server, { method: 'GET', path: '/export' })),
      owned: ({ store }) => write(Readable.from(linesOf(store))),
    });
  } catch (error) {
    if (partial !== undefined) await rm(partial, { force: true });
    throw error;
  }
  if (output !== undefined) {
    await rename(partial!, output);
    note(context, `Wrote ${output}.`);
  }
}

async function* linesOf(store: Parameters<typeof exportCatalog>[0]): AsyncGenerator<string> {
  for await (const line of exportCatalog(store)) yield `${JSON.stringify(line)}\n`;
}

/** A reader that has seen enough, such as `head`, is no error. */
async function toStdout(source: Readable, stdout: Writable): Promise<void> {
  try {
    await pipeline(source, stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
