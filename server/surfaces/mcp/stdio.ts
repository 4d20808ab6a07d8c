import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { McpPrincipal } from './contract.ts';
import type { McpSurface } from './surface.ts';

export interface McpStdioOptions<P extends McpPrincipal> {
  surface: McpSurface<P>;
  /** On whose behalf this process was started: there is no credential per message on stdio. */
  principal: P;
  onerror: (error: unknown) => void;
  /** @default the streams of the process; nothing else may write to stdout */
  stdin?: Readable;
  stdout?: Writable;
}

/** Serves the same surface over stdin and stdout, all protocol revisions. `closed` settles when the client hangs up. */
export function serveMcpStdio<P extends McpPrincipal>(
  options: McpStdioOptions<P>,
): { closed: Promise<void>; close(): Promise<void> } {
  const transport = new StdioServerTransport(options.stdin, options.stdout);
  const closed = new Promise<void>((resolve) => {
    transport.onclose = resolve;
  });
  const stdin = options.stdin ?? process.stdin;
  const ended = new Promise<void>((resolve) => {
    stdin.once('end', resolve);
    stdin.once('close', resolve);
  });
  const handle = serveStdio(() => options.surface.createServer(options.principal), {
    transport,
    onerror: options.onerror,
  });
  return { closed: Promise.race([closed, ended]), close: () => handle.close() };
}
