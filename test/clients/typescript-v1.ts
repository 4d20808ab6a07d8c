import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type ClientReport, listAndCall } from './report.ts';

/** `@modelcontextprotocol/sdk` 1.x: another implementation, of the 2025 revisions only. */
export async function typescriptV1(url: string): Promise<ClientReport> {
  const client = new Client({ name: 'shopwright-client-check', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  try {
    return await listAndCall(client);
  } finally {
    await client.close();
  }
}
