import { createWriteStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { finished } from 'node:stream/promises';
import { type FeedFile, spooledFeed, storedFeed } from '../connectors/catalog-import/file/feed-file.ts';
import type { ImportFormat } from '../connectors/catalog-import/formats.ts';
import { fieldsFrom } from '../connectors/catalog-import/given-fields.ts';
import { importCatalog } from '../connectors/catalog-import/import.ts';
import { type Mapping, parseMapping } from '../connectors/catalog-import/mapping.ts';
import type { ImportPlan } from '../connectors/catalog-import/plan.ts';
import { type PreparedFeed, prepareFeed } from '../connectors/catalog-import/prepare.ts';
import type { RowFault } from '../connectors/catalog-import/report.ts';
import { DECIMAL_MARKS } from '../connectors/catalog-import/values/price.ts';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import { answer, type CliContext, configOf, type GlobalOptions, note } from './context.ts';
import { CliError } from './errors.ts';
import { importAttached } from './import-attached.ts';
import { planText } from './import-plan.ts';
import { reportText } from './import-report.ts';
import { createProgress } from './progress.ts';
import { withShop } from './shop-access.ts';

export interface ImportCommandOptions extends GlobalOptions {
  format?: ImportFormat;
  mapping?: string;
  map?: string[];
  saveMapping?: string;
  yes?: boolean;
  dryRun?: boolean;
  source?: string;
  retireMissing?: boolean;
  /** Percent. */
  retireLimit: number;
  force?: boolean;
  groupBy?: string;
  priceUnit?: 'minor' | 'major';
  decimal?: 'point' | 'comma';
  currency?: string;
  market?: string;
  stock?: number;
  location?: string;
  unfitSku?: 'refuse' | 'leave_out';
  encoding?: string;
  /** How many reasons are printed. */
  show: number;
  report?: string;
  strict?: boolean;
}

/** @returns the exit code: 1 when nothing could be taken in, or, with `--strict`, when any row was refused */
export async function importCommand(
  context: CliContext,
  name: string,
  options: ImportCommandOptions,
): Promise<number> {
  const config = configOf(context, options);
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping);
  if (options.retireMissing && options.source === undefined && mapping?.source === undefined) {
    throw new CliError(
      'Say which feed this is with --source NAME, to retire what it no longer holds: only products that were imported under that name are.',
      2,
    );
  }
  const file = name === '-' ? await spooledFeed(context.stdin) : await openFile(name);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  const progress = createProgress(context.stderr, { silent: options.json === true });
  const faults = options.report === undefined ? undefined : faultFile(options.report);
  try {
    const prepared = await prepareFeed(file, {
      ...prepareOptions(name, options, mapping),
      signal: stop.signal,
      onRead: progress.reading,
    });
    progress.end();
    if (!(await agreed(context, name, options, prepared))) return 2;
    const { retireMissing, retireLimit, force, dryRun = false } = options;
    const retire = retireMissing ? { limitPercent: retireLimit, force: force === true } : undefined;
    const job = { dryRun, retire, onFault: faults?.write, onProgress: progress.update, signal: stop.signal };
    const report = await withShop(context, config, {
      attached: (server) => {
        note(context, `Importing through the server at ${server.url} (process ${server.pid}).`);
        return importAttached(server, { ...job, file, plan: prepared.plan, encoding: options.encoding });
      },
      owned: (shop) =>
        importCatalog({ ...job, ...shop, input: file, prepared, clock: systemClock, ids: randomIds }),
    });
    progress.end();
    await faults?.end();
    answer(
      context,
      options,
      dryRun ? { ...report, plan: prepared.plan } : report,
      reportText(report, options.show),
    );
    const took = report.created + report.updated + report.unchanged + report.categories;
    const failed =
      report.stopped ||
      report.notRetired !== undefined ||
      (report.refused > 0 && (took === 0 || options.strict === true));
    return failed ? 1 : 0;
  } finally {
    progress.end();
    process.off('SIGINT', onInterrupt);
    await file.close();
  }
}

function prepareOptions(name: string, options: ImportCommandOptions, mapping: Mapping | undefined) {
  const { priceUnit, decimal, currency, market, stock, location, groupBy, unfitSku } = options;
  return {
    name: name === '-' ? undefined : name,
    format: options.format,
    mapping,
    encoding: options.encoding,
    source: options.source,
    clock: systemClock,
    keepIds: options.retireMissing === true,
    hints: {
      priceUnit,
      decimal: decimal && DECIMAL_MARKS[decimal],
      currency,
      market,
      stock,
      location,
      group: groupBy,
      unfitSku,
      fields: fieldsFrom(options.map ?? []),
    },
  };
}

/** Shows what was understood, saves it where that was asked for, and asks where it was guessed. */
async function agreed(
  context: CliContext,
  name: string,
  options: ImportCommandOptions,
  { plan }: PreparedFeed,
): Promise<boolean> {
  const shown = plan.guessed || options.dryRun === true;
  const file = name === '-' ? 'stdin' : name;
  if (shown && !plan.native) note(context, planText(plan, file));
  else for (const text of plan.notes) note(context, `Note: ${text}`);
  if (options.saveMapping !== undefined) await saveMapping(context, options.saveMapping, plan);
  // The columns of a vendor's file are known: who names the vendor has said what they are.
  const known =
    options.format === 'shopify' || options.format === 'woocommerce' || options.format === 'google';
  if (!plan.guessed || known || options.yes || options.dryRun) return true;
  if (!context.stdin.isTTY || name === '-') {
    note(
      context,
      '\nNothing was imported: this was guessed. If it is right, say --yes; if not, correct it with --map FIELD=COLUMN, or write it to a file with --save-mapping FILE and use that with --mapping FILE.',
    );
    return false;
  }
  const terminal = createInterface({ input: context.stdin, output: context.stderr });
  const products = plan.products.toLocaleString('en');
  const said = await terminal.question(
    `\nImport ${products} ${plan.products === 1 ? 'product' : 'products'} like this? [y/N] `,
  );
  terminal.close();
  if (/^\s*(?:y|yes)\s*$/i.test(said)) return true;
  note(
    context,
    'Nothing was imported. Correct it with --map FIELD=COLUMN, or with --save-mapping FILE and --mapping FILE.',
  );
  return false;
}

async function saveMapping(context: CliContext, path: string, plan: ImportPlan): Promise<void> {
  if (!plan.mapping)
    throw new CliError("These rows are in the catalogue's own form: there is no mapping to save.", 2);
  await writeFile(path, `${JSON.stringify(plan.mapping, null, 2)}\n`);
  note(context, `The mapping was written to ${path}.`);
}

/** Every fault and warning, one a line, as they come. */
function faultFile(path: string) {
  const stream = createWriteStream(path);
  const written = finished(stream).catch((error: Error) => {
    throw new CliError(`The report cannot be written to ${path}: ${error.message}`);
  });
  written.catch(() => {});
  return {
    write: (kind: 'fault' | 'warning', fault: RowFault) =>
      void stream.write(`${JSON.stringify({ kind, ...fault })}\n`),
    end: async () => {
      stream.end();
      await written;
    },
  };
}

async function openFile(path: string): Promise<FeedFile> {
  try {
    if ((await stat(path)).isDirectory()) throw new CliError(`${path} is a folder. Name one file.`, 2);
    return await storedFeed(path);
  } catch (error) {
    throw unreadable(path, error);
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
