import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

/** Deeper than any document of ours, and far from where recursion hurts. */
export const MAX_JSON_DEPTH = 64;

const suspects = new WeakSet<IncomingMessage>();

/**
 * Parses a JSON body into `req.body`. Refuses another media type (415), what is too large after decompression (413),
 * nesting deeper than 64 levels, and the property names by which a merged object reaches its prototype (400).
 *
 * @param limitBytes after decompression
 */
export function jsonBody(limitBytes: number): RequestHandler[] {
  const parse = express.json({
    limit: limitBytes,
    type: (req) => isJson(req.headers['content-type']),
    verify: (req, _res, bytes, charset) => {
      if (charset !== 'utf-8') throw unsupported(`Send the body in UTF-8, not in ${charset}.`);
      if (tooDeep(bytes)) {
        throw new ProblemError({
          status: 400,
          type: 'too-deep',
          detail: `The body nests deeper than ${MAX_JSON_DEPTH} levels.`,
        });
      }
      if (maySpellPrototype(bytes)) suspects.add(req);
    },
  });
  return [refuseOtherMedia, parse, refusePrototypeKeys];
}

const refuseOtherMedia: RequestHandler = (req, _res, next) => {
  const length = req.headers['content-length'];
  const hasBody = req.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && !isJson(req.headers['content-type'])) {
    throw unsupported('Send the body as JSON, with Content-Type: application/json.');
  }
  next();
};

const refusePrototypeKeys: RequestHandler = (req, _res, next) => {
  if (suspects.has(req)) {
    const name = findPrototypeKey(req.body);
    if (name) {
      throw new ProblemError({
        status: 400,
        type: 'forbidden-property',
        detail: `The body may not hold a property named ${name}.`,
      });
    }
  }
  next();
};

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/(?:[\w.+-]{1,64}\+)?json\s*(?:;|$)/i.test(contentType);
}

function unsupported(detail: string): ProblemError {
  return new ProblemError({
    status: 415,
    type: 'unsupported-media-type',
    detail,
    headers: { 'Accept-Post': 'application/json' },
  });
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Counts brackets outside strings on the raw bytes, before anything is built from them. */
function tooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth++;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
  }
  return false;
}

/** Cheap and never wrong in the direction that matters: the names can only be spelt plainly or with `\u` escapes. */
function maySpellPrototype(bytes: Buffer): boolean {
  return bytes.includes('__proto__') || bytes.includes('prototype') || bytes.includes('\\u');
}

function findPrototypeKey(body: unknown): string | undefined {
  const open: unknown[] = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return '__proto__';
    const maker = Object.hasOwn(value, 'constructor')
      ? (value as { constructor: unknown }).constructor
      : undefined;
    if (typeof maker === 'object' && maker !== null && Object.hasOwn(maker, 'prototype'))
      return 'constructor.prototype';
    open.push(...Object.values(value).filter((item) => typeof item === 'object' && item !== null));
  }
  return undefined;
}
