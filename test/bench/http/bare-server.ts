/**
 * The reference: empty tools on the SDK alone, as its README builds a server for Express. Arguments: for each tool its name
 * and how many bytes of text it answers, such as `search_catalog=7200`. Prints its port.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpExpressApp } from '@modelcontextprotocol/express';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const anything = z.looseObject({});
const tools = process.argv.slice(2).map((argument) => {
  const [name = '', bytes] = argument.split('=');
  return { name, text: 'x'.repeat(Number(bytes)) };
});

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  for (const { name, text } of tools) {
    server.registerTool(name, { description: 'Does nothing.', inputSchema: anything }, () => ({
      content: [{ type: 'text', text }],
    }));
  }
  return server;
});
const node = toNodeHandler(handler);
const app = createMcpExpressApp();
app.all('/mcp', (req, res) => void node(req, res, req.body));

const server = createServer(app);
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port })),
);
process.on('SIGTERM', () => process.exit(0));
