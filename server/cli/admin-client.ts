import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { CliError } from './errors.ts';

/** A running server that owns the data folder, and the credential that its lock file gives to the same user. */
export interface RunningServer {
  url: string;
  token: string;
  pid: number;
}

interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `/admin/v1`, with its query; beginning with `/v1/`, as it is. */
  path: string;
  contentType?: string;
  body?: Readable | string;
}

/** Calls the admin API. The answer may begin while the body is still being sent. @throws CliError with the server's own words */
export async function callAdmin(server: RunningServer, call: Call): Promise<IncomingMessage> {
  const url = new URL(call.path.startsWith('/v1/') ? call.path : `/admin/v1${call.path}`, server.url);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: call.method,
    headers: {
      Authorization: `Bearer ${server.token}`,
      ...(call.contentType !== undefined && { 'Content-Type': call.contentType }),
    },
  });
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  // An answer that comes before the whole body was sent, such as a refusal, ends the sending: not a fault of its own.
  if (call.body === undefined || typeof call.body === 'string') request.end(call.body);
  else pipeline(call.body, request).catch(() => {});
  let response: IncomingMessage;
  try {
    [response] = await answered;
  } catch (error) {
    throw new CliError(
      `The server at ${server.url} (process ${server.pid}) does not answer: ${error instanceof Error ? error.message : error}`,
    );
  }
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  const body = await text(response).catch(() => '');
  throw new CliError(`The server at ${server.url} refused: ${detailOf(body) ?? `HTTP ${status}`}`);
}

export async function callAdminJson<T>(server: RunningServer, call: Call): Promise<T> {
  return JSON.parse(await text(await callAdmin(server, call))) as T;
}

function detailOf(body: string): string | undefined {
  try {
    const { detail, title } = JSON.parse(body) as { detail?: string; title?: string };
    return detail ?? title;
  } catch {
    return undefined;
  }
}
