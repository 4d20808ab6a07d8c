import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CategoryInput, ProductInput } from '../../commerce/catalog/product-input.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import { starterShop } from '../../commerce/shop/starter.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { type GuessHints, guessMapping, isNative } from './guess.ts';
import { createMapper, type Mapped } from './map-row.ts';
import type { Mapping } from './mapping.ts';
import { ImportError, type ImportProgress, type ImportReport } from './report.ts';
import { type ImportFormat, readRows, type SourceRow } from './rows.ts';
import { ShopSettings } from './shop-settings.ts';

export interface ImportOptions {
  input: Readable;
  format: ImportFormat;
  /** Left out: native rows are taken as they are, and for others a mapping is guessed. */
  mapping?: Mapping | undefined;
  hints?: GuessHints | undefined;
  catalog: CatalogService;
  shop: ShopService;
  /** Told once, before the first row is written, when the mapping was guessed. */
  onGuess?: ((mapping: Mapping) => void) | undefined;
  /** After each chunk. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Stops after the chunk that is being written. */
  signal?: AbortSignal | undefined;
}

/** Rows that a guess rests on. */
const SAMPLE_ROWS = 200;
const MAX_FAULTS_PER_ROW = 10;

/**
 * Reads a catalogue file as a stream and writes it in small chunks, one transaction each, so that the shop goes on
 * serving meanwhile. A row is taken in whole or refused whole; the good ones are kept whatever becomes of the others.
 * Products are updated by id; those that the file does not mention stay as they are.
 *
 * @throws ImportError when the file or the mapping as a whole is wrong; then nothing was written
 */
export async function importCatalog(options: ImportOptions): Promise<ImportReport> {
  const { input, format, catalog, signal } = options;
  const startedAt = performance.now();
  const counter = { bytes: 0 };
  const writer = new ChunkWriter(catalog);
  const { report } = writer;
  const rows = readRows(counted(input, counter), format);
  const firstId = new Map<string, number>();

  const head = await take(rows, SAMPLE_ROWS);
  const native = !options.mapping && isNative(head);
  const mapping = native ? undefined : (options.mapping ?? guess(head, options));
  let shopKnown = false;
  let map: ((row: SourceRow) => Mapped) | undefined;
  writer.leaveOutSku = mapping?.unfit_sku === 'leave_out';

  const judge = async (row: SourceRow): Promise<void> => {
    report.read += 1;
    if (row.fault !== undefined || row.value === undefined) {
      writer.refuse(row.line, undefined, [{ reason: row.fault ?? 'empty' }]);
      return;
    }
    if (!shopKnown && !(native && Object.hasOwn(row.value, 'shop'))) {
      shopKnown = true;
      const example = native ? head.find(({ value }) => Array.isArray(value?.variants)) : row;
      await makeShop(options, mapping, example ?? row, report);
    }
    if (native && (await takeSettings(row.line, row.value, options, writer))) return;
    if (mapping) map ??= createMapper(mapping, await options.shop.get());
    const mapped = map?.(row) ?? { input: row.value, faults: [], leftOut: [], categories: [] };
    const id = typeof mapped.input.id === 'string' ? mapped.input.id : undefined;
    const parsed = mapped.faults.length > 0 ? undefined : ProductInput.safeParse(mapped.input);
    if (!parsed?.success) {
      const faults = parsed
        ? parsed.error.issues.map((issue) => readable(issue, mapped.input))
        : mapped.faults;
      writer.refuse(row.line, id, faults.slice(0, MAX_FAULTS_PER_ROW));
      return;
    }
    const before = firstId.get(parsed.data.id);
    if (before !== undefined) {
      const reason = `the product "${parsed.data.id}" stands on line ${before} already`;
      writer.refuse(row.line, id, [{ field: 'id', reason }]);
      return;
    }
    firstId.set(parsed.data.id, row.line);
    for (const left of mapped.leftOut) writer.warn(row.line, id, left);
    await writer.add({ line: row.line, input: parsed.data, categories: mapped.categories });
  };

  const tell = () => options.onProgress?.({ ...writer.progress(), bytes: counter.bytes });
  let told = 0;
  try {
    for await (const row of chain(head, rows)) {
      signal?.throwIfAborted();
      await judge(row);
      if (writer.chunks > told) {
        told = writer.chunks;
        tell();
        await nextTurn();
      }
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
    report.stopped = true;
  }
  await writer.finish();
  report.faults.sort((a, b) => a.line - b.line);
  report.warnings.sort((a, b) => a.line - b.line);
  report.seconds = Math.round(performance.now() - startedAt) / 1000;
  tell();
  return report;
}

function guess(head: readonly SourceRow[], options: ImportOptions): Mapping {
  const mapping = guessMapping(head, options.hints);
  options.onGuess?.(mapping);
  return mapping;
}

/** A product needs a market: a shop without settings gets those that the first product speaks of. */
async function makeShop(
  { shop }: Pick<ImportOptions, 'shop'>,
  mapping: Mapping | undefined,
  row: SourceRow,
  report: ImportReport,
): Promise<void> {
  if (await shop.find()) return;
  const first = mapping ? undefined : ProductInput.safeParse(row.value).data?.variants[0];
  const [price, stock] = [first?.prices[0], first?.stock?.[0]];
  await shop.put(
    starterShop({
      currency: mapping?.defaults.currency ?? price?.currency,
      market: mapping?.defaults.market ?? price?.market,
      location: mapping?.defaults.location ?? stock?.location,
    }),
  );
  report.shopSettings = 'made';
}

/** Lines of an export that are not products: `{"category": …}` and `{"shop": …}`. */
async function takeSettings(
  line: number,
  value: Record<string, unknown>,
  { shop }: Pick<ImportOptions, 'shop'>,
  writer: ChunkWriter,
): Promise<boolean> {
  const names = Object.keys(value);
  if (names.length !== 1) return false;
  const kind = names[0];
  if (kind !== 'category' && kind !== 'shop') return false;
  const parsed = (kind === 'shop' ? ShopSettings : CategoryInput).safeParse(value[kind]);
  if (!parsed.success) {
    writer.refuse(
      line,
      undefined,
      parsed.error.issues.map((issue) => readable(issue, value[kind])),
    );
  } else if (kind === 'category') {
    await writer.putCategory(line, parsed.data as CategoryInput);
  } else if (await shop.find()) {
    writer.warn(line, undefined, { field: 'shop', reason: 'this shop keeps its own settings' });
  } else {
    await shop.put(parsed.data as ShopSettings);
    writer.report.shopSettings = 'imported';
  }
  return true;
}

function readable(
  issue: { path: PropertyKey[]; code: string; message: string },
  input: unknown,
): { field: string; reason: string } {
  const given = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
  const reason =
    given === undefined && issue.path.length > 0
      ? 'is missing'
      : issue.code === 'invalid_union'
        ? 'has the wrong type, or is too long'
        : issue.message;
  return { field: issue.path.map(String).join('.') || '(row)', reason };
}

async function* counted(input: Readable, counter: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    counter.bytes += bytes.length;
    if (bytes.length > 0) yield bytes;
  }
}

async function take(rows: AsyncGenerator<SourceRow>, count: number): Promise<SourceRow[]> {
  const head: SourceRow[] = [];
  while (head.length < count) {
    const next = await rows.next();
    if (next.done) break;
    head.push(next.value);
  }
  if (head.length === 0) throw new ImportError('The file has no rows.');
  return head;
}

async function* chain(
  head: readonly SourceRow[],
  rest: AsyncGenerator<SourceRow>,
): AsyncGenerator<SourceRow> {
  yield* head;
  yield* rest;
}
