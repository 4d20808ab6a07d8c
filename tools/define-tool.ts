import { z } from 'zod';
import type { Caller } from '../server/commerce/carts/service.ts';
import type { Fact } from '../server/commerce/ledger/model.ts';
import type { Scope } from '../server/commerce/principals/model.ts';
import type { Quote } from '../server/commerce/quotes/model.ts';
import type { Services } from './services.ts';

/** What a handler works with: who calls, in which session, market and language, and the shop's services. */
export interface ToolContext extends Caller {
  readonly services: Services;
  /** Milliseconds, UTC. */
  readonly now: number;
  /** Writes a fact to the session's ledger. */
  readonly note: (fact: Fact) => void;
  /** Adds the signed proof of a quote to the answer's metadata, and the price to the ledger. */
  readonly promise: (quote: Quote) => void;
}

export interface ToolAnnotations {
  readOnly: boolean;
  destructive: boolean;
  idempotent: boolean;
  openWorld: boolean;
}

/** Arguments that every tool takes. */
const commonInput = {
  session_id: z
    .string()
    .max(64)
    .optional()
    .describe('From the first answer; pass it on every later call so that cart and checkout are found again'),
  market: z.string().max(64).optional().describe('Market id: sets currency and prices. Default: the shop’s'),
  locale: z.string().max(35).optional().describe('Language of texts, such as en, es, pt, de, fr'),
};

const commonOutput = { session_id: z.string().describe('Pass this on later calls') };

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly annotations: ToolAnnotations;
  readonly scope: Scope;
  /** `input` has passed the schema. */
  readonly handler: (ctx: ToolContext, input: Record<string, unknown>) => Promise<Record<string, unknown>>;
}

export interface ToolDefinition<I extends z.ZodRawShape, O extends z.ZodRawShape> {
  name: string;
  title: string;
  /** For a model: when to use it, what comes back, how to mend an error. */
  description: string;
  input: z.ZodObject<I>;
  output: z.ZodObject<O>;
  annotations: ToolAnnotations;
  /** What the credential must allow. */
  scope: Scope;
  handler: (ctx: ToolContext, input: z.output<z.ZodObject<I>>) => Promise<z.input<z.ZodObject<O>>>;
}

/**
 * Declares a tool: one definition serves MCP, REST, the agent, the reference and the evals. `session_id`, `market` and
 * `locale` are added to every input, `session_id` to every output.
 *
 * @example
 * export default defineTool({ name: 'check_stock', title: 'Check stock', description: '…', input: z.strictObject({ … }),
 *   output: z.strictObject({ … }), annotations: { … }, scope: 'stock:read', handler: async (ctx, input) => … });
 */
export function defineTool<I extends z.ZodRawShape, O extends z.ZodRawShape>(
  definition: ToolDefinition<I, O>,
): Tool {
  const { handler, input, output, ...rest } = definition;
  return {
    ...rest,
    input: z.strictObject({ ...input.shape, ...commonInput }),
    output: z.strictObject({ ...commonOutput, ...output.shape }),
    handler: handler as unknown as Tool['handler'],
  };
}
