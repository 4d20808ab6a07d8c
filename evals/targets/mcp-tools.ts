import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { TargetError } from './error.ts';
import type { ToolSource } from './tool-loop.ts';

/** The tools of an MCP server over HTTP. Connects with the first call. */
export function mcpTools(options: {
  url: string;
  key?: string | undefined;
  fetch: typeof globalThis.fetch;
}): ToolSource {
  let connected: Promise<Client> | undefined;
  const connect = async (): Promise<Client> => {
    const client = new Client({ name: 'shopwright-eval', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(options.url), {
      fetch: options.fetch,
      ...(options.key !== undefined && {
        requestInit: { headers: { Authorization: `Bearer ${options.key}` } },
      }),
    });
    try {
      await client.connect(transport);
    } catch (error) {
      connected = undefined;
      throw new TargetError(
        'unreachable',
        `No MCP server answers at ${options.url}: ${(error as Error).message}`,
      );
    }
    return client;
  };
  const client = (): Promise<Client> => {
    connected ??= connect();
    return connected;
  };
  return {
    list: async () => {
      const { tools } = await (await client()).listTools();
      return tools.map(({ name, description = '', inputSchema }) => ({ name, description, inputSchema }));
    },
    call: async (name, args, signal) => {
      const answer = await (await client()).callTool({ name, arguments: { ...args } }, { signal });
      return { ok: answer.isError !== true, result: answer.structuredContent ?? answer.content };
    },
    close: async () => {
      await (await connected?.catch(() => undefined))?.close();
    },
  };
}
