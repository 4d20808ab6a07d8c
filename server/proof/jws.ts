import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';

export type Keys = JSONWebKeySet | { readonly jwksUrl: string };

/**
 * A compact JWS whose signature has the 64 bytes of Ed25519. The four bits left over in its last character must be zero, as
 * decoders do not look at them: otherwise a proof could be written in sixteen ways.
 */
export const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** One per address, so that keys fetched once serve every proof after. */
const remoteKeys = new Map<string, JWTVerifyGetKey>();

export function keysFrom(jwks: Keys): JWTVerifyGetKey {
  if (!('jwksUrl' in jwks)) return createLocalJWKSet(jwks);
  let keys = remoteKeys.get(jwks.jwksUrl);
  if (!keys) {
    keys = createRemoteJWKSet(new URL(jwks.jwksUrl));
    remoteKeys.set(jwks.jwksUrl, keys);
  }
  return keys;
}

export type JwsRefusal =
  | 'malformed'
  | 'bad_signature'
  | 'unknown_key'
  | 'keys_unavailable'
  | 'other_issuer'
  | 'expired';

/** Why `jose` refused a signature, as a word of ours. */
export function reasonOf(error: unknown): JwsRefusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'bad_signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'iss' ? 'other_issuer' : 'malformed';
  }
  const aboutKeys =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');
  if (aboutKeys) return 'keys_unavailable';
  // Everything else of jose is about what the proof looks like; what is not of jose comes from the network or the key set.
  return error instanceof errors.JOSEError ? 'malformed' : 'keys_unavailable';
}
