import type { CallFailure, CallSuccess } from '../../../tools/call-tool.ts';
import type { Tool } from '../../../tools/define-tool.ts';

/** Who calls: what a credential (or its absence) resolved to. */
export interface McpPrincipal {
  /** Stable and unique; signed request state is bound to it. */
  readonly id: string;
  readonly scopes: Iterable<string>;
}

/** The part of a tool definition that this surface shows to clients. */
export type McpTool = Pick<Tool, 'name' | 'title' | 'description' | 'input' | 'output' | 'annotations'> & {
  /** Scope that a principal needs to see and call the tool. */
  readonly scope: string;
};

/** A pointer to a resource of this server that belongs to an answer. */
export interface McpResourceLink {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly mimeType?: string;
}

export interface McpCallSuccess extends CallSuccess {
  /** Words for the model; empty or absent: the compact JSON of `output`. */
  readonly text?: string | undefined;
  readonly resourceLinks?: readonly McpResourceLink[] | undefined;
}

export type McpCallOutcome = McpCallSuccess | CallFailure;

/** The one road into commerce: authorises, parses, runs, validates, writes ledger and audit. It never throws. */
export type McpCallTool<P extends McpPrincipal> = (
  name: string,
  args: unknown,
  context: { principal: P; callerSignal?: AbortSignal },
) => Promise<McpCallOutcome>;

export interface McpResourceEntry {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

export interface McpResourceTemplate {
  /** RFC 6570, such as `shopwright://products/{id}`. */
  readonly uriTemplate: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

/** Documents that a client may read by URI, beside the tools. */
export interface McpResourceProvider<P extends McpPrincipal> {
  readonly templates: readonly McpResourceTemplate[];
  /** One page; an unknown cursor yields `undefined`. */
  list(
    cursor: string | undefined,
    principal: P,
  ): Promise<{ resources: readonly McpResourceEntry[]; nextCursor?: string } | undefined>;
  /** `undefined` when there is no such document, or none that the principal may read. */
  read(uri: string, principal: P): Promise<McpDocument | undefined>;
}

export interface McpDocument {
  readonly mimeType: string;
  readonly text: string;
  readonly _meta?: { readonly [key: string]: unknown };
}

/** A page of this server in which hosts with the MCP Apps extension show results of some of its tools. */
export interface McpApp<P extends McpPrincipal> {
  /** Its `uri` begins with `ui://`. */
  readonly resource: McpResourceEntry & { readonly uri: string };
  /** Names of the tools whose results it shows. */
  readonly tools: ReadonlySet<string>;
  read(): Promise<McpDocument>;
  /** What the page shows beyond the result itself: goes into the `_meta` of the result, which models do not read. */
  meta(
    tool: string,
    outcome: McpCallSuccess,
    principal: P,
  ): Promise<{ readonly [key: string]: unknown } | undefined>;
}

/** How a server names itself to clients. */
export interface McpServerInfo {
  readonly name: string;
  readonly version: string;
  readonly title?: string;
  readonly websiteUrl?: string;
}
