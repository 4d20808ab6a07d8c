import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Principal } from '../../commerce/principals/model.ts';
import { exportCatalog } from '../../connectors/catalog-import/export.ts';
import {
  IMPORT_FORMATS,
  type ImportFormat,
  RETIRE_LIMIT_PERCENT,
} from '../../connectors/catalog-import/formats.ts';
import { fieldsFrom } from '../../connectors/catalog-import/given-fields.ts';
import type { GuessHints } from '../../connectors/catalog-import/guess.ts';
import { importCatalog } from '../../connectors/catalog-import/import.ts';
import { type Mapping, parseMapping, SourceName } from '../../connectors/catalog-import/mapping.ts';
import { ImportError } from '../../connectors/catalog-import/report.ts';
import { DECIMAL_MARKS } from '../../connectors/catalog-import/values/price.ts';
import { allowSlowBody } from '../../platform/http/body-timeout.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';
import { numbersOf } from '../query-numbers.ts';
import { requireAdmin, requireScope } from './access.ts';
import { audit } from './audit.ts';
import type { AdminDeps } from './route.ts';

export type ImportRouterDeps = Pick<
  AdminDeps,
  'store' | 'services' | 'config' | 'clock' | 'ids' | 'onFault' | 'stopping'
>;

/** What a body may be sent as, and what that tells of it; the contents tell the rest. */
const MEDIA: Readonly<Record<string, ImportFormat | undefined>> = {
  'application/x-ndjson': 'jsonl',
  'application/jsonl': 'jsonl',
  'application/json': 'json',
  'text/csv': undefined,
  'text/tab-separated-values': undefined,
  'application/xml': undefined,
  'text/xml': undefined,
  'application/rss+xml': undefined,
  'application/atom+xml': undefined,
  'application/gzip': undefined,
  'application/octet-stream': undefined,
};
const PROGRESS_MS = 100;

const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const ImportQuery = z.strictObject({
  format: z.enum(IMPORT_FORMATS).optional(),
  mapping: z.string().max(14_000).optional(),
  map: z
    .union([z.string(), z.array(z.string()).max(100)])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat())),
  price_unit: z.enum(['minor', 'major']).optional(),
  decimal: z.enum(['point', 'comma']).optional(),
  currency: z.string().max(3).optional(),
  market: z.string().max(64).optional(),
  stock: z.int().nonnegative().optional(),
  location: z.string().max(64).optional(),
  group_by: z.string().max(300).optional(),
  unfit_sku: z.enum(['refuse', 'leave_out']).optional(),
  encoding: z.string().max(40).optional(),
  source: SourceName.optional(),
  dry_run: Flag.optional(),
  retire_missing: Flag.optional(),
  retire_limit: z.number().min(0).max(100).default(RETIRE_LIMIT_PERCENT),
  force: Flag.optional(),
  faults: z.enum(['listed', 'all']).optional(),
});
type ImportQuery = z.output<typeof ImportQuery>;

/**
 * `POST /import` (scope `admin:import`): the body is the file, as it is or gzipped. It is taken in whole and read once to its
 * end; a file that is wrong as a whole is refused with a problem and writes nothing. Then the answer is JSON lines:
 * `{"type":"plan","plan":…}` tells what was understood, with the mapping that `?mapping=` takes; `{"type":"progress",…}`; in
 * the end `{"type":"report","report":…}`, or `{"type":"error","detail":…}` when it failed half-way. What was written stays.
 * With `dry_run=true` nothing is written. `GET /export` (scope `admin:export`): the catalogue as JSON lines that an import
 * takes.
 */
export function createImportRouter(deps: ImportRouterDeps): Router {
  const router = Router();
  const post: RequestHandler[] = [requireAdmin, audit(deps, { method: 'POST', route: '/import' })];
  router.post('/import', ...post, (req, res) => answerImport(deps, req, res));
  router.all('/import', allowOnly('POST'));
  router.get('/export', requireAdmin, (req, res) => answerExport(deps, req, res));
  router.all('/export', allowOnly('GET'));
  return router;
}

