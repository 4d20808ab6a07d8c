import type { Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { McpApp, McpPrincipal, McpTool } from './contract.ts';

/** Every tool as MCP describes it, and the share of it that a principal may see. */
export interface ToolList {
  has(name: string): boolean;
  /**
   * `json` is the same array, serialised once per distinct set of tools.
   *
   * @param withApp whether the client shows pages of the server: then the tools name theirs
   */
  visibleTo(principal: McpPrincipal, withApp?: boolean): { readonly tools: Tool[]; readonly json: string };
}

type JsonSchema = { [key: string]: unknown };

/** Members whose value is data, not schema. */
const DATA = new Set(['default', 'const', 'enum', 'examples']);

/** `type: [a, b]` as `anyOf`: some clients map schemas onto dialects with one `type` each. Zod merges them last of all. */
function oneTypeEach(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(oneTypeEach);
  if (typeof node !== 'object' || node === null) return node;
  const { type, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, DATA.has(key) ? value : oneTypeEach(value)]),
  );
  if (Array.isArray(type)) return { ...rest, anyOf: type.map((one) => ({ type: one })) };
  return type === undefined ? rest : { type, ...rest };
}

/**
 * JSON Schema 2020-12 of a Zod schema, without what only costs tokens: the dialect (2020-12 is MCP's default) and the bounds
 * of a safe integer, which every JSON number of ours keeps anyway.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return oneTypeEach(json) as JsonSchema;
}

function describe(tool: McpTool): Tool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: toJsonSchema(tool.input, 'input') as Tool['inputSchema'],
    outputSchema: toJsonSchema(tool.output, 'output') as NonNullable<Tool['outputSchema']>,
    annotations: {
      readOnlyHint: tool.annotations.readOnly,
      destructiveHint: tool.annotations.destructive,
      idempotentHint: tool.annotations.idempotent,
      openWorldHint: tool.annotations.openWorld,
    },
  };
}

/** Computes every schema once, so that a request costs none. Order is kept: clients cache prompts by it. */
export function createToolList(
  tools: readonly McpTool[],
  app?: Pick<McpApp<never>, 'resource' | 'tools'>,
): ToolList {
  const described = tools.map((tool) => {
    const wire = describe(tool);
    const shown: Tool = app?.tools.has(tool.name)
      ? { ...wire, _meta: { ui: { resourceUri: app.resource.uri } } }
      : wire;
    return { scope: tool.scope, wire, shown };
  });
  const names = new Set(tools.map((tool) => tool.name));
  const known = new Map<string, { tools: Tool[]; json: string }>();
  return {
    has: (name) => names.has(name),
    visibleTo(principal, withApp = false) {
      const scopes = new Set(principal.scopes);
      const key = [withApp, ...described.map((tool) => scopes.has(tool.scope))].map(Number).join('');
      let list = known.get(key);
      if (list === undefined) {
        const visible = described
          .filter((tool) => scopes.has(tool.scope))
          .map((tool) => (withApp ? tool.shown : tool.wire));
        list = { tools: visible, json: JSON.stringify(visible) };
        known.set(key, list);
      }
      return list;
    },
  };
}
