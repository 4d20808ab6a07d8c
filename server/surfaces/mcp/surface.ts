import type { ClientCapabilities, McpServer, Server } from '@modelcontextprotocol/server';
import { showsApps } from './apps/extension.ts';
import { createCaller } from './call.ts';
import type {
  McpApp,
  McpCallTool,
  McpPrincipal,
  McpResourceProvider,
  McpServerInfo,
  McpTool,
} from './contract.ts';
import type { DirectTools } from './direct.ts';
import { createHandover } from './handover.ts';
import { CACHE_HINTS, createSdkServer } from './sdk-server.ts';
import { createToolList } from './tool-list.ts';

/** The shop as MCP, whatever carries it: HTTP mounts it with `createMcpRouter`, stdio with `serveMcpStdio`. */
export interface McpSurface<P extends McpPrincipal> {
  readonly info: McpServerInfo;
  /** Every scope that a tool asks for. */
  readonly scopes: readonly string[];
  /** Without it every request takes the SDK's road, with the same answers. */
  readonly direct: DirectTools<P> | undefined;
  /** A server of the SDK for one HTTP request (`remembered`: what its client declared before), or one stdio connection. */
  createServer(principal: P, remembered?: ClientCapabilities): Server | McpServer;
}

export interface McpSurfaceOptions<P extends McpPrincipal> {
  info: McpServerInfo;
  tools: readonly McpTool[];
  callTool: McpCallTool<P>;
  resources: McpResourceProvider<P>;
  /** For hosts with the MCP Apps extension; the others do not hear of it. */
  app?: McpApp<P> | undefined;
  /** What a model should know about the shop as a whole. */
  instructions: string;
  /** At least 32 bytes, the same on every instance. Without it, buyers are handed over by the plain `continue_url`. */
  requestStateKey?: Uint8Array | string | undefined;
  /** Failures whose cause is kept from the caller, for the log. */
  onerror: (error: unknown) => void;
}

export function createMcpSurface<P extends McpPrincipal>(options: McpSurfaceOptions<P>): McpSurface<P> {
  const { info, instructions, resources, app, callTool, requestStateKey, onerror } = options;
  const list = createToolList(options.tools, app);
  const handover =
    requestStateKey === undefined ? undefined : createHandover<P>({ key: requestStateKey, callTool });
  const call = createCaller<P>({ list, callTool, handover, app, onerror });
  return {
    info,
    scopes: [...new Set(options.tools.map((tool) => tool.scope))],
    direct: {
      info,
      listCache: CACHE_HINTS['tools/list'],
      listJson: (principal, capabilities) => list.visibleTo(principal, showsApps(capabilities)).json,
      has: list.has,
      call: (name, args, context) => call({ name, args, ...context }),
    },
    createServer: (principal, remembered) =>
      createSdkServer(
        { info, instructions, list, call, resources, app, handover, onerror },
        principal,
        remembered,
      ),
  };
}
