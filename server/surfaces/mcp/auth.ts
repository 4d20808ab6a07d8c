import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import { Router } from 'express';
import type { McpPrincipal } from './contract.ts';

/**
 * Resolves a credential.
 *
 * @param token the bearer token, or `undefined` when the request has no Authorization header: the anonymous principal
 * @returns `undefined` when the token is unknown, expired or revoked
 */
export type Authenticate<P extends McpPrincipal> = (
  token: string | undefined,
  req: IncomingMessage,
) => P | undefined | Promise<P | undefined>;

/** The token of `Authorization: Bearer ...`; `undefined` without the header; `null` when it is something else. */
export function bearerToken(authorization: string | undefined): string | undefined | null {
  if (authorization === undefined) return undefined;
  return /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i.exec(authorization)?.[1] ?? null;
}

/** 401 as RFC 6750 and MCP's authorization chapter want it. */
export function sendUnauthorized(res: ServerResponse, resourceMetadataUrl: string): void {
  const description =
    'The API key is unknown, expired or revoked. Use a valid key, or none to call as an anonymous shopper.';
  const body = JSON.stringify({ error: 'invalid_token', error_description: description });
  res.writeHead(401, {
    'www-authenticate': `Bearer error="invalid_token", error_description="${description}", resource_metadata="${resourceMetadataUrl}"`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  res.end(body);
}

export interface ResourceMetadataOptions {
  /** Absolute URL of the MCP endpoint as clients see it. */
  resource: string;
  name: string;
  scopes: readonly string[];
  documentation?: string | undefined;
  /** Issuers whose tokens are accepted. Empty while only API keys are: then the document names none, rather than a false one. */
  authorizationServers?: readonly string[] | undefined;
}

/** Where RFC 9728, section 3.1, puts the metadata of this resource: the well-known path goes before the resource's own. */
export function resourceMetadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource);
  return `${origin}/.well-known/oauth-protected-resource${pathname === '/' ? '' : pathname}`;
}

/** Serves the RFC 9728 document at the path of the resource and at the root. Mount it at the root of the application. */
export function createResourceMetadataRouter(options: ResourceMetadataOptions): Router {
  const document = {
    resource: options.resource,
    resource_name: options.name,
    scopes_supported: options.scopes,
    bearer_methods_supported: ['header'],
    ...(options.documentation === undefined ? {} : { resource_documentation: options.documentation }),
    ...(options.authorizationServers?.length ? { authorization_servers: options.authorizationServers } : {}),
  };
  const root = '/.well-known/oauth-protected-resource';
  const router = Router();
  router.use([root, new URL(resourceMetadataUrl(options.resource)).pathname], cors());
  router.get([...new Set([root, new URL(resourceMetadataUrl(options.resource)).pathname])], (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').json(document);
  });
  return router;
}
