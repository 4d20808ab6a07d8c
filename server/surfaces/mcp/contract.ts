import type { z } from 'zod';

/** Who calls: what a credential (or its absence) resolved to. */
export interface McpPrincipal {
  /** Stable and unique; signed request state is bound to it. */
  readonly id: string;
  readonly scopes: Iterable<string>;
}

/** The part of a tool definition that this surface shows to clients. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly annotations: {
    readonly readOnly: boolean;
    readonly destructive: boolean;
    readonly idempotent: boolean;
    readonly openWorld: boolean;
  };
  /** Scope that a principal needs to see and call the tool. */
  readonly scope: string;
}

/** A pointer to a resource of this server that belongs to an answer. */
export interface McpResourceLink {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly mimeType?: string;
}

export interface McpCallSuccess {
  readonly ok: true;
  readonly output: Readonly<Record<string, unknown>>;
  /** Words for the model; empty or absent: the compact JSON of `output`. */
  readonly text?: string | undefined;
  readonly meta: {
    readonly call_id: string;
    readonly quotes?: readonly { readonly id: string; readonly proof: string }[] | undefined;
  };
  readonly resourceLinks?: readonly McpResourceLink[] | undefined;
}

export interface McpCallFailure {
  readonly ok: false;
  readonly error: {
    readonly code: string;
    /** For callers' errors: what was wrong and how to mend the call. Never shown when `errorId` is set. */
    readonly message: string;
    readonly status: number;
    /** Dotted path of the argument at fault. */
    readonly field?: string | undefined;
    /** Set when the fault is ours: the only thing that the caller learns about it. */
    readonly errorId?: string | undefined;
  };
}

export type McpCallOutcome = McpCallSuccess | McpCallFailure;

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
  read(uri: string, principal: P): Promise<{ mimeType: string; text: string } | undefined>;
}

/** How a server names itself to clients. */
export interface McpServerInfo {
  readonly name: string;
  readonly version: string;
  readonly title?: string;
  readonly websiteUrl?: string;
}
