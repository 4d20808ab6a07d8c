import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import { Census } from './census.ts';
import { valueAt } from './field.ts';
import type { FeedFile } from './file/feed-file.ts';
import { type FeedText, inspectFeed, type TextKind } from './file/inspect.ts';
import { PLENTY_UNITS } from './finish.ts';
import type { ImportFormat } from './formats.ts';
import { type GuessHints, guessMapping, isNative } from './guess.ts';
import { isVendorMapping, type Mapping } from './mapping.ts';
import { type ImportPlan, planColumns } from './plan.ts';
import { ImportError } from './report.ts';
import { kindOfFormat, readRows, type SourceRow } from './rows.ts';
import { refuseAbsent, settle, withHints } from './settle.ts';
import type { Shape } from './shapes/draft.ts';
import { shapeOf } from './shapes/shape-of.ts';
import { PriceEvidence } from './values/price.ts';

export interface PrepareOptions {
  /** Name of the file, whose ending tells JSON Lines from a JSON document where the contents do not. */
  name?: string | undefined;
  /** Left out: told from the contents. */
  format?: ImportFormat | undefined;
  /** Left out: native rows are taken as they are, and for others a mapping is guessed. */
  mapping?: Mapping | undefined;
  hints?: GuessHints | undefined;
  encoding?: string | undefined;
  /** The most that a compressed file may become. */
  maxBytes?: number | undefined;
  /** Name of the feed; else the mapping's, else the file's. */
  source?: string | undefined;
  clock: Clock;
  /** Whether the ids of all products are wanted. */
  keepIds?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** How much of the unpacked file was looked at. */
  onRead?: ((bytes: number, totalBytes: number) => void) | undefined;
}

/** A file that was read once to its end and can be imported. */
export interface PreparedFeed {
  plan: ImportPlan;
  text: FeedText;
  kind: TextKind;
  mapping: Mapping | undefined;
  shape: Shape;
  census: Census;
  /** The currency that most prices name. */
  currency: string | undefined;
  /** The first rows. */
  head: readonly SourceRow[];
}

/** Rows that a guess rests on. */
const SAMPLE_ROWS = 200;
/** Reading gives way to other work after this. */
const TURN_MS = 8;

const TITLES: Readonly<Record<ImportFormat, string>> = {
  shopify: 'Shopify product export',
  woocommerce: 'WooCommerce product export',
  google: 'Google Merchant feed',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  json: 'JSON document',
};

/**
 * Reads a file to its end without writing anything: whether it is whole, what it holds, and how it would be taken in.
 *
 * @throws ImportError when the file or the mapping as a whole is wrong
 */
export async function prepareFeed(file: FeedFile, options: PrepareOptions): Promise<PreparedFeed> {
  const { hints = {}, clock } = options;
  const text = await inspectFeed(file, options);
  const format = options.format ?? options.mapping?.format;
  const kind = kindOfFormat(format, text, options.name);
  let delimiter: string | undefined;
  let names: readonly string[] | undefined;
  const rows = readRows(
    text.read((bytes) => options.onRead?.(bytes, text.size)),
    kind,
    (header) => {
      delimiter = header.delimiter;
      names = header.names.filter((name) => name !== '');
    },
  );
  const sample = await take(rows, SAMPLE_ROWS);
  const headings = names ?? [...new Set(sample.flatMap((row) => Object.keys(row.value ?? {})))];
  const native = !options.mapping && (kind === 'json' || kind === 'jsonl') && isNative(sample);
  const guessed =
    options.mapping || native ? undefined : guessMapping({ rows: sample, headings, format, kind }, hints);
  const mapping = options.mapping ? withHints(options.mapping, hints, headings) : guessed;
  const shape = shapeOf(mapping, clock);
  if (options.mapping) refuseAbsent(options.mapping, headings, sample);

  const census = new Census(shape, options.keepIds);
  const evidence = new PriceEvidence();
  const currencyColumn = mapping && !isVendorMapping(mapping) ? mapping.fields.currency : undefined;
  let turn = performance.now();
  for await (const row of chain(sample, rows)) {
    census.add(row);
    if (row.value) {
      for (const column of shape.priceColumns) evidence.add(valueAt(row.value, column));
      const code = currencyColumn === undefined ? undefined : valueAt(row.value, currencyColumn);
      if (typeof code === 'string') evidence.seeCurrency(code.toUpperCase().slice(0, 8));
    }
    if (performance.now() - turn < TURN_MS) continue;
    options.signal?.throwIfAborted();
    await nextTurn();
    turn = performance.now();
  }
  census.finish();
  const settled = guessed && settle(guessed, evidence, hints);
  const final = settled ?? mapping;
  const source = sourceName(options.source ?? final?.source ?? file.name ?? 'default');
  const plan = planOf({
    text,
    kind,
    native,
    guessed: guessed !== undefined,
    delimiter,
    census,
    evidence,
    source,
  });
  if (final) {
    plan.mapping = { ...final, source };
    plan.format = final.format ?? plan.format;
    plan.title = TITLES[plan.format];
    plan.columns = planColumns(headings, final, (column) => exampleIn(sample, column));
    plan.decimal = final.decimal as '.' | ',';
    plan.price_unit = isVendorMapping(final) ? 'major' : final.price_unit;
    plan.notes.push(...notesOn(final, evidence));
  }
  return {
    plan,
    text,
    kind,
    mapping: final,
    shape,
    census,
    currency: [...evidence.currencies].sort((a, b) => b[1] - a[1])[0]?.[0].split(' ')[0],
    head: sample,
  };
}

