/** What every client is asked for: the list, and one call that changes nothing. */
export interface ClientReport {
  tools: number;
  /** Names of the members of the call's structured content. */
  answered: string[];
}

export const CALL = { name: 'search_catalog', arguments: { query: 'usb', limit: 2 } } as const;

interface ListingClient {
  listTools(): Promise<{ tools: readonly unknown[] }>;
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<Record<string, unknown>>;
}

export async function listAndCall(client: ListingClient): Promise<ClientReport> {
  const { tools } = await client.listTools();
  const result = await client.callTool({ ...CALL });
  return check({ tools: tools.length, answered: Object.keys((result.structuredContent ?? {}) as object) });
}

/** @throws when the server listed nothing, or answered without products */
export function check(report: ClientReport): ClientReport {
  if (report.tools === 0) throw new Error('no tools listed');
  if (!report.answered.includes('products'))
    throw new Error(`no products in the answer: ${report.answered.join(', ')}`);
  return report;
}
