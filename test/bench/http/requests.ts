import { loadSample } from '../../../server/sample/index.ts';
import type { Era } from '../options.ts';

/** The bytes of one `tools/call` over HTTP. */
export function encodeCall(port: number, era: Era, name: string, args: object): Buffer {
  const modern = era === '2026-07-28';
  const meta = {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args, ...(modern && { _meta: meta }) },
  });
  const head = [
    'POST /mcp HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    `MCP-Protocol-Version: ${era}`,
    ...(modern ? ['Mcp-Method: tools/call', `Mcp-Name: ${name}`] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** What shoppers of the sample shop may type: titles, types, brands with types, and words, in three languages. */
export function queries(): string[] {
  const all = new Set<string>();
  loadSample().products.forEach((product, index) => {
    if (index % 3 !== 0) return;
    const locale = (['en', 'en', 'es', 'en', 'de'] as const)[index % 5]!;
    const text = (value: string | Record<string, string> | undefined): string =>
      (typeof value === 'string' ? value : value?.[locale]) ?? '';
    const title = text(product.title);
    const type = text(product.product_type);
    const forms = [title, type, `${product.brand} ${type}`, title.split(' ').slice(0, 2).join(' ')];
    all.add(forms[index % 4]!.trim());
  });
  all.delete('');
  return [...all];
}
