import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { GuessHints } from '../connectors/catalog-import/guess.ts';
import { importCatalog } from '../connectors/catalog-import/import.ts';
import { type Mapping, parseMapping } from '../connectors/catalog-import/mapping.ts';
import type { ImportProgress, ImportReport } from '../connectors/catalog-import/report.ts';
import { formatOfName, IMPORT_FORMATS, type ImportFormat } from '../connectors/catalog-import/rows.ts';
import { callAdmin, type RunningServer } from './admin-client.ts';
import { answer, type CliContext, configOf, type GlobalOptions, note } from './context.ts';
import { CliError } from './errors.ts';
import { reportText } from './import-report.ts';
import { createProgress } from './progress.ts';
import { withShop } from './shop-access.ts';

export interface ImportCommandOptions extends GlobalOptions {
  mapping?: string;
  format?: string;
  priceUnit?: 'minor' | 'major';
  currency?: string;
  market?: string;
  stock?: number;
  location?: string;
  /** How many bad rows are printed. */
  show: number;
  strict?: boolean;
}

const MEDIA: Readonly<Record<ImportFormat, string>> = {
  jsonl: 'application/x-ndjson',
  json: 'application/json',
  csv: 'text/csv',
};

interface Job {
  input: Readable;
  format: ImportFormat;
  mapping: Mapping | undefined;
  hints: GuessHints;
  onGuess: (mapping: Mapping) => void;
  onProgress: (progress: ImportProgress) => void;
  signal: AbortSignal;
}

/** @returns the exit code: 1 when nothing could be taken in, or, with `--strict`, when any row was refused */
export async function importCommand(
  context: CliContext,
  file: string,
  options: ImportCommandOptions,
): Promise<number> {
  const config = configOf(context, options);
  const format = formatOf(file, options.format);
  const size = file === '-' ? undefined : await sizeOf(file);
  const { priceUnit, currency, market, stock, location } = options;
  const hints = { priceUnit, currency, market, stock, location };
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  const progress = createProgress(context.stderr, { total: size, silent: options.json === true });
  const job: Job = {
    input: file === '-' ? context.stdin : createReadStream(file),
    format,
    mapping,
    hints,
    signal: stop.signal,
    onGuess: (guessed) =>
      note(
        context,
        `Guessed this mapping (save it, change it, use --mapping):\n${JSON.stringify(guessed, null, 2)}`,
      ),
    onProgress: progress.update,
  };
  try {
    const report = await withShop(context, config, {
      attached: (server) => {
        note(context, `Importing through the server at ${server.url} (process ${server.pid}).`);
        return importAttached(server, job);
      },
      owned: ({ catalog, shop }) => importCatalog({ ...job, catalog, shop }),
    });
    progress.end();
    answer(context, options, report, reportText(report, options.show));
    const took = report.created + report.updated + report.unchanged + report.categories;
    const failed = report.stopped || (report.refused > 0 && (took === 0 || options.strict === true));
    return failed ? 1 : 0;
  } finally {
    progress.end();
    process.off('SIGINT', onInterrupt);
  }
}

async function importAttached(server: RunningServer, job: Job): Promise<ImportReport> {
  const query = new URLSearchParams();
  const settings = {
    mapping: job.mapping && JSON.stringify(job.mapping),
    price_unit: job.hints.priceUnit,
    currency: job.hints.currency,
    market: job.hints.market,
    stock: job.hints.stock,
    location: job.hints.location,
  };
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined) query.set(name, String(value));
  const response = await callAdmin(server, {
    method: 'POST',
    path: `/import?${query}`,
    contentType: MEDIA[job.format],
    body: job.input,
  });
  job.signal.addEventListener('abort', () => response.destroy(), { once: true });
  for await (const line of createInterface({ input: response })) {
    const { type, ...rest } = JSON.parse(line) as { type: string } & Record<string, unknown>;
    if (type === 'guess') job.onGuess(rest.mapping as Mapping);
    else if (type === 'progress') job.onProgress(rest as unknown as ImportProgress);
    else if (type === 'report') return rest.report as ImportReport;
    else if (type === 'error') throw new CliError(`The import failed half-way: ${rest.detail}`);
  }
  throw new CliError(
    'The server ended before the import did. What was imported so far is kept; run it again.',
  );
}

function formatOf(file: string, asked: string | undefined): ImportFormat {
  const format = asked ?? formatOfName(file);
  if (IMPORT_FORMATS.includes(format as ImportFormat)) return format as ImportFormat;
  throw new CliError(
    `Say what the file holds: --format ${IMPORT_FORMATS.join(', --format ')}. Its name does not tell.`,
    2,
  );
}

async function sizeOf(file: string): Promise<number> {
  try {
    const { size, isDirectory } = await stat(file).then((s) => ({
      size: s.size,
      isDirectory: s.isDirectory(),
    }));
    if (isDirectory) throw new CliError(`${file} is a folder. Name one file.`, 2);
    return size;
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function readMapping(file: string): Promise<Mapping> {
  try {
    return parseMapping(await readFile(file, 'utf8'), file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new CliError(`There is no file ${file}.`, 2);
  return code === 'EACCES' ? new CliError(`This user may not read ${file}.`) : error;
}
