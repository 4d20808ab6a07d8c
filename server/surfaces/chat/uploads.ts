import type { Request, RequestHandler } from 'express';
import { CommerceError } from '../../commerce/errors.ts';
import { MAX_ATTACHMENTS, MAX_MEDIA_BYTES } from '../../conversation/media.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { addressKey } from '../../platform/http/request.ts';

const MAX_AT_ONCE = 16;
const MAX_OF_ONE_ADDRESS = 3;
/** As many requests does an upload count as. */
const WEIGHT = 10;
/** In base64, which takes a third more, and the rest of the request. */
export const MAX_CHAT_BYTES = Math.ceil((MAX_ATTACHMENTS * MAX_MEDIA_BYTES.image * 4) / 3) + 2 ** 20;

/** Lets so many large bodies be in memory at once. Bodies of at most `smallBytes`, by their length, pass. */
export function uploadGate(smallBytes: number): RequestHandler {
  const open = new Map<string, number>();
  let total = 0;
  return (req, res, next) => {
    const length = Number(req.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (length <= smallBytes) return next();
    const wait = req.countMore?.(WEIGHT - 1) ?? 0;
    const address = addressKey(req);
    const own = open.get(address) ?? 0;
    if (wait > 0 || own >= MAX_OF_ONE_ADDRESS)
      throw new CommerceError('too_many_requests', 'Too many uploads at once. Try again in a moment.');
    if (total >= MAX_AT_ONCE)
      throw new CommerceError('overloaded', 'Too many uploads at this moment. Try again in some seconds.');
    total += 1;
    open.set(address, own + 1);
    res.once('close', () => {
      total -= 1;
      const left = open.get(address)! - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    next();
  };
}

/** The body as it came. @throws ProblemError 413 past the largest voice note */
export async function readUpload(req: Request): Promise<Uint8Array> {
  const tooLarge = (): ProblemError =>
    new ProblemError({
      status: 413,
      type: 'payload-too-large',
      detail: 'A picture has at most 5 MB, a voice note at most 10 MB.',
    });
  if (Number(req.headers['content-length']) > MAX_MEDIA_BYTES.voice) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_MEDIA_BYTES.voice) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a data URL holds. Nothing is ever fetched. @throws CommerceError `invalid_input` for any other address */
export function bytesOfDataUrl(url: unknown): Uint8Array {
  const found = typeof url === 'string' && url.startsWith('data:') ? url.indexOf(';base64,') : -1;
  const base64 = found < 0 ? '' : (url as string).slice(found + 8);
  if (found > 100 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new CommerceError('invalid_input', 'Send files as data URLs in base64: data:image/png;base64,…', {
      field: 'messages',
    });
  return Buffer.from(base64, 'base64');
}
