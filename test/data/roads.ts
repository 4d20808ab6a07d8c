import { join, resolve } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Cli, RunningShop } from '../fixtures/cli.ts';

/** The answer of a tool; a test reads of it what it is about. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely, a wrong path fails the test
export type Answer = any;

/** One way to call the tools of a running shop, with a session of its own. */
export interface Road {
  call(tool: string, args: object): Promise<Answer>;
  close(): Promise<void>;
}

/** Keeps the session of the first answer for the calls after it. */
function inSession(send: (tool: string, args: object) => Promise<Answer>): Road['call'] {
  let session: string | undefined;
  return async (tool, args) => {
    const answer = await send(tool, { ...args, ...(session !== undefined && { session_id: session }) });
    session ??= answer.session_id;
    return answer;
  };
}

function overMcp(client: Client): Road {
  return {
    call: inSession(async (name, args) => {
      const result = await client.callTool({ name, arguments: { ...args } });
      if (result.isError) throw new Error(`${name}: ${JSON.stringify(result.content)}`);
      return result.structuredContent;
    }),
    close: () => client.close(),
  };
}

const newClient = () =>
  new Client({ name: 'real-data', version: '1' }, { versionNegotiation: { mode: 'auto' } });

export const roads: Readonly<Record<string, (shop: RunningShop, cli: Cli) => Promise<Road>>> = {
  MCP: async ({ url }) => {
    const client = newClient();
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
    return overMcp(client);
  },
  REST: async ({ url }) => ({
    call: inSession(async (tool, args) => {
      const response = await fetch(`${url}/v1/tools/${tool}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
      if (!response.ok) throw new Error(`${tool}: ${await response.text()}`);
      return response.json();
    }),
    close: async () => {},
  }),
  stdio: async (_shop, cli) => {
    const client = newClient();
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [
          join(resolve(import.meta.dirname, '../..'), 'server/cli.ts'),
          'mcp',
          '--data-dir',
          cli.dataDir,
        ],
        env: { PATH: process.env.PATH ?? '', SHOPWRIGHT_LOG_LEVEL: 'error' },
      }),
    );
    return overMcp(client);
  },
};
