import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Principal } from '../../commerce/principals/model.ts';
import { exportCatalog } from '../../connectors/catalog-import/export.ts';
import type { GuessHints } from '../../connectors/catalog-import/guess.ts';
import { importCatalog } from '../../connectors/catalog-import/import.ts';
import { parseMapping } from '../../connectors/catalog-import/mapping.ts';
import { ImportError } from '../../connectors/catalog-import/report.ts';
import type { ImportFormat } from '../../connectors/catalog-import/rows.ts';
import { allowSlowBody } from '../../platform/http/body-timeout.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';
import { requireAdmin, requireScope } from './access.ts';
import { audit } from './audit.ts';
import type { AdminDeps } from './route.ts';

export type ImportRouterDeps = Pick<
  AdminDeps,
  'store' | 'services' | 'config' | 'ids' | 'onFault' | 'stopping'
>;

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  'application/x-ndjson': 'jsonl',
  'application/jsonl': 'jsonl',
  'application/json': 'json',
  'text/csv': 'csv',
};
const PROGRESS_MS = 100;

const ImportQuery = z.strictObject({
  mapping: z.string().max(14_000).optional(),
  price_unit: z.enum(['minor', 'major']).optional(),
  currency: z.string().optional(),
  market: z.string().optional(),
  stock: z.coerce.number().int().nonnegative().optional(),
  location: z.string().optional(),
});

/**
 * `POST /import` (scope `admin:import`): the body is the file, as `application/x-ndjson`, `application/json` or `text/csv`;
 * a mapping stands as JSON in the query. Answers JSON lines: `{"type":"progress",…}`, in the end
 * `{"type":"report","report":…}`, or `{"type":"error","detail":…}` when it failed half-way. What was written stays.
 * `GET /export` (scope `admin:export`): the catalogue as JSON lines that an import takes.
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
  const { format, mapping, hints } = readOptions(req, deps.config.importLimitBytes);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const write = (line: object) => {
    if (!res.headersSent) res.status(200).set('Content-Type', 'application/x-ndjson');
    if (!gone.signal.aborted) res.write(`${JSON.stringify(line)}\n`);
  };
  let told = 0;
  try {
    const report = await importCatalog({
      input: limited(req, deps.config.importLimitBytes),
      format,
      mapping,
      hints,
      catalog: deps.services.catalog,
      shop: deps.services.shop,
      signal: AbortSignal.any([gone.signal, ...(deps.stopping ? [deps.stopping] : [])]),
      onGuess: (guessed) => write({ type: 'guess', mapping: guessed }),
      onProgress: (progress) => {
        const now = performance.now();
        if (now - told < PROGRESS_MS) return;
        told = now;
        write({ type: 'progress', ...progress });
      },
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

function readOptions(
  req: Request,
  limit: number,
): { format: ImportFormat; mapping?: ReturnType<typeof parseMapping>; hints: GuessHints } {
  const media = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const format = FORMATS[media];
  if (!format || req.headers['content-encoding'] !== undefined) {
    throw new ProblemError({
      status: 415,
      type: 'unsupported-media-type',
      detail: `Send the file as ${Object.keys(FORMATS).join(', ')}, not compressed.`,
      headers: { 'Accept-Post': Object.keys(FORMATS).join(', ') },
    });
  }
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const query = ImportQuery.safeParse(req.query);
  if (!query.success) {
    const [issue] = query.error.issues;
    throw unusable(new Error(`${issue!.path.join('.') || 'query'}: ${issue!.message}`));
  }
  const { mapping, price_unit, ...hints } = query.data;
  try {
    return {
      format,
      ...(mapping !== undefined && { mapping: parseMapping(mapping, 'The mapping in the query') }),
      hints: { ...hints, priceUnit: price_unit },
    };
  } catch (error) {
    throw error instanceof ImportError ? unusable(error) : error;
  }
}

function limited(req: Request, limit: number): Readable {
  let size = 0;
  const gate = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  void pipeline(req, gate).catch(() => {});
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
