import {
  type CallToolResult,
  type ClientCapabilities,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { showsApps } from './apps/extension.ts';
import type { McpApp, McpCallTool, McpPrincipal } from './contract.ts';
import type { Handover, HandoverState } from './handover.ts';
import { toCallToolResult } from './result.ts';
import type { ToolList } from './tool-list.ts';

export interface McpCall<P extends McpPrincipal> {
  readonly name: string;
  readonly args: unknown;
  readonly principal: P;
  readonly signal?: AbortSignal | undefined;
  /** What the client declared; of 2025 clients a stateless server remembers the MCP Apps extension only. */
  readonly capabilities?: ClientCapabilities | undefined;
  /** Verified state of a retry after a hand-over. */
  readonly state?: HandoverState | undefined;
}

/**
 * Answers `tools/call`.
 *
 * @throws {ProtocolError} -32602 for a tool that does not exist, as the specification wants; -32603 when `callTool` broke its
 * promise not to throw, with nothing of the cause
 */
export type McpCaller<P extends McpPrincipal> = (
  call: McpCall<P>,
) => Promise<CallToolResult | InputRequiredResult>;

export function createCaller<P extends McpPrincipal>(options: {
  list: ToolList;
  callTool: McpCallTool<P>;
  handover?: Handover<P> | undefined;
  app?: McpApp<P> | undefined;
  onerror: (error: unknown) => void;
}): McpCaller<P> {
  const { list, callTool, handover, app, onerror } = options;

  async function answer(call: McpCall<P>): Promise<CallToolResult | InputRequiredResult> {
    const { name, args, principal, signal, capabilities, state } = call;
    if (!list.has(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`);
    if (state !== undefined && handover !== undefined) {
      return toCallToolResult(await handover.resume(name, state, principal, signal));
    }
    const outcome = await callTool(name, args ?? {}, {
      principal,
      ...(signal === undefined ? {} : { callerSignal: signal }),
    });
    if (outcome.ok && handover !== undefined) {
      const request = await handover.offer(name, args, outcome, principal, capabilities);
      if (request !== undefined) return request;
    }
    const result = toCallToolResult(outcome);
    if (!outcome.ok || !app?.tools.has(name) || !showsApps(capabilities)) return result;
    const shown = await app.meta(name, outcome, principal);
    return shown === undefined ? result : { ...result, _meta: { ...result._meta, ...shown } };
  }

  return async (call) => {
    try {
      return await answer(call);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      onerror(error);
      throw new ProtocolError(ProtocolErrorCode.InternalError, 'Internal error');
    }
  };
}
