import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mediaTypeOf } from '../../conversation/media-type.ts';
import { defineGuard } from '../../platform/guard.ts';
import { expectSuccess, type Outbound } from '../../platform/http/outbound.ts';
import type { MediaReference } from '../channel.ts';
import type { Graph } from './graph.ts';
import { LIMITS } from './limits.ts';

const stray = defineGuard('whatsapp:media-host', 'The token of the shop is told to nobody but Meta.');
const altered = defineGuard('whatsapp:media-hash', 'A file is taken only as its sender sent it.');

export interface MediaDeps {
  graph: Graph;
  outbound: Outbound;
  accessToken: string;
  apiUrl: string;
}

/** What Meta tells about a file: the address works for five minutes, and with the token. */
const File = z.looseObject({
  url: z.string(),
  sha256: z.string().optional().catch(undefined),
  file_size: z.coerce.number().optional().catch(undefined),
});
const Uploaded = z.looseObject({ id: z.string().min(1) });

const META_HOSTS = /(^|\.)(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net)$/;
const TIMEOUT_MS = 30_000;

/**
 * The bytes of a picture or voice note
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media). What they are is read from how
 * they begin, not from what was said of them.
 * @throws Error for a file that is gone, too large, or not what it was said to be; GraphError; OutboundError
 */
export async function download(
  { graph, outbound, accessToken, apiUrl }: MediaDeps,
  { id, kind }: MediaReference,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const file = await graph.get(encodeURIComponent(id), File, signal);
  const limit = LIMITS.media[kind];
  if ((file.file_size ?? 0) > limit) throw new Error(`the file has more than ${limit} bytes`);
  const { host, protocol, hostname } = new URL(file.url);
  const isMetas = (protocol === 'https:' && META_HOSTS.test(hostname)) || host === new URL(apiUrl).host;
  if (stray(!isMetas)) throw new Error('the file lies at a host that is not Meta’s');
  const call = outbound.with({ totalMs: TIMEOUT_MS, maxBodyBytes: limit });
  const response = await expectSuccess(
    await call(file.url, { headers: { Authorization: `Bearer ${accessToken}` }, signal }),
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (altered(file.sha256 !== undefined && !isHash(bytes, file.sha256)))
    throw new Error('the file is not the one that was sent');
  if (mediaTypeOf(bytes)?.kind !== kind) throw new Error(`the file is no ${kind} that is taken`);
  return bytes;
}

/** Meta writes it in hex in one place and in base64 in another. */
function isHash(bytes: Uint8Array, told: string): boolean {
  const own = createHash('sha256').update(bytes).digest();
  return (
    told.toLowerCase() === own.toString('hex') ||
    told.replace(/=+$/, '') === own.toString('base64').replace(/=+$/, '')
  );
}

/**
 * Lays a file up at Meta for 30 days.
 * @returns its id there, for `mediaMessage`
 * @throws RangeError for what WhatsApp does not take; GraphError; OutboundError
 */
export async function upload(
  { graph, phoneNumberId }: { graph: Graph; phoneNumberId: string },
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<string> {
  const type = mediaTypeOf(bytes);
  if (!type || !TAKEN.has(type.mediaType)) throw new RangeError('WhatsApp takes JPEG, PNG, Ogg, MP3 and M4A');
  if (bytes.byteLength > LIMITS.media[type.kind])
    throw new RangeError(`the file has more than ${LIMITS.media[type.kind]} bytes`);
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type.mediaType);
  form.set('file', new Blob([new Uint8Array(bytes)], { type: type.mediaType }), 'file');
  return (await graph.post(`${phoneNumberId}/media`, form, Uploaded, signal)).id;
}

const TAKEN = new Set(['image/jpeg', 'image/png', 'audio/ogg', 'audio/mpeg', 'audio/mp4']);
