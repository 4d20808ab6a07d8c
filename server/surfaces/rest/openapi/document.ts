import type { Tool } from '../../../../tools/define-tool.ts';
import type { AdminRoute } from '../../admin/route.ts';
import { adminPaths, streamPaths, tagOf } from './admin-paths.ts';
import { chatPaths } from './chat-paths.ts';
import { publicPaths } from './public-paths.ts';
import { type JsonSchema, jsonSchema, Problem, problemComponents } from './schemas.ts';
import { toolPaths } from './tool-paths.ts';

export interface ApiDescription {
  tools: readonly Tool[];
  routes: readonly AdminRoute[];
  publicUrl: string;
  version: string;
  /** Whether there are conversations. */
  chat: boolean;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, JsonSchema> };
  [key: string]: unknown;
}

/** The OpenAPI 3.1 document of everything that speaks REST, from the schemas that requests are checked with. */
export function openApiDocument({
  tools,
  routes,
  publicUrl,
  version,
  chat,
}: ApiDescription): OpenApiDocument {
  const { paths, schemas } = toolPaths(tools);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shopwright',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'A shop for AI assistants. Each tool is one POST with a JSON object; the same tools are served over MCP at /mcp. Money is integer minor units and a currency; moments are ISO 8601 in UTC. Errors are RFC 9457 problem documents whose detail says how to mend the call.',
    },
    servers: [{ url: publicUrl }],
    tags: tagsOf(routes, chat),
    paths: merged(paths, chat ? chatPaths : {}, publicPaths, adminPaths(routes), streamPaths),
    components: {
      schemas: { ...schemas, Problem: jsonSchema(Problem, 'output') },
      responses: problemComponents,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key. Made with POST /admin/v1/keys; the names in a requirement are scopes.',
        },
      },
    },
  } as OpenApiDocument;
}

/** Several may tell of methods of the same path. */
function merged(...parts: readonly object[]): OpenApiDocument['paths'] {
  const paths: OpenApiDocument['paths'] = {};
  for (const [path, methods] of parts.flatMap((part) => Object.entries(part)))
    paths[path] = { ...paths[path], ...(methods as Record<string, unknown>) };
  return paths;
}

function tagsOf(routes: readonly AdminRoute[], chat: boolean): { name: string; description?: string }[] {
  const admin = [...new Set(routes.map(tagOf)), 'Admin: Import and export'];
  return [
    { name: 'Tools', description: 'Find, buy, ask: what an assistant does in the shop.' },
    ...(chat
      ? [{ name: 'Conversations', description: 'The shop’s own chat, and the proof of its replies.' }]
      : []),
    { name: 'Quotes', description: 'Prices with proof.' },
    { name: 'Operation', description: 'For those who run the server.' },
    ...admin.map((name) => ({ name })),
  ];
}
