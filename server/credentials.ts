import { CommerceError } from './commerce/errors.ts';
import type { ApiKeyService } from './commerce/principals/api-keys.ts';
import { anonymous, type Principal } from './commerce/principals/model.ts';
import { controlPrincipal } from './control-token.ts';
import type { Authenticate } from './platform/http/identify.ts';
import { ProblemError } from './platform/http/problem.ts';
import { addressKey, principalOf } from './platform/http/request.ts';
import type { Authenticate as AuthenticateMcp } from './surfaces/mcp/auth.ts';

export interface CredentialsDeps {
  apiKeys: Pick<ApiKeyService, 'authenticate'>;
  /** Admin credential for commands on this machine. */
  controlToken: string | undefined;
}

/** Who a request's credential stands for. */
export interface Credentials {
  /** @throws ProblemError 401 for a key that is refused, but for MCP, which answers that itself */
  authenticate: Authenticate;
  ofMcp: AuthenticateMcp<Principal>;
}

/** The principal that stands for a wrong key until MCP answers it with its own 401. */
const REFUSED = Symbol('refused');

export function createCredentials({ apiKeys, controlToken }: CredentialsDeps): Credentials {
  const fromControl = controlPrincipal(controlToken);
  return {
    authenticate: async (req) => {
      const address = addressKey(req);
      if (req.bearer === undefined) return { principal: anonymous(address) };
      const isMcp = req.path === '/mcp';
      const principal =
        fromControl(req.bearer) ??
        (await apiKeys.authenticate(req.bearer, address, req.get('origin')).catch((error: unknown) => {
          // MCP has an answer of its own to a key that is refused.
          if (isMcp && error instanceof CommerceError) return undefined;
          throw error;
        }));
      if (principal) return { principal, rateKey: rateKeyOf(principal, address) };
      if (isMcp) return { principal: REFUSED };
      throw new ProblemError({
        status: 401,
        type: 'unauthorized',
        detail: 'This key is unknown, expired or revoked.',
        extra: { code: 'unauthorized' },
      });
    },
    ofMcp: (_token, req) => {
      const principal: unknown = principalOf(req as Parameters<typeof principalOf>[0]);
      return principal === REFUSED ? undefined : (principal as Principal);
    },
  };
}

/** A key in a web page is in the hands of every visitor: one of them must not use up what is there for all. */
const rateKeyOf = ({ id, kind, scopes }: Principal, address: string): string =>
  kind === 'publisher' && !scopes.has('publisher:read') ? `${id} ${address}` : id;
