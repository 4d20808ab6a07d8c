import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly status: 400 | 413; readonly reason: string }
  /** The client went away in the middle. */
  | { readonly kind: 'gone' };

/** Deeper JSON than any argument of ours, and shallow enough for every recursive walk over it. */
const MAX_DEPTH = 64;

/** Counts brackets outside strings: cheaper than walking the parsed value, and safe before parsing. */
function isTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false;
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
  return false;
}

function parse(text: string): Body {
  if (isTooDeep(text)) {
    return {
      kind: 'refused',
      status: 400,
      reason: `Parse error: JSON nested deeper than ${MAX_DEPTH} levels`,
    };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'refused', status: 400, reason: 'Parse error: the request body is not valid JSON' };
  }
}

/**
 * Reads and parses a JSON body, or takes the one that an outer parser left on the request.
 *
 * @param maxBytes larger bodies are refused with 413, without being read when Content-Length already says so
 */
export function readJsonBody(req: IncomingMessage & { body?: unknown }, maxBytes: number): Promise<Body> {
  if (req.body !== undefined) return Promise.resolve({ kind: 'json', value: req.body });
  const tooLarge: Body = {
    kind: 'refused',
    status: 413,
    reason: `Request body must not exceed ${maxBytes} bytes`,
  };
  if (Number(req.headers['content-length']) > maxBytes) return Promise.resolve(tooLarge);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        req.pause();
        resolve(tooLarge);
      } else chunks.push(chunk);
    });
    req.on('end', () => {
      const [first] = chunks;
      resolve(
        parse((chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)).toString('utf8')),
      );
    });
    req.on('error', () => resolve({ kind: 'gone' }));
    req.on('close', () => resolve({ kind: 'gone' }));
  });
}
