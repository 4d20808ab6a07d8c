import { TargetError } from './error.ts';

/** As much of an answer as is looked at, and shown. */
const SHOWN = 300;

export interface AskDeps {
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Sends a request and answers with what came back when that is a success.
 * @throws TargetError `unreachable`, `http`; what the signal says when it is aborted
 */
export async function ask(
  deps: AskDeps,
  url: string,
  init: RequestInit & { signal: AbortSignal },
): Promise<Response> {
  let response: Response;
  try {
    response = await deps.fetch(url, init);
  } catch (error) {
    init.signal.throwIfAborted();
    const cause = (error as { cause?: { code?: string; message?: string } }).cause;
    throw new TargetError(
      'unreachable',
      `Nothing answers at ${withoutSecrets(url)} (${cause?.code ?? cause?.message ?? (error as Error).message}).`,
    );
  }
  if (response.ok) return response;
  const said = await bodyOf(response).catch(() => '');
  throw new TargetError(
    'http',
    `${withoutSecrets(url)} answered HTTP ${response.status}${said === '' ? '' : `: ${excerpt(said)}`}`,
  );
}

/** @throws TargetError `protocol` */
export async function askJson(
  deps: AskDeps,
  url: string,
  init: RequestInit & { signal: AbortSignal },
): Promise<unknown> {
  const response = await ask(deps, url, init);
  const text = await bodyOf(response);
  try {
    return JSON.parse(text);
  } catch {
    throw new TargetError('protocol', `${withoutSecrets(url)} answered no JSON: ${excerpt(text)}`);
  }
}

/** An answer that breaks off is the target's fault too. @throws TargetError `protocol` */
export async function bodyOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (error instanceof DOMException) throw error;
    throw new TargetError('protocol', `the answer broke off: ${(error as Error).message}`);
  }
}

/** What a terminal must not be sent, and what stands for bytes that are no UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFD]/g;

export const excerpt = (text: string): string => {
  const strange = text.match(NO_TEXT)?.length ?? 0;
  if (strange * 10 > text.length) return '(bytes that are no text)';
  const line = text.replaceAll(NO_TEXT, ' ').replaceAll(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)} …` : line || '(empty)';
};

/** Queries carry keys. */
const withoutSecrets = (url: string): string => url.replace(/\?.*$/, '');
