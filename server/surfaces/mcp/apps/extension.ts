import type { ClientCapabilities } from '@modelcontextprotocol/server';

/**
 * MCP Apps (SEP-1865, revision 2026-01-26): a host that negotiates it shows results of a tool in a page of the server, read as a
 * resource and run in a sandboxed frame. https://github.com/modelcontextprotocol/ext-apps
 */
export const APPS_EXTENSION = 'io.modelcontextprotocol/ui';
export const APP_MIME_TYPE = 'text/html;profile=mcp-app';

/** Whether the client shows such pages. */
export function showsApps(capabilities: ClientCapabilities | undefined): boolean {
  const declared = capabilities?.extensions?.[APPS_EXTENSION] as { mimeTypes?: unknown } | undefined;
  return Array.isArray(declared?.mimeTypes) && declared.mimeTypes.includes(APP_MIME_TYPE);
}

/** Nothing is stored under it: it says no more than that the client, when it introduced itself, declared the extension. */
const SESSION_PREFIX = 'apps-';

/**
 * Clients of 2025 revisions declare what they can do once, in `initialize`, and this server remembers nobody. So the id of
 * their session is the memory.
 *
 * @returns the value of `Mcp-Session-Id` for the answer to this body; undefined where there is nothing to remember
 */
export function sessionToRemember(body: unknown, newId: () => string): string | undefined {
  const { method, params } = (body ?? {}) as {
    method?: unknown;
    params?: { capabilities?: ClientCapabilities };
  };
  return method === 'initialize' && showsApps(params?.capabilities)
    ? `${SESSION_PREFIX}${newId()}`
    : undefined;
}

/** What is remembered of a client by the `Mcp-Session-Id` that it sends. */
export const rememberedCapabilities = (
  session: string | string[] | undefined,
): ClientCapabilities | undefined =>
  typeof session === 'string' && session.startsWith(SESSION_PREFIX)
    ? { extensions: { [APPS_EXTENSION]: { mimeTypes: [APP_MIME_TYPE] } } }
    : undefined;
