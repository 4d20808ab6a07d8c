import {
  type ClientCapabilities,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { McpCallOutcome, McpCallSuccess, McpCallTool, McpPrincipal } from './contract.ts';

/** What the signed request state says: which checkout the buyer was sent to, and by whom. It is readable by the client. */
export interface HandoverState {
  readonly tool: string;
  readonly checkout: string;
  readonly session?: string;
  readonly principal: string;
}

const TOOLS = new Set(['create_checkout', 'complete_checkout', 'get_checkout']);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What complete_checkout answers about a checkout that get_checkout described: its own, smaller, output schema. */
function asCompletion(checkout: McpCallSuccess['output']): Record<string, unknown> {
  const { session_id, checkout_id, order_id, total, continue_url } = checkout;
  const about = { ...(session_id === undefined ? {} : { session_id }), checkout_id };
  switch (checkout.status) {
    case 'completed':
      return {
        ...about,
        status: 'completed',
        ...(order_id === undefined ? {} : { order_id }),
        total,
        next: 'The buyer has paid. get_order tells how it goes on.',
      };
    case 'completing':
      return {
        ...about,
        status: 'in_progress',
        next: 'The payment provider has not answered yet. Call get_checkout in some seconds; do not pay again.',
      };
    default:
      return {
        ...about,
        status: 'needs_buyer',
        continue_url,
        next: 'The buyer has not paid yet. Give continue_url to the buyer to pay there, then call get_checkout.',
      };
  }
}

/** Hands a buyer over to the hosted payment page by URL elicitation, when the client can open a URL. */
export interface Handover<P extends McpPrincipal> {
  /** @returns the request to open `continue_url`, or `undefined` when the plain answer is right. */
  offer(
    tool: string,
    args: unknown,
    outcome: McpCallSuccess,
    principal: P,
    capabilities: ClientCapabilities | undefined,
  ): Promise<InputRequiredResult | undefined>;
  /**
   * Answers the retry that follows: the checkout as it stands now. That the buyer "accepted" is the client's word only, so
   * it is not looked at: the payment provider's is.
   */
  resume(
    tool: string,
    state: HandoverState,
    principal: P,
    signal: AbortSignal | undefined,
  ): Promise<McpCallOutcome>;
  /** For `ServerOptions.requestState.verify`. @throws when the state was altered or has expired. */
  verify(state: string, context: ServerContext): Promise<HandoverState>;
}

/**
 * @param options.key secret of at least 32 bytes, the same on every instance
 * @param options.ttlSeconds how long a buyer may take before the retry must start anew
 */
export function createHandover<P extends McpPrincipal>(options: {
  key: Uint8Array | string;
  callTool: McpCallTool<P>;
  ttlSeconds?: number;
}): Handover<P> {
  const codec = createRequestStateCodec<HandoverState>({
    key: options.key,
    ttlSeconds: options.ttlSeconds ?? 3600,
  });
  return {
    async offer(tool, args, { output }, principal, capabilities) {
      if (!TOOLS.has(tool) || output.status !== 'needs_buyer' || capabilities?.elicitation?.url === undefined)
        return;
      const url = text(output.continue_url);
      const checkout = text(output.checkout_id);
      if (url === undefined || checkout === undefined) return;
      const session =
        text(output.session_id) ?? text((args as { session_id?: unknown } | undefined)?.session_id);
      return inputRequired({
        inputRequests: {
          pay: inputRequired.elicitUrl({
            message:
              'Open this page to review the order and pay. Nothing is charged before you confirm there.',
            url,
          }),
        },
        requestState: await codec.mint({
          tool,
          checkout,
          principal: principal.id,
          ...(session === undefined ? {} : { session }),
        }),
      });
    },
    async resume(tool, state, principal, signal) {
      if (state.principal !== principal.id || state.tool !== tool) {
        return {
          ok: false,
          error: {
            code: 'forbidden',
            status: 403,
            message:
              'This requestState belongs to another credential or tool. Call get_checkout with your own checkout_id.',
          },
        };
      }
      const outcome = await options.callTool(
        'get_checkout',
        {
          checkout_id: state.checkout,
          ...(state.session === undefined ? {} : { session_id: state.session }),
        },
        { principal, ...(signal === undefined ? {} : { callerSignal: signal }) },
      );
      return outcome.ok && tool === 'complete_checkout'
        ? { ...outcome, output: asCompletion(outcome.output) }
        : outcome;
    },
    verify: (state, context) => codec.verify(state, context),
  };
}