async function answerImport(deps: ImportRouterDeps, req: Request, res: Response): Promise<void> {
  requireScope(principalOf<Principal>(req), 'admin:import');
  allowSlowBody(req);
  const limit = deps.config.importLimitBytes;
  const { query, ...asked } = readOptions(req, limit);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, ...(deps.stopping ? [deps.stopping] : [])]);
  const write = (line: object) => {
    if (!res.headersSent) res.status(200).set('Content-Type', 'application/x-ndjson');
    if (!gone.signal.aborted) res.write(`${JSON.stringify(line)}\n`);
  };
  let told = 0;
  try {
    const report = await importCatalog({
      ...asked,
      input: limited(req, limit, signal),
      maxBytes: limit,
      encoding: query.encoding,
      source: query.source,
      dryRun: query.dry_run,
      retire: query.retire_missing
        ? { limitPercent: query.retire_limit, force: query.force === true }
        : undefined,
      catalog: deps.services.catalog,
      shop: deps.services.shop,
      store: deps.store,
      clock: deps.clock,
      ids: deps.ids,
      signal,
      onPlan: (plan) => write({ type: 'plan', plan }),
      onProgress: (progress) => {
        const now = performance.now();
        if (now - told < PROGRESS_MS) return;
        told = now;
        write({ type: 'progress', ...progress });
      },
      onFault: query.faults === 'all' ? (type, fault) => write({ type, ...fault }) : undefined,
    });
    write({ type: 'report', report });
  } catch (error) {
    if (gone.signal.aborted) return;
    const mendable = error instanceof ImportError || error instanceof ProblemError;
    if (!res.headersSent) throw error instanceof ImportError ? unusable(error) : error;
    if (!mendable) deps.onFault(error);
    const detail = mendable
      ? error.message
      : 'Something went wrong on our side; what was imported so far stays.';
    write({ type: 'error', detail });
  }
  res.end();
}

async function answerExport({ store }: ImportRouterDeps, req: Request, res: Response): Promise<void> {
  requireScope(principalOf<Principal>(req), 'admin:export');
  res.set('Content-Type', 'application/x-ndjson');
  const lines = async function* () {
    for await (const line of exportCatalog(store)) yield `${JSON.stringify(line)}\n`;
  };
  await pipeline(Readable.from(lines()), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

interface Asked {
  query: ImportQuery;
  format: ImportFormat | undefined;
  mapping?: Mapping;
  hints: GuessHints;
}

function readOptions(req: Request, limit: number): Asked {
  const media = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(MEDIA, media) || req.headers['content-encoding'] !== undefined) {
    throw new ProblemError({
      status: 415,
      type: 'unsupported-media-type',
      detail: `Send the file as ${Object.keys(MEDIA).join(', ')}, without Content-Encoding.`,
      headers: { 'Accept-Post': Object.keys(MEDIA).join(', ') },
    });
  }
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const parsed = ImportQuery.safeParse(numbersOf(ImportQuery, req.query));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(new Error(`${issue!.path.join('.') || 'query'}: ${issue!.message}`));
  }
  const query = parsed.data;
  try {
    const mapping =
      query.mapping === undefined ? undefined : parseMapping(query.mapping, 'The mapping in the query');
    if (query.retire_missing && query.source === undefined && mapping?.source === undefined)
      throw new ImportError('Say which feed this is with source=NAME, to retire what it no longer holds.');
    return {
      query,
      format: query.format ?? mapping?.format ?? MEDIA[media],
      ...(mapping && { mapping }),
      hints: {
        priceUnit: query.price_unit,
        decimal: query.decimal && DECIMAL_MARKS[query.decimal],
        currency: query.currency,
        market: query.market,
        stock: query.stock,
        location: query.location,
        group: query.group_by,
        unfitSku: query.unfit_sku,
        fields: fieldsFrom(query.map),
      },
    };
  } catch (error) {
    throw error instanceof ImportError ? unusable(error) : error;
  }
}

function limited(req: Request, limit: number, signal: AbortSignal): Readable {
  let size = 0;
  const gate = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  void pipeline(req, gate, { signal }).catch(() => {});
  return gate;
}

const unusable = (error: Error): ProblemError =>
  new ProblemError({
    status: 422,
    type: 'import-unusable',
    detail: error.message,
    extra: { code: 'invalid_input' },
  });

const tooLarge = (limit: number): ProblemError =>
  new ProblemError({
    status: 413,
    type: 'body-too-large',
    detail: `The file may be ${limit} bytes at most. Split it, or raise SHOPWRIGHT_IMPORT_LIMIT_BYTES.`,
    extra: { limit_bytes: limit },
  });
