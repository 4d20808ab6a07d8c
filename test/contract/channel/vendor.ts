import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
/** `hang`: never; `cut`: the connection breaks after the request came. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang' | 'cut';

/** An HTTP server in place of a vendor's: keeps what it is asked and answers what it is told to. */
export async function startVendor() {
  const asked: Asked[] = [];
  let answer: (asked: Asked) => Answer = () => ({ status: 500 });
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = req;
    const one = { method, path, headers, body: Buffer.concat(chunks) };
    asked.push(one);
    const given = answer(one);
    if (given === 'hang') return;
    if (given === 'cut') return void req.socket.destroy();
    const bytes = given.body instanceof Uint8Array ? given.body : JSON.stringify(given.body ?? {});
    res.writeHead(given.status, { 'Content-Type': 'application/json', ...given.headers }).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    asked,
    answer: (how: (asked: Asked) => Answer): void => {
      answer = how;
    },
    json: (at = -1): Record<string, unknown> =>
      JSON.parse(asked.at(at)!.body.toString()) as Record<string, unknown>,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
export type Vendor = Awaited<ReturnType<typeof startVendor>>;
