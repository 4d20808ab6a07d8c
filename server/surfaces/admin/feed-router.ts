import { Readable } from 'node:stream';
import { type Request, type Response, Router } from 'express';
import { FeedSourceName } from '../../commerce/feeds/model.ts';
import type { FeedElement } from '../../commerce/feeds/service.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import { readJsonElements } from '../../connectors/catalog-import/json-elements.ts';
import { type RawRow, readLines } from '../../connectors/catalog-import/lines.ts';
import { ImportError } from '../../connectors/catalog-import/report.ts';
import { isSignedBy, readSignature } from '../../connectors/webhooks/signature.ts';
import { allowSlowBody } from '../../platform/http/body-timeout.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';
import { requireAdmin, requireScope } from './access.ts';
import type { AdminDeps } from './route.ts';

type Deps = Pick<AdminDeps, 'services' | 'clock' | 'config'>;

/** A signed body is held in memory until its signature is known to be good. */
const MAX_SIGNED_BYTES = 16 * 2 ** 20;
const PIECE_BYTES = 64 * 2 ** 10;
const MEDIA = ['application/json', 'application/x-ndjson', 'application/jsonl'];

/**
 * `POST /feed/updates?source=NAME`: updates of stock and prices from a system that owns them, as a JSON array or JSON lines.
 * With a key of scope `admin:feed` they are applied as they come; without one the request is signed (Standard Webhooks) with
 * the secret of the source.
 */
export function createFeedRouter(deps: Deps): Router {
  const router = Router();
  router.post('/feed/updates', async (req, res) => answer(deps, req, res));
  router.all('/feed/updates', allowOnly('POST'));
  return router;
}

async function answer(deps: Deps, req: Request, res: Response): Promise<void> {
  const signature = req.bearer === undefined && req.get('webhook-signature') !== undefined;
  if (!signature) {
    requireAdmin(req, res, () => {});
    requireScope(principalOf<Principal>(req), 'admin:feed');
  }
  const name = FeedSourceName.safeParse(req.query.source);
  // Nobody learns from a wrong signature which names there are.
  if (!name.success && !signature)
    throw new ProblemError({
      status: 422,
      type: 'invalid-input',
      detail: `Name the source with ?source=: ${name.error.issues[0]!.message}.`,
      extra: { code: 'invalid_input', field: 'source' },
    });
  const body = signature ? await signedBody(deps, req, name.data) : req;
  if (!signature) allowSlowBody(req);
  const lines = mediaOf(req) !== 'application/json';
  const { feeds } = deps.services;
  try {
    const report = await feeds.apply(
      name.data!,
      elements(limited(body, deps.config.importLimitBytes), lines),
    );
    res.json(report);
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    throw new ProblemError({
      status: 422,
      type: 'feed-unusable',
      detail: `${error.message} What stands before that was applied; send the batch again.`,
      extra: { code: 'invalid_input' },
    });
  }
}

function mediaOf(req: Request): string {
  const media = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (MEDIA.includes(media) && req.headers['content-encoding'] === undefined) return media;
  throw new ProblemError({
    status: 415,
    type: 'unsupported-media-type',
    detail: `Send the updates as ${MEDIA.join(', ')}, without Content-Encoding.`,
    headers: { 'Accept-Post': MEDIA.join(', ') },
  });
}

/** @throws ProblemError 401 */
async function signedBody(
  { services, clock }: Deps,
  req: Request,
  source: string | undefined,
): Promise<Readable> {
  const refused = new ProblemError({
    status: 401,
    type: 'unauthorized',
    detail:
      'The signature is not good: it must be of this body, by the secret of the source, and not older than five minutes.',
    extra: { code: 'unauthorized' },
  });
  const received = readSignature((header) => req.get(header), clock.now());
  const secrets = source === undefined ? [] : await services.feeds.secrets(source);
  if (typeof received === 'string' || secrets.length === 0) throw refused;
  const parts: Buffer[] = [];
  for await (const part of limited(req, MAX_SIGNED_BYTES)) parts.push(part);
  const body = Buffer.concat(parts);
  if (!isSignedBy(received, body, secrets)) throw refused;
  return Readable.from(pieces(body));
}

/** Small ones, so that nobody waits while one is read. */
function* pieces(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) yield body.subarray(at, at + PIECE_BYTES);
}

async function* limited(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit)
      throw new ProblemError({
        status: 413,
        type: 'body-too-large',
        detail: `The batch may be ${limit} bytes at most. Split it.`,
        extra: { limit_bytes: limit },
      });
    yield chunk;
  }
}

async function* elements(body: AsyncIterable<Buffer>, lines: boolean): AsyncGenerator<FeedElement> {
  for await (const row of lines ? readLines(body) : readJsonElements(body)) {
    if ('member' in row && row.member) throw new ImportError('Send a JSON array of updates, or JSON lines.');
    yield elementOf(row);
  }
}

function elementOf({ text, fault }: RawRow): FeedElement {
  if (text === undefined) return { fault: fault ?? 'cannot be read' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: 'is not JSON' };
  }
}
