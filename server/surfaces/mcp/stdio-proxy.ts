import type { Readable, Writable } from 'node:stream';
import { SdkHttpError, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  parseJSONRPCMessage,
} from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

export interface McpStdioProxyOptions {
  /** The running server's MCP endpoint, such as `http://127.0.0.1:3000/mcp`. */
  url: string;
  /** API key; anonymous without. */
  token?: string | undefined;
  onerror: (error: unknown) => void;
  stdin?: Readable;
  stdout?: Writable;
}

/** A refusal that came as a JSON-RPC error behind an HTTP status is the answer to the request. */
function answerWithin(error: unknown, id: JSONRPCRequest['id']): JSONRPCMessage | undefined {
  const text =
    error instanceof SdkHttpError ? (error.data as { text?: unknown } | undefined)?.text : undefined;
  if (typeof text !== 'string') return;
  try {
    const message = parseJSONRPCMessage(JSON.parse(text));
    if (isJSONRPCErrorResponse(message)) return { ...message, id };
  } catch {
    return;
  }
}

/**
 * Bridges stdin and stdout to a running server, so that a client which can only start a program reaches the shop that already
 * owns its data file. Messages pass unchanged; a cancellation becomes what it is over HTTP, the end of that request's
 * connection.
 */
export async function proxyMcpStdio(
  options: McpStdioProxyOptions,
): Promise<{ closed: Promise<void>; close(): Promise<void> }> {
  const { onerror } = options;
  const stdio = new StdioServerTransport(options.stdin, options.stdout);
  const http = new StreamableHTTPClientTransport(
    new URL(options.url),
    options.token === undefined
      ? {}
      : { requestInit: { headers: { Authorization: `Bearer ${options.token}` } } },
  );
  const running = new Map<JSONRPCRequest['id'], { abort: AbortController; handshake: boolean }>();
  const write = (message: JSONRPCMessage) => stdio.send(message).catch(onerror);

  http.onerror = onerror;
  http.onmessage = (message) => {
    if ((isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) && message.id !== undefined) {
      const request = running.get(message.id);
      running.delete(message.id);
      const version = isJSONRPCResultResponse(message) ? message.result.protocolVersion : undefined;
      if (request?.handshake && typeof version === 'string') http.setProtocolVersion(version);
    }
    void write(message);
  };

  /** @returns whether the message was the cancellation of a request that is running */
  function cancel(message: JSONRPCMessage): boolean {
    if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return false;
    const id = message.params?.requestId as JSONRPCRequest['id'];
    const request = running.get(id);
    running.delete(id);
    request?.abort.abort();
    return request !== undefined;
  }

  async function forward(message: JSONRPCMessage): Promise<void> {
    if (!isJSONRPCRequest(message)) {
      if (!cancel(message)) await http.send(message).catch(onerror);
      return;
    }
    const abort = new AbortController();
    running.set(message.id, { abort, handshake: message.method === 'initialize' });
    try {
      await http.send(message, { requestSignal: abort.signal });
    } catch (error) {
      if (!running.delete(message.id)) return;
      onerror(error);
      await write(
        answerWithin(error, message.id) ?? {
          jsonrpc: '2.0',
          id: message.id,
          error: {
            code: -32603,
            message: `The Shopwright server at ${options.url} could not be reached or refused the request`,
          },
        },
      );
    }
  }

  const closed = new Promise<void>((resolve) => {
    stdio.onclose = () => {
      for (const { abort } of running.values()) abort.abort();
      void http.close().catch(onerror);
      resolve();
    };
  });
  stdio.onerror = onerror;
  stdio.onmessage = (message) => void forward(message);
  await http.start();
  await stdio.start();
  return { closed, close: () => stdio.close() };
}
