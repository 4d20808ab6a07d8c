import { z } from 'zod';
import type { Campaigns } from '../../channels/campaigns/campaigns.ts';
import type { ChannelOverview } from '../../channels/overview.ts';
import type { Principal, Scope } from '../../commerce/principals/model.ts';
import type { Config } from '../../config.ts';
import type { WebhookService } from '../../connectors/webhooks/service.ts';
import type { HandoffDesk } from '../../conversation/handoff/desk.ts';
import type { ErasureService } from '../../erasure/service.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { ShopServices } from '../../shop-services.ts';

export interface AdminDeps {
  store: Store;
  services: ShopServices;
  erasures: ErasureService;
  desk: HandoffDesk;
  webhooks: WebhookService;
  /** Absent where the chat is switched off. */
  channels?: ChannelOverview | undefined;
  campaigns?: Campaigns | undefined;
  jobs: Jobs;
  config: Config;
  clock: Clock;
  ids: Ids;
  onFault: (error: unknown) => void;
  /** Aborted when the server begins to stop. */
  stopping?: AbortSignal | undefined;
}

/** What a handler works with, beside its input. */
export interface AdminContext extends AdminDeps {
  principal: Principal;
  /**
   * One transaction, done once for the request's Idempotency-Key if it has one. `work` writes through it only and answers
   * plain JSON.
   */
  once<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** This answer waits for something: it counts no more as a request in progress. @returns aborted when nobody waits for it */
  standBy(): AbortSignal;
}

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

export interface AdminRoute {
  readonly method: Method;
  /** `/v1` is for what the staff does all day, beside what customers and assistants call. */
  readonly base: '/admin/v1' | '/v1';
  /** Under `base`, with parameters in braces: `/orders/{id}`. */
  readonly path: string;
  readonly scope: Scope;
  /** The group of the reference in which it stands. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** The body; absent where none is taken. */
  readonly input?: z.ZodObject;
  readonly output: z.ZodObject;
  /** 200 unless something is made. */
  readonly status: 200 | 201;
  /** Takes an Idempotency-Key: its handler writes through `ctx.once`. */
  readonly idempotencyKey: boolean;
  /** Answers have a `version`, which is their ETag too; writes take it as If-Match. */
  readonly versioned: boolean;
  /** Changes nothing, whatever its method: not written into the trail. */
  readonly readOnly: boolean;
  /** Problems of its own beside those that every route may answer. */
  readonly problems: readonly number[];
  readonly handler: (
    ctx: AdminContext,
    request: {
      params: Record<string, string>;
      query: Record<string, unknown>;
      input: Record<string, unknown>;
      /** What If-Match asks for, on versioned routes. */
      ifVersion?: number | undefined;
    },
  ) => Promise<object>;
}

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

export interface RouteDefinition<
  P extends string,
  Q extends z.ZodRawShape,
  I extends z.ZodRawShape,
  O extends z.ZodRawShape,
> {
  method: Method;
  /** `/admin/v1` when absent. */
  base?: AdminRoute['base'];
  path: P;
  scope: Scope;
  tag: string;
  summary: string;
  description?: string;
  query?: z.ZodObject<Q>;
  input?: z.ZodObject<I>;
  output: z.ZodObject<O>;
  status?: 201;
  idempotencyKey?: true;
  versioned?: true;
  readOnly?: true;
  problems?: readonly number[];
  handler: (
    ctx: AdminContext,
    request: {
      params: Record<ParamNames<P>, string>;
      query: z.output<z.ZodObject<Q>>;
      input: z.output<z.ZodObject<I>>;
      ifVersion?: number | undefined;
    },
  ) => Promise<z.input<z.ZodObject<O>>>;
}

/** Ids in an address. */
const Param = z.string().min(1).max(100);

/**
 * Declares a route of the admin API. Router, OpenAPI document, reference and security tests are made from these
 * declarations, so a route without a scope cannot exist.
 *
 * @example
 * route({ method: 'get', path: '/leads/{id}', scope: 'admin:leads', tag: 'Leads', summary: 'Show a lead',
 *   output: LeadOutput, handler: async (ctx, { params }) => leadOutput(await find(ctx, params.id)) })
 */
export function route<
  const P extends string,
  O extends z.ZodRawShape,
  Q extends z.ZodRawShape = Record<never, z.ZodType>,
  I extends z.ZodRawShape = Record<never, z.ZodType>,
>(definition: RouteDefinition<P, Q, I, O>): AdminRoute {
  const { query, input, status = 200, idempotencyKey = false, versioned = false, ...given } = definition;
  const { base = '/admin/v1', readOnly = definition.method === 'get', ...more } = given;
  const { problems = [], handler, ...rest } = more;
  return {
    ...rest,
    base,
    params: z.strictObject(Object.fromEntries(paramNames(rest.path).map((name) => [name, Param]))),
    query: query ?? z.strictObject({}),
    ...(input && { input }),
    status,
    idempotencyKey,
    versioned,
    readOnly,
    problems: versioned && !readOnly ? [...problems, 412] : problems,
    handler: handler as unknown as AdminRoute['handler'],
  };
}

export const paramNames = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!);

/** The route's whole address, with parameters in braces. */
export const addressOf = ({ base, path }: Pick<AdminRoute, 'base' | 'path'>): string => base + path;
