import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { CommerceError, callersError } from '../server/commerce/errors.ts';
import { type Fact, toolCalls } from '../server/commerce/ledger/model.ts';
import type { Once } from '../server/commerce/once/once.ts';
import type { Principal } from '../server/commerce/principals/model.ts';
import type { Quote } from '../server/commerce/quotes/model.ts';
import type { Session } from '../server/commerce/sessions/model.ts';
import { localeOf } from '../server/commerce/shop/rules.ts';
import type { Clock } from '../server/platform/clock.ts';
import { defineGuard } from '../server/platform/guard.ts';
import { type Ids, orderedId } from '../server/platform/ids.ts';
import type { Store } from '../server/platform/store/port.ts';
import { badText } from './bad-text.ts';
import type { Tool, ToolContext } from './define-tool.ts';
import { inputError } from './input-error.ts';
import type { Services } from './services.ts';

const outOfScope = defineGuard('tool:scope', 'A credential uses no tool that it was not given.');
const unreadable = defineGuard(
  'tool:text',
  'No null bytes, lone surrogates or endless nesting reach the store.',
);

export interface CallContext {
  principal: Principal;
  /** Of a caller inside the server who has it already; `session_id` is then not asked for. */
  session?: Session;
  once?: Once;
}

export interface CallSuccess {
  ok: true;
  output: Record<string, unknown>;
  meta: {
    call_id: string;
    /** Ed25519-signed proofs of the prices in the output, for machines. */
    quotes?: { id: string; proof: string }[];
  };
}

export interface CallFailure {
  ok: false;
  error: {
    code: string;
    /** Says how to mend the call; for our own faults only that it was ours. */
    message: string;
    status: number;
    field?: string;
    details?: Record<string, unknown>;
    /** Set when the fault is ours; the log has the rest under this id. */
    errorId?: string;
  };
}

export type CallResult = CallSuccess | CallFailure;
export type CallTool = (name: string, args: unknown, context: CallContext) => Promise<CallResult>;

export interface CallToolDeps {
  tools: ReadonlyMap<string, Tool>;
  services: Services;
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Asked before anything is done for a tool that may write. @throws CommerceError `overloaded` */
  admit?: () => void;
  onFault: (error: unknown, about: { errorId: string; tool: string }) => void;
  onCall?: (tool: string, outcome: string, durationMs: number) => void;
}

/** The one road from every surface and the agent into commerce. It never throws. */
export function createCallTool(deps: CallToolDeps): CallTool {
  const { tools, services, store, clock, ids } = deps;

  return async (name, args, { principal, session: given, once }) => {
    const started = performance.now();
    const callId = orderedId(ids, 'call', clock.now());
    const facts: Fact[] = [];
    let session: Session | undefined;
    const end = (outcome: string): void => {
      const duration = performance.now() - started;
      const known = tools.has(name);
      deps.onCall?.(known ? name : 'unknown', outcome, duration);
      store.append(toolCalls, {
        _id: callId,
        ...(session && { sessionId: session._id }),
        principalId: principal.id,
        tool: known ? name : 'unknown',
        outcome,
        duration: Math.round(duration * 1000) / 1000,
        facts,
      });
    };
    try {
      const tool = tools.get(name);
      if (!tool)
        throw new CommerceError(
          'not_found',
          `There is no tool "${name.slice(0, 64)}". Tools: ${[...tools.keys()].join(', ')}.`,
        );
      if (outOfScope(!principal.scopes.has(tool.scope))) {
        throw new CommerceError(
          'forbidden',
          `This credential may not use ${name}: it lacks the scope ${tool.scope}. Ask the merchant for a key with it.`,
        );
      }
      const input = parse(tool, args);
      if (!tool.annotations.readOnly) deps.admit?.();
      const opened = await openSession(services, principal, input, given);
      session = opened.session;
      const quotes = new Map<string, Quote>();
      const ctx: ToolContext = {
        principal,
        session: opened.session,
        market: opened.market,
        locale: opened.locale,
        services,
        now: clock.now(),
        ...(once !== undefined && { once }),
        note: (fact) => facts.push(fact),
        promise: (quote) => {
          if (quotes.has(quote.id)) return;
          quotes.set(quote.id, quote);
          const { amount, currency } = quote.unitPrice;
          facts.push({
            kind: 'price',
            productId: quote.productId,
            variantId: quote.variantId,
            quoteId: quote.id,
            value: amount,
            currency,
          });
        },
      };
      const output = tool.output.parse({ session_id: opened.id, ...(await tool.handler(ctx, input)) });
      if (opened.isNew) services.sessions.keep(opened.session);
      end('ok');
      return {
        ok: true,
        output,
        meta: {
          call_id: callId,
          ...(quotes.size > 0 && {
            quotes: [...quotes.values()].map((q) => ({ id: q.id, proof: services.quotes.proof(q) })),
          }),
        },
      };
    } catch (error) {
      const known = callersError(error);
      if (known) {
        const { code, message, status, field, details } = known;
        end(code);
        return {
          ok: false,
          error: {
            code,
            message,
            status,
            ...(field !== undefined && { field }),
            ...(details && { details }),
          },
        };
      }
      const errorId = ids.next('err');
      deps.onFault(error, { errorId, tool: name });
      end('internal');
      return {
        ok: false,
        error: {
          code: 'internal',
          message: `Something went wrong on our side (${errorId}). Try again; nothing of this call was kept.`,
          status: 500,
          errorId,
        },
      };
    }
  };
}

function parse(tool: Tool, args: unknown): Record<string, unknown> {
  const bad = unreadable(badText(args));
  if (bad)
    throw new CommerceError(
      'invalid_input',
      `Mend the arguments and call again. ${bad.field} ${bad.message}.`,
      { field: bad.field },
    );
  const parsed = tool.input.safeParse(args ?? {});
  if (!parsed.success) throw inputError(parsed.error, tool.input);
  return parsed.data;
}

const Locale = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

async function openSession(
  services: Services,
  principal: Principal,
  input: Record<string, unknown>,
  given: Session | undefined,
) {
  const shop = await services.shop.get();
  const asked = input as { session_id?: string; market?: string; locale?: string };
  if (asked.locale !== undefined && !Locale.safeParse(asked.locale).success) {
    throw new CommerceError(
      'invalid_input',
      `locale must be a language tag such as ${shop.locales.join(', ')}.`,
      { field: 'locale' },
    );
  }
  const known = given ?? (await resolved(services, principal, asked.session_id));
  if (known) {
    const market = await services.shop.market(asked.market ?? known.market);
    const locale = asked.locale === undefined ? known.locale : localeOf(shop, asked.locale, market);
    return { id: asked.session_id ?? known._id, session: known, market, locale, isNew: false };
  }
  const market = await services.shop.market(asked.market ?? shop.defaultMarket);
  const locale = localeOf(shop, asked.locale, market);
  // Kept only when the call succeeds: the id of a session that a refused call opened is given to nobody.
  const opened = services.sessions.open({ principal, market: market.id, locale }, { deferred: true });
  return { id: opened.id, session: opened.session, market, locale, isNew: true };
}

async function resolved(services: Services, principal: Principal, id: string | undefined) {
  if (id === undefined) return undefined;
  const found = await services.sessions.resolve(id, principal);
  if (!found.ok) throw new CommerceError('session_unknown', found.message, { field: 'session_id' });
  return found.session;
}