function planOf(found: {
  text: FeedText;
  kind: TextKind;
  native: boolean;
  guessed: boolean;
  delimiter: string | undefined;
  census: Census;
  evidence: PriceEvidence;
  source: string;
}): ImportPlan {
  const { text, kind, native, guessed, delimiter, census, evidence, source } = found;
  const notes: string[] = [];
  if (text.encodingGuessed) {
    notes.push(
      `The file is not UTF-8. It was read as ${text.encoding}: look at the letters with accents, and say --encoding NAME if they are wrong.`,
    );
  }
  return {
    format: kind === 'xml' ? 'google' : kind,
    title: native ? 'Shopwright export' : TITLES[kind === 'xml' ? 'google' : kind],
    guessed,
    native,
    encoding: text.encoding,
    encoding_guessed: text.encodingGuessed,
    compressed: text.compressed,
    ...(delimiter !== undefined && { delimiter }),
    rows: census.rows,
    unreadable: census.unreadable,
    products: census.products,
    columns: [],
    currencies: Object.fromEntries(
      [...evidence.currencies].map(([name, count]) => [name.split(' ')[0]!, count]),
    ),
    decimal: '.',
    price_unit: native ? 'minor' : 'major',
    source,
    notes,
  };
}

function notesOn(mapping: Mapping, evidence: PriceEvidence): string[] {
  const notes: string[] = [];
  const other = mapping.decimal === ',' ? evidence.point : evidence.comma;
  if (other > 0)
    notes.push(
      `${other} prices are written with a decimal ${mapping.decimal === ',' ? 'point' : 'comma'} and will be refused.`,
    );
  const { fields } = mapping as { fields: Record<string, unknown> };
  const stock =
    fields.stock ?? (fields.variants as { fields?: Record<string, unknown> } | undefined)?.fields?.stock;
  const counted = stock !== undefined || fields.in_stock !== undefined || fields.availability !== undefined;
  if (!counted && mapping.defaults.stock === undefined)
    notes.push(
      'No column tells the stock: new products will have none to sell. Say --stock UNITS to give them some.',
    );
  else if (isVendorMapping(mapping) && mapping.defaults.stock === undefined)
    notes.push(
      `What is in stock without a number counts as ${PLENTY_UNITS} units; --stock UNITS changes that.`,
    );
  return notes;
}

const sourceName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 64) || 'default';

function exampleIn(rows: readonly SourceRow[], column: string): unknown {
  for (const { value } of rows) {
    const found = value && (valueAt(value, column) ?? innerExample(value, column));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** In the first entry of a list, or of an object by id. */
function innerExample(value: Record<string, unknown>, column: string): unknown {
  const [outer, ...path] = column.split('.');
  const entries = outer === undefined || path.length === 0 ? undefined : valueAt(value, outer);
  const first: unknown =
    typeof entries === 'object' && entries !== null ? Object.values(entries)[0] : undefined;
  return typeof first === 'object' && first !== null
    ? valueAt(first as Record<string, unknown>, path.join('.'))
    : undefined;
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
