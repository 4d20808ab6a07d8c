import type { ServerResponse } from 'node:http';

/** JSON-RPC error codes that the HTTP layer itself answers with. -32000 is the SDK's for refusals below JSON-RPC. */
export const RPC = { parseError: -32700, internalError: -32603, refused: -32000 } as const;

/** Ends the response with a JSON-RPC error, which clients can parse where an HTML page would break them. */
export function sendRpcError(
  res: ServerResponse,
  status: number,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null });
  res.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  res.end(body);
}
