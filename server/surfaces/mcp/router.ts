import { Router } from 'express';
import { type Authenticate, createResourceMetadataRouter, resourceMetadataUrl } from './auth.ts';
import type { McpPrincipal } from './contract.ts';
import { createEndpoint } from './endpoint.ts';
import { createGuard } from './guard.ts';
import type { McpSurface } from './surface.ts';

export interface McpRouterOptions<P extends McpPrincipal> {
  surface: McpSurface<P>;
  authenticate: Authenticate<P>;
  /** Base URL under which clients reach this server, such as `https://shop.example`. Its hostname is an allowed host. */
  publicUrl: string;
  /** More hostnames without port that `Host` may name; `'*'` only behind a proxy that checks it. */
  allowedHosts?: readonly string[] | '*' | undefined;
  /** Hostnames without port of web pages that may call; `'*'` for any, which is safe as no cookie authorises here. */
  allowedOrigins?: readonly string[] | '*' | undefined;
  /** @default 262144 */
  maxBodyBytes?: number | undefined;
  /** Issuers named in the RFC 9728 document; none while only API keys are accepted. */
  authorizationServers?: readonly string[] | undefined;
  documentationUrl?: string | undefined;
  /** Out-of-band failures, for the log; the response is already decided. */
  onerror: (error: unknown) => void;
}

/**
 * The MCP surface: `/mcp` and `/.well-known/oauth-protected-resource[/mcp]`. Mount it at the root and before body parsers,
 * Helmet and loggers of other surfaces: it reads its own bodies and answers JSON to machines, and each layer costs every call.
 *
 * @example app.use(createMcpRouter({ surface, authenticate, publicUrl: 'https://shop.example', onerror: log }).router)
 */
export function createMcpRouter<P extends McpPrincipal>(
  options: McpRouterOptions<P>,
): { router: Router; close(): Promise<void> } {
  const { surface, authorizationServers, documentationUrl } = options;
  const resource = new URL('/mcp', options.publicUrl).href;
  const hosts = options.allowedHosts ?? [];
  const endpoint = createEndpoint<P>({
    authenticate: options.authenticate,
    createServer: surface.createServer,
    direct: surface.direct,
    resourceMetadataUrl: resourceMetadataUrl(resource),
    maxBodyBytes: options.maxBodyBytes ?? 262_144,
    onerror: options.onerror,
  });
  const router = Router();
  router.use(
    '/mcp',
    ...createGuard({
      allowedHosts: hosts === '*' ? '*' : [new URL(resource).hostname, ...hosts],
      allowedOrigins: options.allowedOrigins ?? [],
    }),
    endpoint.handle,
  );
  router.use(
    createResourceMetadataRouter({
      resource,
      name: surface.info.title ?? surface.info.name,
      scopes: surface.scopes,
      authorizationServers,
      documentation: documentationUrl,
    }),
  );
  return { router, close: endpoint.close };
}
