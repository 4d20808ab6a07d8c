import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type ClientReport, listAndCall } from './report.ts';

/** `@modelcontextprotocol/client` 2.x, once per protocol era. */
export async function typescriptV2(url: string, era: 'modern' | 'legacy'): Promise<ClientReport> {
  const client = new Client(
    { name: 'shopwright-client-check', version: '1.0.0' },
    era === 'modern' ? { versionNegotiation: { mode: 'auto' } } : {},
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  try {
    const expected = era === 'modern' ? '2026-07-28' : '2025-11-25';
    const negotiated = client.getNegotiatedProtocolVersion();
    if (negotiated !== expected) throw new Error(`negotiated ${negotiated}, not ${expected}`);
    return await listAndCall(client);
  } finally {
    await client.close();
  }
}
